"""Approved forms, and what a record of a hand-in can hold besides words, as they came with m016."""

FORMS = (
    # One paste, one removal: what can be undone as a whole, the newest first.
    """create table form_change (
        id integer primary key,
        undone integer not null default 0
    )""",
    # ``made`` and ``ended`` are changes; a form that ended stays for the way back.
    """create table form (
        id integer primary key,
        name text not null,
        number text not null,
        issuer text,
        until text,
        made integer not null references form_change (id),
        ended integer references form_change (id)
    )""",
    # Names of documents and what the platform sends them again by; nothing of what is in them.
    "alter table handed_in add column documents text not null default '[]'",
    # The unit whose members may see it, as its owner allowed; null: the owner alone.
    "alter table handed_in add column unit text",
    # It is what ``source_member`` handed in for ``source``: as last time (见上次).
    "alter table handed_in add column source_member integer",
    "alter table handed_in add column source integer",
    "create index handed_in_by_unit on handed_in (unit) where unit is not null",
    # Whose contacts were sent an answer, which happens once.
    "create table answered_once (request integer primary key references request (id))",
)
