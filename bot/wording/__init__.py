"""Every sentence the bot says, in Chinese."""
