"""The levels that people gave a referral, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference
from waymark.stages.prioritisation.rules.outcomes import Found, LevelHeld, Outcome, held_against
from waymark.stages.prioritisation.rules.own_first import HIDDEN

_OF_REFERRAL = (
    "from referral f join {table} k on k.referral_id = f.id "
    "where (f.id = %(id)s or f.merged_into_id = %(id)s) order by k.id desc"
)


class ResultLine(NamedTuple):
    """A result of the force's own tool."""

    tool: str
    level: str
    scored_at: datetime
    source: str
    recorded_at: datetime
    officer: int


class OwnLevelLine(NamedTuple):
    """A level that an officer gave before ours was shown."""

    level: str
    given_at: datetime
    officer: int


class DecisionLine(NamedTuple):
    """A decision on a level. confirmation: empty while it waits, and where no second person is needed."""

    level: str
    proposed: str
    held: str
    reason_code: str
    reason: str
    decided_at: datetime
    officer: int
    needs_second: bool
    confirmation: str
    confirmed_at: datetime | None
    confirmed_by: int | None
    confirmed_because: str

    @property
    def is_waiting(self) -> bool:
        return self.needs_second and not self.confirmation


class OutcomeLine(NamedTuple):
    """What was found out later. level: in force when it was recorded."""

    kind: str
    found_on: date
    level: str
    source: str
    recorded_at: datetime
    officer: int


class MoveLine(NamedTuple):
    """One move of the level proposed or in force, and its cause. seen_at: None until an officer has looked.

    is_hidden: the viewer gives their own level first, so no level stands in it.
    """

    referral: str
    cause: str
    ours_before: str
    ours_after: str
    fired_before: str
    fired_after: str
    level_before: str
    level_after: str
    at: datetime
    caused_by: int
    seen_at: datetime | None
    is_hidden: bool = False


class Levels(NamedTuple):
    """Everything that people said of one referral's level, the newest first."""

    results: tuple[ResultLine, ...]
    own: tuple[OwnLevelLine, ...]
    decisions: tuple[DecisionLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    moves: tuple[MoveLine, ...]


class WaitingLine(NamedTuple):
    """A lower level that waits for a second person. held: the level until then; hidden as `QueueLine` is."""

    referral: str
    level: str
    held: str
    proposed: str
    reason_code: str
    reason: str
    decided_at: datetime
    officer: int


class ChallengeLine(NamedTuple):
    """A referral of which Waymark proposes a higher level than the one in force, and nobody has answered."""

    referral: str
    level: str
    level_from: str
    challenge: str
    fired: str


_RESULT = "k.tool, k.level, k.scored_at, k.source, k.recorded_at, k.officer_id"
_OWN = "k.level, k.given_at, k.officer_id"
_DECISION = (
    "k.level, k.ours, k.held, k.reason_code, k.reason, k.decided_at, k.officer_id, k.needs_second, "
    "k.confirmation, k.confirmed_at, k.confirmed_by_id, k.confirmed_because"
)
_OUTCOME = "k.kind, k.found_on, k.level, k.source, k.recorded_at, k.officer_id"
_MOVE = (
    "k.cause, k.ours_before, k.ours_after, k.fired_before, k.fired_after, k.level_before, k.level_after, "
    "k.at, k.caused_by_id, k.seen_at"
)


def levels_of(viewer: Viewer, referral_id: int) -> Levels:
    """Everything that people said of a referral's level. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    return Levels(
        tuple(ResultLine(*row) for row in _rows(_RESULT, "force_result", referral_id)),
        tuple(OwnLevelLine(*row) for row in _rows(_OWN, "own_level", referral_id)),
        tuple(DecisionLine(*row) for row in _rows(_DECISION, "level_decision", referral_id)),
        tuple(OutcomeLine(*row) for row in _rows(_OUTCOME, "level_outcome", referral_id)),
        tuple(MoveLine(*row) for row in _rows(f"f.reference, {_MOVE}", "level_move", referral_id)),
    )


def waiting_for_second(viewer: Viewer, *, now: datetime, limit: int = 200) -> list[WaitingLine]:
    """Every lower level that waits for a second person, the oldest first. The reading is logged."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.reference, k.level, k.held, k.ours, k.reason_code, k.reason, k.decided_at, k.officer_id "
            "from level_decision k join referral f on f.id = k.referral_id "
            "where k.needs_second and k.confirmation = '' order by k.decided_at, k.id limit %s",
            [limit],
        )
        found = [WaitingLine(*row) for row in cursor.fetchall()]
    hidden = hidden_by_reference(viewer, {line.referral for line in found})
    found = [
        line._replace(held=HIDDEN, proposed=HIDDEN) if line.referral in hidden else line for line in found
    ]
    record(
        Event.LEVELS_READ,
        "levels",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"waiting": len(found)},
    )
    return found


