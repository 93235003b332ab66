"""Single values of a document: yes or no, whole numbers, words. What cannot be read is UNREAD."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, Literal

from waymark.stages.intake.readers.times import stated

XML_SPACE = " \t\r\n"


class _Unread(Enum):
    UNREAD = "unread"


UNREAD: Final = _Unread.UNREAD
Unread = Literal[_Unread.UNREAD]

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_YES_OR_NO: dict[str, bool] = {"true": True, "1": True, "false": False, "0": False}
_HIGHEST_PORT = 65_535
_HIGHEST_AGE = 150  # nobody is older: more is a slip or a code, kept as it came


def text(value: str) -> str:
    return value


def word(value: str) -> str:
    """A value from a list, a number used as a name, or another token: blanks around it mean nothing."""
    return value.strip()


def time(value: str) -> object:
    return stated(value)


def yes_or_no(value: str) -> bool | Unread:
    answer = _YES_OR_NO.get(value)  # nearly all are written as the schema has them
    return _YES_OR_NO.get(value.strip().lower(), UNREAD) if answer is None else answer


def present(value: str) -> bool | Unread:
    """A flag whose presence is its value: empty, `true` and `1` are yes; any other words are not read."""
    return True if value.strip().lower() in ("", "true", "1") else UNREAD


def port(value: str) -> int | Unread:
    return _whole(value, _HIGHEST_PORT)


def age(value: str) -> int | Unread:
    return _whole(value, _HIGHEST_AGE)


def _whole(value: str, highest: int) -> int | Unread:
    stripped = value.strip()
    if _WHOLE.fullmatch(stripped) is None:
        return UNREAD
    number = int(stripped)
    return number if 0 <= number <= highest else UNREAD
