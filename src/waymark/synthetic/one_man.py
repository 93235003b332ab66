"""One invented man on three platforms, reported to two forces: what linking is for, small enough to be told aloud."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

_EMAIL, _PHONE = "winterheron7741@example.com", "+447700900741"
_DEVICE, _LINE = "5d205b18-7741-4e0c-8abe-17344420d523", "198.18.127.141"
_UNTIL_TOLD = timedelta(hours=6)


class Told(NamedTuple):
    """A report. platform: who makes it. is_neighbours: it went to the other force. received_at: when."""

    platform: str
    document: bytes
    is_neighbours: bool
    received_at: datetime


def reports(until: datetime) -> list[Told]:
    """Three reports of one man, by three companies, the last to another force. until: the newest moment, in UTC.

    The first two name one address and were seen on one line; the third names the telephone of the first and the
    device of the second, and no more.
    """
    first, second, third = (until - timedelta(days=days) for days in (9, 5, 2))
    return [
        Told("Examplechat", _report(first, "heron-1", "winterheron7741", [_email(), _phone()], line=True), False,
             first + _UNTIL_TOLD),
        Told("Examplegram", _report(second, "heron-2", "xX_WinterHeron7741_Xx", [_email()], line=True, device=True),
             False, second + _UNTIL_TOLD),
        Told("Exampledrive", _report(third, "heron-3", "wh7741", [_phone()], device=True), True,
             third + _UNTIL_TOLD),
    ]  # fmt: skip


def _email() -> str:
    return f'<email verified="true">{_EMAIL}</email>'


def _phone() -> str:
    return f"<phone>{_PHONE}</phone>"


def _report(
    used_at: datetime,
    identifier: str,
    screen_name: str,
    contacts: list[str],
    *,
    line: bool = False,
    device: bool = False,
) -> bytes:
    at = used_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    ordered = "".join(sorted(contacts, reverse=True))  # phone before email, as the schema has it
    used = (
        f"<ipCaptureEvent><ipAddress>{_LINE}</ipAddress><eventName>Login</eventName><dateTime>{at}</dateTime>"
        "</ipCaptureEvent>"
        if line
        else ""
    )
    held = (
        f"<deviceId><idType>Advertising ID</idType><idValue>{_DEVICE}</idValue></deviceId>" if device else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Child Pornography '
        "(possession, manufacture, and distribution)</incidentType>"
        f"<incidentDateTime>{at}</incidentDateTime></incidentSummary><reporter><reportingPerson>"
        "<email>trust@example.org</email></reportingPerson></reporter><personOrUserReported>"
        f"<personOrUserReportedPerson>{ordered}</personOrUserReportedPerson>"
        f"<espIdentifier>{identifier}</espIdentifier><screenName>{screen_name}</screenName>{used}{held}"
        "</personOrUserReported></report>"
    ).encode()
