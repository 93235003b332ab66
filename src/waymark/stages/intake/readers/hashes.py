"""Which kind of hash a stated value is, when the label on it cannot be trusted."""

from __future__ import annotations

import re

OTHER = "other"
_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
# A PhotoDNA value is 144 bytes, met as base64, as hexadecimal digits or as a list of decimal numbers. Shorter
# text under that label is a placeholder or a name.
_PHOTODNA = re.compile(r"[0-9A-Za-z+/=,]{100,}")


def hash_kind(label: str, value: str) -> str:
    """Say which kind of hash this is: md5, sha1, sha256, sha512, pdq, photodna or other.

    Length and alphabet decide; the label only where they leave a choice (64 hexadecimal digits are SHA-256
    or PDQ) or say nothing (PhotoDNA). Labels are unreliable: a public fixture calls 64 digits SHA1.
    """
    kind = _BY_LENGTH.get(len(value))
    if kind is None:
        return _of_unusual_length(label, value)
    try:
        digits = len(bytes.fromhex(value)) * 2
    except ValueError:
        return _of_unusual_length(label, value)
    if digits != len(value):  # fromhex lets blanks pass between bytes
        return OTHER
    if kind == "sha256" and "pdq" in label.lower():
        return "pdq"
    return kind


def _of_unusual_length(label: str, value: str) -> str:
    stripped = value.strip()
    if stripped != value:
        return hash_kind(label, stripped)
    claimed = "".join(filter(str.isalnum, label)).lower()
    if ("photodna" in claimed or "pdna" in claimed) and _PHOTODNA.fullmatch(stripped):
        return "photodna"
    return OTHER
