"""The text of a page written in HTML, as a mail has it: never rendered, nothing fetched, links kept as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt"),
        *(
            "fieldset",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
        ),
        *("ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_UNSEEN = frozenset(["script", "style", "head", "title", "template"])
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_AROUND_ENDS = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")
_LINKS = ("http:", "https:", "mailto:", "tel:", "ftp:")


def text_of_page(page: str) -> str:
    """Take the text out of HTML: a line for each block, a tab between cells, links after their words."""
    taking = _Taking()
    taking.feed(page)
    taking.close()
    return taking.text()


class _Taking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0  # whatever was left open before it
        elif tag in _BLOCKS:
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append("\t")
        elif tag == "a":
            target = (dict(attrs).get("href") or "").strip()
            self._links.append((target, len(self._pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._pieces.append("\n")
        elif tag == "a" and self._links:
            target, start = self._links.pop()
            words = "".join(self._pieces[start:])
            if target.lower().startswith(_LINKS) and target.removeprefix("mailto:") not in words:
                self._pieces.append(f" <{target}>")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(_SPACES.sub(" ", data))

    def text(self) -> str:
        joined = _AROUND_ENDS.sub("\n", "".join(self._pieces))
        return _EMPTY_LINES.sub("\n\n", joined).replace("\n\t", "\n").strip()
