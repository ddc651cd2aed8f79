"""The table of how soon an answer is due, as it came with m010."""

TIERS = (
    # The newest row of a reason counts; the others tell who changed what, and when.
    """create table tier_change (
        id integer primary key,
        reason text not null,
        before text not null,
        after text not null,
        member integer not null references member (id),
        day text not null
    )""",
)
