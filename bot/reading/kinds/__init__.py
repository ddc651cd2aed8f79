"""The kind of an ask: what a reader has to do about it."""
