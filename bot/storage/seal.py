"""Sealing what is private before it is stored; the key never lies in the database."""

import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bot.domain.errors import StorageError

SEAL_KEY = "seal.key"
"""The key of what waits to be worked on or said, beside the database."""
_FORMER = "seal.old"
_NONCE = 12
_BLOCK = 1024
"""What is sealed is padded to a multiple of this, so that no length tells anything."""
_END = b"\x80"


class Seal:
    """One key; what is sealed is bound to the name it was sealed under.

    With a ``former`` key what was sealed before is opened, too.
    """

    def __init__(self, key: bytes, former: bytes | None = None) -> None:
        self._key = key
        self._ciphers = [ChaCha20Poly1305(one) for one in (key, former) if one]

    def close(self, plain: bytes, name: str) -> bytes:
        """``plain`` sealed under ``name``."""
        nonce, ended = os.urandom(_NONCE), plain + _END
        padded = ended.ljust(-(-len(ended) // _BLOCK) * _BLOCK, b"\0")
        return nonce + self._ciphers[0].encrypt(nonce, padded, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """What was sealed under ``name``. Raises StorageError when it was tampered with."""
        for cipher in self._ciphers:
            try:
                padded = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
            except (InvalidTag, ValueError):
                continue
            # What was sealed by the first versions bears no padding and no end.
            return padded.rstrip(b"\0").removesuffix(_END)
        raise StorageError("a sealed value does not open with this key")

    def mark(self, name: str) -> str:
        """What stands for ``name``: always the same, and nothing can be told from it."""
        key = hmac.digest(self._key, b"mark", "sha256")
        return hmac.digest(key, name.encode(), "sha256").hex()


def load_seal(folder: Path) -> Seal:
    """The seal of a data folder, made on first use. Raises StorageError."""
    former = folder / _FORMER
    return Seal(load_key(folder / SEAL_KEY), load_key(former) if former.exists() else None)


def begin_rotation(folder: Path) -> None:
    """Have `load_seal` make a new key; what is sealed already still opens. May be repeated."""
    key, former = folder / SEAL_KEY, folder / _FORMER
    if key.exists() and not former.exists():
        key.replace(former)


def end_rotation(folder: Path) -> None:
    """All is sealed with the new key: destroy the former one."""
    destroy_key(folder / _FORMER)


def destroy_key(path: Path) -> None:
    """Overwrite and remove a key. May be repeated. Raises StorageError."""
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        settle_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"cannot destroy the key file {path}: {error}") from error


def settle_folder(folder: Path) -> None:
    """A file that was made or removed in it is so after a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_key(path: Path) -> bytes:
    """The key in ``path``, made on first use for its owner's eyes only. Raises StorageError."""
    try:
        if not path.exists():
            made = ChaCha20Poly1305.generate_key()
            # A key half written by a dying process must never be taken for one.
            fresh = path.with_suffix(f".{os.getpid()}")
            # In a container every process has the same number, one that died halfway too.
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(made)
                f.flush()
                os.fsync(f.fileno())
            fresh.replace(path)
        key = path.read_bytes()
    except OSError as error:
        raise StorageError(f"cannot use the key file {path}: {error}") from error
    if len(key) != 32:
        raise StorageError(f"the key file {path} holds no key")
    return key
