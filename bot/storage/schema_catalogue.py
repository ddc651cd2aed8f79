"""The tables of what a place changed in the catalogue of data items, as they came with m026."""

CATALOGUE = (
    # What the configuration says has no member. Nothing is ever changed but that it was undone.
    """create table amendment (
        id integer primary key,
        claim text not null,
        name text not null,
        other text not null,
        member integer references member (id),
        at integer not null,
        undone_at integer,
        undone_by integer references member (id)
    )""",
    # Of all that hold, so that whoever knows it need not read them.
    """create table catalogue_version (
        id integer primary key check (id = 1),
        version text not null
    )""",
    # What a decision on two requests makes likely. Asked once: an answer is for ever.
    """create table proposal (
        id integer primary key,
        claim text not null,
        name text not null,
        other text not null,
        correction integer not null references correction (id),
        request integer not null,
        far integer not null,
        verdict integer,
        decided_at integer,
        decided_by integer references member (id),
        amendment integer references amendment (id),
        unique (claim, name, other)
    )""",
)
