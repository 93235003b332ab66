"""The key that this installation signs with: made at first use, in a file that no copy of the database holds."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from waymark.errors import WaymarkError


class KeyNotUsable(WaymarkError):
    """The file that should hold the signing key cannot be made, read, or holds something else."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} {why}: nothing was signed. Put the key's file back from where it is kept, or say with "
            "WAYMARK_SIGNING_KEY where it is"
        )


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file, made there if nothing is; readable by this system user alone. Raises KeyNotUsable."""
    try:
        if not path.exists():
            _make(path)
        held = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as problem:
        raise KeyNotUsable(path, f"cannot be used ({problem.strerror})") from problem
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise KeyNotUsable(path, "holds no key that can sign") from problem
    if not isinstance(held, Ed25519PrivateKey):
        raise KeyNotUsable(path, "holds a key of another kind than Ed25519")
    return held


def _make(path: Path) -> None:
    """Write a new key whole before it has its name; of two that begin at once one is kept."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    written = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()
