"""Where groups went, as it came with m022."""

MOVES = (
    # An address that a group left: whatever still comes from there is of this other row.
    "alter table chat add column moved_to integer references chat (id)",
)
