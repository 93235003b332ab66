"""What a report itself tells of danger to a child, gathered while it is read.

A report may answer a fact yes; it never answers no. Its claims are a reporter's, not findings. How many
files it names, their grade on the industry scale and the words for their severity are not counted:
none of them is evidence of danger (KIRAT's published steps use none).
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.referrals.types import Party, Report, ReportedFile, Role
from waymark.stages.prioritisation.rules.answers import ADULT_AT, Answer, Said
from waymark.stages.prioritisation.rules.facts import CHILD_POSSIBLY_SUSPECT, CheckName
from waymark.stages.prioritisation.rules.signal_words import (
    NO_NAME,
    PUBLICLY_KNOWN_BIT,
    SIGNAL_BIT,
    Signal,
    flag_bits,
    incident_bits,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Signal", "SignalTally", "Signals", "answers_from", "merged"]

_ANSWERS = {
    Signal.ENTICEMENT: "grooming_or_incitement",
    Signal.MOLESTATION: "contact_offence_allegation",
    Signal.TRAFFICKING: "child_trafficking",
    Signal.SEXTORTION: "coercion_of_child",
    Signal.SADISTIC_EXPLOITATION: "coercion_of_child",
    Signal.LIVE_STREAMING: "producing_or_live_streaming",
    Signal.TRAVEL: "travel_to_abuse",
    Signal.MATERIAL_SENT_TO_CHILD: "sexual_communication_with_child",
    Signal.CHILD_IDENTIFIABLE: "child_identifiable",
    Signal.MINOR_TO_MINOR: CHILD_POSSIBLY_SUSPECT,
}
"""The fact that each signal answers yes. The others only order what is not yet researched."""

_CHILD_ROLES = frozenset((Role.VICTIM, Role.INTENDED_RECIPIENT))

FILES_READ_A_MINUTE = 20
MINUTES_A_PARTY = 2
MOST_READING_MINUTES = 60
"""Reading effort, in lines of metadata. Waymark defaults of 22 November 2026, no published figure."""


class Signals(NamedTuple):
    """What one report, or all reports of a referral, tell.

    child: in the order of `Signal`. facts: those answered yes. escalated: a reporter states urgency,
    and a person must read why. child_possibly_suspect: verify the age before anything else.
    publicly_known: every file is marked as going round already; it shortens the reading, no more.
    named, address, account: the report gives these of a suspect.
    """

    child: tuple[Signal, ...] = ()
    facts: tuple[str, ...] = ()
    escalated: bool = False
    child_possibly_suspect: bool = False
    publicly_known: bool = False
    named: bool = False
    address: bool = False
    account: bool = False
    parties: int = 0
    files: int = 0

    @property
    def reading_minutes(self) -> int:
        """Minutes to read what was reported; copies of a known item are read once."""
        files = min(self.files, 1) if self.publicly_known else self.files
        minutes = 1 + MINUTES_A_PARTY * self.parties + -(-files // FILES_READ_A_MINUTE)
        return min(minutes, MOST_READING_MINUTES)


def merged(several: Iterable[Signals]) -> Signals:
    """Put together what all reports of a referral tell. The order never matters."""
    reports = tuple(several)
    if len(reports) == 1:
        return reports[0]
    young = any(one.child_possibly_suspect for one in reports)
    bits = 0
    for one in reports:
        for signal in one.child:
            bits |= SIGNAL_BIT[signal]
    child, facts = _signals_of(bits, young)
    return Signals(
        child,
        facts,
        escalated=any(one.escalated for one in reports),
        child_possibly_suspect=young,
        publicly_known=bool(reports) and all(one.publicly_known for one in reports),
        named=any(one.named for one in reports),
        address=any(one.address for one in reports),
        account=any(one.account for one in reports),
        parties=sum(one.parties for one in reports),
        files=sum(one.files for one in reports),
    )


class SignalTally:
    """Gathers the signals of one report in the order it is read; `finish` with its head, once.

    received_on: the day against which an age is reckoned where the report dates no incident.
    """

    __slots__ = (
        "_births",
        "_bits",
        "_cared_for",
        "_files",
        "_has",
        "_known",
        "_parties",
        "_received_on",
        "_suspects",
    )

    def __init__(self, *, received_on: date) -> None:
        self._received_on = received_on
        self._bits = 0
        self._suspects: list[int] = []
        self._cared_for: list[int] = []
        self._births: list[tuple[Party, date]] = []
        self._files = 0
        self._known = 0
        self._parties = 0
        self._has = 0

    def add_party(self, party: Party) -> None:
        """Take in one party. A person of 18 or more is no child, whatever the role."""
        self._parties += 1
        role = party.role
        if role is Role.SUSPECT:
            self._suspects.append(party.ordinal)
            self._has |= _identity(party)
            if party.age is not None and party.age < ADULT_AT:
                self._bits |= _YOUNG_SUSPECT
            elif party.age is None and party.date_of_birth:
                self._hold_birth(party)
        elif role in _CHILD_ROLES:
            if party.age is not None:
                if party.age < ADULT_AT:
                    self._bits |= _child_bits(party)
            elif party.date_of_birth and self._hold_birth(party):
                pass
            elif role is Role.VICTIM or party.school:
                # A victim of no stated age is taken for a child: unknown is never no.
                self._bits |= _child_bits(party) & _IDENTIFIABLE
        elif role is Role.CHILD_AT_ADDRESS:
            self._bits |= _child_bits(party)
        elif role is Role.PARENT_OR_CARER and party.associated_with is not None:
            self._cared_for.append(party.associated_with)

    def add_file(self, file: ReportedFile) -> None:
        self._files += 1
        if file.annotations:
            bits = 0
            for flag in file.annotations:
                bits |= flag_bits(flag)
            if bits & PUBLICLY_KNOWN_BIT:
                self._known += 1
            self._bits |= bits & ~PUBLICLY_KNOWN_BIT

    def finish(self, report: Report) -> Signals:
        """Give the signals of the whole report. Source of the mapping: the published reporting schema."""
        bits = self._bits | incident_bits(report.incident_type)
        batched = bool(report.batched) and flag_bits(report.batched) & PUBLICLY_KNOWN_BIT
        for flag in report.annotations:
            bits |= flag_bits(flag)
        if self._births:
            bits |= self._judge_births(report)
        if self._cared_for and not set(self._cared_for).isdisjoint(self._suspects):
            bits |= _YOUNG_SUSPECT  # an account with a parent or carer over it is a child's
        young = bool(bits & (_YOUNG_SUSPECT | SIGNAL_BIT[Signal.MINOR_TO_MINOR]))
        child, facts = _signals_of(bits & ~(_YOUNG_SUSPECT | PUBLICLY_KNOWN_BIT), young)
        return Signals(
            child,
            facts,
            escalated=bool(report.escalation and not report.escalation.isspace()),
            child_possibly_suspect=young,
            publicly_known=bool(batched) or (self._files > 0 and self._known == self._files),
            named=bool(self._has & _NAMED),
            address=bool(self._has & _ADDRESS),
            account=bool(self._has & _ACCOUNT),
            parties=self._parties,
            files=self._files,
        )

    def _hold_birth(self, party: Party) -> bool:
        """Keep a date of birth until the incident is known. False where the text is no date."""
        try:
            born = date.fromisoformat(party.date_of_birth.strip()[:10])
        except ValueError:
            return False
        self._births.append((party, born))
        return True

    def _judge_births(self, report: Report) -> int:
        at: datetime | None = report.incident_at.instant if report.incident_at else None
        on = at.date() if at else self._received_on
        bits = 0
        for party, born in self._births:
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            if age < ADULT_AT:
                bits |= _YOUNG_SUSPECT if party.role is Role.SUSPECT else _child_bits(party)
        return bits


_YOUNG_SUSPECT = PUBLICLY_KNOWN_BIT << 1
_IDENTIFIABLE = SIGNAL_BIT[Signal.CHILD_IDENTIFIABLE]
_CHILD_OF_STATED_AGE = SIGNAL_BIT[Signal.CHILD_OF_STATED_AGE]
_NAMED, _ADDRESS, _ACCOUNT = 1, 2, 4


def _is_named(party: Party) -> bool:
    """True if a first or last name is more than words for not having one."""
    return bool(party.first_name or party.last_name) and not NO_NAME.issuperset(
        f"{party.first_name} {party.last_name}".lower().split()
    )


def _identity(party: Party) -> int:
    """What of a suspect is given: a name, an address, an account or another way to reach it."""
    account = party.account
    return (
        (_NAMED if _is_named(party) else 0)
        | (_ADDRESS if any(a.lines or a.postcode for a in party.addresses) else 0)
        | (_ACCOUNT if account.identifier or account.screen_name or party.emails or party.phones else 0)
    )


def _child_bits(party: Party) -> int:
    """A child that can be looked for, or one of whom only the age is told."""
    if party.school or _identity(party):
        return _IDENTIFIABLE
    return _CHILD_OF_STATED_AGE


@lru_cache(maxsize=1 << 15)
def _signals_of(bits: int, young: bool) -> tuple[tuple[Signal, ...], tuple[str, ...]]:  # noqa: FBT001
    child = tuple(signal for signal, bit in SIGNAL_BIT.items() if bits & bit)
    facts = dict.fromkeys(_ANSWERS[signal] for signal in child if signal in _ANSWERS)
    if young:
        facts[CHILD_POSSIBLY_SUSPECT] = None
    return child, tuple(facts)


def answers_from(signals: Signals, *, source: str, answered_at: datetime, checker: str) -> tuple[Answer, ...]:
    """Give a report's own answers, all yes. source: the report's reference. checker: who reported."""
    return tuple(
        Answer(fact, Said.YES, answered_at, CheckName.REPORT, source, checker) for fact in signals.facts
    )
