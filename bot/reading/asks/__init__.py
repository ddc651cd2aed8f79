"""One message, several asks: its parts, those told apart by day, and those that come again."""
