"""A short title for an ask: which words name it, and what is cut off them."""
