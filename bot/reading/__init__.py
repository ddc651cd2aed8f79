"""How a notice is read, normalised and compared: pure functions over given data."""
