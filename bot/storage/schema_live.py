"""The tables of the raw inbox, targets and deliveries, as they came with m002."""

LIVE = (
    # ``body`` is emptied with the done-mark; a private one was sealed before it came here.
    """create table inbox (
        id integer primary key,
        key text not null unique,
        sequence integer not null,
        chat text not null,
        album text,
        hot integer not null,
        sealed integer not null,
        body blob,
        received_at integer not null,
        not_before real not null,
        state text not null,
        error text
    )""",
    "create index inbox_waiting on inbox (sequence) where state = 'waiting'",
    "create index inbox_dead on inbox (id) where state = 'dead'",
    """create table target (
        id integer primary key,
        chat text not null,
        kind text not null,
        title text not null,
        slots text not null,
        workdays_only integer not null default 0,
        quiet text not null,
        paused_until text,
        active integer not null default 1,
        since integer not null,
        looked_after integer not null,
        covered integer not null,
        pinned integer,
        stale integer not null default 0,
        unique (chat, kind)
    )""",
    """create table target_source (
        target integer not null references target (id),
        chat integer not null references chat (id),
        primary key (target, chat)
    ) without rowid""",
    "create index target_source_by_chat on target_source (chat)",
    # ``first`` and ``last`` are message ids: the period is fixed by order of commit.
    """create table delivery (
        id integer primary key,
        target integer not null references target (id),
        day text not null,
        slot text not null,
        due_at integer not null,
        first integer not null,
        last integer not null,
        made_at integer not null,
        reason text,
        unique (target, day, slot)
    )""",
    """create table part (
        id integer primary key,
        delivery integer not null references delivery (id),
        number integer not null,
        state text not null,
        headline text not null,
        html text not null,
        plain text not null,
        buttons text not null default '[]',
        revision integer not null default 0,
        as_plain integer not null default 0,
        attempts integer not null default 0,
        not_before real not null default 0,
        message integer,
        unique (delivery, number)
    )""",
    "create index part_open on part (id) where state in"
    " ('rendered', 'reserving', 'unknown', 'placed')",
    """create table outgoing (
        id integer primary key,
        chat text not null,
        kind text not null,
        body text not null,
        state text not null,
        made_at integer not null,
        attempts integer not null default 0,
        not_before real not null default 0
    )""",
    "create index outgoing_open on outgoing (id) where state in ('waiting', 'sending')",
    """create table gap (
        id integer primary key,
        start integer not null,
        end integer not null
    )""",
    "create table pulse (id integer primary key check (id = 1), at integer not null)",
)