def challenges(viewer: Viewer, *, limit: int = 100) -> list[ChallengeLine]:
    """Where Waymark proposes more than is in force and nobody has answered, the most pressing first.

    What is hidden from the viewer is left out: to stand on this list says that ours is the higher.
    """
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference, level, level_from, challenge, fired from queue_entry "
            "where challenge <> '' order by rank limit %s",
            [limit],
        )
        found = [ChallengeLine(*row) for row in cursor.fetchall()]
    hidden = hidden_by_reference(viewer, {line.referral for line in found})
    return [line for line in found if line.referral not in hidden]


def moves_not_seen(viewer: Viewer, *, of: Sequence[str] | None = None, limit: int = 100) -> list[MoveLine]:
    """Moves of a level that no officer has looked at, the newest first. of: these referrals alone."""
    require(viewer, Permission.READ_QUEUE)
    whose = "" if of is None else "and q.reference = any(%(of)s) "
    with connection.cursor() as cursor:
        cursor.execute(
            f"select q.reference, {_MOVE} from level_move k "
            f"join queue_entry q on q.referral_id = k.referral_id where k.seen_at is null {whose}"
            "order by k.id desc limit %(limit)s",
            {"of": list(of or ()), "limit": limit},
        )
        found = [MoveLine(*row) for row in cursor.fetchall()]
    hidden = hidden_by_reference(viewer, {line.referral for line in found})
    return [_without_levels(line) if line.referral in hidden else line for line in found]


def _without_levels(line: MoveLine) -> MoveLine:
    return line._replace(
        ours_before=HIDDEN,
        ours_after=HIDDEN,
        fired_before=HIDDEN,
        fired_after=HIDDEN,
        level_before=HIDDEN,
        level_after=HIDDEN,
        is_hidden=True,
    )


def levels_held(viewer: Viewer) -> tuple[LevelHeld, ...]:
    """What was found out later, by the level that was in force, over every desk of the viewer."""
    require(viewer, Permission.READ_STATISTICS)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (k.referral_id, k.kind) k.kind, k.level, "
            "greatest(k.found_on - (q.received_at at time zone 'UTC')::date, 0) from level_outcome k "
            "join queue_entry q on q.referral_id = k.referral_id order by k.referral_id, k.kind, k.id",
        )
        return held_against(
            Outcome(Found(kind), Level(level), days) for kind, level, days in cursor.fetchall()
        )


def own_and_proposed(viewer: Viewer) -> list[tuple[Level, Level]]:
    """Officers' own levels beside what was proposed when they decided, for their agreement."""
    require(viewer, Permission.READ_STATISTICS)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (o.id) o.level, d.ours from own_level o join level_decision d "
            "on d.referral_id = o.referral_id and d.officer_id = o.officer_id and d.decided_at >= o.given_at "
            "order by o.id, d.id"
        )
        return [(Level(own), Level(ours)) for own, ours in cursor.fetchall()]


def _rows(columns: str, table: str, referral_id: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} {_OF_REFERRAL.format(table=table)}", {"id": referral_id})
        found: list[Any] = cursor.fetchall()
    return found
