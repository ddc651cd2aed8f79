"""The tables of signing in to the board, as they came with m011."""

SESSIONS = (
    # Of a link, and of what a browser keeps, there is only the hash. One link a member.
    """create table entry (
        hash text primary key,
        member integer not null unique references member (id),
        until integer not null
    ) without rowid""",
    """create table session (
        id integer primary key,
        hash text not null unique,
        member integer not null references member (id),
        begun integer not null,
        seen integer not null
    )""",
    "create index session_by_member on session (member)",
)
