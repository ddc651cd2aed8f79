"""The tables of links between groups, as they came with m004."""

LINKS = (
    """create table link_code (
        hash text primary key,
        target integer not null references target (id),
        member integer not null references member (id),
        until integer not null
    ) without rowid""",
    """create table unlinked (
        target integer not null references target (id),
        chat integer not null references chat (id),
        member integer not null references member (id),
        at integer not null,
        primary key (target, chat)
    ) without rowid""",
    # A digest that was sent before is put right without what was linked after it.
    "alter table target_source add column since integer not null default 0",
)
UNLINKED_SINCE = "alter table unlinked add column since integer"
"""The column of m017: with it a link that is put back holds since it was first made."""
