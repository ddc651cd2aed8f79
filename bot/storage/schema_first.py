"""Chats, messages, and requests with their mentions, as they came with m001."""

FIRST = (
    """create table chat (
        id integer primary key,
        address text not null unique,
        name text not null
    )""",
    # Chatter and receipts keep no text: only that they were sent, and what they were.
    """create table message (
        id integer primary key,
        chat integer not null references chat (id),
        number not null,
        version integer not null,
        sent_at integer not null,
        what text not null,
        unsure integer not null,
        media text,
        excerpt text,
        fingerprint blob not null,
        origin text,
        unique (chat, number, version)
    )""",
    "create index message_by_origin on message (origin) where origin is not null",
    "create index message_by_time on message (sent_at)",
    # Digests read one chat's share of a province: its day, and its notices up to a moment.
    "create index message_by_chat on message (chat)",
    "create index notice_by_chat on message (chat, sent_at) where what = 'notice'",
    """create table request (
        id integer primary key,
        key text not null unique,
        kind text not null,
        title text not null,
        issuer text,
        state text not null,
        first_at integer not null,
        last_at integer not null,
        deadline integer,
        starts_at integer,
        recurs text,
        assumed text,
        upstream_deadline integer,
        upstream_issuer text,
        core text not null
    )""",
    "create index request_by_deadline on request (deadline)",
    "create index request_by_start on request (starts_at)",
    """create table mention (
        id integer primary key,
        request integer not null references request (id),
        message integer not null references message (id),
        relation text not null,
        kind text not null,
        issuer text,
        urgent integer not null,
        deadline integer,
        starts_at integer,
        cues text not null
    )""",
    "create index mention_by_request on mention (request)",
    "create index mention_by_message on mention (message)",
    """create table same_data (
        request integer not null references request (id),
        other integer not null references request (id),
        primary key (request, other)
    ) without rowid""",
    "create index same_data_by_other on same_data (other)",
    "create virtual table request_terms using fts5 (terms, tokenize = 'unicode61')",
    # How many requests hold a term: which ones are worth searching for.
    "create table term (term text primary key, requests integer not null) without rowid",
    # The readings of a chat's last messages: what the next one is read against.
    """create table thread (
        id integer primary key,
        chat integer not null references chat (id),
        topic text,
        body text not null
    )""",
    "create index thread_by_chat on thread (chat, topic, id)",
)
