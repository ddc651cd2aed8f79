"""The index of likely repeats made small, and pairs that ask a person, as they came with m014."""

from sqlite_utils import Database

from bot.storage.connection import sqlite_version

_WITHOUT_CONTENT = (3, 43)
"""The first SQLite whose full-text tables forget a row without being told what was in it."""

_PAIRS = (
    # The first request of each day: every one first told that day or later has no smaller id.
    "create table request_day (day integer primary key, first integer not null)",
    "insert into request_day select first_at / 86400, min(id) from request group by 1",
    # What the matcher would ask a person about. Never changed; what people decided is elsewhere.
    """create table likely (
        request integer not null references request (id),
        other integer not null references request (id),
        relation text not null,
        score real not null,
        why text not null,
        agree text not null,
        differ text not null,
        at integer not null,
        primary key (request, other)
    ) without rowid""",
    "create index likely_by_other on likely (other)",
    "create index apart_by_other on apart (other)",
    # What a relay that wants it earlier lays on top of it: codes of likeness.
    "alter table request add column added text",
    # The months it is about, as `reading.findable` names them.
    "alter table request add column period text",
    # Which pairs somebody was asked about in private, and the days on which all were asked.
    """create table pair_told (
        member integer not null references member (id),
        request integer not null references request (id),
        other integer not null references request (id),
        primary key (member, request, other)
    ) without rowid""",
    "create table pair_day (day text primary key) without rowid",
    # Where a member finds what they handed in; for them alone.
    """create table handed_in (
        member integer not null references member (id),
        request integer not null references request (id),
        note text not null,
        at integer not null,
        primary key (member, request)
    ) without rowid""",
)


def make_repeats(db: Database) -> None:
    """Keep of the terms only which request has them; and make what pairs need."""
    version = tuple(int(part) for part in sqlite_version().split(".")[:2])
    small = ", content = '', contentless_delete = 1" if version >= _WITHOUT_CONTENT else ""
    db.conn.execute(
        "create virtual table fewer_terms using fts5"
        f" (terms, tokenize = 'unicode61', detail = none{small})"
    )
    db.conn.execute("insert into fewer_terms (rowid, terms) select rowid, terms from request_terms")
    db.conn.execute("drop table request_terms")
    db.conn.execute("alter table fewer_terms rename to request_terms")
    for statement in _PAIRS:
        db.conn.execute(statement)
