"""The tables of appointing coordinators and contacts, as they came with m009."""

OFFICE = (
    # Of a link only its hash is kept; without a rank it makes a contact. ``member`` is who made it.
    """create table invitation (
        hash text primary key,
        unit text not null,
        rank text,
        chats text not null,
        member integer references member (id),
        until integer not null
    ) without rowid""",
    # Who was dismissed can be put back for a while.
    "alter table post add column ended integer",
    "alter table contact add column ended integer",
    # Days whose morning sheets were said.
    "create table morning (day text primary key) without rowid",
)
