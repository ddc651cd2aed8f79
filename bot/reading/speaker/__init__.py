"""Who speaks in a group, at what level, and for what body of government."""
