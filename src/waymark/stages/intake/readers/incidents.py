"""`incidentSummary` and `internetDetails`: what happened, and where on the internet or off it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import IncidentDetail, Named, Of
from waymark.stages.intake.readers.containers import (
    Attributes,
    Container,
    Inside,
    Owner,
    Part,
    Place,
    Places,
    record,
)
from waymark.stages.intake.readers.events import CAPTURE_EVENT
from waymark.stages.intake.readers.people import address, contact
from waymark.stages.intake.readers.quick import QUICK_EVENTS
from waymark.stages.intake.readers.values import UNREAD, present, text, time, word, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_FLAGS: Places = {
    name: Place(name, present)
    for name in (
        "sextortion",
        "csamSolicitation",
        "minorToMinorInteraction",
        "spam",
        "sadisticOnlineExploitation",
        "informational",
    )
}


def _flags(inside: Container, element: _Element, path: str) -> tuple[str, ...]:
    return tuple(record(inside, element, path, _FLAGS))


_SUMMARY: Places = {
    "incidentType": Place("incident_type", word),
    "platform": Place("platform", text),
    "escalateToHighPriority": Place("escalation", text),
    "reportAnnotations": Part("annotations", _flags),
    "incidentDateTime": Place("incident_at", time),
    "incidentDateTimeDescription": Place("incident_described", text),
}


def incident_summary(inside: Container, element: _Element, path: str) -> dict[str, Any]:
    """Read the summary by the names of the head's fields. A blank reason for urgency is no reason."""
    summary = record(inside, element, path, _SUMMARY)
    if not summary.get("escalation", "").strip():
        summary.pop("escalation", None)
    return summary


def _named(name: str) -> Place:
    def of(value: str) -> Named:
        return Named(name, value)

    return Place("values", of, many=True)


def _stated_yes_or_no(name: str) -> Place:
    def of(value: str) -> object:
        return UNREAD if yes_or_no(value) is UNREAD else Named(name, value)

    return Place("hosted", of)


_EMAILS = Part("emails", contact, many=True)
_INFO = _named("additional_info")
_CONTENT = _named("content")
_KINDS: dict[str, tuple[str, Places]] = {
    "webPageIncident": ("web_page", {"url": _named("url"), "additionalInfo": _INFO}),
    "emailIncident": ("email", {"emailAddress": _EMAILS, "content": _CONTENT, "additionalInfo": _INFO}),
    "newsgroupIncident": (
        "newsgroup",
        {"name": _named("name"), "emailAddress": _EMAILS, "content": _CONTENT, "additionalInfo": _INFO},
    ),
    "chatImIncident": (
        "chat",
        {
            "chatClient": _named("chat_client"),
            "chatRoomName": _named("chat_room_name"),
            "content": _CONTENT,
            "additionalInfo": _INFO,
        },
    ),
    "onlineGamingIncident": (
        "gaming",
        {
            "gameName": _named("game_name"),
            "console": _named("console"),
            "content": _CONTENT,
            "additionalInfo": _INFO,
        },
    ),
    "cellPhoneIncident": (
        "phone",
        {
            "phoneNumber": Part("phones", contact, many=True),
            "latitude": _named("latitude"),
            "longitude": _named("longitude"),
            "additionalInfo": _INFO,
        },
    ),
    "nonInternetIncident": (
        "non_internet",
        {
            "locationName": _named("location_name"),
            "incidentAddress": Part("addresses", address, many=True),
            "additionalInfo": _INFO,
        },
    ),
    "peer2peerIncident": (
        "peer_to_peer",
        {
            "client": _named("client"),
            "ipCaptureEvent": CAPTURE_EVENT,
            "fileNames": _named("file_names"),
            "additionalInfo": _INFO,
        },
    ),
}
_WEB_PAGE_ATTRIBUTES: Attributes = {
    "thirdPartyHostedContent": _stated_yes_or_no("third_party_hosted_content")
}


class Detail(Owner):
    """One incident of one kind; it becomes part of the head, by way of the report that it stands in."""

    __slots__ = ("details", "kind")

    def __init__(self, inside: InternetDetails, element: _Element, path: str, kind: str) -> None:
        self.kind, places = _KINDS[kind]
        attributes = _WEB_PAGE_ATTRIBUTES if self.kind == "web_page" else {}
        super().__init__(inside.reading, element, path, places, attributes=attributes, quick=QUICK_EVENTS)
        inside.reading.details += 1
        self.of, self.ordinal = Of.INCIDENT, inside.reading.details
        self.details = inside.details

    def finish(self) -> None:
        got = self.got
        hosted = (got["hosted"],) if "hosted" in got else ()
        self.details.append(
            IncidentDetail(
                self.ordinal,
                self.kind,
                values=(*hosted, *got.get("values", ())),
                addresses=tuple(got.get("addresses", ())),
                emails=tuple(got.get("emails", ())),
                phones=tuple(got.get("phones", ())),
            )
        )


def _opens(kind: str) -> Callable[[InternetDetails, _Element, str], Container]:
    def opens(inside: InternetDetails, element: _Element, path: str) -> Container:
        return Detail(inside, element, path, kind)

    return opens


_INTERNET_DETAILS: Places = {kind: Inside(_opens(kind)) for kind in _KINDS}
INCIDENT_KINDS = tuple(_KINDS)


class InternetDetails(Container):
    """The element around one incident. Were there several in one, each is a detail of its own."""

    __slots__ = ("details",)

    def __init__(self, inside: Container, element: _Element, path: str) -> None:
        super().__init__(inside.reading, element, path, _INTERNET_DETAILS)
        self.details: list[IncidentDetail] = inside.got.setdefault("details", [])
