"""Where events are held now, and what each level wants of a request, as they came with m027."""

from bot.storage.schema_requests import BY_END

LEVELS = (
    "alter table mention add column venue text",
    # [[rank, chat, by, issuer, deadline, recurs, demands, scopes, place, assumed,
    # within, due_for], …] from the top down; they hold while the deadline
    # is that of the first of them.
    "alter table request add column levels text",
    # What a relay laid on top is told by them, in its own words.
    "alter table request drop column added",
    "drop index request_by_end",
    "alter table request drop column ends",
    "alter table request add column ends integer generated always as (case when recurs is null"
    " then max(coalesce(deadline, starts_at), coalesce(starts_at, deadline),"
    " case when instr(due_for, deadline) or instr(levels, deadline) then last_due"
    " else coalesce(deadline, starts_at) end) end) virtual",
    BY_END,
)
