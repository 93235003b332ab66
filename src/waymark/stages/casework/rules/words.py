"""What an answer or a correction says, as the same bytes for the same words."""

from __future__ import annotations

import json
from collections.abc import Mapping


def words_to_bytes(words: Mapping[str, str]) -> bytes:
    """UTF-8 JSON with what says something, one line feed at its end."""
    stated = {name: value for name, value in words.items() if value}
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def can_be_kept(text: str) -> bool:
    """Whether a database can hold it: JSON can name a NUL, and half of a character."""
    return not any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in text)
