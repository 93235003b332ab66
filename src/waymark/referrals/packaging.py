"""A dissemination's package: what one force sends another about a referral, as plain values and as bytes.

The same values always give the same bytes, so that a package can be signed and its digest compared. Fields
that say nothing are left out; everything else is written in the words of `referrals.types`.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from waymark.errors import WaymarkError
from waymark.referrals.types import (
    Addition,
    Fact,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
)

SCHEMA = "urn:waymark:schema:dissemination-package:1"
# What a fact is called in a package. What a reading says of itself (Read, Flaw) is not sent on.
FACTS: Mapping[str, type] = MappingProxyType(
    {
        "party": Party,
        "ip_capture_event": IPCaptureEvent,
        "file": ReportedFile,
        "addition": Addition,
        "kept_raw": KeptRaw,
        "report": Report,
    }
)
_CALLED = {kind: name for name, kind in FACTS.items()}


class HeadNotLast(WaymarkError):
    """A packaged report does not end with its head, so that its parts would be taken for the next report's."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Report {reference} was given to a package without its head last: give all its facts"
        )


@dataclass(frozen=True, slots=True)
class PackagedReport:
    """One report with its facts, the head last, and where it came from.

    reference, delivery: ours. source: who reported, as the door was told. sha256: of the bytes that arrived,
    in hex. reader: which made the facts, with its version.
    """

    reference: str
    facts: tuple[Fact, ...]
    source: str = ""
    received_at: datetime | None = None
    delivery: str = ""
    sha256: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class PackagedVerdict:
    """What the sender made of one IP capture event. report: its reference; event: the event's ordinal in it."""

    report: str
    event: int
    operator: str = ""
    kind: str = ""
    resolvability: str = ""
    reasons: tuple[str, ...] = ()
    reference_data: str = ""


@dataclass(frozen=True, slots=True)
class PackagedResolution:
    """What an operator or platform answered of one IP capture event, with what the sender judged of it.

    reference: the answer's. report, event: which event was asked about, empty and 0 where it is none of these
    reports'. at: the moment asked about. installation is where the line ends, billing where its bills go: never one
    for the other. judged: suspect, where an officer judged the person named to be one; empty where nobody did.
    differences: what was seen to differ from the question, in words.
    """

    reference: str
    report: str = ""
    event: int = 0
    address: str = ""
    port: int | None = None
    at: datetime | None = None
    operator: str = ""
    subscriber: str = ""
    installation: str = ""
    installation_postcode: str = ""
    uprn: str = ""
    billing: str = ""
    billing_postcode: str = ""
    judged: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackagedAnswer:
    """One answer that the sender's assessment rests on. answer: yes, no or unknown."""

    fact: str
    answer: str
    source: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PackagedAssessment:
    """The sender's assessment: the level, what it could be, and what decided it. It binds nobody else."""

    level: str
    lowest: str = ""
    highest: str = ""
    fired: str = ""
    policy: str = ""
    assessed_at: datetime | None = None
    answers: tuple[PackagedAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """All that one dissemination sends.

    reference: of the dissemination. referral: the sender's reference of it. by, by_name: the sending force's
    code and name; to: the receiving force's code. asked: what is asked of the receiver. source_grade,
    handling_code, handling_conditions, marking: of everything in it that has none of its own.
    """

    reference: str
    made_at: datetime
    by: str
    by_name: str
    referral: str
    reports: tuple[PackagedReport, ...]
    to: str = ""
    asked: tuple[str, ...] = ()
    source_grade: str = ""
    handling_code: str = ""
    handling_conditions: str = ""
    marking: str = ""
    verdicts: tuple[PackagedVerdict, ...] = ()
    assessment: PackagedAssessment | None = None
    notes: tuple[str, ...] = ()
    resolutions: tuple[PackagedResolution, ...] = ()


def write_package(package: Package) -> bytes:
    """A package as the bytes that are sent: UTF-8 JSON, one line feed at its end. Raises HeadNotLast."""
    for report in package.reports:
        *before, head = report.facts or (None,)
        if not isinstance(head, Report) or any(isinstance(fact, Report) for fact in before):
            raise HeadNotLast(report.reference)
    document = {"schema": SCHEMA, **_stated(package)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _stated(value: Any) -> dict[str, Any]:
    """An object's fields that say something, in their own order."""
    if isinstance(value, PackagedReport):
        facts = [_fact(fact) for fact in value.facts if type(fact) in _CALLED]
        return {**_named(value, leave_out="facts"), "facts": facts}
    return _named(value)


def _fact(fact: Fact) -> dict[str, Any]:
    return {"fact": _CALLED[type(fact)], **_stated(fact)}


def _named(value: Any, *, leave_out: str = "") -> dict[str, Any]:
    kind: type = type(value)
    defaults = _defaults(kind)
    pairs = ((name, getattr(value, name)) for name in defaults if name != leave_out)
    return {name: _plain(each) for name, each in pairs if each != defaults[name]}


_NONE: Any = object()


@lru_cache(maxsize=64)
def _defaults(kind: Hashable) -> dict[str, Any]:
    """A type's fields in their order, each with what it is where nothing is said; _NONE where that is nothing."""
    if is_dataclass(kind):
        return {each.name: _NONE if each.default is MISSING else each.default for each in fields(kind)}
    known = kind._field_defaults  # type: ignore[attr-defined]
    return {name: known.get(name, _NONE) for name in kind._fields}  # type: ignore[attr-defined]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if is_dataclass(value) or hasattr(value, "_fields"):
        return _stated(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
