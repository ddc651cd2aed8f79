"""The small tree of errors; each surface turns them into words in one place.

JianfuError
├── InputError      what the user gave cannot be used (exit code 2)
├── ConfigError     config.toml is wrong
└── StorageError    the database could not keep or give something
    └── UnusableError   nor will it ever: what it was asked for is wrong
"""


class JianfuError(Exception):
    """Base of everything this project raises on purpose."""


class InputError(JianfuError):
    """Input that cannot be used; the message says what and where."""


class ConfigError(JianfuError):
    """A configuration key or value that cannot be used."""


class StorageError(JianfuError):
    """The database could not keep or give something."""


class UnusableError(StorageError):
    """The database will refuse this as often as it is asked: trying again helps nobody."""
