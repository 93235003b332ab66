"""Invented UK statutory reports in our published schema, with every member or only the needed ones."""

from __future__ import annotations

import json
from typing import Any

SCHEMA_NAME = "urn:waymark:schema:uk-statutory-report:1"


def statutory_report(*, serial: int = 1, whole: bool = True) -> bytes:
    """One invented report. serial: 1 to 999, which makes its numbers and accounts its own.

    whole: with every member that the schema names; otherwise only those without which it is none.
    """
    document = _needed(serial)
    if whole:
        document |= _rest(serial)
        document["provider"] |= _PROVIDER
        document["service"] |= {"kind": "user-to-user", "url": "https://chat.example.com"}
    return json.dumps(document, indent=1).encode()


def _needed(serial: int) -> dict[str, Any]:
    return {
        "schema": SCHEMA_NAME,
        "reference": f"EXS-{serial:06d}",
        "provider": {"name": "Example Social Ltd"},
        "service": {"name": "Examplechat"},
        "detection": {"detected_at": "2026-11-19T22:10:00Z", "method": "hash matching"},
        "users": [{"id": "u1", "role": "suspected", "identifier": f"{100_000 + serial}"}],
    }


_STAFF = {
    "name": "Ira Invented",
    "position": "Head of safety",
    "email": "safety@example.com",
    "phone": "07700 900001",
}
_ADDRESS = {
    "lines": "1 Example Street",
    "city": "Exampleton",
    "postcode": "ZZ99 9ZZ",
    "region": "Exampleshire",
    "country": "United Kingdom",
    "kind": "home",
}
_SEEN = "2026-11-01T00:00:00Z"
_PROVIDER = {"company_number": "00000000", "country": "GB", "address": _ADDRESS, "contact": _STAFF}


def _event(serial: int, event: str, *, port: int = 40_001) -> dict[str, Any]:
    return {
        "address": f"198.51.100.{serial % 250 + 1}",
        "port": port,
        "at": "2026-11-18T21:00:00+00:00",
        "event": event,
        "possible_proxy": False,
    }


def _who(serial: int, name: str) -> dict[str, Any]:
    return {
        "identifier": f"{200_000 + serial}",
        "service": "Examplechat",
        "screen_name": f"{name}_{serial}",
        "display_names": [f"{name} {serial}"],
        "profile_urls": [f"https://chat.example.com/{name}_{serial}"],
        "first_name": "Ada",
        "middle_name": "B",
        "last_name": f"Invented{serial}",
        "date_of_birth": "1990-01-31",
        "age": 36,
        "emails": [
            {
                "address": f"{name}{serial}@example.org",
                "verified": True,
                "verified_at": "2025-01-01T00:00:00Z",
            }
        ],
        "phones": [{"number": "07700 900123", "kind": "mobile", "verified": False}],
        "addresses": [_ADDRESS],
        "devices": [
            {
                "kind": "advertising id",
                "value": f"dev-{serial}",
                "event": "login",
                "at": "2026-11-01T00:00:00Z",
            }
        ],
        "ip_events": [_event(serial, "login"), _event(serial + 1, "registration", port=40_002)],
        "prior_reports": [f"{9_900_000_000 + serial}"],
        "location": {
            "city": "Exampleton",
            "region": "Exampleshire",
            "country": "GB",
            "at": "2026-11-01T00:00:00Z",
        },
        "notes": ["An invented note"],
    }


_SAID_ONCE: dict[str, Any] = {
    "made_at": "2026-11-20T08:00:00Z",
    "notes": ["An invented note on the report"],
    "authorised_person": _STAFF,
    "detection": {
        "detected_at": "2026-11-19T22:10:00Z",
        "method": "hash matching",
        "description": "Matched a list",
        "reviewed_by_person": True,
    },
    "content": {
        "offence_types": ["Distribution of indecent photographs of children"],
        "occurred_at": "2026-11-18T21:00:00Z",
        "urls": ["https://chat.example.com/room/7"],
        "place": "room 7",
        "publicly_available": False,
        "notes": ["An invented note on the content"],
    },
    "priority": {"level": "high", "reason": "stated age", "child_in_immediate_danger": True},
    "law_enforcement": {"agency": "Example Constabulary", "reference": "EX/1"},
    "declaration": {
        "made": True,
        "name": "Ira Invented",
        "at": "2026-11-20T08:00:00Z",
        "text": "True to my belief",
    },
}


def _rest(serial: int) -> dict[str, Any]:
    child = {"id": "c1", **_who(serial + 500, "child"), "age": 13}
    child |= {"why_suspected": "stated age", "school": "Example School"}
    recipient = {"id": "u2", "role": "recipient", "identifier": f"{400_000 + serial}"}
    return {
        **_SAID_ONCE,
        "users": [_user(serial), recipient],
        "suspected_children": [child],
        "files": [_file(serial)],
        "subsequent_to": [
            {"reference": f"EXS-{serial - 1:06d}", "relation": "adds_to", "reason": "more events"}
        ],
        "already_reported": [
            {"body": "NCMEC", "reference": f"{9_900_000_000 + serial}", "at": "2026-11-19T23:00:00Z"}
        ],
    }


def _user(serial: int) -> dict[str, Any]:
    return {
        "id": "u1",
        "role": "suspected",
        **_who(serial, "user"),
        "bio": "An invented profile",
        "account_status": "suspended",
        "connections": [
            {
                "identifier": f"{300_000 + serial}",
                "service": "Examplechat",
                "screen_name": "friend",
                "display_names": ["Friend"],
                "profile_urls": ["https://chat.example.com/friend"],
                "kind": "same device",
            },
            {"user": "u2", "kind": "contact"},
        ],
    }


def _file(serial: int) -> dict[str, Any]:
    return {
        "id": f"f{serial}",
        "name": "a.jpg",
        "original_name": "IMG_0001.jpg",
        "size": 12_345,
        "media_type": "image/jpeg",
        "url": "https://cdn.example.com/a",
        "uploaded_at": "2026-11-18T21:00:00Z",
        "uploaded_by": "u1",
        "hashes": [
            {"algorithm": "MD5", "value": f"{serial:032x}"},
            {"algorithm": "PDQ", "value": f"{serial:064x}"},
        ],
        "exif": [{"name": "Model", "value": "Example Phone"}],
        "viewed_by_provider": True,
        "publicly_available": False,
        "classification": "B2",
        "annotations": ["viral"],
        "ip_events": [_event(serial, "upload")],
        "notes": ["An invented note on the file"],
    }
