"""The coordinators' board: pages for whoever has an office, over the same services as the chat."""
