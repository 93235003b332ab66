"""Thousands of IP events of one referral, grouped by operator and day; and the few of them best asked about.

Resolving more than one event of the same activity and comparing the answers is what catches a wrong
resolution (Interception of Communications Commissioner's report 2016: the second of five remedies), so the
few are spread over operators, addresses and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from waymark.referrals.types import Zone
from waymark.stages.attribution.rules.access_kinds import NetworkKind
from waymark.stages.attribution.rules.verdicts import Resolvability

# Two answers can be compared with one another and a third settles which is wrong; beyond five nobody compares.
FEW = 5
# An application takes days to be written, checked and authorised: below this a record is lost first.
_TIGHT_DAYS = 7


class JudgedEvent(NamedTuple):
    """An IP event with what its verdict says.

    report_id, ordinal: its key; report: the reference of its report. at: the moment in UTC, None without
    one. zone: as `Zone`. last_day: on which a record can be expected.
    """

    report_id: int
    report: str
    ordinal: int
    address: str
    port: int | None
    at: datetime | None
    zone: str
    event: str
    operator: str
    asn: int | None
    kind: str
    resolvability: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class EventGroup:
    """The events of one operator on one day (UTC).

    operator: empty where not known. day: None for events without a moment. resolvable: how many of them.
    addresses: how many different ones. best: the event of the group that is best asked about.
    """

    operator: str
    asn: int | None
    day: date | None
    events: int
    resolvable: int
    addresses: int
    first_at: datetime | None
    last_at: datetime | None
    best: JudgedEvent


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the few, with why, in sentences."""

    event: JudgedEvent
    why: tuple[str, ...]


def group_events(events: Iterable[JudgedEvent]) -> tuple[EventGroup, ...]:
    """Groups by operator and day, the latest day first; events without a moment come last.

    The order of the events changes nothing.
    """
    gathered: dict[tuple[str, int | None, date | None], list[JudgedEvent]] = {}
    for event in events:
        day = event.at.date() if event.at is not None else None
        gathered.setdefault((event.operator, event.asn, day), []).append(event)
    groups = [_group(*key, some) for key, some in gathered.items()]
    return tuple(
        sorted(
            groups,
            key=lambda group: (
                group.day is None,
                -(group.day.toordinal() if group.day else 0),
                -group.resolvable,
                group.operator,
                group.asn or 0,
            ),
        )
    )


def _group(operator: str, asn: int | None, day: date | None, events: Sequence[JudgedEvent]) -> EventGroup:
    moments = [event.at for event in events if event.at is not None]
    return EventGroup(
        operator,
        asn,
        day,
        len(events),
        sum(event.resolvability == Resolvability.RESOLVABLE for event in events),
        len({event.address for event in events}),
        min(moments, default=None),
        max(moments, default=None),
        min(events, key=_worth),
    )


def _worth(event: JudgedEvent) -> tuple[object, ...]:
    """Less is better: can be resolved; a line of its own; zone stated; port stated; the latest."""
    return (
        event.resolvability != Resolvability.RESOLVABLE,
        event.kind != NetworkKind.FIXED,
        event.zone != Zone.STATED,
        event.port is None,
        -event.at.timestamp() if event.at is not None else 0.0,
        event.report_id,
        event.ordinal,
    )


def best_to_ask(groups: Sequence[EventGroup], *, today: date, few: int = FEW) -> tuple[Choice, ...]:
    """The few best events to ask about, the best first: never two of one address and day while another
    operator, address or day is there.

    Only events that can be resolved, and whose record is not expected to be gone by `today`.
    """
    left = [
        group.best
        for group in groups
        if group.best.resolvability == Resolvability.RESOLVABLE
        and (group.best.last_day is None or group.best.last_day >= today)
    ]
    days_seen: dict[str, set[date]] = {}
    for group in groups:
        if group.day is not None:
            days_seen.setdefault(group.best.address, set()).add(group.day)
    chosen: list[JudgedEvent] = []
    while left and len(chosen) < few:
        # Each reason to compare is looked for among what is chosen already, so the choice is made anew.
        best = min(left, key=lambda event: (*_alike(event, chosen), *_worth(event)))
        chosen.append(best)
        left.remove(best)
    return tuple(
        Choice(event, _why(event, chosen[:n], len(days_seen.get(event.address, ())), today=today))
        for n, event in enumerate(chosen)
    )


def _alike(event: JudgedEvent, chosen: Sequence[JudgedEvent]) -> tuple[bool, bool, bool]:
    """Whether its operator, its address, and its day have been chosen already."""
    day = event.at.date() if event.at else None
    return (
        any((each.operator, each.asn) == (event.operator, event.asn) for each in chosen),
        any(each.address == event.address for each in chosen),
        any(each.at is not None and each.at.date() == day for each in chosen),
    )


def _why(event: JudgedEvent, before: Sequence[JudgedEvent], days: int, *, today: date) -> tuple[str, ...]:
    is_operator, is_address, _ = _alike(event, before)
    reasons = ["the operator can tell its customer from it"]
    if event.zone == Zone.STATED:
        reasons.append("its time zone is stated")
    if event.port is not None:
        reasons.append("its source port is stated")
    if days > 1:
        reasons.append(f"the same address was used on {days} days, as a line at home is")
    if before and not is_operator:
        reasons.append("another operator: its answer can be compared with the others")
    elif before and not is_address:
        reasons.append("another address of the same operator: the two answers must agree")
    elif before:
        reasons.append("another day of the same address: the two answers must agree")
    if event.last_day is not None:
        left = (event.last_day - today).days
        day = f"{event.last_day:%-d %B %Y}, {left} day{'s' * (left != 1)} from now"
        tight = ": ask for it first" if left < _TIGHT_DAYS else ""
        reasons.append(f"its record can be expected until {day}{tight}")
    return tuple(reasons)
