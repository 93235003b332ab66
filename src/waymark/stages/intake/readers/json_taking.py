"""Taking a JSON document apart, so that everything in it is named once: as read, or as kept raw.

Paths are JSONPath: `$.users[0].accounts[1].identifier`, a key given more than once with `#2` behind it. A
key that is given several times has no one value, so none of them is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from waymark.referrals.types import Fact, KeptRaw, Read, StatedTime
from waymark.stages.intake.readers.json_documents import Members, Number, Value
from waymark.stages.intake.readers.times import stated
from waymark.stages.intake.readers.values import age, port

_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$@.\-]{0,80}")
_T = TypeVar("_T")


class Taking:
    """One reading of a document: its facts in order. traced: name what was read as well."""

    def __init__(self, *, traced: bool) -> None:
        self.out: list[Fact] = []
        self._traced = traced

    def was_read(self, path: str, text: str) -> None:
        if self._traced:
            self.out.append(Read(path, text))

    def take_over(self, trial: Taking) -> None:
        """Take over what a trial named, once it is known that its object is taken. Trials are traced."""
        self.out.extend(fact for fact in trial.out if self._traced or not isinstance(fact, Read))

    def keep(self, path: str, value: Value) -> None:
        """Keep a value and all below it raw, one leaf at a time."""
        self.out.extend(KeptRaw(at, text) for at, text in leaves(path, value))


def leaves(path: str, value: Value) -> Iterator[tuple[str, str]]:
    """Every leaf below a value with its path; an empty object or array is a leaf."""
    if isinstance(value, Members) and value.pairs:
        seen: dict[str, int] = {}
        for key, each in value.pairs:
            seen[key] = seen.get(key, 0) + 1
            yield from leaves(_counted(_below(path, key), seen[key]), each)
    elif isinstance(value, list) and value:
        for n, each in enumerate(value):
            yield from leaves(f"{path}[{n}]", each)
    else:
        yield path, words_of(value)


def words_of(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Number):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return "{}" if isinstance(value, Members) else "[]"


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if _PLAIN_KEY.fullmatch(key) else f"{path}['{key[:200]}']"


def _counted(path: str, count: int) -> str:
    return path if count == 1 else f"{path}#{count}"


class Part:
    """An object of the document, of which members are taken one by one; `close` keeps the rest raw."""

    def __init__(self, taking: Taking, value: Members, path: str) -> None:
        self.taking = taking
        self.path = path
        counts: dict[str, int] = {}
        for key, _ in value.pairs:
            counts[key] = counts.get(key, 0) + 1
        self._rest = {key: each for key, each in value.pairs if counts[key] == 1}
        self._several = Members(tuple(pair for pair in value.pairs if counts[pair[0]] > 1))
        self._inside: list[Part] = []

    def __contains__(self, key: str) -> bool:
        return key in self._rest

    def text(self, key: str) -> str:
        """A string, or a number in its own digits; empty when absent or null."""
        return self._taken(key, _as_text) or ""

    def flag(self, key: str) -> bool | None:
        """True, False, or None when it is not stated; `"true"` in quotes is text, and kept raw."""
        return self._taken(key, lambda value: value if isinstance(value, bool) else None)

    def port(self, key: str) -> int | None:
        return self._taken(key, lambda value: _whole(value, port))

    def age(self, key: str) -> int | None:
        return self._taken(key, lambda value: _whole(value, age))

    def time(self, key: str) -> StatedTime | None:
        return self._taken(key, lambda value: stated(value) if isinstance(value, str) and value else None)

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of strings, or one string standing alone. What is no string in it is kept raw."""
        found = []
        for at, each in self._numbered(key):
            if (text := _as_text(each)) is None:
                self._aside(at, each)
            else:
                self.taking.was_read(at, text)
                found.append(text)
        return tuple(found)

    def part(self, key: str) -> Part:
        """The object under a key; an empty one when it is absent. Anything but an object is kept raw."""
        value = self._rest.get(key)
        part = Part(self.taking, value if isinstance(value, Members) else Members(()), self._path(key))
        if key in self._rest:
            del self._rest[key]
            if not isinstance(value, Members) or not value.pairs:
                self._aside(part.path, value)
        self._inside.append(part)
        return part

    def parts(self, key: str) -> Iterator[Part]:
        """The objects of an array, or one object standing alone; what is no object is kept raw."""
        for at, each in self._numbered(key):
            if isinstance(each, Members) and each.pairs:
                part = Part(self.taking, each, at)
                yield part
                part.close()
            else:
                self._aside(at, each)

    def close(self) -> None:
        """Keep raw whatever nobody took, here and in the parts below."""
        for part in self._inside:
            part.close()
        self._inside = []
        for key, value in self._rest.items():
            self.taking.keep(self._path(key), value)
        self._rest = {}
        if self._several.pairs:
            self.taking.keep(self.path, self._several)
            self._several = Members(())

    def _path(self, key: str) -> str:
        return _below(self.path, key)

    def _numbered(self, key: str) -> list[tuple[str, Value]]:
        """An array's items with their paths; one value standing alone is its own only item."""
        if key not in self._rest:
            return []
        value, path = self._rest.pop(key), self._path(key)
        if isinstance(value, list) and value:
            return [(f"{path}[{n}]", each) for n, each in enumerate(value)]
        return [(path, value)]

    def _aside(self, path: str, value: Value) -> None:
        """Null and what is empty say nothing, and are read as that; all else that has no place is kept raw."""
        if value is None or value == [] or value == Members(()):
            self.taking.was_read(path, words_of(value))
        else:
            self.taking.keep(path, value)

    def _taken(self, key: str, read: Callable[[Value], _T | None]) -> _T | None:
        value = self._rest.get(key)
        says_nothing = value is None or value == ""
        found = None if says_nothing else read(value)
        if key not in self._rest or (found is None and not says_nothing):
            return None  # absent; or not of its kind, and `close` keeps it raw
        del self._rest[key]
        self.taking.was_read(self._path(key), words_of(value))
        return found


def _as_text(value: Value) -> str | None:
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Number) else None


def _whole(value: Value, read: Callable[[str], object]) -> int | None:
    if not isinstance(value, Number):
        return None
    found = read(value.text)
    return found if isinstance(found, int) else None
