"""Proposing to whom a referral is to be told: by the software from what is placed, or by an officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.models import Desk
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.reference.forces import force_by_name
from waymark.referrals import queries as records
from waymark.referrals.records import ReferralRecord
from waymark.referrals.references import Kind, new_references
from waymark.stages.attribution.queries import force_of
from waymark.stages.attribution.queries.joined import with_absorbed
from waymark.stages.casework.models import Dissemination
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.queries.named_doors import named_doors, newest_of
from waymark.stages.casework.queries.placed_people import placed_people
from waymark.stages.casework.rules.proposals import (
    About,
    NamedDoor,
    Proposal,
    due,
    proposals,
    proposals_for_doors,
)
from waymark.stages.casework.rules.states import ReasonMissing, State
from waymark.stages.prioritisation.queries import queue_line

_LOOK = Table(
    "dissemination_look", ("referral_id", "desk_id", "through_report", "through_answer", "through_judgement")
)


class NobodyNamed(WaymarkError):
    """A dissemination was asked for about somebody whom the referral does not name."""

    def __init__(self, report: str, party: int) -> None:
        super().__init__(f"The referral names no party {party} of {report}: pick one from its page")


class ToldAlready(WaymarkError):
    """The same force is told of the same person already."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} tells that force of this person already: go on with that one")


def look_for(viewer: Viewer, *, now: datetime, limit: int = 200) -> int:
    """Look through referrals with reports, answers or judgements that nobody has looked through, and propose what
    they ask for.

    Returns how many were looked through: fewer than `limit` when none is left. Raises NotPermitted.
    """
    require(viewer, Permission.DISSEMINATE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.reference from referral f left join dissemination_look l on l.referral_id = f.id "
            "where f.merged_into_id is null and ("
            "exists (select from referral_report a where a.referral_id = f.id "
            "and a.report_id > coalesce(l.through_report, 0)) or "
            "exists (select from enquiry_answer e where e.referral_id = f.id and e.id > l.through_answer) or "
            "exists (select from suspect_judgement j where j.referral_id = f.id and j.n > l.through_judgement)) "
            "order by f.id limit %s",
            [limit],
        )
        waiting = [reference for (reference,) in cursor.fetchall()]
    for reference in waiting:
        propose(viewer=viewer, referral=reference, now=now)
    return len(waiting)


def propose(*, viewer: Viewer, referral: str, now: datetime) -> list[str]:
    """Propose a dissemination to each suspect's force, and to that of each child placed anywhere.

    A place may be stated in a report, or be the door that an answer to an enquiry names.
    What was proposed before stays as it is. Returns the references of what is new.
    Raises NotPermitted, BadReference, NothingByThatReference.
    """
    require(viewer, Permission.DISSEMINATE)
    found = records.referral(viewer, referral, now=now)
    take_turn(found.reference)
    desk = Desk.objects.get(code=found.desk)
    made: list[str] = []
    if found.reports:
        through = newest_of(viewer, found.id)
        doors = named_doors(viewer, found.id)
        new = _stated(viewer, found, desk, doors)
        new += _by_doors(found, desk, doors, new)
        made = [_keep(viewer, found, desk, each, after=None, now=now) for each in new]
        insert(
            _LOOK,
            [(found.id, desk.pk, max(found.report_ids), *through)],
            conflict="on conflict (referral_id) do update set through_report = excluded.through_report, "
            "through_answer = excluded.through_answer, through_judgement = excluded.through_judgement",
        )
    return made


def _stated(viewer: Viewer, found: ReferralRecord, desk: Desk, doors: Sequence[NamedDoor]) -> list[Proposal]:
    """What the places that reports state ask for and was not proposed before."""
    force = force_of(viewer, found.id)
    wanted = proposals(
        placed_people(viewer, found),
        referrals_force=force.code,
        force_reason=force.reason,
        first_report=found.reports[0].reference,
        own_force=desk.force_code,
        by_doors={door.force for door in doors if door.about is About.SUSPECT},
    )
    standing = set(
        Dissemination.objects.filter(referral_id__in=with_absorbed(found.id), answer="").values_list(
            "about", "report", "party", "force_code"
        )
    )
    return [
        each for each in wanted if (each.about.value, each.report, each.party, each.force) not in standing
    ]


