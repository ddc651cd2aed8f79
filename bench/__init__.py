"""Labelled sets, and our figures beside each peer's."""
