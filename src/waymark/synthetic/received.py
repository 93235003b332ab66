"""Invented reports as NCMEC hands them on: the JSON and the XML that an agency receives.

Of the XML only its root and its number are public, so what stands below is ours and is there to be kept raw.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from waymark.synthetic.markup import DECLARATION, leaf, node
from waymark.synthetic.profiles import INCIDENT_TYPES
from waymark.synthetic.world import draw_hashes

if TYPE_CHECKING:
    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Account
    from waymark.synthetic.world import World

NAMESPACE: Final = "http://report.cybertip.org/leaws/icac"
# Decisions of 22 November 2026, as in `profiles`: no public source gives these rates.
COMMON_FILE: Final = 0.1
RECIPIENT: Final = 0.1
FEWEST_EVENTS, MOST_EVENTS = 1, 6
MOST_FILES: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What is decided of a report before it is written. number: by which NCMEC knows it."""

    number: int
    account: Account
    recipient: Account
    received_at: datetime


def received_json(told: Told, draws: Draws, world: World) -> bytes:
    """One report as data: containers doubled, what is not stated left out, null or N/A, as received ones are."""
    account = told.account
    information: dict[str, Any] = {
        "reportingEsp": {"espName": account.provider.name, "firstName": "", "lastName": None},
        "incidentSummary": {
            "incidentType": draws.weighted(INCIDENT_TYPES),
            "incidentDateTime": _moment(told.received_at - timedelta(hours=draws.randint(1, 90))),
            "incidentDateTimeDescription": "N/A",
        },
        "reportedPeople": {"reportedPersons": [_person(account, draws, told.received_at)]},
        "intendedRecipients": {"intendedRecipients": None},
        "uploadedFiles": {
            "uploadedFiles": [
                _file(n, draws, world, told.received_at) for n in range(draws.randint(1, MOST_FILES))
            ]
        },
        "additionalInformations": [],
    }
    if draws.chance(RECIPIENT):
        recipient = _person(told.recipient, draws, told.received_at)
        information["intendedRecipients"] = {"intendedRecipients": [recipient]}
    document = {
        "reportId": told.number,
        "dateReceived": _moment(told.received_at),
        "reportedInformation": information,
    }
    return json.dumps(document, indent=1).encode()


def received_xml(told: Told, draws: Draws) -> bytes:
    """One report in NCMEC's namespace for agencies, with its number where it is known to stand."""
    account = told.account
    body = node(
        "report",
        leaf("reportId", str(told.number)),
        leaf("dateReceived", _moment(told.received_at)),
        node(
            "reportedInformation",
            leaf("espName", account.provider.name),
            leaf("incidentType", draws.weighted(INCIDENT_TYPES)),
            leaf("espUserId", account.identifier),
            leaf("screenName", account.screen_name),
        ),
        xmlns=NAMESPACE,
    )
    return f"{DECLARATION}{body}\n".encode()


def _person(account: Account, draws: Draws, at: datetime) -> dict[str, Any]:
    holder = account.holder
    stated = holder.stated
    return {
        "firstName": holder.first_name if draws.chance(0.4) else "N/A",
        "lastName": holder.last_name if draws.chance(0.4) else None,
        "dateOfBirth": holder.born.isoformat() if draws.chance(0.3) else "",
        "espUserId": account.identifier,
        "espService": account.provider.name,
        "screenName": {"value": account.screen_name},
        "emails": {"emails": [{"value": holder.email, "verified": None}] if "email" in stated else []},
        "phones": {"phones": [{"value": holder.phone}] if "phone" in stated else None},
        "sourceInformation": {
            "sourceCaptures": [
                _capture(account, draws, at - timedelta(minutes=draws.randint(60, 40_000)))
                for _ in range(draws.randint(FEWEST_EVENTS, MOST_EVENTS))
            ]
        },
    }


def _capture(account: Account, draws: Draws, at: datetime) -> dict[str, Any]:
    holder = account.holder
    is_mobile = draws.chance(0.35)
    return {
        "captureType": "IP Address",
        "value": holder.mobile if is_mobile else holder.line,
        "eventName": draws.choice(("Login", "Upload", "Registration")),
        "dateTime": _moment(at),
        "port": draws.randint(1_025, 65_000) if draws.chance(0.5) else None,
    }


def _file(ordinal: int, draws: Draws, world: World, at: datetime) -> dict[str, Any]:
    hashes = draws.choice(world.shared_files) if draws.chance(COMMON_FILE) else draw_hashes(draws)
    return {
        "filename": f"item_{ordinal}_{hashes.md5[:8]}.jpg",
        "originalFilename": None,
        "verificationHash": hashes.md5,
        "viewedByEsp": draws.choice((True, False, None)),
        "industryClassification": draws.choice(("A1", "A2", "B1", "B2", "N/A")),
        "espMetadata": {"metadatas": [{"name": "Upload Date and Time", "value": _moment(at)}]},
        "ncmecTags": {"groups": []},
    }


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"


def received_pdf(told: Told, draws: Draws, world: World) -> bytes:
    """One report as NCMEC prints it: a cover, its contents, and sections A to D, set by typst."""
    import typst

    pages = [f'#text("{line}")' for page in _pages(told, draws, world) for line in page]
    # Without a date in it, the same report always gives the same bytes.
    made: bytes = typst.compile(
        "\n\n".join(["#set document(date: none)", *pages]).replace('#text("\\f")', "#pagebreak()").encode()
    )
    return made


def _pages(told: Told, draws: Draws, world: World) -> list[tuple[str, ...]]:
    account, at = told.account, told.received_at
    kind = draws.weighted(INCIDENT_TYPES)
    hashes = draws.choice(world.shared_files) if draws.chance(COMMON_FILE) else draw_hashes(draws)
    end = ("\\f",)
    return [
        (
            f"CyberTipline Report {told.number}",
            f"Priority Level: {draws.choice(('1', '2', '3', 'E'))}",
            f"Received by NCMEC on {at:%m-%d-%Y %H:%M:%S} UTC",
        ),
        end,
        ("Contents", "Executive Summary", *_SECTIONS),
        end,
        ("Executive Summary", f"Incident Type: {kind}", "Total Uploaded Files: 1"),
        end,
        (
            _SECTIONS[0],
            "Reporting Electronic Service Provider (ESP)",
            "Submitter:",
            account.provider.name,
            "Incident Information",
            f"Primary Incident Type: {kind}",
            f"Incident Time: {at - timedelta(hours=9):%m-%d-%Y %H:%M:%S} UTC",
            "Suspect 1",
            f"Screen/User Name: {account.screen_name}",
            f"ESP User ID: {account.identifier}",
            f"IP Address: {account.holder.line} (Login)",
            f"{at - timedelta(hours=10):%m-%d-%Y %H:%M:%S} UTC",
            "Uploaded File Information",
            "Number of uploaded files: 1",
            "Filename: item.jpg",
            f"MD5: {hashes.md5}",
            "This concludes Section A",
        ),
        end,
        (_SECTIONS[1], "Auto Refer", "Auto Refer: Yes"),
        end,
        (_SECTIONS[2], "Incident Type: Auto-referred International"),
        end,
        (_SECTIONS[3], "Example Police", "Email Address: officer@police.example"),
    ]


_SECTIONS: Final = (
    "Section A: Reported Information",
    "Section B: Automated Information Added by NCMEC Systems",
    "Section C: Additional Information Provided by NCMEC",
    "Section D: Law Enforcement Contact Information",
)
