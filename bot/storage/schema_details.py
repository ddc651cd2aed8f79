"""What each notice wants beside the thing itself, as it came with m024."""

DETAILS = (
    # {"columns": [], "forms": [], "channel": "", …}, of what is told; it stays as the title does.
    # With the notice, not its request: groups see only what was said to them.
    "alter table mention add column details text",
)
