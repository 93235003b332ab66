"""What a PDF says once: its cover, the reporting ESP, the incident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from waymark.referrals.types import Addition, Address, Party, Role, StatedTime, Zone
from waymark.stages.intake.readers.received.moments import MONTH_FIRST, month_first
from waymark.stages.intake.readers.received.pdf_fields import Field, Grammar, Label, Wrap
from waymark.stages.intake.readers.received.pdf_lines import Line, Reading
from waymark.stages.intake.readers.received.pdf_values import not_stated

NUMBER = re.compile(r"CyberTipline\s+Report\s*(?:#|No\.?|Number)?\s*:?\s*(\d{5,12})(?!\d)", re.IGNORECASE)
_PRIORITY = re.compile(r"Priority\s+Level:\s*(\S)(?!\S)", re.IGNORECASE)
_RECEIVED = re.compile(rf"Received\s+by\s+NCMEC\s+on:?\s+({MONTH_FIRST})", re.IGNORECASE)
_GENERATED = re.compile(rf"Date\s+PDF\s+Generated:\s*({MONTH_FIRST})", re.IGNORECASE)
_TIME = re.compile(MONTH_FIRST, re.IGNORECASE)
_INCIDENT = Grammar(
    {
        "type": Label(r"(?:Primary )?Incident Type:", Wrap.WORDS),
        "described": Label(r"(?:Incident Time Description|Description of Incident Time):", Wrap.WORDS),
        "time": Label(r"Incident Time:", Wrap.WORDS),
        "more": Label(r"Additional Information:?(?=\s*$)|Additional Information:", Wrap.TEXT),
    }
)
_ESP = Grammar(
    {
        "submitter": Label(r"Submitter:"),
        "contact": Label(r"Point of Contact for Law Enforcement:", Wrap.TEXT),
        "address": Label(r"Business Address:", Wrap.WORDS, ends_text=True),
        "company": Label(r"Company Information:?(?=\s*$)|Company Information:", Wrap.TEXT, ends_text=True),
        "terms": Label(r"Relevant Terms:?(?=\s*$)|Relevant Terms:", Wrap.TEXT, ends_text=True),
    }
)
_CONTACT = re.compile(r"Point of Contact for Law Enforcement:", re.IGNORECASE)
_WHOLE_WIDTH = re.compile(r"Company Information|Relevant Terms", re.IGNORECASE)


def read_number(lines: Sequence[Line], furniture: set[Line], reading: Reading) -> str:
    """The report's own number: the one on the cover, or else the one at the edge of every page.

    lines: of the whole document, furniture included. Numbers of other reports stand in sections A, B and C.
    """
    found = _found([line for line in lines if line.page == 1], NUMBER, reading)
    if found is not None:
        return found[1]
    at_the_edges = {match[1] for line in furniture if (match := NUMBER.search(line.text))}
    return at_the_edges.pop() if len(at_the_edges) == 1 else ""


def read_cover(lines: Sequence[Line], reading: Reading) -> dict[str, Any]:
    """Priority as received, since its meaning is not public, and when NCMEC had the report."""
    head: dict[str, Any] = {}
    if (priority := _found(lines, _PRIORITY, reading)) is not None:
        head["priority"] = priority[1]
    if (received := _found(lines, _RECEIVED, reading)) is not None:
        head["received_at"] = month_first(received[1])
    if (generated := _found(lines, _GENERATED, reading)) is not None:
        reading.out.append(Addition("ncmec_systems", "cover", "Date PDF Generated", generated[1]))
    return head


def _found(lines: Sequence[Line], pattern: re.Pattern[str], reading: Reading) -> re.Match[str] | None:
    """The first find in a line, or in a line and the next; those lines are placed."""
    for n, line in enumerate(lines):
        behind = lines[n + 1 : n + 2]
        for used in ([line], [line, *behind]):
            match = pattern.search(" ".join(each.text for each in used))
            if match and match.start() < len(line.text):
                reading.account.place(*used)
                return match
    return None


def read_esp(lines: Sequence[Line], reading: Reading) -> dict[str, Any]:
    """The reporting ESP. Its contact is the reporter's own: no address in this block is anybody else's."""
    head: dict[str, Any] = {}
    left, right = _columns(lines)
    fields = [*_ESP.fields(left), *_ESP.fields(right)]
    merged = any(field.name == "submitter" and _CONTACT.search(field.words) for field in fields)
    for field in fields:
        if not field.name or (merged and field.name in ("submitter", "contact", "address")):
            continue  # two columns run together: which words are whose would be a guess
        reading.account.place(*field.lines)
        if not_stated(field.words):
            continue
        if field.name in ("contact", "address"):
            reading.parties += 1
            reading.out.append(_staff(reading.parties, field))
        else:
            name = {"submitter": "reporter", "company": "reporter_template", "terms": "reporter_terms"}[
                field.name
            ]
            head.setdefault(name, field.text)
    return head


def _staff(ordinal: int, field: Field) -> Party:
    if field.name == "contact":
        return Party(ordinal, Role.REPORTER, description="contact person", additional_info=(field.text,))
    address = Address(lines=field.text, kind="Business")
    return Party(ordinal, Role.REPORTER, description="reporting person", addresses=(address,))


def _columns(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The block's two columns, where the contact's label stands beside the submitter's."""
    left: list[Line] = []
    right: list[Line] = []
    edge = 0
    for line in lines:
        cells = line.cells
        beside = [column for column, words in cells[1:] if _CONTACT.match(words)]
        if beside:
            edge = beside[0] - 2  # a column's words may begin a little before its label
        elif _WHOLE_WIDTH.match(line.text):
            edge = 0
        for words, column in (
            ([text for at, text in cells if not edge or at < edge], left),
            ([text for at, text in cells if edge and at >= edge], right),
        ):
            if words:
                column.append(line._replace(text="  ".join(words)))
    return left, right


def read_incident(lines: Sequence[Line], reading: Reading) -> dict[str, Any]:
    """What happened and when, as printed; often the time is that of detection, so its description is kept."""
    head: dict[str, Any] = {}
    for field in _INCIDENT.fields(lines):
        stated = _incident_field(field)
        if field.name and not (stated.keys() & head.keys()):
            reading.account.place(*field.lines)
            head |= stated
    return head


def _incident_field(field: Field) -> dict[str, Any]:
    if not field.name or not_stated(field.words):
        return {}
    if field.name == "type":
        return {"incident_type": field.words}
    if field.name == "described":
        return {"incident_described": field.words}
    if field.name == "more":
        return {"additional_info": (field.text,)}
    match = _TIME.search(field.words)
    if match is None:
        return {"incident_at": StatedTime(field.words, None, Zone.UNKNOWN)}
    described = f"{field.words[: match.start()]} {field.words[match.end() :]}".strip(" ;,-")
    described_too = {"incident_described": described} if described else {}
    return {"incident_at": month_first(match[0]), **described_too}
