"""Why a part of work is proposed for an officer, or for nobody, in words that the officer can check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from waymark.clocks.running import LONDON
from waymark.stages.assignment.rules.work import Team, Wanted, Worker


class FreePlace(Protocol):
    """One more part that an officer could take; see `proposing.Place`."""

    @property
    def worker(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def done_at(self) -> datetime: ...


def in_words(span: timedelta) -> str:
    """Days and hours, or minutes where it is less than an hour."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour")] if days or hours else [(minutes, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n) or "0 minutes"


def why_placed(
    part: Wanted, place: FreePlace, staff: Sequence[Worker], firsts: Sequence[FreePlace], *, now: datetime
) -> str:
    """By when, how that stands to when it is due, and who else could have been asked.

    firsts: the first free place of each officer who has one.
    """
    worker, done_at = staff[place.worker], place.done_at
    words = [f"{worker.name} can have it done by {_at_desk(done_at)}{_against(part, done_at)}"]
    if part.skill:
        words.append(f"has the skill {part.skill.replace('_', ' ')}")
    words.append(f"it would be number {worker.held + place.n} of {worker.places} they can hold")
    if part.exposure_minutes:
        words.append(
            f"{worker.exposure_used} of {worker.exposure_limit} minutes of exposure in their seven days"
        )
    others = [
        other
        for other in firsts
        if other.worker != place.worker and may_have(part, staff[other.worker], now=now)
    ]
    if not others:
        words.append("nobody else has the skill, a free place and no conflict")
    else:
        sooner = sum(other.done_at < done_at for other in others)
        words.append(
            f"{sooner} of {len(others)} others would be sooner, and are needed for graver or more even work"
            if sooner
            else f"none of {len(others)} others would be sooner"
        )
    return "; ".join(words) + "."


def _at_desk(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%a %-d %b %H:%M %Z}"


def _against(part: Wanted, done_at: datetime) -> str:
    if part.due_at is None:
        return ", with nothing due"
    if done_at > part.due_at:
        return (
            f", {in_words(done_at - part.due_at)} late: nobody who may have it would make the whole less late"
        )
    return f", {in_words(part.due_at - done_at)} before it is due"


def may_have(part: Wanted, worker: Worker, *, now: datetime) -> bool:
    """Skill, no conflict, and room for what it exposes to."""
    if worker.officer in part.barred or (part.skill and part.skill not in worker.skills):
        return False
    return not part.exposure_minutes or (
        worker.may_be_exposed(now) and worker.exposure_used + part.exposure_minutes <= worker.exposure_limit
    )


def why_nobody(part: Wanted, staff: Sequence[Worker], firsts: Sequence[FreePlace], *, now: datetime) -> str:
    """The first of the reasons that leaves no officer, and what to do about it."""
    skilled = [worker for worker in staff if not part.skill or part.skill in worker.skills]
    if not skilled:
        return f"Nobody at the desk has the skill {part.skill.replace('_', ' ')}: record who has it."
    cleared = [worker for worker in skilled if worker.officer not in part.barred]
    if not cleared:
        return "Everybody who has the skill is in conflict with it or refused it: ask another team."
    able = [worker for worker in cleared if may_have(part, worker, now=now)]
    if not able:
        return "Everybody who could have it is at their exposure limit or resting: it must wait, or go elsewhere."
    free = {staff[place.worker].officer for place in firsts}
    if not any(worker.officer in free for worker in able):
        return "Nobody who may have it has a free place in the shifts that are recorded: load shifts, or add places."
    return "Every place of those who may have it is needed for graver or more pressing work."


def why_seated(team: Team, worker: Worker, skill: str) -> str:
    """Why an officer sits on a team of a fixed date."""
    what = f"has the skill {skill.replace('_', ' ')}" if skill else "needs no particular skill for it"
    return (
        f"{worker.name} is on duty for all of it ({_at_desk(team.span.start)} to {_at_desk(team.span.end)}), "
        f"{what}, and holds {worker.held} of {worker.places}."
    )


def why_needed_elsewhere(names: Sequence[str]) -> str:
    """Why a seat stays empty though somebody could have it, and what to do about it. names: of those, one at least."""
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return (
        f"{names[0]}{others} could sit on it, and then graver or more pressing work would be late: move the date, "
        "call somebody in, or give the seat by hand."
    )


def why_empty(skill: str, *, on_duty: int) -> str:
    """Why a seat stays empty, and what to do about it."""
    who = f"with the skill {skill.replace('_', ' ')} " if skill else ""
    return (
        f"Nobody {who}who is on duty for all of it, free and without a conflict is left ({on_duty} are on duty "
        "then): move the date, or call somebody in."
    )
