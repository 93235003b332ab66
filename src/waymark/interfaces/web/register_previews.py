"""What a row of a register becomes, in words for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from waymark.interfaces.web.words import words_for
from waymark.referrals.types import IPCaptureEvent, KeptRaw, Party, Report, ReportedFile
from waymark.stages.intake.readers.registers.rows import RowRead


class Line(NamedTuple):
    """One row. becomes: what will be placed, a text each; raw: what will be kept raw; flaws: what is wrong."""

    number: int
    becomes: list[str]
    raw: list[str]
    flaws: list[str]


def lines_of(rows: Sequence[RowRead]) -> list[Line]:
    return [_line(row) for row in rows]


def _line(row: RowRead) -> Line:
    becomes: list[str] = []
    for fact in row.facts:
        if isinstance(fact, Report):
            becomes += _head(fact)
        elif isinstance(fact, Party):
            becomes.append(_party(fact))
        elif isinstance(fact, IPCaptureEvent):
            at = fact.captured_at.text if fact.captured_at else "no time"
            becomes.append(f"IP event: {fact.address or 'no address'}, {at}")
        elif isinstance(fact, ReportedFile):
            becomes.append(f"File: {', '.join(each.kind for each in fact.hashes) or fact.name}")
    raw = [fact for fact in (*row.facts, *row.left) if isinstance(fact, KeptRaw)]
    return Line(
        row.number,
        becomes,
        [f"{fact.path.rpartition('/')[2]}: {fact.text}" for fact in raw],
        [flaw.what for flaw in row.flaws],
    )


def _head(head: Report) -> list[str]:
    found = [f"Report {head.number}".rstrip()]
    for label, time in (("Received", head.received_at), ("Happened", head.incident_at)):
        if time:
            day = f"{time.instant:%-d %B %Y}" if time.instant else "no day"
            found.append(f"{label}: {time.text} ({day})")
    return found + ([f"Offence: {head.incident_type}"] if head.incident_type else [])


def _party(party: Party) -> str:
    said = [
        " ".join(filter(None, (party.first_name, party.last_name))),
        party.date_of_birth and f"born {party.date_of_birth}",
        party.account.screen_name or party.account.identifier,
        party.account.service,
        *(contact.value for contact in (*party.emails, *party.phones)),
        *(" ".join(filter(None, (each.lines, each.postcode))) for each in party.addresses),
        party.school,
    ]
    return f"{words_for(party.role.value, 'role')}: {', '.join(filter(None, said))}"
