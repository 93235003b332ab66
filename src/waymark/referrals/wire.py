"""The shared record's values as JSON, for the columns that hold what is read whole and never searched.

Only what was stated is written. Objects are dataclasses by field name; named tuples are arrays in their
own order, so a field may be added at the end of one, and none may be moved.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import msgspec

from waymark.referrals.types import (
    Account,
    Device,
    IncidentDetail,
    LawEnforcement,
    NamedValue,
    Party,
    Report,
    ReportedFile,
    Role,
    StatedTime,
)

_NOT_STATED = ("", None, ())


@dataclass(frozen=True, slots=True)
class HeadDetail:
    """What a report says once and nobody searches by."""

    incident_at: StatedTime | None = None
    incident_described: str = ""
    details: tuple[IncidentDetail, ...] = ()
    law_enforcement: LawEnforcement | None = None
    reporter_template: str = ""
    reporter_terms: str = ""
    reporter_legal_url: str = ""
    additional_info: tuple[str, ...] = ()
    reporter: str = ""
    received_at: StatedTime | None = None
    priority: str = ""
    adds_to: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()
    handling_conditions: str = ""
    kept_raw_because: str = ""


@dataclass(frozen=True, slots=True)
class FileDetail:
    """What a file's description says beyond its columns."""

    report_number: str = ""
    original_name: str = ""
    location: str = ""
    uploaded_at: StatedTime | None = None
    exif_viewed_by_esp: bool | None = None
    devices: tuple[Device, ...] = ()
    details: tuple[NamedValue, ...] = ()
    additional_info: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _stated(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for name in names:
        each = getattr(value, name)
        if each not in _NOT_STATED:
            found[name] = each
    return found


_NO_ACCOUNT = Account()


def party_detail(party: Party) -> dict[str, Any]:
    """Everything stated of a party but its ordinal and role, which have columns."""
    found = _stated(party, _names(Party)[2:])
    account = found.pop("account")
    if account != _NO_ACCOUNT:
        found["account"] = _stated(account, _names(Account))
    return found


def party_from(text: str, *, ordinal: int, role: Role) -> Party:
    """Read a party back."""
    return msgspec.convert({**msgspec.json.decode(text), "ordinal": ordinal, "role": role}, type=Party)


def head_detail(head: Report) -> dict[str, Any]:
    return _stated(head, _names(HeadDetail))


def head_from(text: str) -> HeadDetail:
    """Read a report's head back."""
    return msgspec.json.decode(text, type=HeadDetail)


def file_detail(file: ReportedFile) -> dict[str, Any]:
    return _stated(file, _names(FileDetail))


def file_from(text: str) -> FileDetail:
    """Read a file's description back."""
    return msgspec.json.decode(text, type=FileDetail)
