"""What a reading finds beside the reporter's own statements: additions, flaws, and where each element went."""

from __future__ import annotations

from typing import NamedTuple

from waymark.referrals.types.captures import IPCaptureEvent, ReportedFile
from waymark.referrals.types.heads import Report
from waymark.referrals.types.parties import Party


class Addition(NamedTuple):
    """What somebody other than the reporter added to a report on its way: never the reporter's own words.

    by: ncmec_systems, ncmec_analysts, law_enforcement_contact, nca, hotline, or the force's name.
    section: the document's own letter or heading (B, C, D). name, value: as printed; subject says of whom
    or what (`Suspect 1`, an address, a file's name), empty when it is of the whole report.
    """

    by: str
    section: str
    name: str
    value: str
    subject: str = ""


class KeptRaw(NamedTuple):
    """An element or attribute that no reader placed, kept at its path: `/report/newThing[2]/@flag`."""

    path: str
    text: str


class Read(NamedTuple):
    """An element or attribute that was read, at its path; only in a traced reading."""

    path: str
    text: str


class Flaw(NamedTuple):
    """Something wrong in a document that was read all the same: it becomes a fault for a person to look at.

    where: a row, or a path inside the document. what: what is wrong there and what would be right, without
    any value of the document.
    """

    where: str
    what: str


Fact = Report | Party | IPCaptureEvent | ReportedFile | Addition | Flaw | KeptRaw | Read
