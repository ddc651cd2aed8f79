"""What is over is found without a walk through all there ever was, as it came with m023."""

REST = (
    "create index part_sent on part (delivery) where state = 'sent'",
    "create index part_worded on part (delivery) where state in ('skipped', 'dead')"
    " and plain <> ''",
    "create index delivery_by_target on delivery (target, due_at)",
    "create index delivery_no_digest on delivery (due_at) where reason is not null",
    "create index inbox_done on inbox (received_at) where state = 'done'",
    "create index inbox_aside on inbox (received_at) where state = 'dead'",
    "create index handed_in_by_age on handed_in (at)",
    "create index suggestion_by_age on suggestion (at)",
)
