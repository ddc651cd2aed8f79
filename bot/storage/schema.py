"""The tables, as migrations that are applied in order and never changed after a release."""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("jianfu")

_FIRST = (
    """create table chat (
        id integer primary key,
        name text not null unique
    )""",
    # Chatter and receipts keep no text: only that they were sent, and what they were.
    """create table message (
        id integer primary key,
        chat integer not null references chat (id),
        number not null,
        sent_at integer not null,
        what text not null,
        unsure integer not null,
        media text,
        excerpt text,
        fingerprint blob not null,
        unique (chat, number)
    )""",
    "create index message_by_time on message (sent_at)",
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
    "create virtual table request_terms using fts5 (terms, tokenize = 'unicode61')",
)


@MIGRATIONS()
def m001_messages_and_requests(db: Database) -> None:
    """Chats, messages, requests with their mentions, and the index for finding likely repeats."""
    for statement in _FIRST:
        db.conn.execute(statement)
