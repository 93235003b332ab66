"""Writing bytes so that only the holder of a key can read them again, block by block as they stream by.

Each item has a key of its own: an X25519 exchange between a pair made for it and the store's public half,
through HKDF-SHA256, gives the key of ChaCha20-Poly1305. Blocks are numbered, and the last one says that it
is: none can be changed, exchanged, left out or cut off unseen. What seals an item cannot open it again.

Sources: RFC 7748 (X25519), 5869 (HKDF), 8439 (ChaCha20-Poly1305); the numbering of blocks after Hoang,
Reyhanitabar, Rogaway and Vizar, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (2015).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from waymark.errors import WaymarkError

BLOCK = 1 << 20  # bytes sealed at a time; sealed they are 16 more
KEY = 32  # bytes of a public half
_PURPOSE = b"waymark sealed item, version 1: "
_LAST, _MORE = b"\1", b"\0"
_COUNTER = 11  # bytes of a nonce that number the block; the twelfth says whether it is the last


class NotAKey(WaymarkError):
    """What was given is no private half of a key, or its words open it not."""

    def __init__(self) -> None:
        super().__init__(
            "That is not the private half of a key, or not its passphrase: give the file that "
            "`waymark sealed keys` wrote, and the passphrase chosen then"
        )


class BrokenSeal(WaymarkError):
    """What is stored is not what was sealed, or was sealed for another key."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The seal of {reference} does not hold: it was changed, cut short or sealed for another key. "
            "Keep it as it is, and restore it from a backup beside it to compare"
        )


class Seal:
    """The sealing of one item: its bytes go in, sealed blocks come out. It cannot open what it wrote.

    public: the store's public half, 32 bytes. reference: the item's own, without which it does not open.
    """

    def __init__(self, public: bytes, *, reference: str) -> None:
        once = X25519PrivateKey.generate()
        self.once = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(public))
        self._cipher = _cipher(shared, self.once, public, reference)

    def blocks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Seal bytes that come in pieces of any size. Yields at least one block."""
        waiting = bytearray()
        number = 0
        for chunk in chunks:
            waiting += chunk
            while len(waiting) > BLOCK:  # one block always waits, since it may be the last
                yield self._cipher.encrypt(_nonce(number, _MORE), bytes(waiting[:BLOCK]), None)
                del waiting[:BLOCK]
                number += 1
        yield self._cipher.encrypt(_nonce(number, _LAST), bytes(waiting), None)


class PrivateHalf:
    """What opens sealed items. The application never has one: only the process that reads does."""

    def __init__(self, key: X25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def made(cls) -> PrivateHalf:
        return cls(X25519PrivateKey.generate())

    @classmethod
    def read(cls, written: bytes, *, passphrase: str) -> PrivateHalf:
        """Read one as `written` gave it. Raises NotAKey."""
        try:
            key = load_pem_private_key(written, passphrase.encode() or None)
        except (ValueError, TypeError):
            raise NotAKey from None
        if not isinstance(key, X25519PrivateKey):
            raise NotAKey
        return cls(key)

    def written(self, *, passphrase: str) -> bytes:
        """The half as a file holds it, behind a passphrase (PKCS#8 in PEM)."""
        return self._key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
        )

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def opened(self, blocks: Iterable[bytes], *, once: bytes, reference: str) -> Iterator[bytes]:
        """Open an item block by block; nothing of a block is given before it is proved.

        once: the public half made for the item. Raises BrokenSeal, at the latest at the end.
        """
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(once))
        except ValueError:
            raise BrokenSeal(reference) from None
        cipher = _cipher(shared, once, self.public, reference)
        held: bytes | None = None
        number = 0
        for block in blocks:
            if held is not None:
                yield _opened(cipher, held, _nonce(number, _MORE), reference)
                number += 1
            held = block
        if held is None:
            raise BrokenSeal(reference)
        yield _opened(cipher, held, _nonce(number, _LAST), reference)


def _opened(cipher: ChaCha20Poly1305, block: bytes, nonce: bytes, reference: str) -> bytes:
    try:
        return cipher.decrypt(nonce, block, None)
    except InvalidTag:
        raise BrokenSeal(reference) from None


def _nonce(number: int, which: bytes) -> bytes:
    return number.to_bytes(_COUNTER, "big") + which


def _cipher(shared: bytes, once: bytes, public: bytes, reference: str) -> ChaCha20Poly1305:
    derived = HKDF(SHA256(), 32, salt=once + public, info=_PURPOSE + reference.encode())
    return ChaCha20Poly1305(derived.derive(shared))


def fingerprint(public: bytes) -> str:
    """A public half's name: sixteen hex digits of its SHA-256, to be compared by eye."""
    return hashlib.sha256(public).hexdigest()[:16]