def _by_doors(
    found: ReferralRecord, desk: Desk, doors: Sequence[NamedDoor], new: Sequence[Proposal]
) -> list[Proposal]:
    """What the doors that answers name ask for and neither was proposed before nor is just being."""
    if not doors:
        return []
    called = {door.answer: door.door for door in doors}
    rows = Dissemination.objects.filter(referral_id__in=with_absorbed(found.id)).values_list(
        "about", "force_code", "answer", "state"
    )
    standing = [(About(about), force, answer, state) for about, force, answer, state in rows]
    return proposals_for_doors(
        doors,
        unsent={(about, force) for about, force, _, state in standing if state == State.PROPOSED}
        | {(each.about, each.force) for each in new},
        told={(about, force, called.get(answer, answer)) for about, force, answer, _ in standing if answer},
        first_report=found.reports[0].reference,
        own_force=desk.force_code,
    )


def propose_by_hand(
    *,
    viewer: Viewer,
    referral: str,
    about: About,
    report: str,
    party: int,
    force: str,
    reason: str,
    after: str = "",
    now: datetime,
) -> str:
    """Propose a dissemination that an officer wants: where several forces could be, or after a return.

    force: a code or a name. after: the dissemination that this one follows. Returns its reference.
    Raises NotPermitted, NothingByThatReference, UnknownForce, NobodyNamed, ReasonMissing, ToldAlready.
    """
    require(viewer, Permission.DISSEMINATE)
    if not reason.strip():
        raise ReasonMissing("tell this force")
    code = force_by_name(force).code
    found = records.referral(viewer, referral, now=now)
    take_turn(found.reference)
    role = "suspect"
    if party:
        named = [line for line in found.parties if (line.report, line.party.ordinal) == (report, party)]
        if not named:
            raise NobodyNamed(report, party)
        role = named[0].party.role.value
    elif report not in {line.reference for line in found.reports}:
        raise NobodyNamed(report, party)
    mine = with_absorbed(found.id)
    before = Dissemination.objects.filter(reference=after, referral_id__in=mine).first() if after else None
    same = (
        Dissemination.objects.filter(
            referral_id__in=mine, about=about.value, report=report, party=party, force_code=code
        )
        .exclude(state=State.RETURNED)
        .first()
    )
    if same is not None:
        raise ToldAlready(same.reference)
    proposal = Proposal(about, report, party, role, code, "chosen", (f"{viewer.username}: {reason.strip()}",))
    return _keep(viewer, found, Desk.objects.get(code=found.desk), proposal, after=before, now=now)


def _keep(
    viewer: Viewer,
    found: ReferralRecord,
    desk: Desk,
    proposal: Proposal,
    *,
    after: Dissemination | None,
    now: datetime,
) -> str:
    line = queue_line(viewer, found.id, as_it_stands=True, now=now)
    came = next((each.received_at for each in found.reports if each.reference == proposal.report), now)
    # What follows a return begins its clock anew: the first receiver's time is not this one's. Nor was where a
    # line ends known before its answer came.
    is_new = after is not None or proposal.certainty == "chosen" or bool(proposal.answer)
    started_at = now if is_new else came
    made = Dissemination.objects.create(
        reference=new_references(Kind.DISSEMINATION, 1)[0],
        desk=desk,
        referral_id=found.id,
        about=proposal.about.value,
        report=proposal.report,
        party=proposal.party,
        role=proposal.role,
        force_code=proposal.force,
        certainty=proposal.certainty,
        reasons=list(proposal.reasons),
        state=State.PROPOSED.value,
        started_at=started_at,
        due_at=due(proposal.about, line.level if line else "", started_at=started_at, now=now),
        proposed_at=now,
        after=after,
        answer=proposal.answer,
        **_handling(found),
    )
    record(
        Event.DISSEMINATION_PROPOSED,
        made.reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk.pk,
        detail={
            "referral": found.reference,
            "about": made.about,
            "to": made.force_code,
            "answer": made.answer,
        },
    )
    return made.reference


def _handling(found: ReferralRecord) -> dict[str, str]:
    """Grade, handling code and marking for the whole, where all reports say the same; else an officer says."""
    names = ("source_grade", "handling_code", "handling_conditions", "marking")
    stated = {name: {getattr(line, name) for line in found.reports} for name in names}
    return {name: values.pop() if len(values) == 1 else "" for name, values in stated.items()}
