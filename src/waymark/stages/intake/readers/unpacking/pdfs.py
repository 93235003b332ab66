"""Taking the text and the attached files out of a PDF. Nothing is ever rendered.

The text is laid out as on the page (pypdf's layout mode): columns stand beside one another and tables keep
their grid. Tried on 22 November 2026 beside pypdf's plain order, pdfplumber and pdfminer on two-column
pages made for it: the others either run the columns together, which puts one column's label before the
other's value, or let the letters of neighbouring cells into one another where a long address overlaps its
cell. Source of the format: ISO 32000-1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.drawn import DAMAGE, drawn_pictures
from waymark.stages.intake.readers.unpacking.problems import WHOLE, BrokenContainer, PasswordNeeded
from waymark.stages.intake.readers.unpacking.texts import kind_of_text, plain
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding
from waymark.stages.intake.rules import Kind

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_MOST_PAGES = 5_000  # the longest public report is a few hundred pages
_DEEPEST = 32  # of a tree of names
# Of the characters that the plain order finds, the share that the layout may miss: it drops what overlaps.
_LAYOUT_MAY_MISS = 0.01


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Take a PDF apart. Raises PasswordNeeded, BrokenContainer."""
    reader = _opened(stream, into.passwords)
    try:
        count = len(reader.pages)
    except DAMAGE as error:
        raise BrokenContainer(where=WHOLE, what="Its pages cannot be found") from error
    pages, trouble = _texts(reader, count, into)
    extra = plain(_said_beside(reader, count))
    text = "\f".join((*pages, extra) if extra else pages)
    kind = kind_of_text(text) if text.strip() else Kind.PDF
    into.own_text(stream, text, kind=kind, trouble=trouble)
    for named, blocks in _attached(reader, count):
        into.take(named, blocks)
    for named, blocks in drawn_pictures(reader, min(count, _MOST_PAGES)):
        into.take(named, blocks, is_media=True)


def _opened(stream: BinaryIO, passwords: tuple[str, ...]) -> PdfReader:
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not any(reader.decrypt(each) for each in ("", *passwords)):
            raise PasswordNeeded(where=WHOLE, what="It is encrypted")
    except LimitReachedError as error:
        raise CannotRead(where=WHOLE, what="One part of it is larger than any report has need of") from error
    except DAMAGE as error:
        raise BrokenContainer(where=WHOLE, what="It is damaged: what it holds cannot be found") from error
    except NotImplementedError:
        raise PasswordNeeded(where=WHOLE, what="It is encrypted in a way that is not opened here") from None
    return reader


def _texts(reader: PdfReader, count: int, into: Unfolding) -> tuple[list[str], str]:
    """The text of each page, and what is wrong with them in one line."""
    pages, silent, broken = [], 0, []
    for n in range(min(count, _MOST_PAGES)):
        into.beat()
        try:
            text = plain(_laid_out(reader.pages[n]))
        except FileNotDecryptedError:
            raise PasswordNeeded(where=WHOLE, what="It is encrypted") from None
        except DAMAGE:
            text = ""
            broken.append(n + 1)
        else:
            silent += not text.strip()
        pages.append(text)
    return pages, _trouble(count, silent=silent, broken=broken)


def _trouble(count: int, *, silent: int, broken: list[int]) -> str:
    if count == 0:
        return "There is no page in it: ask for it again"
    if count > _MOST_PAGES:
        return f"Only its first {_MOST_PAGES:,} of {count:,} pages were read: have it cut into parts"
    if broken:
        which = ", ".join(str(n) for n in broken[:10]) + (" and others" if len(broken) > 10 else "")  # noqa: PLR2004
        return f"The text of page {which} could not be read: look at the paper or the original there"
    if silent == count:
        return (
            "There is no text in it, only pictures of pages (a scan): ask for the document as it was written, "
            "or type what it says into the form"
        )
    if silent:
        return f"On {silent} of its {count} pages there is no text (a scan or a picture): look at the original there"
    return ""


