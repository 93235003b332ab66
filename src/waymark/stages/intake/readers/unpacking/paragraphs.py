"""The words of one part of a Word document: paragraphs, tables cell by cell, and what was changed in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Links = Mapping[str, str]

_CELL_LINE = " / "  # between the lines of one cell: a row stays one line, its cells parted by tabs
_HYPERLINK = re.compile(r"HYPERLINK\s+(?:\\[a-z]\s+)*\"([^\"]{1,2000})\"")
_PLAIN_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
    "drawing": "", "pict": "", "object": "",
}  # fmt: skip
# Wingdings and Symbol, as Word writes ticked and empty boxes with them.
_BOXES = {
    "F0FE": "[x]", "F0FD": "[x]", "F052": "[x]", "F0FC": "[x]", "F054": "[x]", "F0A8": "[ ]", "F06F": "[ ]",
    "F0A3": "[ ]", "F071": "[ ]",
}  # fmt: skip
_MARKED = {"ins": "inserted", "del": "deleted", "moveFrom": "moved away", "moveTo": "moved here"}
_NUMBERED = {"footnoteReference": "note", "endnoteReference": "end note", "commentReference": "comment"}
_NOTES = frozenset(("footnote", "endnote", "comment"))
_UNSEEN = frozenset(
    ("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "Fallback")
)
_OFF = ("0", "false", "off")


def local(element: _Element) -> str:
    """An element's name without its namespace: the strict and the usual form differ in that alone."""
    tag: object = element.tag  # of a comment it is a function
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of_part(root: _Element, links: Links) -> str:
    """Take the words out of one part. links: where it leads outside, by relation."""
    return _Words(links).of(root)


class _Words:
    def __init__(self, links: Links) -> None:
        self._links = links
        self._boxes: list[str] = []  # of text that floats beside the paragraph that is being read

    def of(self, element: _Element) -> str:
        """The words of an element that holds paragraphs and tables, a line each."""
        lines: list[str] = []
        self._blocks(element, lines)
        return "\n".join(lines)

    def _blocks(self, element: _Element, lines: list[str]) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                lines.append(self._inline(child))
                boxes, self._boxes = self._boxes, []
                lines += boxes
            elif name == "tbl":
                lines += self._rows(child)
            elif name in _NOTES:
                self._note(child, name, lines)
            elif name not in _UNSEEN:
                self._blocks(child, lines)

    def _note(self, note: _Element, name: str, lines: list[str]) -> None:
        if _attribute(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            return
        who = f", {author}" if (author := _attribute(note, "author")) else ""
        words = self.of(note).strip()
        if words:
            lines.append(f"[{name} {_attribute(note, 'id')}{who}: {words}]")

    def _rows(self, table: _Element) -> list[str]:
        rows: list[str] = []
        for child in table:
            if local(child) == "tr":
                cells: list[str] = []
                self._cells(child, cells)
                rows.append("\t".join(cells))
            elif local(child) not in _UNSEEN:
                rows += self._rows(child)
        return rows

    def _cells(self, row: _Element, cells: list[str]) -> None:
        for child in row:
            if local(child) == "tc":
                words = self.of(child).replace("\t", " ")
                cells.append(_CELL_LINE.join(line.strip() for line in words.split("\n") if line.strip()))
            elif local(child) not in _UNSEEN:
                self._cells(child, cells)

    def _inline(self, element: _Element) -> str:
        """The words of a paragraph, or of a stretch of one."""
        return "".join(self._piece(child, local(child)) for child in element)

    def _piece(self, child: _Element, name: str) -> str:
        if name in ("t", "delText"):
            return child.text or ""
        if name == "instrText":
            match = _HYPERLINK.search(child.text or "")
            return f"<{match[1]}> " if match else ""
        if name in _UNSEEN:
            return ""
        if name == "txbxContent":
            self._boxes += [line for line in _Words(self._links).of(child).split("\n") if line.strip()]
            return ""
        if name == "sym":
            return _BOXES.get(_attribute(child, "char").upper(), "")
        if name == "checkBox":
            return _ticked(child)
        if name in _NUMBERED:
            return f"[{_NUMBERED[name]} {_attribute(child, 'id')}]"
        words = _PLAIN_SIGNS.get(name, "") + self._inline(child)
        if not words.strip():
            return words
        if name in _MARKED:
            return f"[{_MARKED[name]}: {words}]"
        if name == "hyperlink":
            target = self._links.get(_attribute(child, "id"), "")
            return f"{words} <{target}>" if target and target.removeprefix("mailto:") not in words else words
        if name == "fldSimple" and (match := _HYPERLINK.search(_attribute(child, "instr"))):
            return f"{words} <{match[1]}>"
        return f"[hidden: {words}]" if name == "r" and _is_hidden(child) else words


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def _is_hidden(run: _Element) -> bool:
    return any(
        local(each) == "vanish" and _attribute(each, "val").lower() not in _OFF
        for properties in run
        if local(properties) == "rPr"
        for each in properties
    )


def _ticked(box: _Element) -> str:
    """Whether a box of an old form is ticked: as it is, else as it was made."""
    states = {local(each): _attribute(each, "val").lower() not in _OFF for each in box}
    return "[x]" if states.get("checked", states.get("default", False)) else "[ ]"
