"""Text that was taken out of a document: made clean, freed of files written into it, and known for what it is."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.rules import Kind

# What no text may hold: controls (a form feed parts pages, and is put in by us) and halves of characters.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_NCMEC_COVER = re.compile(r"CyberTipline\s+Report\s+[0-9]{5,}")
_NCMEC_MARKS = ("Received by NCMEC on", "Priority Level:", "Date PDF Generated:", "This concludes Section A")
_COVER = 8_000  # characters in which a report's cover says what it is
_FILES = re.compile(
    r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,[0-9A-Za-z+/=]*(?:\s+[0-9A-Za-z+/]{40,}={0,2})*"
    r"|^begin(?:-base64)? [0-7]{3} [^\n]*\n.*?^(?:end|====)[ \t]*$"
    r"|(?:^[ \t>]*[0-9A-Za-z+/]{48,}={0,2}[ \t]*\n){4,}(?:[ \t>]*[0-9A-Za-z+/]+={0,2}[ \t]*$)?"
    r"|[0-9A-Za-z+/]{400,}={0,2}",
    re.MULTILINE | re.DOTALL,
)


def plain(text: str) -> str:
    """A text as it can be kept: one kind of line end, no controls, and no file written into it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _FILES.sub(_left_out, _CONTROLS.sub("", lines))


def _left_out(match: re.Match[str]) -> str:
    return f"[a file written here as text, {len(match[0]):,} characters, was not kept]"


def kind_of_text(text: str) -> Kind:
    """Whether a document's text is NCMEC's own report, or a pack of any other making."""
    reader = READERS.get(Kind.NCMEC_PDF)
    if reader is not None and reader.looks_like is not None:
        return Kind.NCMEC_PDF if reader.looks_like(text) else Kind.PACK
    cover = text[:_COVER]
    is_report = _NCMEC_COVER.search(cover) and any(mark in text for mark in _NCMEC_MARKS)
    return Kind.NCMEC_PDF if is_report else Kind.PACK
