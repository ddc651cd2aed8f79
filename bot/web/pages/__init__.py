"""The pages of the board; each file has its own tuple of routes."""
