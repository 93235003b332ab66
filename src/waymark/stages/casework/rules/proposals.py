"""To which forces a referral is to be told: each suspect's, and that of each child placed anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waymark.clocks import PROMISES, Level, due_at
from waymark.referrals.types import Role

ADULT = 18
"""Children Act 1989 s 105(1): a child is a person under the age of eighteen."""

# Whose place may be a child's. An intended recipient may be the child: only a stated age says otherwise.
_CHILD_ROLES = frozenset({Role.VICTIM, Role.CHILD_AT_ADDRESS, Role.INTENDED_RECIPIENT})


class About(StrEnum):
    SUSPECT = "suspect"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """A person of a report with the force that their stated address lies in.

    report: its reference; party: the ordinal in it. force: its code, empty where several could be (`forces`).
    known_by: identifiers in comparable form; the same person in two documents shares one.
    """

    report: str
    party: int
    role: Role
    age: int | None
    force: str
    certainty: str
    reasons: tuple[str, ...]
    forces: tuple[str, ...] = ()
    known_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NamedDoor:
    """Where an answer to an enquiry says that somebody's line ends, with the force which that lies in.

    about: a suspect, where an officer judged the person named to be one; a child, where the enquiry was to find
    one. answer: its reference. report: of the event that was asked about, empty where it is of none. door: what
    tells one door from another. force: empty where none or several could be (`forces`).
    """

    about: About
    answer: str
    report: str
    door: str
    role: str
    force: str
    certainty: str
    reasons: tuple[str, ...]
    forces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One dissemination to be. party 0: the referral's subject, by the force proposed for it as a whole.

    answer: the answer whose door it rests on, empty where a report states the place.
    """

    about: About
    report: str
    party: int
    role: str
    force: str
    certainty: str
    reasons: tuple[str, ...]
    answer: str = ""


def about_whom(person: PlacedPerson) -> About | None:
    """Why a person's force is told; None for one whose place asks for no dissemination."""
    if person.role is Role.SUSPECT:
        return About.SUSPECT
    if person.role not in _CHILD_ROLES:
        return None
    is_grown = person.role is Role.INTENDED_RECIPIENT and person.age is not None and person.age >= ADULT
    return None if is_grown else About.CHILD


def proposals(
    people: Iterable[PlacedPerson],
    *,
    referrals_force: str,
    force_reason: str,
    first_report: str,
    own_force: str,
    by_doors: Collection[str] = (),
) -> list[Proposal]:
    """One for each suspect's force that is not our own, and one for each child in any force, ours too.

    referrals_force: proposed for the whole referral: it stands for a suspect whose own address says nothing, and
    who is not told of by a door. by_doors: the forces of judged suspects' doors, see `proposals_for_doors`.
    The same person in two documents is told of once.
    """
    found: list[Proposal] = []
    told: list[tuple[About, str, frozenset[str]]] = []
    for person in people:
        about = about_whom(person)
        if about is None or not person.force or (about is About.SUSPECT and person.force == own_force):
            continue
        if any(
            about is each and force == person.force and known & person.known_by for each, force, known in told
        ):
            continue
        told.append((about, person.force, person.known_by))
        found.append(
            Proposal(
                about,
                person.report,
                person.party,
                person.role.value,
                person.force,
                person.certainty,
                person.reasons,
            )
        )
    has_suspect = any(each.about is About.SUSPECT for each in found)
    has_child_there = any(each.force == referrals_force for each in found)
    is_told_otherwise = has_suspect or has_child_there or referrals_force in by_doors
    if referrals_force and referrals_force != own_force and not is_told_otherwise:
        reasons = (force_reason,) if force_reason else ()
        found.append(
            Proposal(About.SUSPECT, first_report, 0, Role.SUSPECT.value, referrals_force, "inside", reasons)
        )
    return found


def proposals_for_doors(
    doors: Iterable[NamedDoor],
    *,
    unsent: Collection[tuple[About, str]],
    told: Collection[tuple[About, str, str]],
    first_report: str,
    own_force: str,
) -> list[Proposal]:
    """One for each door in another force that a judged suspect's line ends at, and for each child's, ours too.

    unsent: about whom, and to which force, a package is proposed and has not left: it will say this too.
    told: about whom, to which force, by which door something was proposed before.
    """
    found: list[Proposal] = []
    seen = {*told}
    for door in doors:
        is_ours = door.about is About.SUSPECT and door.force == own_force
        key = (door.about, door.force, door.door)
        if not door.force or is_ours or key in seen or (door.about, door.force) in unsent:
            continue
        seen.add(key)
        found.append(
            Proposal(
                door.about,
                door.report or first_report,
                0,
                door.role,
                door.force,
                door.certainty,
                door.reasons,
                door.answer,
            )
        )
    return found


def undecided(people: Iterable[PlacedPerson]) -> list[PlacedPerson]:
    """People whose place could be several forces': an officer chooses, nobody is snapped to one."""
    return [each for each in people if about_whom(each) and not each.force and each.forces]


_CHILDS_PROMISE = PROMISES[Level.VERY_HIGH]
"""Nobody has set a time for telling a force of a child there, and nothing is known yet of the danger to that
child: unknown is never low, so the shortest promise holds (24 hours elapsed) until a force sets its own."""


def due(about: About, level: str, *, started_at: datetime, now: datetime) -> datetime:
    """By when it is to be sent; and, from when it came, answered.

    A child's clock is its own and does not wait for the suspect's level; a suspect's is the promise of the
    referral's level, the shortest where none is known. Raises TimeWithoutZone.
    """
    known: Mapping[str, Level] = {each.value: each for each in Level}
    promise = _CHILDS_PROMISE
    if about is About.SUSPECT and level in known:
        promise = PROMISES[known[level]]
    return due_at(promise, started_at=started_at, as_at=now)
