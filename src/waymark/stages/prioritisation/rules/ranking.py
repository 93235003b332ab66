"""One order for the whole queue: the place of each referral as text that sorts plainly, with its reason.

The axes are never summed. In order, each only parting what those before it leave level:

- the policy's band (danger: gate 0, level, child signals, waiting);
- in gate 0: what a person has confirmed before what nobody has read yet;
- for what is researched: when its promise is due;
- for what is not, and in gate 0: the gravest child signal; how many kinds of signal; the week in which
  evidence is lost (live before none, none before passed); what can be acted on; minutes of research, the
  quick first; the day on which evidence is lost; and the day of the latest activity, the latest first.

What is still level then goes by time of receipt, then by reference: the stated tie-break.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level, in_utc
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.facts import GATE_FACTS
from waymark.stages.prioritisation.rules.policy import Holds, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waymark.stages.prioritisation.rules.answers import Answer
    from waymark.stages.prioritisation.rules.signal_words import Signal

TIE_BREAK = "time of receipt, then reference"


class Stage(StrEnum):
    UNRESEARCHED = "unresearched"
    RESEARCHED = "researched"


class Actionability(IntEnum):
    """The best that a report gives to act on; the smaller the better."""

    RESOLVABLE_EVENT = 0
    NAMED = 1
    ACCOUNT = 2
    NOTHING = 3


_ACTIONABLE = {
    Actionability.RESOLVABLE_EVENT: "an IP event that an operator can resolve",
    Actionability.NAMED: "a named person or an address",
    Actionability.ACCOUNT: "an account only",
    Actionability.NOTHING: "nothing yet to act on",
}


class Standing(NamedTuple):
    """All that the place of a referral depends on.

    level: needed once researched. gate: a gate 0 fact is yes. unread: see `escalation_unread`.
    child_signals: of every report (see `merged`). operator_lost_on: when the record of the best
    resolvable event is lost (`evidence_lost_at`); platform_ends_on: when the platform's preservation ends.
    minutes: of research still to do. last_active_on: the latest event or incident. due_at: its promise.
    """

    reference: str
    received_at: datetime
    stage: Stage
    level: Level | None = None
    gate: bool = False
    unread: bool = False
    child_signals: tuple[Signal, ...] = ()
    operator_lost_on: date | None = None
    platform_ends_on: date | None = None
    actionability: Actionability = Actionability.NOTHING
    minutes: int = 0
    last_active_on: date | None = None
    due_at: datetime | None = None


class Rank(NamedTuple):
    """key: sorts ascending as plain bytes (C collation), the most pressing first. reason: in words.

    changes_at: when time alone gives another key, so it must be made again; None when it never does.
    """

    key: str
    reason: str
    tie_break: str
    changes_at: datetime | None

    @property
    def place(self) -> str:
        """The key before the stated tie-break: referrals with the same place share a rank."""
        return self.key.partition("/")[0]


class LevelMissing(WaymarkError):
    """A researched referral was to be ranked without a level."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is researched and has no level: assess it first")


def actionability_of(*, resolvable_events: int, named: bool, address: bool, account: bool) -> Actionability:
    """Say what the best thing to act on is.

    resolvable_events: those whose verdict is resolvable; one that needs a port or a time is not.
    """
    if resolvable_events:
        return Actionability.RESOLVABLE_EVENT
    if named or address:
        return Actionability.NAMED
    return Actionability.ACCOUNT if account else Actionability.NOTHING


def escalation_unread(*, escalated_at: datetime | None, answers: Mapping[str, Answer]) -> bool:
    """True while a reporter's escalation waits for a person to read it and answer gate 0.

    escalated_at: receipt of the latest report that states urgency; None when none does. answers: as for
    `assess`. It has been read once every gate 0 fact was answered since, whatever the answer.
    """
    if escalated_at is None:
        return False
    read = (name in answers and answers[name].answered_at >= escalated_at for name in GATE_FACTS)
    return not all(read)


