"""What notices made of requests that others had asked, as it came with m029."""

EFFECTS = (
    # A request may be gone again, and its id is given to no other one: no reference holds it.
    """create table effect (
        id integer primary key,
        message integer not null references message (id),
        request integer not null,
        field text not null,
        was,
        became,
        at integer not null
    )""",
    "create index effect_by_message on effect (message)",
    "create index effect_by_request on effect (request, field)",
    "create index effect_by_age on effect (at)",
)
