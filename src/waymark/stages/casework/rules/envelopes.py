"""A package as one file: a ZIP of its members with a signed manifest that names each with its digest.

The same members, manifest and key give the same bytes: members are stored uncompressed, in order, with one
fixed date, and Ed25519 (RFC 8032) signs the same words alike.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEMA = "urn:waymark:schema:package-manifest:1"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PACKAGE = "package.json"
SUMMARY = "summary.pdf"
AUDIT = "audit.jsonl"
WORDS = "words.json"
# The signature is over these words and the manifest, so that it can be taken for nothing else.
_SIGNED = b"waymark package 1\n"
# The earliest date that a ZIP can state: when it was made stands in the manifest.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


# What the other modules call the private key that they pass on.
SigningKey = Ed25519PrivateKey


class Letter(StrEnum):
    """What a package says. answer: accepted, returned or acknowledged, in `words.json`."""

    DISSEMINATION = "dissemination"
    ANSWER = "answer"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a manifest says of the whole.

    reference: the sender's own. by, by_name, to: forces by code. concerns: the receiver's or sender's reference
    of what an answer or correction is about. made_at: RFC 3339 UTC. answer_by: empty where nothing is awaited.
    """

    letter: Letter
    reference: str
    by: str
    by_name: str
    to: str
    made_at: str
    about: str = ""
    concerns: str = ""
    answer_by: str = ""
    handling_code: str = ""
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package that can be sent: its file name, its bytes, the digest of its manifest, and who signed it."""

    name: str
    content: bytes
    digest: str
    key: str


def key_of(private: Ed25519PrivateKey) -> str:
    """A key as both sides name it: its public half, 64 hexadecimal digits."""
    return private.public_key().public_bytes_raw().hex()


def fingerprint(key: str) -> str:
    """The part of a key that two officers read to each other: 16 signs in fours."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:16].upper()
    return " ".join(digest[n : n + 4] for n in range(0, 16, 4))


def seal(heading: Heading, members: Mapping[str, bytes], private: Ed25519PrivateKey) -> Sealed:
    """Write a package and sign it."""
    key = key_of(private)
    stated = {
        "schema": SCHEMA,
        **{name: str(getattr(heading, name)) for name in Heading.__slots__ if getattr(heading, name)},
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        ],
        "key": key,
    }
    manifest = (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode()
    signature = private.sign(_SIGNED + manifest).hex().encode() + b"\n"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as container:
        for name, content in {MANIFEST: manifest, SIGNATURE: signature, **members}.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            container.writestr(entry, content)
    digest = hashlib.sha256(manifest).hexdigest()
    return Sealed(f"{heading.reference}-{heading.letter}.waymark.zip", made.getvalue(), digest, key)


def is_signed_by(key: str, manifest: bytes, signature: bytes) -> bool:
    """Whether the holder of a key signed a manifest; False for what is no key or no signature too."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature.decode("ascii").strip()), _SIGNED + manifest)
    except (ValueError, InvalidSignature):
        return False
    return True
