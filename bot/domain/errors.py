"""The small tree of errors; each surface turns them into words in one place.

JianfuError
├── InputError      what the user gave cannot be used (exit code 2)
├── ConfigError     config.toml is wrong
└── StorageError    the database could not keep or give something
    └── UnusableError   nor will it ever: what it was asked for is wrong
"""

from pathlib import PurePath
from traceback import walk_tb


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


_PLACES = 3


def what_went_wrong(error: BaseException) -> str:
    """An error for the log: its kind and our own words, or else where it arose.

    The words of other errors may repeat what people wrote, or who they are.
    """
    kind = type(error).__name__
    if isinstance(error, JianfuError):
        return f"{kind}: {error}"
    places = [
        f"{PurePath(frame.f_code.co_filename).name}:{line}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    return " ".join([kind, "at", *places[-_PLACES:]]) if places else kind
