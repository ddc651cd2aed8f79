"""Burden cues F01–F20: what a notice lays on its readers beside the work itself."""
