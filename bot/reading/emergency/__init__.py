"""Emergencies, which never wait: their signs, their places, and when they are over."""
