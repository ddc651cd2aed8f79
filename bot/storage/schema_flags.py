"""The tables of flags and cases. Only sealed columns depend on who flagged."""

from sqlite_utils import Database

SEALED = (
    ("flag", "voice"),
    ("flag", "way"),
    ("flag", "text"),
    ("case_message", "body"),
    ("feedback", "body"),
)
"""Columns that tell who flagged, or what they wrote, to whoever has the keys."""


def make_flags(db: Database) -> None:
    """Make the tables, in place of a first draft of them that nothing was ever written to."""
    drafted = db.table_names()
    for name in reversed(_NAMES):
        if name in drafted:
            db.conn.execute(f"drop table {name}")
    if "members" not in db["chat"].columns_dict:
        # How many people the platform says are in a group.
        db.conn.execute("alter table chat add column members integer")
    for statement in _FLAGS:
        db.conn.execute(statement)


_NAMES = (
    "flag_case", "flag", "case_message", "feedback", "case_history", "history_end", "advice",
    "post", "contact", "voice_key", "spent_key", "flag_batch",
)  # fmt: skip
_FLAGS = (
    # A number is given with the entry into the queue; until then nothing is in any order.
    """create table flag_case (
        id integer primary key,
        number integer unique,
        request integer not null references request (id),
        reason text not null,
        pool text not null,
        state text not null,
        version integer not null default 0,
        rank text not null,
        band text not null,
        came_back integer not null default 0,
        final integer not null default 0,
        claimed_by integer references member (id),
        first_reviewer integer references member (id),
        lease_until integer,
        acknowledge_by integer,
        answer_by integer,
        answer_left integer,
        wait_until integer,
        asked integer not null default 0,
        consulted integer not null default 0,
        decision text,
        issuer_said text,
        told_deadline integer,
        told_request integer,
        answered_at integer,
        closed_on text,
        merged_into integer references flag_case (id),
        key text,
        warned integer not null default 0,
        nudged text
    )""",
    "create index flag_case_by_request on flag_case (request)",
    "create index flag_case_open on flag_case (state)",
    "create index flag_case_merged on flag_case (merged_into) where merged_into is not null",
    # ``root`` is the canonical request ``voice`` was made for.
    """create table flag (
        id integer primary key,
        request integer not null references request (id),
        root integer not null,
        reason text not null,
        pool text not null,
        matter integer references flag_case (id),
        state text not null,
        day text not null,
        since text not null,
        rating text,
        voice_key text,
        voice blob,
        way_key text,
        way blob,
        text blob
    )""",
    "create index flag_by_request on flag (request)",
    "create index flag_by_case on flag (matter)",
    "create index flag_by_state on flag (state, since)",
    # A row is some kilobytes of sealed texts; whose it is, and what it is about, is told without.
    "create index flag_by_voice on flag (voice_key, root, voice, request) where voice is not null",
    """create table case_message (
        id integer primary key,
        matter integer not null references flag_case (id),
        side text not null,
        day text not null,
        shown integer not null,
        body blob
    )""",
    "create index case_message_by_case on case_message (matter)",
    """create table feedback (
        id integer primary key,
        matter integer not null references flag_case (id),
        flag integer not null references flag (id),
        kind text not null,
        body blob
    )""",
    "create index feedback_by_case on feedback (matter)",
    """create table case_history (
        n integer primary key,
        matter integer not null references flag_case (id),
        at integer not null,
        event text not null,
        before text not null,
        after text not null,
        actor text not null,
        member integer references member (id),
        detail text not null,
        mark blob not null
    )""",
    "create index case_history_by_case on case_history (matter)",
    "create index case_history_by_time on case_history (at)",
    "create trigger case_history_stays before update on case_history"
    " begin select raise(abort, 'history is only added to'); end",
    "create trigger case_history_remains before delete on case_history"
    " begin select raise(abort, 'history is only added to'); end",
    """create table history_end (
        id integer primary key check (id = 1),
        n integer not null,
        mark blob not null
    )""",
    """create table advice (
        matter integer primary key references flag_case (id),
        request integer not null references request (id),
        outcome text not null
    )""",
    "create index advice_by_request on advice (request)",
    """create table post (
        member integer primary key references member (id),
        unit text not null,
        rank text not null
    )""",
    """create table contact (
        member integer not null references member (id),
        issuer text not null,
        primary key (member, issuer)
    ) without rowid""",
    # Which key makes the voices on requests first seen in a month, and keys to be destroyed.
    "create table voice_key (month text primary key, name text not null) without rowid",
    "create table spent_key (name text primary key) without rowid",
    "create table flag_batch (day text primary key) without rowid",
)
