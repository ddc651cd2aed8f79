"""The table of what people with an office did, as it came with m012."""

AUDIT = (
    """create table audit (
        id integer primary key,
        at integer not null,
        member integer references member (id),
        act text not null,
        chat integer references chat (id),
        subject text not null,
        detail text not null
    )""",
    "create index audit_by_time on audit (at, id)",
    "create index audit_by_chat on audit (chat, act, id)",
    # What was done before there was this table.
    """insert into audit (at, member, act, chat, subject, detail)
        select at, member, 'correct', chat, ref, json_object('fix', fix) from correction""",
    """insert into audit (at, member, act, subject, detail)
        select cast(strftime('%s', day || 'T04:00:00') as integer), member, 'tier', reason,
        json_object('before', before, 'after', after) from tier_change""",
    # Rows are only added; a group that lives on elsewhere takes its rows along.
    """create trigger audit_stays before delete on audit begin
        select raise(abort, 'audit rows stay'); end""",
    """create trigger audit_as_it_was
        before update of id, at, member, act, subject, detail on audit begin
        select raise(abort, 'audit rows stay as they are'); end""",
    # Names that a group takes for one: read for every notice of it.
    "create index correction_alias on correction (chat) where fix = 'alias' and undone_at is null",
)
