"""What an enquiry is asked for, by which power, by whom, and until when it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from waymark.clocks import in_utc
from waymark.errors import WaymarkError

PRESERVATION_HOLDS = timedelta(days=90)
"""18 U.S.C. 2703(f)(2): 90 days, extended for another 90 by a renewed request. Other platforms: ask them."""

URGENT_HOLDS_DAYS = 3
"""Investigatory Powers Act 2016 s 65(3A): an urgent authorisation ceases after three days."""

AUTHORISATION_HOLDS_DAYS = 30
"""Investigatory Powers Act 2016 s 65(1): one month; the shorter reading, so that nothing is sent too late."""


class Route(StrEnum):
    """By which power. none: a platform is asked, not an operator."""

    S60A = "s60a"
    S61A = "s61a"
    NONE = "none"


ROUTE_WORDS: dict[Route, str] = {
    Route.S60A: "Section 60A: the Office for Communications Data Authorisations",
    Route.S61A: "Section 61A: urgent, a designated senior officer",
    Route.NONE: "To a platform",
}


class Purpose(StrEnum):
    """What the answer is needed for. Source: the necessity that Part 3 asks to be shown (ss 60A(7), 61A(7))."""

    IDENTIFY_SUSPECT = "identify_suspect"
    LOCATE_CHILD = "locate_child"
    THREAT_TO_LIFE = "threat_to_life"


PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.IDENTIFY_SUSPECT: "Identify a suspect",
    Purpose.LOCATE_CHILD: "Find a child",
    Purpose.THREAT_TO_LIFE: "Threat to life",
}


class OnePersonTwice(WaymarkError):
    """Two of the three people of an application are one."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"The {one} cannot also be the {other}: applicant, single point of contact and authoriser are three "
            "people (Investigatory Powers Act 2016 ss 60A, 61A, 76). Ask a colleague"
        )


class WrongRoute(WaymarkError):
    """The urgent power was chosen without what makes it lawful."""


def check_people(*, applicant: str, checker: str = "", authoriser: str = "") -> None:
    """Pass when whoever is named is named once. Raises OnePersonTwice.

    By username, or by name for someone outside; spaces and capital letters tell nobody apart.
    """
    named = [("applicant", applicant), ("single point of contact", checker), ("authoriser", authoriser)]
    seen: dict[str, str] = {}
    for part, name in named:
        key = "".join(name.split()).casefold()
        if not key:
            continue
        if key in seen:
            raise OnePersonTwice(seen[key], part)
        seen[key] = part


def check_route(route: Route, purpose: Purpose, urgency: str) -> None:
    """Pass when an urgent route says why it cannot wait. Raises WrongRoute.

    purpose: kept beside the route because a reader of the application looks for both together.
    """
    if route is Route.S61A and not urgency.strip():
        raise WrongRoute(
            "Say why it cannot wait for the Office for Communications Data Authorisations: section 61A is for "
            f"urgent need alone ({PURPOSE_WORDS[purpose].lower()} does not by itself say so)"
        )


def authorisation_ends(route: Route, granted_on: date) -> date:
    """The last day on which an authorisation may be acted on, its first day included."""
    days = URGENT_HOLDS_DAYS if route is Route.S61A else AUTHORISATION_HOLDS_DAYS
    return granted_on + timedelta(days=days - 1)


def preservation_ends(sent_at: datetime) -> datetime:
    """Until when a platform that was asked to preserve will; a renewal counts from its own sending."""
    return in_utc(sent_at) + PRESERVATION_HOLDS


def schedule_digest(reference: str, lines: Sequence[Sequence[str]]) -> str:
    """SHA-256, in hexadecimal, of an enquiry's reference and every value of its schedule, in order.

    Every value stands with its length, so that no two schedules are written alike.
    """
    digest = hashlib.sha256()
    for value in (reference, *(value for line in lines for value in (str(len(line)), *line))):
        written = value.encode()
        digest.update(f"{len(written)}:".encode() + written)
    return digest.hexdigest()


def digest_line(reference: str, lines: int, digest: str) -> str:
    """What goes out with a schedule, so that what comes back can be tied to it."""
    return f"{reference} / {lines} line{'' if lines == 1 else 's'} / {digest[:16]}"
