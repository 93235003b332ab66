"""Which IP events may be asked about, and what is wrong with those that may not: said before anything leaves.

A line of a schedule is picked from what a report states and carries its exact values; nothing is typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.access_kinds import NetworkKind
from waymark.stages.attribution.rules.time_doubts import TimeDoubt, doubts_about
from waymark.stages.attribution.rules.verdicts import Resolvability


class Override(StrEnum):
    """Who may let a line through that something is wrong with, always with a recorded reason."""

    NEVER = "never"
    SUPERVISOR = "supervisor"
    APPLICANT = "applicant"


OVERRIDE_WORDS: dict[Override, str] = {
    Override.NEVER: "cannot be asked about",
    Override.SUPERVISOR: "needs a supervisor's reason",
    Override.APPLICANT: "needs your reason, after looking at the source",
}


class Fault(NamedTuple):
    """One thing that is wrong with a line. code: lower_snake; words: for an officer."""

    code: str
    words: str
    override: Override


@dataclass(frozen=True, slots=True)
class EventToAsk:
    """An IP event as its report states it, with its verdict.

    report: its reference; ordinal: which of the report's events. captured_text: the words of the report.
    captured_at: the moment in UTC, None where it cannot be placed. zone: as `Zone`. received_at: the report's.
    """

    report_id: int
    report: str
    ordinal: int
    address: str
    port: int | None
    captured_text: str
    captured_at: datetime | None
    zone: str
    zone_assumed_by: str
    event: str
    account: str
    provider: str
    received_at: datetime
    operator: str
    kind: str
    resolvability: str
    reasons: tuple[str, ...]
    last_day_to_apply: date | None

    @property
    def key(self) -> str:
        """What a page sends back when this event is picked: never its values."""
        return f"{self.report_id}.{self.ordinal}"

    @property
    def is_shared(self) -> bool:
        """Whether the port is what tells one subscriber from another."""
        return self.kind in {NetworkKind.MOBILE, NetworkKind.CGNAT} and ":" not in self.address

    @property
    def exact_time(self) -> str:
        """The moment in UTC as it is asked about (RFC 3339, with parts of a second where stated); else empty."""
        if self.captured_at is None:
            return ""
        return self.captured_at.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def values(self) -> tuple[str, ...]:
        """The values that leave, exact, in the order of SCHEDULE_COLUMNS after the line's number."""
        return (
            self.address.strip(),
            "" if self.port is None else str(self.port),
            self.exact_time,
            self.captured_text,
            self.operator,
            self.event,
            self.report,
            str(self.ordinal),
        )


SCHEDULE_COLUMNS = (
    "line",
    "ip_address",
    "source_port",
    "time_utc",
    "time_as_reported",
    "operator",
    "event",
    "report",
    "event_of_report",
)

_NEVER_A_LINE: dict[str, Fault] = {
    NetworkKind.TOR: Fault("tor", "A way out of Tor: whoever used it was elsewhere", Override.NEVER),
    NetworkKind.PRIVATE_RELAY: Fault(
        "private_relay", "A way out of a private relay: the user's own address is hidden", Override.NEVER
    ),
    NetworkKind.RESERVED: Fault(
        "reserved", "A reserved range: it belongs to nobody on the internet", Override.NEVER
    ),
    NetworkKind.VPN: Fault(
        "vpn", "A VPN: not a home. Its company may keep a customer's record", Override.SUPERVISOR
    ),
    NetworkKind.HOSTING: Fault(
        "hosting", "A hosting company: not a home. It may keep a customer's record", Override.SUPERVISOR
    ),
}
_BY_ANSWER: dict[str, Fault] = {
    Resolvability.MALFORMED: Fault(
        "malformed", "Not one plain address: it is never mended by guessing", Override.NEVER
    ),
    Resolvability.NOT_A_PERSON: Fault("not_a_person", "No subscriber can be found from it", Override.NEVER),
    Resolvability.NEEDS_PORT: Fault(
        "needs_port",
        "The port is missing on an address shared by many: the answer may name any of them",
        Override.SUPERVISOR,
    ),
    Resolvability.SHARED: Fault(
        "shared",
        "Many people may stand behind it: the answer may name the wrong household",
        Override.SUPERVISOR,
    ),
    Resolvability.LIKELY_GONE: Fault(
        "likely_gone", "The usual last day to apply has passed: the record is likely gone", Override.APPLICANT
    ),
    Resolvability.UNKNOWN: Fault(
        "network_unknown",
        "Nothing shows that this network gives one address to one line",
        Override.APPLICANT,
    ),
}


