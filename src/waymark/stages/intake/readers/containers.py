"""Reading one element's children by a table of places, and keeping whatever has no place.

Every element of the format is described by a mapping from its children's names to `Place`s. A `Container`
goes over the children once: what has a place is read into `got`, and everything else (unknown elements and
attributes, repeats that there is no room for once something was stated, values that cannot be read, loose
text, comments) is kept raw at its path. That holds for every table, so that no table can lose anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from waymark.referrals.types import Fact, KeptRaw, Of, Read
from waymark.stages.intake.readers.errors import TooLarge
from waymark.stages.intake.readers.paths import attribute_step, count_step, step, words_of
from waymark.stages.intake.readers.values import UNREAD, XML_SPACE

if TYPE_CHECKING:
    from lxml.etree import _Element


# Far beyond any report. Each element kept raw carries its path, so depth times number would be memory.
_LONGEST_PATH = 1_000
_MOST_ATTRIBUTES = 500


class Reading:
    """One reading of one document: the facts found so far, and how many of each kind were numbered.

    traced: whether every element and attribute that was read is named by a `Read`.
    namespace: the root element's, or empty; only elements in it are known.
    quick: whether elements of the usual shape may be read the short way (see `quick`).
    """

    __slots__ = ("details", "events", "files", "namespace", "out", "parties", "quick", "traced")

    def __init__(self, *, traced: bool, namespace: str) -> None:
        self.out: list[Fact] = []
        self.traced = traced
        self.namespace = namespace
        self.quick = not traced and not namespace
        self.parties = self.files = self.events = self.details = 0

    def keep(self, path: str, text: str) -> None:
        self.out.append(KeptRaw(path, text))

    def read(self, path: str, text: str) -> None:
        if self.traced:
            self.out.append(Read(path, text))

    def local(self, tag: object) -> str:
        """A known element's name without the root's namespace; no name for any other."""
        inside = f"{{{self.namespace}}}"
        return tag.removeprefix(inside) if isinstance(tag, str) and tag.startswith(inside) else ""

    def keep_element(self, element: _Element, path: str) -> None:
        """Keep an element raw with everything inside it. Not recursive: nesting may be deep."""
        waiting = [(element, path)]
        while waiting:
            current, at = waiting.pop()
            if len(at) > _LONGEST_PATH:
                raise TooLarge(
                    where=f"under {at[:80]}", what="Elements are nested too deep, or have names too long"
                )
            self.keep(at, words_of(current))
            if not isinstance(current.tag, str):
                continue
            for name, value in _items(current, at):
                self.keep(f"{at}/{attribute_step(name, current)}", value)
            seen: dict[str, int] = {}
            inside = []
            for child in current:
                inside.append((child, f"{at}/{count_step(seen, step(child, self.namespace))}"))
                self.keep_text(child.tail, at, seen)
            waiting.extend(reversed(inside))

    def keep_text(self, text: str | None, at: str, seen: dict[str, int]) -> None:
        """Keep text that stands loose among elements; blanks between elements say nothing."""
        if text is not None and text.strip(XML_SPACE):
            self.keep(f"{at}/{count_step(seen, 'text()')}", text)


class Place(NamedTuple):
    """Where the text of an element or attribute goes, and how it is read (UNREAD: kept raw).

    field: empty for an attribute that is understood and says nothing of the report.
    """

    field: str
    of: Callable[[str], Any]
    many: bool = False


class Part(NamedTuple):
    """Where an element with attributes or children of its own goes, and what reads it.

    field: empty where the part makes its own facts.
    of: given the container, the element and its path; reads all of it, or answers UNREAD having read none.
    """

    field: str
    of: Callable[[Any, _Element, str], Any]
    many: bool = False


class Inside(NamedTuple):
    """An element read child by child while the document still streams, such as a party and its events."""

    opens: Callable[[Any, _Element, str], Container]


Places = Mapping[str, Place | Part | Inside]
Attributes = Mapping[str, Place]
NO_ATTRIBUTES: Attributes = MappingProxyType({})
Quick = Callable[[Any, "_Element"], bool]
_NONE_QUICK: Mapping[str, Quick] = MappingProxyType({})


class Container:
    """One element whose children are read one by one.

    got: what was read so far, by field; a list where the field takes many.
    quick: the children that have a short way; it answers False, having read nothing, if that did not fit.
    """

    __slots__ = ("begun", "element", "got", "opened", "path", "places", "quick", "reading", "seen")

    def __init__(
        self,
        reading: Reading,
        element: _Element,
        path: str,
        places: Places,
        *,
        attributes: Attributes = NO_ATTRIBUTES,
        quick: Mapping[str, Quick] = _NONE_QUICK,
    ) -> None:
        self.reading = reading
        self.element = element
        self.path = path
        self.places = places
        self.quick = quick if reading.quick else _NONE_QUICK
        self.seen: dict[str, int] = {}
        self.opened: _Element | None = None
        self.begun = False
        self.got: dict[str, Any] = attributes_of(reading, element, path, attributes)
        if reading.traced:
            reading.read(path, "")

    def read_through(self) -> dict[str, Any]:
        """Read all children of an element that is complete."""
        self.begin()
        for child in self.element:
            self.take(child)
        self.finish()
        return self.got

    def begin(self) -> None:
        """Look at the text before the first child, once it is complete."""
        if not self.begun:
            self.begun = True
            self.reading.keep_text(self.element.text, self.path, self.seen)

    def finish(self) -> None:
        """All children are read: make of them the facts that they are."""

    def take(self, child: _Element) -> None:
        """Read one complete child and the text behind it."""
        if child is not self.opened:
            tag: Any = child.tag
            quick = self.quick.get(tag)
            if quick is not None and quick(self, child):
                self.seen[tag] = self.seen.get(tag, 0) + 1
            else:
                self._read(child, tag)
        tail = child.tail
        if tail is not None and tail.strip(XML_SPACE):
            self.reading.keep_text(tail, self.path, self.seen)

    def open(self, child: _Element) -> Container | None:
        """Open a child that is read while it streams; None for any other child, whether known or not."""
        tag = self.reading.local(child.tag) if self.reading.namespace else child.tag
        place = self.places.get(tag)
        if not isinstance(place, Inside):
            return None
        self.opened = child
        return place.opens(self, child, f"{self.path}/{count_step(self.seen, tag)}")

    def _read(self, child: _Element, tag: Any) -> None:
        reading = self.reading
        if reading.namespace:
            tag = reading.local(tag)
        place: Any = self.places.get(tag)
        if type(place) is Inside:
            inner = self.open(child)
            if inner is not None:
                inner.read_through()
            return
        name = tag if place is not None else step(child, reading.namespace)
        path = f"{self.path}/{count_step(self.seen, name)}"
        value: Any = UNREAD
        if place is not None and (place.many or self.got.get(place.field, "") == ""):
            value = self._value(place, child, path)
        if value is UNREAD or place is None:
            reading.keep_element(child, path)
        elif not place.field:
            return
        elif place.many:
            self.got.setdefault(place.field, []).append(value)
        else:
            self.got[place.field] = value

    def _value(self, place: Any, child: _Element, path: str) -> Any:
        if type(place) is Part:
            return place.of(self, child, path)
        value = place.of(child.text or "")
        if not (len(child) or child.keys()):
            if value is not UNREAD and self.reading.traced:
                self.reading.read(path, child.text or "")
            return value
        value = place.of(own_text(child))
        if value is not UNREAD:
            leaf(self.reading, child, path)
            attributes_of(self.reading, child, path, NO_ATTRIBUTES)
        return value


class Owner(Container):
    """An element that IP capture events belong to: a party, a file or an incident detail, by its ordinal."""

    __slots__ = ("of", "ordinal")
    of: Of
    ordinal: int


def own_text(element: _Element) -> str:
    """An element's text up to its first child element: a comment may stand within a value."""
    words = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            break
        words += child.tail or ""
    return words


