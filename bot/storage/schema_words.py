"""The words of each notice, as they came with m025."""

WORDS = (
    # Beside the mentions, which are read by the thousand and without their words.
    """create table said (
        mention integer primary key references mention (id),
        core text not null,
        at integer not null
    )""",
    "create index said_by_age on said (at)",
)
