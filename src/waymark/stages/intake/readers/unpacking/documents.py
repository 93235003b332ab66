"""Taking a Word document (DOCX, DOCM) apart: what it says as text, its pictures and objects as members.

Macros are never run and external parts never fetched. Source: ISO/IEC 29500-1 (WordprocessingML).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.parsing import parse
from waymark.stages.intake.readers.unpacking.paragraphs import Links, local, text_of_part
from waymark.stages.intake.readers.unpacking.problems import (
    WHOLE,
    BrokenContainer,
    PasswordNeeded,
    UnpacksTooLarge,
)
from waymark.stages.intake.readers.unpacking.texts import kind_of_text, plain
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding
from waymark.stages.intake.readers.unpacking.zips import Archive, opened

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = re.compile(r"word/document[0-9]*\.xml$")
# In the order in which their text is kept: a marking stands in the header, the rest follows the body.
_BEFORE = re.compile(r"word/header[0-9]*\.xml$")
_AFTER = re.compile(r"word/(?:footnotes|endnotes|comments|footer[0-9]*)\.xml$")
_PROPERTIES = re.compile(r"docProps/(?:core|custom)\.xml$")
# How it looks and how its parts hang together: nothing that anybody wrote.
_FURNITURE = re.compile(
    r"\[Content_Types\]\.xml$|.*\.rels$|docProps/app\.xml$|customXml/|word/(?:theme/|glossary/|"
    r"(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|people|commentsExtended|commentsIds"
    r"|commentsExtensible)\.xml$)"
)
_MACROS = re.compile(r"word/vba(?:Project\.bin|Data\.xml)$", re.IGNORECASE)
_NEVER_RUN = "It holds macros, which were not run: nothing in it needs them to be read"
_MACRO = "It is the document's macros, which are never run"


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Take a Word document apart. Raises CannotRead."""
    archive = opened(stream)
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) > into.limits.members:
        raise UnpacksTooLarge(where=WHOLE, what="It holds more parts than any document has")
    reading = _Document(Archive(archive, stream, into), entries, into)
    text, trouble = reading.text()
    into.own_text(stream, text, kind=kind_of_text(text), trouble=trouble)
    for entry in archive.infolist():
        if reading.is_file(entry.filename):
            reading.take(entry)


class _Document:
    def __init__(self, archive: Archive, entries: Mapping[str, zipfile.ZipInfo], into: Unfolding) -> None:
        self._archive = archive
        self._entries = entries
        self._into = into

    def text(self) -> tuple[str, str]:
        """Everything that is written in it, parts apart; and what is wrong with it, in one line."""
        names = sorted(self._entries)
        main = [name for name in names if _MAIN.match(name)]
        if not main:
            raise BrokenContainer(where=WHOLE, what="The part of the document that holds its text is missing")
        before, after = ([name for name in names if each.match(name)] for each in (_BEFORE, _AFTER))
        parts, broken = [], []
        for name in (*before, *main, *after):
            self._into.beat()
            try:
                parts.append(text_of_part(self._tree(name), self._links(name)))
            except CannotRead as problem:
                if name in main or isinstance(problem, UnpacksTooLarge | PasswordNeeded):
                    raise
                broken.append(name)
        parts += [self._properties(names), self._elsewhere(names, "\n".join(parts))]
        trouble = _NEVER_RUN if any(_MACROS.match(name) for name in names) else ""
        if broken:
            trouble = f"A part of it could not be read ({', '.join(broken)}): look at the original there"
        return "\f".join(cleaned for part in parts if (cleaned := plain(part).strip())), trouble

    def is_file(self, name: str) -> bool:
        """Whether a part is a file that was put into the document, and neither its words nor its furniture."""
        if name.endswith("/"):
            return False
        return not any(each.match(name) for each in (_MAIN, _BEFORE, _AFTER, _PROPERTIES, _FURNITURE))

    def take(self, entry: zipfile.ZipInfo) -> None:
        trouble = _MACRO if _MACROS.match(entry.filename) else ""
        self._into.take(entry.orig_filename, self._archive.read(entry), trouble=trouble)

    def _tree(self, name: str) -> _Element:
        content = bytearray()
        for block in self._archive.read(self._entries[name]):
            content += block
            if len(content) > self._into.limits.content:
                raise CannotRead(where=name, what="One part of it is larger than any document has need of")
        return parse(bytes(content))

    def _links(self, name: str) -> Links:
        """Where a part leads outside the document, by the name that the part has for it."""
        folder, _, file = name.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._entries:
            return {}
        try:
            tree = self._tree(relations)
        except UnpacksTooLarge:
            raise
        except CannotRead:
            return {}
        return {
            each.get("Id", ""): each.get("Target", "")
            for each in tree
            if each.get("TargetMode", "").lower() == "external"
        }

    def _elsewhere(self, names: Sequence[str], said: str) -> str:
        """What the document would fetch when it is opened: named, never followed. said: its text so far."""
        targets: dict[str, None] = {}
        for name in names:
            if _MAIN.match(name) or _BEFORE.match(name) or _AFTER.match(name) or name == "word/settings.xml":
                targets |= dict.fromkeys(self._links(name).values())
        return "\n".join(f"Link: {target}" for target in targets if target and target not in said)

    def _properties(self, names: Sequence[str]) -> str:
        """Its title and whatever else was noted of it: a protective marking often stands there alone."""
        lines = []
        for name in names:
            if _PROPERTIES.match(name):
                try:
                    tree = self._tree(name)
                except UnpacksTooLarge:
                    raise
                except CannotRead:
                    continue
                for each in tree:
                    value = "".join(str(words) for words in each.itertext()).strip()
                    if value and (named := each.get("name") or local(each)):
                        lines.append(f"{named}: {value}")
        return "\n".join(lines)
