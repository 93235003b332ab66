"""Where answers to enquiries say that lines end, for those whom another force is to be told of."""

from __future__ import annotations

from datetime import date

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.reference.placements import Certainty
from waymark.reference.places import NotAPlace
from waymark.referrals.types import Role
from waymark.stages.attribution.queries.answers import AnswerRecord, answers_of
from waymark.stages.attribution.queries.enquiries import purposes_of
from waymark.stages.attribution.queries.gate import judgements_of
from waymark.stages.attribution.queries.judged_doors import place_of_door
from waymark.stages.attribution.rules.enquiries import Purpose
from waymark.stages.casework.rules.proposals import About, NamedDoor


def named_doors(viewer: Viewer, referral_id: int) -> list[NamedDoor]:
    """Doors of people whom an officer judged suspects, and those found for the sake of a child.

    An answer that proved wrong leads nowhere. A subscriber whom nobody has judged is told to nobody, but where
    the enquiry was to find a child: that child's force does not wait for a judgement. Each is placed by what
    held on the day that the answer came. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    judged = {line.answer: line for line in judgements_of(viewer, referral_id)}
    purposes = purposes_of(viewer, referral_id)
    found = []
    for answer in answers_of(viewer, referral_id=referral_id):
        if answer.is_wrong or not (answer.said.installation.strip() or answer.said.uprn):
            continue
        judgement = judged.get(answer.reference)
        if judgement is not None and judgement.is_suspect:
            why = f"judged a suspect by {judgement.officer}"
            found.append(_door(viewer, answer, About.SUSPECT, why, Role.SUSPECT))
        elif purposes.get(answer.enquiry) == Purpose.LOCATE_CHILD:
            why = f"{answer.enquiry} was to find a child; nobody is judged by it"
            found.append(_door(viewer, answer, About.CHILD, why, Role.CHILD_AT_ADDRESS))
    return found


def newest_of(viewer: Viewer, referral_id: int) -> tuple[int, int]:
    """The id of a referral's newest answer, and the number of its newest judgement; 0 where there is none."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce((select max(id) from enquiry_answer where referral_id = %s), 0), "
            "coalesce((select max(n) from suspect_judgement where referral_id = %s), 0)",
            [referral_id, referral_id],
        )
        answer, judgement = cursor.fetchone()
    return int(answer), int(judgement)


def _door(viewer: Viewer, answer: AnswerRecord, about: About, why: str, role: Role) -> NamedDoor:
    force, certainty, forces, how = _placed(viewer, answer, on=answer.entered_at.date())
    return NamedDoor(
        about,
        answer.reference,
        answer.question.event.partition("/")[0],
        answer.premises or answer.reference,
        role.value,
        force,
        certainty,
        (f"{answer.reference} names the installation address: {why}", *how),
        forces,
    )


def _placed(
    viewer: Viewer, answer: AnswerRecord, *, on: date
) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """The force of an installation address, how surely, which it could be, and how it was found."""
    said = answer.said
    placed = place_of_door(viewer, said.installation, said.installation_postcode, on=on)
    if isinstance(placed, NotAPlace):
        return "", Certainty.NOWHERE.value, (), (str(placed),)
    force = placed.force.code if placed.force else ""
    return force, placed.certainty.value, tuple(each.code for each in placed.forces), placed.reasons
