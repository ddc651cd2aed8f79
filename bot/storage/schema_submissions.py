"""The tables of searching, collecting and gestures."""

SUBMISSIONS = (
    # The words of each notice's ask, apart from its request's: groups see only their own notices.
    "create virtual table mention_terms using fts5 (terms, tokenize = 'unicode61')",
    "insert into mention_terms (rowid, terms) select n.id, t.terms from mention n"
    " join request_terms t on t.rowid = n.request",
    # Who first asked, in each chat where they did.
    """create table asked_by (
        request integer not null references request (id),
        chat integer not null references chat (id),
        member integer not null references member (id),
        primary key (request, chat)
    ) without rowid""",
    "create index asked_by_member on asked_by (member)",
    "create index asked_by_chat on asked_by (chat)",
    # ``unit`` handed in, for this ``deadline`` of what recurs; nobody is named.
    """create table submission (
        request integer not null references request (id),
        unit text not null,
        how text not null,
        deadline integer,
        at integer not null,
        primary key (request, unit, how)
    ) without rowid""",
    """create table reminded (
        request integer not null references request (id),
        unit text not null,
        primary key (request, unit)
    ) without rowid""",
    # The newest of somebody's reactions to a notice that say something to us, and no others.
    """create table reaction (
        chat integer not null references chat (id),
        number integer not null,
        member integer not null references member (id),
        said text not null,
        at integer not null,
        primary key (chat, number, member)
    ) without rowid""",
    "create index reaction_by_age on reaction (at)",
    # What a reaction marked done that was not before: taking it back undoes just that.
    """create table reaction_done (
        chat integer not null,
        number integer not null,
        member integer not null references member (id),
        request integer not null references request (id),
        primary key (chat, number, member, request)
    ) without rowid""",
    # Totals only: nobody is named.
    """create table usefulness (
        target integer not null references target (id),
        day text not null,
        emoji text not null,
        count integer not null,
        primary key (target, day, emoji)
    ) without rowid""",
)

# The groups in which it was asked for are where it was seen that a unit handed in.
_ASKED = (
    "from asked_by a where a.request in"
    " (select s.request union all select q.id from request q where q.merged_into = s.request)"
)
# Units were kept by their common name, which their full name begins with.
_OF_UNIT = "join presence p on p.chat = a.chat where substr(p.unit, 1, length(s.unit)) = s.unit and"
_ONLY = "case when count(distinct a.chat) = 1 then max(a.chat) end"
PLACES = (
    # ``chat`` is null where it is not known any more: nobody can take that back.
    """create table seen (
        request integer not null references request (id),
        chat integer references chat (id),
        unit text not null,
        how text not null,
        deadline integer,
        at integer not null,
        unique (request, chat, unit, how)
    )""",
    "insert into seen select s.request, coalesce("
    f"(select {_ONLY} {_ASKED}), (select {_ONLY} {_ASKED.replace('where', _OF_UNIT, 1)})"
    "), s.unit, s.how, s.deadline, s.at from submission s",
    "drop table submission",
    "alter table seen rename to submission",
)
"""What m025 adds: the group in which a unit was seen to hand in."""
