"""The shared record's values as JSON, for the columns that hold what is read whole and never searched."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from waymark.referrals.types import (
    Account,
    AccountDisabled,
    Address,
    Contact,
    Device,
    EstimatedLocation,
    IncidentDetail,
    LawEnforcement,
    Named,
    NamedValue,
    Party,
    Report,
    ReportedFile,
    StatedTime,
    Zone,
)


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:
    """Turn a value of the record into JSON values, leaving out what was not stated."""
    if isinstance(value, StatedTime):
        return [
            value.text,
            value.instant.isoformat() if value.instant else None,
            value.zone.value,
            value.assumed_by,
        ]
    if is_dataclass(value):
        pairs = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: plain(each) for name, each in pairs if each or each is False or each == 0}
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: plain(each) for name, each in value._asdict().items() if each not in ("", None)}
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _time(value: Any) -> StatedTime | None:
    if value is None:
        return None
    text, instant, zone, assumed_by = value
    return StatedTime(text, datetime.fromisoformat(instant) if instant else None, Zone(zone), assumed_by)


def _contact(value: dict[str, Any]) -> Contact:
    return Contact(**{**value, "verified_at": _time(value.get("verified_at"))})


def _device(value: dict[str, Any]) -> Device:
    return Device(**{**value, "captured_at": _time(value.get("captured_at"))})


def _account(value: dict[str, Any]) -> Account:
    disabled = tuple(
        AccountDisabled(
            permanently=each.get("permanently", False),
            disabled=each.get("disabled"),
            at=_time(each.get("at")),
            user_notified=each.get("user_notified"),
            user_notified_at=_time(each.get("user_notified_at")),
            reenabled_at=_time(each.get("reenabled_at")),
        )
        for each in value.get("disabled", [])
    )
    lists = {name: tuple(value.get(name, [])) for name in ("display_names", "profile_urls")}
    return Account(**{**value, **lists, "disabled": disabled})


def party_from(value: dict[str, Any], *, ordinal: int, role: Any) -> Party:
    """Read a party back from its JSON."""
    location = value.get("location")
    return Party(
        **{
            **value,
            "ordinal": ordinal,
            "role": role,
            "emails": tuple(_contact(each) for each in value.get("emails", [])),
            "phones": tuple(_contact(each) for each in value.get("phones", [])),
            "addresses": tuple(Address(**each) for each in value.get("addresses", [])),
            "devices": tuple(_device(each) for each in value.get("devices", [])),
            "account": _account(value.get("account", {})),
            "prior_reports": tuple(value.get("prior_reports", [])),
            "additional_info": tuple(value.get("additional_info", [])),
            "location": EstimatedLocation(**{**location, "at": _time(location.get("at"))})
            if location
            else None,
        }
    )


def head_detail(head: Report) -> dict[str, Any]:
    """What a report says once and nobody searches by, as JSON."""
    return {
        name: plain(value)
        for name in (
            "incident_at",
            "incident_described",
            "details",
            "law_enforcement",
            "reporter_template",
            "reporter_terms",
            "reporter_legal_url",
            "additional_info",
        )
        if (value := getattr(head, name))
    }


def details_from(value: list[dict[str, Any]]) -> tuple[IncidentDetail, ...]:
    """Read a report's incident details back from their JSON."""
    return tuple(
        IncidentDetail(
            ordinal=each["ordinal"],
            kind=each["kind"],
            values=tuple(Named(pair["name"], pair.get("value", "")) for pair in each.get("values", [])),
            addresses=tuple(Address(**address) for address in each.get("addresses", [])),
            emails=tuple(_contact(contact) for contact in each.get("emails", [])),
            phones=tuple(_contact(contact) for contact in each.get("phones", [])),
        )
        for each in value
    )


def law_enforcement_from(value: dict[str, Any] | None) -> LawEnforcement | None:
    return LawEnforcement(**value) if value else None


def file_detail(file: ReportedFile) -> dict[str, Any]:
    """What a file's description says beyond its columns, as JSON."""
    return {
        name: plain(value)
        for name in (
            "report_number",
            "original_name",
            "location",
            "uploaded_at",
            "exif_viewed_by_esp",
            "devices",
            "details",
            "additional_info",
        )
        if (value := getattr(file, name)) not in ("", None, ())
    }


def pairs_from(value: list[dict[str, Any]]) -> tuple[NamedValue, ...]:
    return tuple(NamedValue(each.get("group", ""), each.get("name", ""), each.get("value", "")) for each in value)


__all__ = [
    "details_from",
    "file_detail",
    "head_detail",
    "law_enforcement_from",
    "pairs_from",
    "party_from",
    "plain",
]