def faults_of(event: EventToAsk, *, now: datetime) -> tuple[Fault, ...]:
    """Everything that is wrong with asking about an event, the worst first; empty when nothing is."""
    found = [*_of_time(event, now=now)]
    network = _NEVER_A_LINE.get(event.kind)
    answer = _BY_ANSWER.get(event.resolvability)
    found += [each for each in (network or answer,) if each]
    if event.kind in _CAN_LACK_A_PORT and event.is_shared and event.port is None and network is None:
        found.append(_BY_ANSWER[Resolvability.NEEDS_PORT])
    found += _doubts(event)
    unique = {each.code: each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: _GRAVITY[each.override]))


_GRAVITY = {Override.NEVER: 0, Override.SUPERVISOR: 1, Override.APPLICANT: 2}
_CAN_LACK_A_PORT = frozenset({NetworkKind.MOBILE, NetworkKind.CGNAT})


def _of_time(event: EventToAsk, *, now: datetime) -> list[Fault]:
    stated = StatedTime(
        event.captured_text, event.captured_at, Zone(event.zone or Zone.UNKNOWN), event.zone_assumed_by
    )
    found = []
    for doubt in doubts_about(stated, now=now, received_at=event.received_at):
        override = (
            Override.NEVER if event.captured_at is None else _DOUBTS.get(doubt.what, Override.APPLICANT)
        )
        found.append(Fault(doubt.what.value, doubt.words[:1].upper() + doubt.words[1:], override))
    if event.captured_at is None and not found:
        found.append(Fault("no_time", "The time as stated cannot be placed", Override.NEVER))
    if event.last_day_to_apply is not None and event.last_day_to_apply < now.date():
        found.append(_BY_ANSWER[Resolvability.LIKELY_GONE])
    return found


# A doubt that is not here needs the applicant's own reason, after looking at the source.
_DOUBTS = {
    TimeDoubt.AFTER_RECEIPT: Override.NEVER,
    TimeDoubt.IN_FUTURE: Override.NEVER,
    TimeDoubt.ZONE_ASSUMED: Override.SUPERVISOR,
    TimeDoubt.ZONE_UNKNOWN: Override.SUPERVISOR,
    TimeDoubt.ZONE_LETTERS: Override.SUPERVISOR,
    TimeDoubt.REPEATED_HOUR: Override.SUPERVISOR,
}


def _doubts(event: EventToAsk) -> list[Fault]:
    """The verdict's own sentence that the reference data disagree on whose address it is."""
    return [
        Fault("changed_hands", reason[:1].upper() + reason[1:], Override.APPLICANT)
        for reason in event.reasons
        if "may have changed hands" in reason
    ]


class LineStanding(NamedTuple):
    """Where a picked line stands. is_open: something is wrong with it that nobody has answered for.

    open_faults: those. answered: (fault, who, why) of the others.
    """

    open_faults: tuple[Fault, ...]
    answered: tuple[tuple[Fault, str, str], ...]

    @property
    def is_open(self) -> bool:
        return bool(self.open_faults)

    @property
    def is_refused(self) -> bool:
        return any(fault.override is Override.NEVER for fault in self.open_faults)


class Answering(NamedTuple):
    """That an officer answered for one fault of a line, with the reason. by: the username."""

    code: str
    by: str
    reason: str


def standing_of(faults: tuple[Fault, ...], answerings: tuple[Answering, ...]) -> LineStanding:
    """A line's faults, parted into those that are answered for and those that are not.

    What can never be asked about stays open whoever answered for it.
    """
    by_code = {each.code: each for each in answerings}
    still = tuple(fault for fault in faults if fault.override is Override.NEVER or fault.code not in by_code)
    answered = tuple(
        (fault, by_code[fault.code].by, by_code[fault.code].reason) for fault in faults if fault not in still
    )
    return LineStanding(still, answered)
