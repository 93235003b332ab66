"""What a key is, for how long it may hold, and what it lets a program do."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from waymark.access.rules import Permission
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SECRET_OCTETS = 32
"""Random octets of a key: 256 bits are not to be guessed, so a digest without salt or stretching guards them."""

MOST_DAYS = 365
"""The longest that a key may hold: a year, after which somebody has to say again that it is wanted."""

MOST_WORDS = 80
"""The longest name of a program, in characters."""

# What every key begins with, so that whoever finds one in a file or a log knows what was found.
_MARK = "wmk_"


class Scope(StrEnum):
    """What a key opens: never more than its officer may do, and commonly less."""

    FIGURES = "figures"


OPENS: Mapping[Scope, frozenset[Permission]] = {Scope.FIGURES: frozenset({Permission.READ_STATISTICS})}


class BadKey(WaymarkError):
    """A key was asked for that must not be made."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. No key was made")


class OutsideScope(WaymarkError):
    """The key was not made for this, whatever its officer may do."""

    def __init__(self, permission: Permission, scopes: Collection[Scope]) -> None:
        of = ", ".join(sorted(scopes)) or "nothing"
        super().__init__(
            f"This key opens {of} and does not let a program {permission.replace('_', ' ')}: "
            "ask an administrator for a key with the scope that does"
        )


def written(secret: str) -> str:
    """A key as it is shown, once, to whoever will put it into a program."""
    return f"{_MARK}{secret}"


def digest_of(key: str) -> bytes:
    """What is kept of a key. Two keys with one digest are not to be found."""
    return sha256(key.encode()).digest()


def ends_on(today: date, days: int) -> date:
    """The last day of a key made today for so many days. Raises BadKey."""
    if not 1 <= days <= MOST_DAYS:
        raise BadKey(f"A key holds from 1 to {MOST_DAYS} days, and not {days}")
    return today + timedelta(days=days - 1)


def program_named(name: str) -> str:
    """The name of a program, in one line. Raises BadKey."""
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_WORDS or not plain.isprintable():
        raise BadKey(f"Name the program that will hold the key, in 1 to {MOST_WORDS} characters")
    return plain


def require_scope(permission: Permission, scopes: Collection[Scope]) -> None:
    """Pass when a key with these scopes opens it. Raises OutsideScope."""
    if not any(permission in OPENS[scope] for scope in scopes):
        raise OutsideScope(permission, scopes)
