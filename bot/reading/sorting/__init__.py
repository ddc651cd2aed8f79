"""Notice, receipt or chatter: what a message is, by its words, its sender and its turn."""
