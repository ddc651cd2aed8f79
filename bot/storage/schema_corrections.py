"""The tables of corrections, as they came with m005."""

CORRECTIONS = (
    # Always points at a request that points at none itself.
    "alter table request add column merged_into integer references request (id)",
    "create index request_merged on request (merged_into) where merged_into is not null",
    # The hash of a text's normal form, and what was read in a message that may be a notice.
    "alter table message add column form blob",
    "alter table message add column guess text",
    "create index message_by_form on message (form) where form is not null",
    "alter table mention add column ask integer not null default 0",
    # ``before`` and ``after`` hold the same cells, in the order they were changed.
    """create table correction (
        id integer primary key,
        member integer not null references member (id),
        chat integer not null references chat (id),
        at integer not null,
        fix text not null,
        ref text not null,
        value text,
        form blob,
        ask integer not null,
        before text not null,
        after text not null,
        undone_at integer
    )""",
    "create index correction_by_form on correction (form) where form is not null",
    # Two requests ("k" and the key) or texts ("f" and the form) that are never joined again.
    """create table apart (
        one text not null,
        other text not null,
        primary key (one, other)
    ) without rowid""",
    """create table suggestion (
        id integer primary key,
        member integer not null references member (id),
        chat integer not null references chat (id),
        ref text not null,
        words text not null,
        at integer not null,
        unique (member, chat, ref)
    )""",
)
