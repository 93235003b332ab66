"""What running text says of IP addresses, and of the subscribers that operators answered with."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.people import Person, person_at
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.running_text import (
    all_of,
    clause_after,
    is_inside,
    sentence_start,
    short,
)
from waymark.stages.intake.readers.pack_cover.sentence_patterns import (
    ANSWERED_DATED,
    ANSWERED_ON,
    APPLIED,
    IP,
    MOMENT,
    OPERATOR,
    OPERATOR_ANSWERS,
    OPERATOR_BESIDE,
    PORT,
    PORT_AFTER_ADDRESS,
    SUBSCRIBER,
)

# Words that begin a sentence with a capital, and bodies that ask an operator and are none.
_NO_OPERATOR = re.compile(
    r"(?:The|This|That|It|He|She|They|We|NCA|CEOP|NCMEC|Yes|No|IP|Records?|Enquir\w+|Checks?|Police|Result|Our)\b|"
    r".*\b(?:Police|Constabulary|Agency)\b"
)
_INSTALLED_THERE = re.compile(
    r"[\s,(]*(?:which is )?(?:where (?:the line|it) is )?install(?:ed|ation)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"subscriber|account ?holder|bill[ -]?payer|customer|in the name of|registered", re.IGNORECASE
)


def take_resolutions(all_: Gathering, number: int, page: str) -> None:
    known = {
        each
        for of in all_of(all_, Subject.RESOLUTION)
        for each in all_.values(Subject.RESOLUTION, of, "ip_address")
    }
    for match in IP.finditer(page):
        if match[0].count(":") in {1, 2} and "::" not in match[0]:
            continue  # a time of day
        clause = clause_after(page, match.end())
        where = Where(number, *match.span())
        if match[0].replace("[.]", ".") in known or is_inside(all_, where):
            continue
        of = _without_address(all_) or all_.begin(Subject.RESOLUTION)
        all_.add(
            Subject.RESOLUTION, of, "ip_address", where, why="Has the form of an IP address", sure=Sure.LIKELY
        )
        known |= set(all_.values(Subject.RESOLUTION, of, "ip_address"))
        _take_event(all_, of, number, match, clause)
    _take_answer(all_, number, page)


def _without_address(all_: Gathering) -> int:
    """The one resolution that labels describe without its address; 0 where there is none, or are several."""
    found = [
        of for of in all_of(all_, Subject.RESOLUTION) if not all_.has(Subject.RESOLUTION, of, "ip_address")
    ]
    return found[0] if len(found) == all_.counts[Subject.RESOLUTION] == 1 else 0


def _take_event(all_: Gathering, of: int, number: int, ip: re.Match[str], clause: tuple[int, int]) -> None:
    page = ip.string
    begin = sentence_start(page, ip.start())
    if port := PORT_AFTER_ADDRESS.match(page, ip.end()) or PORT.search(
        page, ip.end(), min(clause[1], ip.end() + 90)
    ):
        where = Where(number, *port.span("value"))
        all_.add(Subject.RESOLUTION, of, "port", where, why="Beside the address", sure=Sure.LIKELY)
    moment = MOMENT.search(page, ip.end(), clause[1]) or MOMENT.search(page, begin, ip.start())
    if moment:
        where = Where(number, *moment.span())
        all_.add(
            Subject.RESOLUTION, of, "used_at", where, why="In the sentence of the address", sure=Sure.POSSIBLE
        )


def _take_answer(all_: Gathering, number: int, page: str) -> None:
    """The operator and the subscriber that sentences name: of the last address that stands before them."""
    for match in SUBSCRIBER.finditer(page):
        person = person_at(page, match.end())
        of = _resolution_before(all_, number, match.start())
        if person is not None and not of and _NAMED.search(match[0]) and not all_.counts[Subject.RESOLUTION]:
            of = all_.begin(
                Subject.RESOLUTION
            )  # a subscriber whom a pack names without saying of which address
        if person is None or not of or all_.has(Subject.RESOLUTION, of, "subscriber_name"):
            continue
        _take_subscriber(all_, of, number, person, match)
    _take_operators(all_, number, page)
    for name, pattern, group in (
        ("answered_on", ANSWERED_ON, "day"),
        ("answered_on", ANSWERED_DATED, "day"),
        ("resolution_reference", APPLIED, "value"),
    ):
        for match in pattern.finditer(page):
            of = _resolution_before(all_, number, match.start())
            where = Where(number, *match.span(group))
            if of and not all_.has(Subject.RESOLUTION, of, name) and not is_inside(all_, where):
                _add(all_, of, name, where, f"In \u201c{short(match[0])}\u201d")


def _take_subscriber(all_: Gathering, of: int, number: int, person: Person, anchor: re.Match[str]) -> None:
    parts = (
        ("subscriber_name", person.name),
        ("subscriber_birth", person.birth),
        ("subscriber_address", person.address),
    )
    for name, span in parts:
        if span and not (name == "subscriber_address" and _has_postal(all_, of)):
            is_home_of_line = name == "subscriber_address" and _INSTALLED_THERE.match(anchor.string, span[1])
            field = "installation_address" if is_home_of_line else name
            _add(all_, of, field, Where(number, *span), f"After \u201c{short(anchor[0])}\u201d")


def _take_operators(all_: Gathering, number: int, page: str) -> None:
    for pattern in (OPERATOR, OPERATOR_ANSWERS, OPERATOR_BESIDE):
        for match in pattern.finditer(page):
            value = match["value"].rstrip(".'")
            start = match.start("value")
            where = Where(number, start, start + len(value))
            of = _resolution_before(all_, number, match.start())
            is_taken = not of or all_.has(Subject.RESOLUTION, of, "operator")
            if is_taken or _NO_OPERATOR.match(value) or is_inside(all_, where):
                continue
            _add(all_, of, "operator", where, f"In \u201c{short(match[0])}\u201d")


def _add(all_: Gathering, of: int, name: str, where: Where, why: str) -> None:
    all_.add(Subject.RESOLUTION, of, name, where, why=why, sure=Sure.POSSIBLE)


def _has_postal(all_: Gathering, of: int) -> bool:
    return any(all_.has(Subject.RESOLUTION, of, name) for name in ("installation_address", "billing_address"))


def _resolution_before(all_: Gathering, page: int, at: int) -> int:
    """The resolution whose address stands last before a place; the first where none does but one is there."""
    places = [
        (proposal.where, proposal.place.of)
        for proposal in all_.found.values()
        if proposal.place.subject is Subject.RESOLUTION and proposal.place.name == "ip_address"
    ]
    before = [(where, of) for where, of in places if (where.page, where.start) <= (page, at)]
    if before:
        return max(before)[1]
    if places:
        return places[0][1] if len(places) == 1 else 0
    return 1 if all_.counts[Subject.RESOLUTION] == 1 else 0
