"""Sections B, C and D, and the summary: what NCMEC's systems, its analysts and the police added.

Nothing here is the reporting ESP's, so nothing here is a party, an event or a file: each becomes an `Addition`
in its own words. A place that an address was looked up at is NCMEC's look-up on the day, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from waymark.referrals.identifiers import ip_key
from waymark.referrals.types import Addition
from waymark.stages.intake.readers.received.pdf_lines import Line, Reading

OTHER_REPORT = "other report number"

_LABEL = re.compile(r"([A-Z][A-Za-z0-9/ ()'’.-]{1,60}):(?=\s|$)\s*")
_HEADING = re.compile(
    r"(IP Geo-?Lookup)\s*(?:\(([^()]{1,60})\))?:?|(Auto[ -]Refer\w*):?|(Deconfliction):?|(Further Information):?"
    r"|(Executive Summary):?|(Summary of ESP Reported Child Victim Information):?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:(?:Intended )?Recipient|Suspect|(?:Child )?Victim)(?: \d{1,4})?:?", re.IGNORECASE)
_WIDE = 60  # characters: a shorter line ended where its words did
_SECTION = re.compile(r"(?:Section\s+)?[A-D]\b\s*[:.].*|This concludes Section [A-D]\b.*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?=[0-9A-Fa-f:]*[:.])[0-9A-Fa-f:.]{4,45}(?=\s|$)")
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


class _Adding:
    """One section, line by line: what was begun is added when the next thing begins."""

    def __init__(self, reading: Reading, by: str, section: str) -> None:
        self.reading = reading
        self.by, self.section = by, section
        self.heading = self.subject = self.name = ""
        self.pieces: list[str] = []

    def begin(self, name: str, *pieces: str) -> None:
        self.end()
        self.name, self.pieces = name, [piece for piece in pieces if piece]

    def end(self) -> None:
        if self.pieces:
            value = " ".join(self.pieces)
            self._add(self.name, value)
            if self.section == "B" and self.heading != "IP Geo-Lookup":
                for number in dict.fromkeys(_NINE_DIGITS.findall(value)):
                    self._add(OTHER_REPORT, number)
        self.name, self.pieces = "", []

    def _add(self, name: str, value: str) -> None:
        self.reading.out.append(Addition(self.by, self.section, name, value, self.subject))

    def take(self, line: Line) -> None:
        words = " ".join(line.text.split())
        if _SECTION.fullmatch(words):
            self.end()
        elif match := _HEADING.fullmatch(words):
            self.end()
            self.heading = next(group for group in (match[1], *match.groups()[2:]) if group)
            self.heading = "IP Geo-Lookup" if match[1] else self.heading
            self.subject = match[2] or ""
        elif _SUBJECT.fullmatch(words):
            self.end()
            self.subject = words.rstrip(":")
        elif match := _LABEL.match(words):
            self.begin(match[1], words[match.end() :])
        elif self.heading == "IP Geo-Lookup" and self._is_row(words):
            self.begin(self.heading, words)
        elif self.pieces and (line.after_blank or self._value_is_whole()):
            self.begin(self.heading or "text", words)
        else:
            self.name = self.name or self.heading or "text"
            self.pieces.append(words)

    def _value_is_whole(self) -> bool:
        """Whether a label's value ended on its own line, so that what follows is something else."""
        return self.name not in ("text", self.heading) and len(self.pieces[-1]) < _WIDE

    def _is_row(self, words: str) -> bool:
        """Whether a line begins with an address of its own, and not with the rest of one that was cut."""
        match = _ADDRESS.match(words)
        if match is None:
            return False
        before = _ADDRESS.match(self.pieces[0]) if self.pieces else None
        cut = before is not None and not ip_key(before[0])
        return not (cut and before is not None and ip_key(before[0] + match[0]))


def read_additions(lines: Sequence[Line], reading: Reading, *, by: str, section: str) -> None:
    """Add everything that a section says, each line placed in one addition."""
    adding = _Adding(reading, by, section)
    for line in lines:
        adding.take(line)
        reading.account.place(line)
    adding.end()
