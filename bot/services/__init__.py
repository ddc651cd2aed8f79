"""What the bot does: plain sync functions over a transaction."""
