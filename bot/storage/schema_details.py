"""What a request wants beside the thing itself, as it came with m024."""

DETAILS = (
    # {"columns": [], "forms": [], "channel": "", …}, of what is told; it stays as the title does.
    "alter table request add column details text",
)