def leaf(reading: Reading, element: _Element, path: str) -> str:
    """Read an element for its text, keeping raw whatever stands inside it. Its attributes are not read."""
    words = own_text(element)
    reading.read(path, words)
    seen: dict[str, int] = {}
    within_value = True
    for child in element:
        within_value = within_value and not isinstance(child.tag, str)
        reading.keep_element(child, f"{path}/{count_step(seen, step(child, reading.namespace))}")
        if not within_value:
            reading.keep_text(child.tail, path, seen)
    return words


def record(
    inside: Container, element: _Element, path: str, places: Places, attributes: Attributes = NO_ATTRIBUTES
) -> dict[str, Any]:
    """Read a complete element whose children and attributes have places, as a mapping from field to value."""
    return Container(inside.reading, element, path, places, attributes=attributes).read_through()


def _items(element: _Element, path: str) -> Sequence[tuple[Any, Any]]:
    """An element's attributes by name. lxml looks each value up by its name: many would take their square."""
    if len(element.keys()) > _MOST_ATTRIBUTES:
        raise TooLarge(where=f"at {path[:80]}", what="An element has more than 500 attributes")
    return element.items()


def attributes_of(reading: Reading, element: _Element, path: str, places: Attributes) -> dict[str, Any]:
    """Read an element's attributes by their places; any other, or one that cannot be read, is kept raw."""
    got: dict[str, Any] = {}
    for name, value in _items(element, path):
        place = places.get(name)
        answer = UNREAD if place is None or place.field in got else place.of(value)
        at = f"{path}/{attribute_step(name, element)}"
        if place is None or answer is UNREAD:
            reading.keep(at, value)
        else:
            if place.field:
                got[place.field] = answer
            reading.read(at, value)
    return got
