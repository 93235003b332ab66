"""Taking a JSON document apart, so that every key and every item of a list is named exactly once.

Paths are written as those of XML: `/reportedInformation/reportedPeople/reportedPersons[2]/screenName/value`.
Items of a list are counted from 1. In a key a `/` is written `~1` and a `~` `~0` (RFC 6901), and a `#` `~2`.
A key that an object gives more than once is read the first time; the n-th time it is kept raw as `key#n`, and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from waymark.referrals.types import Fact, Flaw, KeptRaw, Read, StatedTime
from waymark.stages.intake.readers import json_taking
from waymark.stages.intake.readers.json_documents import Members, Number, Value
from waymark.stages.intake.readers.received.moments import year_first
from waymark.stages.intake.readers.values import age, port, yes_or_no

_T = TypeVar("_T")
_TWICE = (
    "One object has this key more than once: the first was read, this one kept raw. Say which of them holds"
)


class Reading:
    """One reading of one document: the facts found so far, and how many of each kind were numbered."""

    def __init__(self, *, traced: bool) -> None:
        self.out: list[Fact] = []
        self.traced = traced
        self.parties = self.files = self.events = self.details = 0

    def read(self, path: str, text: str) -> None:
        if self.traced:
            self.out.append(Read(path, text))

    def keep(self, path: str, value: Value) -> None:
        """Keep a value raw with everything below it, each key and item at its path."""
        self.out.append(KeptRaw(path, words_of(value)))
        if isinstance(value, Members):
            for name, each in _counted(value):
                self.keep(f"{path}/{name}", each)
        elif isinstance(value, list):
            for n, each in enumerate(value, start=1):
                self.keep(f"{path}[{n}]", each)


def words_of(value: Value) -> str:
    """The words of a value; a list or object that holds something has none of its own."""
    held = value.pairs if isinstance(value, Members) else value if isinstance(value, list) else ()
    return "" if held else json_taking.words_of(value)


def not_stated(value: Value) -> bool:
    """Whether a value says nothing: null, blank, N/A, or a container without content."""
    if isinstance(value, str):
        return value.strip().upper() in ("", "N/A")
    return value is None or value == [] or value == Members(())


def text_of(value: Value) -> str | None:
    """A value as text: a string as it stands, a number in its own digits; None for anything else."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Number) else None


def token_of(value: Value) -> str | None:
    """Text that is a number or a name: blanks around it mean nothing."""
    text = text_of(value)
    return None if text is None else text.strip()


def _counted(value: Members) -> Iterator[tuple[str, Value]]:
    seen: dict[str, int] = {}
    for key, each in value.pairs:
        name = key.replace("~", "~0").replace("/", "~1").replace("#", "~2")
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}", each


