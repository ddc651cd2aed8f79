"""How a message stands to what its thread was asked before: reminder, change, answer, relay."""