def _laid_out(page: PageObject) -> str:
    """A page's text as it is laid out; in plain order where the layout loses or cannot do it."""
    found = page.extract_text()
    try:
        laid_out = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the plain order is there for whatever the layout stumbles over
        return found
    expected, got = (Counter("".join(text.split())) for text in (found, laid_out))
    missing = (expected - got).total()
    if missing > expected.total() * _LAYOUT_MAY_MISS:
        return found
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in laid_out.splitlines()))


def _said_beside(reader: PdfReader, count: int) -> str:
    """What is written in form fields, notes and links, which no page's own text holds."""
    lines = []
    try:
        fields = reader.get_fields() or {}
    except DAMAGE:
        fields = {}
    for name, field in fields.items():
        value = field.get("/V")
        if value is not None and str(value).strip():
            lines.append(f"{name}: {str(value).removeprefix('/')}")
    for n in range(min(count, _MOST_PAGES)):
        for annotation in _annotations(reader, n):
            note, action = annotation.get("/Contents"), _resolved(annotation.get("/A"))
            if isinstance(note, str) and note.strip() and annotation.get("/Subtype") != "/Widget":
                lines.append(f"Note on page {n + 1}: {note}")
            if isinstance(action, DictionaryObject) and isinstance(action.get("/URI"), str):
                lines.append(f"Link on page {n + 1}: {action['/URI']}")
    return "\n".join(lines)


def _annotations(reader: PdfReader, n: int) -> Iterator[DictionaryObject]:
    try:
        found = _resolved(reader.pages[n].get("/Annots"))
        for each in found if isinstance(found, ArrayObject) else ():
            annotation = _resolved(each)
            if isinstance(annotation, DictionaryObject):
                yield annotation
    except DAMAGE:
        return


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _attached(reader: PdfReader, count: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every file attached to the document, to a page or to a note, once."""
    met: set[int] = set()
    for specification in _specifications(reader, count):
        embedded = _resolved(specification.get("/EF"))
        if not isinstance(embedded, DictionaryObject):
            continue
        stream = _resolved(embedded.get("/UF", embedded.get("/F")))
        if isinstance(stream, StreamObject) and id(stream) not in met:
            met.add(id(stream))
            named = specification.get("/UF") or specification.get("/F") or ""
            yield str(named), _bytes_of(stream)


def _bytes_of(stream: StreamObject) -> Iterator[bytes]:
    try:
        yield stream.get_data()
    except LimitReachedError:
        raise CannotRead(
            where="this file", what="It unpacks to more than any attachment has need of"
        ) from None
    except DAMAGE:
        raise BrokenContainer(where="this file", what="It is damaged and cannot be taken out") from None


def _specifications(reader: PdfReader, count: int) -> Iterator[DictionaryObject]:
    try:
        root = reader.root_object
        names = _resolved(root.get("/Names"))
        if isinstance(names, DictionaryObject):
            yield from _in_tree(_resolved(names.get("/EmbeddedFiles")), set(), 0)
        yield from _in_array(root.get("/AF"))
    except DAMAGE:
        pass
    for n in range(min(count, _MOST_PAGES)):
        for annotation in _annotations(reader, n):
            yield from _in_array(ArrayObject([annotation.get("/FS")]))


def _in_tree(node: Any, met: set[int], depth: int) -> Iterator[DictionaryObject]:
    """Walk a tree of names. It may lead back to itself."""
    if not isinstance(node, DictionaryObject) or id(node) in met or depth > _DEEPEST:
        return
    met.add(id(node))
    yield from _in_array(node.get("/Names"))
    kids = _resolved(node.get("/Kids"))
    for kid in kids if isinstance(kids, ArrayObject) else ():
        yield from _in_tree(_resolved(kid), met, depth + 1)


def _in_array(values: Any) -> Iterator[DictionaryObject]:
    found = _resolved(values)
    for each in found if isinstance(found, ArrayObject) else ():
        specification = _resolved(each)
        if isinstance(specification, DictionaryObject):
            yield specification