class Node:
    """An object, whose members are taken one by one. On leaving it, whatever nobody took is kept raw."""

    def __init__(self, reading: Reading, path: str, value: Members) -> None:
        self.reading = reading
        self.path = path
        self._rest = dict(_counted(value))
        for name in self._rest:
            if "#" in name:
                reading.out.append(Flaw(f"{path}/{name}", _TWICE))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, value in self._rest.items():
            self.reading.keep(f"{self.path}/{name}", value)
        self._rest = {}

    def __contains__(self, key: str) -> bool:
        return key in self._rest

    def peek(self, key: str) -> str:
        """A text without taking it; empty when it is not stated, or no text."""
        value = self._rest.get(key)
        return "" if not_stated(value) else (text_of(value) or "").strip()

    def text(self, key: str) -> str:
        """A text as it stands, or a number's digits; empty when not stated."""
        return self.taken(key, text_of) or ""

    def token(self, key: str) -> str:
        return self.taken(key, token_of) or ""

    def flag(self, key: str) -> bool | None:
        """True, false, or None when not stated."""
        return self.taken(key, _yes_or_no)

    def port(self, key: str) -> int | None:
        return self.taken(key, lambda value: _whole(value, port))

    def age(self, key: str) -> int | None:
        return self.taken(key, lambda value: _whole(value, age))

    def time(self, key: str) -> StatedTime | None:
        return self.taken(key, lambda value: year_first(value) if isinstance(value, str) else None)

    def words(self, key: str) -> str:
        """A text, a number or a yes or no, in the document's words."""
        return (
            self.taken(key, lambda value: None if isinstance(value, Members | list) else words_of(value))
            or ""
        )

    def taken(self, key: str, read: Callable[[Value], _T | None]) -> _T | None:
        """Take a single value; what is stated and cannot be read stays, and is kept raw."""
        if key not in self._rest:
            return None
        value = self._rest[key]
        says_nothing = not_stated(value)
        found = None if says_nothing else read(value)
        if says_nothing or found is not None:
            del self._rest[key]
            self.reading.read(f"{self.path}/{key}", words_of(value))
        return found

    def texts(self, key: str) -> list[str]:
        """A text, or a list of texts; other items of the list are kept raw."""
        found = []
        for path, each in self._items(key):
            if not_stated(each) or text_of(each) is not None:
                self.reading.read(path, words_of(each))
                found += [] if not_stated(each) else [text_of(each) or ""]
            else:
                self.reading.keep(path, each)
        return found

    def node(self, key: str) -> Node | None:
        """The object under a key, or None where there is none; anything else there is kept raw."""
        if key not in self._rest:
            return None
        value = self._rest.pop(key)
        return self._opened(f"{self.path}/{key}", value)

    def nodes(self, key: str, inner: str = "") -> Iterator[Node]:
        """The objects of a list, or one object that stands alone; what is no object is kept raw.

        inner: the list's key inside a container of a similar name (`uploadedFiles.uploadedFiles`); either may
        be null, missing or empty, and the list may stand without its container.
        """
        for path, each in self.items(key, inner):
            node = self._opened(path, each)
            if node is not None:
                with node:
                    yield node

    def entries(self, key: str, inner: str = "") -> Iterator[tuple[str, str, Node | None]]:
        """Path, `value` and the object around it, of each object of such a list; of bare text itself."""
        for path, each in self.items(key, inner):
            if isinstance(each, Members) and each.pairs:
                self.reading.read(path, "")
                with Node(self.reading, path, each) as node:
                    yield f"{path}/value", node.text("value"), node
            elif not_stated(each) or text_of(each) is not None:
                self.reading.read(path, words_of(each))
                yield path, "" if not_stated(each) else text_of(each) or "", None
            else:
                self.reading.keep(path, each)

    def values(self, key: str, inner: str = "") -> list[tuple[str, str]]:
        """Path and words of each `value` that is stated."""
        return [(path, text) for path, text, _ in self.entries(key, inner) if text]

    def items(self, key: str, inner: str = "") -> list[tuple[str, Value]]:
        """The items of a list in its containers, with their paths; the containers are named as read."""
        value = self._rest.get(key)
        if not inner or not isinstance(value, Members) or not any(name == inner for name, _ in value.pairs):
            return self._items(key)
        del self._rest[key]
        path = f"{self.path}/{key}"
        self.reading.read(path, "")
        with Node(self.reading, path, value) as container:
            # Some tools double the container once more.
            return container.items(inner, inner)

    def _items(self, key: str) -> list[tuple[str, Value]]:
        if key not in self._rest:
            return []
        value, path = self._rest.pop(key), f"{self.path}/{key}"
        if not isinstance(value, list):
            return [(path, value)]
        self.reading.read(path, words_of(value))
        return [(f"{path}[{n}]", each) for n, each in enumerate(value, start=1)]

    def _opened(self, path: str, value: Value) -> Node | None:
        if isinstance(value, Members) and value.pairs:
            self.reading.read(path, "")
            return Node(self.reading, path, value)
        if not_stated(value):
            self.reading.read(path, words_of(value))
        else:
            self.reading.keep(path, value)
        return None


def _yes_or_no(value: Value) -> bool | None:
    found = value if isinstance(value, bool) else yes_or_no(text_of(value) or "?")
    return found if isinstance(found, bool) else None


def _whole(value: Value, read: Callable[[str], object]) -> int | None:
    found = read(text_of(value) or "?")
    return found if isinstance(found, int) else None
