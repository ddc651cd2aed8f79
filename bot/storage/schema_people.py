"""The tables of members: who we have met, what they noted and did, and what we asked them."""

PEOPLE = (
    # ``private`` is the chat with us, once they opened it; ``focus`` the group they set up or mend.
    """create table member (
        id integer primary key,
        address text not null unique,
        name text not null,
        private text,
        focus integer references chat (id)
    )""",
    # ``told`` when somebody named the unit; else it was guessed from a nickname.
    """create table presence (
        member integer not null references member (id),
        chat integer not null references chat (id),
        inside integer not null default 1,
        unit text,
        told integer not null default 0,
        primary key (member, chat)
    ) without rowid""",
    "create index presence_by_chat on presence (chat)",
    """create table role (
        member integer not null references member (id),
        chat integer not null references chat (id),
        role text not null,
        primary key (member, chat, role)
    ) without rowid""",
    # A recurring request is done for one ``deadline`` at a time.
    """create table done (
        member integer not null references member (id),
        request integer not null references request (id),
        deadline integer,
        at integer not null,
        primary key (member, request)
    ) without rowid""",
    # What a member had us note for them alone.
    """create table todo (
        id integer primary key,
        member integer not null references member (id),
        title text not null,
        issuer text,
        kind text not null,
        deadline integer,
        starts_at integer,
        made_at integer not null,
        done_at integer
    )""",
    "create index todo_open on todo (member) where done_at is null",
    # What was read in a notice that a member handed to us, until they decide on it.
    """create table draft (
        id integer primary key,
        member integer not null references member (id),
        body text not null,
        made_at integer not null
    )""",
    # The lines of a card keep their numbers for as long as the card is the newest.
    """create table card_line (
        delivery integer not null references delivery (id),
        number integer not null,
        ref text not null,
        primary key (delivery, ref)
    ) without rowid""",
    # What we asked a member for and wait to hear, or showed them to decide on.
    """create table dialogue (
        member integer primary key references member (id),
        topic text not null,
        body text not null,
        until integer not null
    )""",
)
