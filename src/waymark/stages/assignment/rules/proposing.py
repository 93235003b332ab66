"""Who does what, so that the gravest promises are least late; exactly, and with the reason in words.

Compared in order, each only parting what those before it leave level: hours late of very high, then high, medium
and low parts; imbalance (the sum of squares of officers' parts, by how many places each has); exposure (minutes
of a part, by how much of the limit its officer has used). Conflicts, refusals and missing skills are no costs:
such a placing does not exist. The formulation and its limits: docs/adr/0023.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from waymark.stages.assignment.rules.duty import WorkClock
from waymark.stages.assignment.rules.matching import Costs, match
from waymark.stages.assignment.rules.reasons import why_nobody, why_placed
from waymark.stages.assignment.rules.work import Placed, Wanted, Worker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from waymark.stages.assignment.rules.matching import Integers

_MINUTE = timedelta(minutes=1)
_LONGEST_OVERDUE = timedelta(days=365)  # later than this is later for everybody alike
_A_DAY = 24  # hours
_QUARTERS = 4


class Place(NamedTuple):
    """One more part that an officer could take. n: which of theirs, from 1; done_at: by when, after those before."""

    worker: int
    n: int
    done_at: datetime


def propose(wanted: Sequence[Wanted], workers: Sequence[Worker], *, now: datetime) -> list[Placed]:
    """Give each part to an officer, or to nobody. Returns them in the order of their references.

    The order in which parts and officers are given never changes the answer. With teams: `joint.propose_all`.
    """
    parts = sorted(wanted, key=lambda each: each.reference)
    staff = sorted(workers, key=lambda each: each.name)
    places = places_of(staff)
    return placed_as(parts, staff, places, match(formulate(parts, staff, places, now=now)), now=now)


def placed_as(
    parts: Sequence[Wanted],
    staff: Sequence[Worker],
    places: Sequence[Place],
    chosen: Integers,
    *,
    now: datetime,
) -> list[Placed]:
    """What was chosen, with the reason for each. chosen: the place of each part, -1 for none."""
    firsts = [place for place in places if place.n == 1]
    made = []
    for part, at in zip(parts, chosen.tolist(), strict=True):
        if at < 0:
            reason = why_nobody(part, staff, firsts, now=now)
            made.append(_placed(part, None, None, now, reason))
            continue
        place = places[at]
        reason = why_placed(part, place, staff, firsts, now=now)
        made.append(_placed(part, staff[place.worker].officer, place.done_at, now, reason))
    return made


def places_of(staff: Sequence[Worker]) -> list[Place]:
    """Every place that an officer has free, as far as the shifts that are known hold the work."""
    found = []
    for index, worker in enumerate(staff):
        clock = WorkClock(worker.spans)
        for n in range(1, worker.places - worker.held + 1):
            done_at = clock.done_at(worker.held_minutes + n * worker.piece_minutes)
            if done_at is None:
                break
            found.append(Place(index, n, done_at))
    return found


def formulate(
    parts: Sequence[Wanted],
    staff: Sequence[Worker],
    places: Sequence[Place],
    *,
    now: datetime,
    until: datetime | None = None,
) -> Costs:
    """Parts and places as `match` takes them; times in minutes from now.

    until: the end of all time that is known of; None for that of these officers.
    """
    latest = _minutes_until(until or last_shift(staff, now=now), now)
    due = [_due_minutes(part, now=now, never=latest) for part in parts]
    return Costs(
        due=_whole(due),
        rank=_whole([part.level.danger for part in parts]),
        waiting=_whole([hours_nowhere(each, latest) for each in due]),
        exposure=_whole([part.exposure_minutes for part in parts]),
        allowed=_allowed(parts, staff),
        exposure_step=max((part.exposure_minutes for part in parts), default=0),
        **of_places(staff, places, now=now),
    )


def of_places(staff: Sequence[Worker], places: Sequence[Place], *, now: datetime) -> dict[str, Any]:
    """What `Costs` says of places and of officers."""
    return {
        "owner": _whole([place.worker for place in places]),
        "ends": _whole([_minutes_until(place.done_at, now) for place in places]),
        "depth": _whole([place.n for place in places]),
        "load": _whole([rise(staff[place.worker], place.n) for place in places]),
        "used": _whole([used_quarters(worker) for worker in staff]),
        "room": _whole(
            [w.exposure_limit - w.exposure_used if w.may_be_exposed(now) else -1 for w in staff],
        ),
    }


def last_shift(staff: Sequence[Worker], *, now: datetime) -> datetime:
    """The end of all time that is known of."""
    return max((worker.spans[-1].end for worker in staff if worker.spans), default=now)


def hours_nowhere(due: int, latest: int) -> int:
    """Being placed nowhere counts as late by all the time that is known of, and a day. due, latest: minutes."""
    return max(latest - due, latest) // 60 + _A_DAY


def used_quarters(worker: Worker) -> int:
    """Of an officer's exposure limit."""
    return _QUARTERS * min(worker.exposure_used, worker.exposure_limit) // max(worker.exposure_limit, 1)


def rise(worker: Worker, n: int) -> int:
    """What the n-th more part adds to the square of what an officer has, by their places, in hundredths."""
    return 100 * (2 * (worker.held + worker.sits + n) - 1) // max(worker.places, 1)


def _minutes_until(moment: datetime, now: datetime) -> int:
    return -(-int((moment - now).total_seconds()) // 60)


def _whole(values: Sequence[int]) -> Integers:
    import numpy as np

    return np.array(values, dtype=np.int64)


def _allowed(parts: Sequence[Wanted], staff: Sequence[Worker]) -> NDArray[np.bool_]:
    import numpy as np

    by_skill = {
        skill: np.array([not skill or skill in worker.skills for worker in staff], dtype=np.bool_)
        for skill in {part.skill for part in parts}
    }
    found = (
        np.array([by_skill[part.skill] for part in parts]) if parts else np.zeros((0, len(staff)), np.bool_)
    )
    number = {worker.officer: index for index, worker in enumerate(staff)}
    for row, part in enumerate(parts):
        for officer in part.barred:
            if officer in number:
                found[row, number[officer]] = False
    return found.reshape(len(parts), len(staff))


def _due_minutes(part: Wanted, *, now: datetime, never: int) -> int:
    if part.due_at is None:
        return never
    return int((max(part.due_at, now - _LONGEST_OVERDUE) - now) // _MINUTE)


def _placed(
    part: Wanted, officer: int | None, expected_at: datetime | None, now: datetime, reason: str
) -> Placed:
    late = timedelta()
    if part.due_at is not None:
        late = max((expected_at or now) - part.due_at, timedelta())
    return Placed(
        part.reference,
        part.referral,
        part.kind,
        0,
        part.level,
        officer,
        part.due_at,
        expected_at.astimezone(UTC) if expected_at else None,
        late,
        reason,
    )
