"""One part of a long list, so that no page shows five thousand rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

Item = TypeVar("Item")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """A part of a list. name: of its cursor in the address and of its section on the page.

    total: of the whole list. following: the next part's cursor, empty on the last. is_later: not the first.
    """

    name: str
    items: Sequence[Item]
    total: int
    following: str
    is_later: bool

    def each_as(self, made: Callable[[Item], Made]) -> Part[Made]:
        """The same part, each item as it is shown; what is not shown is not made."""
        items = [made(item) for item in self.items]
        return Part(self.name, items, self.total, self.following, self.is_later)


def part_of(whole: Sequence[Item], request: HttpRequest, *, name: str, size: int) -> Part[Item]:
    """The part of a list in memory that the address asks for, by offset; the first where it asks oddly."""
    start = offset_asked(request, name)
    if start >= len(whole):
        start = 0
    following = str(start + size) if start + size < len(whole) else ""
    return Part(name, whole[start : start + size], len(whole), following, start > 0)


def offset_asked(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    # Nine digits: no list is longer, and the database would refuse a number that does not fit.
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 9 else 0  # noqa: PLR2004


def place_asked(request: HttpRequest, name: str) -> tuple[int, int]:
    """A cursor of two numbers (`?name=12.3`): report and ordinal; (0, 0) where it asks for none, or oddly."""
    one, _, other = request.GET.get(name, "").partition(".")
    numbers = [each for each in (one, other) if each.isascii() and each.isdigit() and len(each) <= 18]  # noqa: PLR2004
    if len(numbers) != 2 or len(other) > 9:  # noqa: PLR2004 - a pair; an ordinal fits in 32 bits
        return 0, 0
    return int(one), int(other)
