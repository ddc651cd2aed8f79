"""What the board's lists of requests need, as it came with m013."""

BY_END = (
    "create index request_by_end on request (ends)"
    " where merged_into is null and state = 'open' and ends is not null"
)
REQUESTS = (
    # When nothing of it is ahead any more; null for what recurs and for what names no time.
    "alter table request add column ends integer generated always as (case when recurs is null"
    " then max(coalesce(deadline, starts_at), coalesce(starts_at, deadline)) end) virtual",
    BY_END,
    "create index request_by_last on request (last_at) where merged_into is null",
    "create index request_off on request (state, last_at)"
    " where merged_into is null and state <> 'open'",
    "create index request_by_issuer on request (issuer, last_at)",
    "create index request_by_top on request (coalesce(upstream_issuer, issuer))",
    "create index message_unsure on message (chat, sent_at) where unsure",
    # Pairs that want the same data, as somebody said who looked at both.
    """create table confirmed (
        request integer not null references request (id),
        other integer not null references request (id),
        primary key (request, other)
    ) without rowid""",
    "create index confirmed_by_other on confirmed (other)",
)

ISSUERS = (
    # Who asked for what; from each name to the next, or to whatever one asked.
    "create index mention_by_issuer on mention (issuer, request) where issuer is not null",
)
"""The index of m015, by which a contact's cases are found."""

DUE_FOR = (
    # [[whose, when], …] in the order told, and the latest of these deadlines.
    "alter table request add column due_for text",
    "alter table request add column last_due integer",
    # They hold as long as the deadline of all is one of them.
    "drop index request_by_end",
    "alter table request drop column ends",
    "alter table request add column ends integer generated always as (case when recurs is null"
    " then max(coalesce(deadline, starts_at), coalesce(starts_at, deadline),"
    " case when instr(due_for, deadline) then last_due else coalesce(deadline, starts_at) end)"
    " end) virtual",
    BY_END,
)
"""What m020 adds: who is due apart from others."""
