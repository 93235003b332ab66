"""Levels as people give them: their own first, the force's tool's, a decision, and a second person's word on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level, in_utc
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.queries.own_first import hidden_from
from waymark.stages.prioritisation.rules.deciding import Confirmation, Reason, check_reason, is_lowering
from waymark.stages.prioritisation.rules.in_full import in_full
from waymark.stages.prioritisation.rules.outcomes import Found
from waymark.stages.prioritisation.rules.own_first import OwnLevelFirst
from waymark.stages.prioritisation.rules.placing import Assessed

_RESULT = Table(
    "force_result",
    ("referral_id", "desk_id", "tool", "level", "scored_at", "source", "recorded_at", "officer_id"),
)
_OWN = Table("own_level", ("referral_id", "desk_id", "level", "given_at", "officer_id"))
_DECISION = Table(
    "level_decision",
    (
        *("referral_id", "desk_id", "level", "ours", "fired", "in_full", "held", "reason_code", "reason"),
        *("decided_at", "officer_id", "needs_second"),
    ),
)
_OUTCOME = Table(
    "level_outcome",
    ("referral_id", "desk_id", "kind", "found_on", "level", "source", "recorded_at", "officer_id"),
)


class ResultIncomplete(WaymarkError):
    """A result of the force's tool lacks its tool, or where its form is held."""

    def __init__(self) -> None:
        super().__init__("Say which tool gave the level, and where its form is held: nothing was recorded")


class NotYet(WaymarkError):
    """Something was said to have happened later than now."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be later than now: correct the date")


class ShownOtherwise(WaymarkError):
    """What was shown to the officer who decides is not what is proposed now."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"What is known of {reference} changed since it was shown: look again, then decide. "
            "Nothing was recorded"
        )


class SecondPersonAwaited(WaymarkError):
    """A lower level waits already."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"A lower level of {reference} waits for a second person: that comes first")


class NothingWaits(WaymarkError):
    """No lower level waits for a second person."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No lower level of {reference} waits for a second person")


class SamePerson(WaymarkError):
    """The officer who decided is not the second person."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"You decided on {reference} yourself: a second person confirms or refuses it")


@dataclass(frozen=True, slots=True)
class Given:
    """A decision as an officer gives it. shown: the digest of the assessment that they were shown, if they were."""

    level: Level
    reason: Reason
    words: str = ""
    shown: str = ""


def record_own_level(referral: Referred, level: Level, *, viewer: Viewer, now: datetime) -> None:
    """Record the level that an officer gives before ours is shown to them. Raises NotPermitted."""
    require(viewer, Permission.DECIDE_LEVEL)
    insert(_OWN, [(referral.id, referral.desk, level.value, now, viewer.officer_id)])
    _account(Event.OWN_LEVEL_RECORDED, referral, viewer, now, {"level": level.value})


def record_force_result(
    referral: Referred,
    level: Level,
    *,
    tool: str,
    scored_at: datetime,
    source: str,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Record what the force's own risk tool came to. Raises NotPermitted, ResultIncomplete, NotYet.

    tool: with its version. scored_at: aware. source: where the form is held, in the officer's words.
    """
    require(viewer, Permission.DECIDE_LEVEL)
    if not tool.strip() or not source.strip():
        raise ResultIncomplete
    if in_utc(scored_at) > now:
        raise NotYet("The result")
    row = (referral.id, referral.desk, tool.strip(), level.value, scored_at, source.strip(), now)
    insert(_RESULT, [(*row, viewer.officer_id)])
    detail = {"level": level.value, "tool": tool.strip(), "scored_at": scored_at.isoformat()}
    _account(Event.FORCE_RESULT_RECORDED, referral, viewer, now, detail)


