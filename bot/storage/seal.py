"""Sealing what is private before it is stored; the key never lies in the database."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bot.domain.errors import StorageError

_NONCE = 12


class Seal:
    """One key; what is sealed is bound to the name it was sealed under."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)

    def close(self, plain: bytes, name: str) -> bytes:
        """``plain`` sealed under ``name``."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """What was sealed under ``name``. Raises StorageError when it was tampered with."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise StorageError("a sealed value does not open with this key") from error


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