def rank(policy: Policy, standing: Standing, now: datetime) -> Rank:
    """Give a referral's place on the queue. Raises LevelMissing; TimeWithoutZone."""
    received = in_utc(standing.received_at)
    today = in_utc(now).date()
    holds = _band_of(policy, standing, received, now)
    band, because = _bands(policy)[holds]
    tie = f"{received:%Y%m%d%H%M%S%f}/{standing.reference}"
    if holds is Holds.GATE_0:
        band = f"{band}.{0 if standing.gate else 1}"
    elif standing.stage is Stage.RESEARCHED:
        due = in_utc(standing.due_at) if standing.due_at else None
        place = f"{band}.{due:%Y%m%d%H%M}" if due else f"{band}.{_LAST_MINUTE}"
        reason = f"{because} Due {due:%-d %B %Y %H:%M} UTC." if due else f"{because} No promise runs."
        return Rank(f"{place}/{tie}", reason, TIE_BREAK, None)
    lost_on = _evidence_day(standing, today)
    grade, kinds, words = _signals(policy, standing.child_signals)
    minutes = min(standing.minutes, _MOST_MINUTES)
    place = (
        f"{band}.{grade}.{9 - kinds}.{_week_key(lost_on, today)}.{int(standing.actionability)}"
        f".{minutes:03d}.{_day_key(lost_on)}.{_latest_first(standing.last_active_on)}"
    )
    reason = (
        f"{because}{words} {_lost_words(lost_on, today)} There is {_ACTIONABLE[standing.actionability]}."
        f" About {minutes} minutes of research."
    )
    return Rank(f"{place}/{tie}", reason, TIE_BREAK, _changes_at(policy, holds, lost_on, received, today))


_LAST_MINUTE = "999999999999"
_MOST_MINUTES = 999
_MOST_KINDS = 9
_NO_GRADE = 9
_OF_LEVEL = {
    Level.VERY_HIGH: Holds.VERY_HIGH,
    Level.HIGH: Holds.HIGH,
    Level.MEDIUM: Holds.MEDIUM,
    Level.LOW: Holds.LOW,
}


def _band_of(policy: Policy, standing: Standing, received: datetime, now: datetime) -> Holds:
    if standing.gate or standing.unread:
        return Holds.GATE_0
    if standing.stage is Stage.RESEARCHED:
        if standing.level is None:
            raise LevelMissing(standing.reference)
        return _OF_LEVEL[standing.level]
    if standing.child_signals:
        return Holds.CHILD_SIGNAL
    return Holds.WAITING if now >= received + _waiting_time(policy) else Holds.UNRESEARCHED


@lru_cache(maxsize=64)
def _bands(policy: Policy) -> dict[Holds, tuple[str, str]]:
    return {band.holds: (str(place), band.because) for place, band in enumerate(policy.bands)}


@lru_cache(maxsize=64)
def _waiting_time(policy: Policy) -> timedelta:
    return timedelta(days=sum(band.after_days for band in policy.bands))


@lru_cache(maxsize=1 << 14)
def _signals(policy: Policy, signals: tuple[Signal, ...]) -> tuple[int, int, str]:
    """The gravest grade, how many kinds of that grade or any other (at most 9), and the words for it."""
    if not signals:
        return _NO_GRADE, 0, ""
    ordered = sorted(set(signals), key=lambda signal: (policy.signal_grades[signal], signal))
    words = ", ".join(signal.replace("_", " ") for signal in ordered)
    return policy.signal_grades[ordered[0]], min(len(ordered), _MOST_KINDS), f" The report says: {words}."


def _evidence_day(standing: Standing, today: date) -> date | None:
    """The first day on which evidence may be gone: the operator's, or when that has passed the platform's."""
    operator, platform = standing.operator_lost_on, standing.platform_ends_on
    if operator is not None and operator > today:
        return operator
    if platform is not None and platform > today:
        return platform
    return operator or platform


_NONE, _PASSED = "900000", "999999"


def _week_key(lost_on: date | None, today: date) -> str:
    """The week, counted from the first of the calendar, so that it does not change as time passes."""
    if lost_on is None:
        return _NONE
    return _PASSED if lost_on <= today else f"{lost_on.toordinal() // 7:06d}"


def _day_key(lost_on: date | None) -> str:
    return "9999999" if lost_on is None else f"{lost_on.toordinal():07d}"


def _latest_first(day: date | None) -> str:
    return "9999999" if day is None else f"{date.max.toordinal() - day.toordinal():07d}"


def _lost_words(lost_on: date | None, today: date) -> str:
    if lost_on is None:
        return "No date of evidence loss is known."
    if lost_on <= today:
        return f"Evidence may be gone since {lost_on:%-d %B %Y}."
    return f"Evidence may be gone from {lost_on:%-d %B %Y}."


def _changes_at(
    policy: Policy, holds: Holds, lost_on: date | None, received: datetime, today: date
) -> datetime | None:
    moments = []
    if lost_on is not None and lost_on > today:
        moments.append(datetime.combine(lost_on, time(), tzinfo=UTC))
    if holds is Holds.UNRESEARCHED:
        moments.append(received + _waiting_time(policy))
    return min(moments, default=None)