def decide_level(
    referral: Referred, assessed: Assessed, given: Given, *, viewer: Viewer, now: datetime
) -> bool:
    """Record an officer's decision. assessed: as it stands now. Returns whether a second person must confirm it.

    Raises NotPermitted, OwnLevelFirst, ReasonMissing, ReasonDiffers, ShownOtherwise, SecondPersonAwaited.
    """
    require(viewer, Permission.DECIDE_LEVEL)
    _check_own_given(referral, viewer)
    made, held = assessed.assessment, assessed.in_force.level
    check_reason(given.reason, given.words, departs=given.level is not made.level)
    if given.shown and given.shown != in_full(made).sha256:
        raise ShownOtherwise(referral.reference)
    _hold(referral)
    lowers = is_lowering(given.level, ours=made.level, held=held)
    waiting = _waiting(referral)
    if waiting and lowers:
        raise SecondPersonAwaited(referral.reference)
    if waiting:
        _close(waiting[0], Confirmation.SUPERSEDED, by=None, because="", now=now)
    row = (
        *(referral.id, referral.desk, given.level.value, made.level.value, made.fired),
        *(in_full(made).sha256, held.value, given.reason.value, given.words.strip(), now),
    )
    insert(_DECISION, [(*row, viewer.officer_id, lowers)])
    detail = {
        "level": given.level.value,
        "proposed": made.level.value,
        "held": held.value,
        "reason": given.reason.value,
        "needs_second": lowers,
    }
    _account(Event.LEVEL_DECIDED, referral, viewer, now, detail)
    return lowers


def answer_lowering(
    referral: Referred, confirmation: Confirmation, *, because: str, viewer: Viewer, now: datetime
) -> None:
    """Confirm or refuse, as the second person, a decision that lowers a level.

    Raises NotPermitted, OwnLevelFirst, NothingWaits, SamePerson.
    """
    require(viewer, Permission.DECIDE_LEVEL)
    _check_own_given(referral, viewer)
    _hold(referral)
    waiting = _waiting(referral)
    if not waiting:
        raise NothingWaits(referral.reference)
    decision, decided_by, level = waiting
    if decided_by == viewer.officer_id:
        raise SamePerson(referral.reference)
    _close(decision, confirmation, by=viewer.officer_id, because=because.strip(), now=now)
    detail = {"level": level, "confirmation": confirmation.value}
    _account(Event.LEVEL_CONFIRMED, referral, viewer, now, detail)


def record_outcome(
    referral: Referred,
    found: Found,
    *,
    on: date,
    level: Level,
    source: str,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Record what was found out later. level: the one in force now. Raises NotPermitted, NotYet."""
    require(viewer, Permission.RECORD_FACT)
    if on > in_utc(now).date():
        raise NotYet("What was found")
    row = (referral.id, referral.desk, found.value, on, level.value, source.strip(), now, viewer.officer_id)
    insert(_OUTCOME, [row])
    _account(
        Event.LEVEL_OUTCOME_RECORDED, referral, viewer, now, {"found": found.value, "level": level.value}
    )


def mark_moves_seen(referral: Referred, *, viewer: Viewer, now: datetime) -> int:
    """Note that an officer has looked at every move of a level. Returns how many were new. Raises NotPermitted."""
    require(viewer, Permission.RECORD_FACT)
    with connection.cursor() as cursor:
        cursor.execute(
            "update level_move set seen_at = %s, seen_by_id = %s where referral_id = %s and seen_at is null",
            [now, viewer.officer_id, referral.id],
        )
        seen = int(cursor.rowcount)
    if seen:
        _account(Event.LEVEL_MOVE_SEEN, referral, viewer, now, {"moves": seen})
    return seen


def _account(
    event: Event, referral: Referred, viewer: Viewer, now: datetime, detail: Mapping[str, object]
) -> None:
    record(event, referral.reference, actor=viewer.officer_id, at=now, desk=referral.desk, detail=detail)


def _check_own_given(referral: Referred, viewer: Viewer) -> None:
    """Where the force has it so, an officer decides only after their own level: so nobody agrees unseen."""
    if hidden_from(viewer, [referral.id]):
        raise OwnLevelFirst(referral.reference)


def _hold(referral: Referred) -> None:
    """Let one officer at a time decide on a referral."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from queue_entry where referral_id = %s for update", [referral.id])


def _waiting(referral: Referred) -> tuple[int, int, str] | None:
    """The decision that waits for a second person: its id, who made it, and its level."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select k.id, k.officer_id, k.level from referral f join level_decision k on k.referral_id = f.id "
            "where (f.id = %(id)s or f.merged_into_id = %(id)s) and k.needs_second and k.confirmation = '' "
            "order by k.id desc limit 1",
            {"id": referral.id},
        )
        row: tuple[int, int, str] | None = cursor.fetchone()
        return row


def _close(decision: int, confirmation: Confirmation, *, by: int | None, because: str, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update level_decision set confirmation = %s, confirmed_at = %s, confirmed_by_id = %s, "
            "confirmed_because = %s where id = %s",
            [confirmation.value, now, by, because, decision],
        )
