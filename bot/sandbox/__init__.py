"""Telegram in miniature: people, chats and a local Bot API server, all in memory."""
