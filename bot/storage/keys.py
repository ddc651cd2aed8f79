"""Keys of flags: one small file each, outside the database and its backups, destroyed in time."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

from bot.domain.errors import StorageError
from bot.storage.seal import Seal, destroy_key, load_key, settle_folder

KEYS = "keys"
"""The folder of keys, beside the database."""
HISTORY = "history"


class Keys:
    """The folder of keys. A key is made when first used, unless it is only to be opened with.

    The threads that write and read share it: what one of them destroys, no other brings back.
    """

    def __init__(self, folder: Path) -> None:
        """Take a folder that need not exist yet."""
        self._folder = folder
        self._known: dict[str, bytes] = {}
        self._lock = RLock()

    def mark(self, name: str, *parts: str | int) -> bytes:
        """The keyed hash (HMAC-SHA256) of ``parts`` under a key."""
        message = json.dumps(parts, ensure_ascii=False).encode()
        return hmac.new(self._made(name), message, sha256).digest()

    def marker(self, name: str, first: str) -> Callable[[int], bytes] | None:
        """What marks (``first``, number) for many numbers, fast; None when the key is gone."""
        key = self._there(name)
        return _marker(key, first) if key else None

    def close(self, name: str, value: dict[str, Any], bound: str) -> bytes:
        """``value`` sealed under a key and bound to the row it stands in."""
        plain = json.dumps(value, ensure_ascii=False).encode()
        return Seal(self._made(name)).close(plain, bound)

    def open(self, name: str | None, sealed: bytes | None, bound: str) -> dict[str, Any] | None:
        """What was sealed; None when the key is gone, or it was tampered with."""
        key = self._there(name) if name else None
        if key is None or sealed is None:
            return None
        try:
            found: dict[str, Any] = json.loads(Seal(key).open(sealed, bound))
        except StorageError:
            return None
        return found

    def make(self, name: str) -> None:
        """Have a key made, if it is not there."""
        self._made(name)

    def has(self, name: str) -> bool:
        """Whether a key is there."""
        return self._there(name) is not None

    def names(self, beginning: str) -> list[str]:
        """The keys there are whose names begin like this."""
        return sorted(path.stem for path in self._folder.glob(f"{beginning}*.key"))

    def destroy(self, name: str) -> None:
        """Overwrite and remove a key. May be repeated. Raises StorageError."""
        with self._lock:
            self._known.pop(name, None)
            destroy_key(self._path(name))

    def _there(self, name: str) -> bytes | None:
        with self._lock:
            if name not in self._known and not self._path(name).exists():
                return None
            return self._made(name)

    def _made(self, name: str) -> bytes:
        with self._lock:
            key = self._known.get(name)
            if key is None:
                fresh = not self._path(name).exists()
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                key = self._known[name] = load_key(self._path(name))
                if fresh:
                    settle_folder(self._folder)
            return key

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"


def _marker(key: bytes, first: str) -> Callable[[int], bytes]:
    """HMAC as its standard builds it (RFC 2104): what all messages begin with is hashed once."""
    block = key.ljust(sha256().block_size, b"\0")
    inner = sha256(block.translate(_INNER))
    inner.update(json.dumps([first], ensure_ascii=False)[:-1].encode())
    outer = sha256(block.translate(_OUTER))

    def mark(number: int) -> bytes:
        begun, ended = inner.copy(), outer.copy()
        begun.update(b", %d]" % number)
        ended.update(begun.digest())
        return ended.digest()

    return mark


_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
