"""Pages of HTML taken apart by their labels, without a network, a script or a picture being touched.

A page is taken for what its text says: it is never shown, and nothing that it refers to is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from waymark.stages.intake.readers.delimited import text_of
from waymark.stages.intake.readers.errors import BrokenDocument, TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Classes of the block that holds a value, and of the empty block between two records, over the generations.
_VALUES = frozenset(("m", "most_inner"))
_SPACERS = frozenset(("p",))
_FURNITURE = frozenset(("pageBreak", "page-break"))
_NOT_TEXT = frozenset(("script", "style", "head", "noscript", "template"))
_DEEPEST = 250
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
DEFINITION = "definition"  # how the label ends of what a section is, in the platform's words


class Leaf(NamedTuple):
    """One labelled value. record: which record of its section, from 1, that it belongs to.

    label: empty for text that stands under no label.
    """

    label: str
    value: str
    record: int


def parse_page(stream: BinaryIO) -> HtmlElement:
    """Parse a page leniently. Raises CannotRead; nothing outside it is read."""
    # The parser stops where a page says that it ends: pages that were put one behind the other go on.
    text = _ENDS.sub("", text_of(stream).lstrip("\ufeff"))
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise BrokenDocument(where="line 1", what="This page cannot be read as HTML") from None
    _check_depth(root)
    return root


def _check_depth(root: HtmlElement) -> None:
    waiting: list[tuple[HtmlElement, int]] = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST:
            raise TooLarge(where=f"line {element.sourceline}", what=f"The page nests deeper than {_DEEPEST}")
        waiting += [(child, depth + 1) for child in element]


def words(element: HtmlElement) -> str:
    """All text in an element, each part on its own line, blanks folded."""
    parts = (" ".join(part.split()) for part in element.itertext() if _is_shown(element))
    return "\n".join(part for part in parts if part)


def _is_shown(element: HtmlElement) -> bool:
    return element.tag not in _NOT_TEXT


def leaves(section: HtmlElement) -> list[Leaf]:
    """The labelled values of a section in document order.

    A page break closes and opens blocks again without a label: an unlabelled value behind a labelled one
    goes on with it. A record ends at a spacer, or where its first label comes again.
    """
    has_values = any(_is_value(each) for each in section.iter() if each is not section)
    tokens = list(_tokens(section)) if has_values else list(_paired(section))
    return _Grouping().group(tokens)


class _Token(NamedTuple):
    kind: str  # label, value, break
    text: str = ""


def _tokens(element: HtmlElement) -> Iterator[_Token]:
    yield from _own(element.text)
    for child in element:
        if isinstance(child.tag, str) and _is_shown(child):
            if _is_value(child) and not any(_is_value(each) for each in child.iterdescendants()):
                yield _Token("value", words(child))
            elif _classes(child) & _SPACERS and not words(child):
                yield _Token("break")
            elif not _classes(child) & _FURNITURE:
                yield from _tokens(child)
        yield from _own(child.tail)


def _own(text: str | None) -> Iterator[_Token]:
    bare = " ".join((text or "").split())
    if bare:
        yield _Token("label", bare)


def _paired(section: HtmlElement) -> Iterator[_Token]:
    """Labels and values as neighbours of one another, with nothing to tell them apart but their order."""
    texts = [" ".join(text.split()) for text in section.itertext()]
    shown = [text for text in texts if text]
    at = 0
    while at < len(shown):
        label = shown[at]
        if is_label(label) and at + 1 < len(shown) and not is_label(shown[at + 1]):
            yield _Token("label", label)
            yield _Token("value", shown[at + 1])
            at += 2
        else:
            yield _Token("label", label)
            at += 1


class _Grouping:
    def __init__(self) -> None:
        self._leaves: list[Leaf] = []
        self._record = 1
        self._first = ""  # the first label of this record
        self._is_open = False

    def group(self, tokens: list[_Token]) -> list[Leaf]:
        label = ""
        for token in tokens:
            if token.kind == "label":
                self._loose(label)
                label = token.text
            elif token.kind == "value":
                self._value(label, token.text)
                label = ""
            else:
                self._loose(label)
                label = ""
                self._end()
        self._loose(label)
        return self._leaves

    def _loose(self, text: str) -> None:
        """A label that no value followed: the name of a list of records, or text that stands by itself."""
        if text:
            self._leaves.append(Leaf("", text, self._record))

    def _value(self, label: str, value: str) -> None:
        if not label and self._leaves and self._leaves[-1].label and self._is_open:
            last = self._leaves[-1]
            self._leaves[-1] = last._replace(value=f"{last.value}\n{value}".strip())
            return
        if label.lower().endswith(DEFINITION):
            self._end()
            self._leaves.append(Leaf(label, value, self._record))
            return
        if label and label == self._first:
            self._end()
        if self._is_open is False:
            self._first = label
        self._is_open = True
        self._leaves.append(Leaf(label, value, self._record))

    def _end(self) -> None:
        if self._is_open:
            self._record += 1
        self._is_open, self._first = False, ""


def _is_value(element: HtmlElement) -> bool:
    return element.tag == "td" or bool(_classes(element) & _VALUES)


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


_LABELS = frozenset(
    (
        "service", "internal ticket number", "target", "account identifier", "account type", "generated",
        "date range", "ip address", "time", "action", "port", "cybertip id", "responsible id", "first",
        "middle", "last", "name", "vanity", "vanity name", "registration date", "registration ip", "id", "type",
        "active", "user", "status", "date of birth", "registered email addresses", "phone numbers", "emails",
        "linked media file:", "date", "address", "ip", "user agent",
    )
)  # fmt: skip


def is_label(text: str) -> bool:
    """Whether a text is one of the labels that are known, for pages that do not mark them."""
    return text.strip().lower().removesuffix(":") in _LABELS or text.strip().lower() in _LABELS
