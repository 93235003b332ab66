"""Sending a dissemination: one named officer, one signed package, one disclosure accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from waymark.access.models import Desk
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.reference.forces import force_by_code
from waymark.referrals import queries as records
from waymark.referrals.packaging import Package, write_package
from waymark.stages.casework.models import Dissemination, SentPackage
from waymark.stages.casework.operations.stepping import held, step
from waymark.stages.casework.queries.contents import (
    audit_extract,
    packaged_assessment,
    packaged_reports,
    packaged_resolutions,
    packaged_verdicts,
)
from waymark.stages.casework.queries.named_doors import named_doors
from waymark.stages.casework.rules.envelopes import (
    AUDIT,
    PACKAGE,
    SUMMARY,
    Heading,
    Letter,
    Sealed,
    SigningKey,
    seal,
)
from waymark.stages.casework.rules.proposals import About, due
from waymark.stages.casework.rules.states import MoveName
from waymark.stages.casework.summaries import summary
from waymark.stages.prioritisation.queries import queue_line


class NotHandled(WaymarkError):
    """A package would leave without saying how it may be handled."""

    def __init__(self) -> None:
        super().__init__(
            "Say the handling code and the marking of the whole: its reports do not all say it, or not the same. "
            "Whoever receives it has to know how it may be used"
        )


class RestsOnNothing(WaymarkError):
    """A package would leave about somebody at a door to which nothing leads any more."""

    def __init__(self, answer: str) -> None:
        super().__init__(
            f"{answer} proved wrong since, or the judgement that rested on it was taken back: nothing leaves on it. "
            "Set this aside, with why"
        )


@dataclass(frozen=True, slots=True)
class Handling:
    """How what is sent may be used; of each fact that says nothing of its own."""

    code: str = ""
    conditions: str = ""
    marking: str = ""
    grade: str = ""


def send(
    *,
    viewer: Viewer,
    reference: str,
    handling: Handling,
    asked: str,
    private: SigningKey,
    now: datetime,
) -> Sealed:
    """Send a dissemination: the package is signed, kept exactly, and the disclosure recorded with its recipient.

    handling: empty parts are as the reports say. asked: what the receiver is to do, a line each.
    Raises NotPermitted, NoSuchDissemination, NotThatMove, NotHandled, RestsOnNothing.
    """
    require(viewer, Permission.DISSEMINATE)
    row = held(reference)
    home = row.referral.merged_into_id or row.referral_id
    if row.answer and row.answer not in {door.answer for door in named_doors(viewer, home)}:
        raise RestsOnNothing(row.answer)
    step(viewer, Permission.DISSEMINATE, row, MoveName.SEND, now=now)
    row.handling_code = handling.code.strip() or row.handling_code
    row.handling_conditions = handling.conditions.strip() or row.handling_conditions
    row.marking = handling.marking.strip() or row.marking
    row.source_grade = handling.grade.strip() or row.source_grade
    if not row.handling_code or not row.marking:
        raise NotHandled
    row.asked, row.sent_at, row.sent_by = asked.strip(), now, viewer.username
    line = queue_line(viewer, home, as_it_stands=True, now=now)
    row.due_at = due(About(row.about), line.level if line else "", started_at=now, now=now)
    sealed = _seal(viewer, row, private, now=now)
    row.digest = sealed.digest
    row.save(
        update_fields=[
            "due_at", "asked", "source_grade", "handling_code", "handling_conditions", "marking", "sent_at",
            "sent_by", "digest",
        ]
    )  # fmt: skip
    keep_sent(sealed, Letter.DISSEMINATION, row.reference, desk=row.desk_id, to=row.force_code, now=now)
    record(
        Event.DISSEMINATED,
        row.reference,
        actor=viewer.officer_id,
        at=now,
        desk=row.desk_id,
        detail={
            "recipient": row.force_code,
            "referral": row.referral.reference,
            "about": row.about,
            "digest": sealed.digest,
            "key": sealed.key,
        },
    )
    return sealed


def set_aside(*, viewer: Viewer, reference: str, reason: str, now: datetime) -> None:
    """Say that a force need not be told, with why. Raises NotPermitted, NotThatMove, ReasonMissing."""
    require(viewer, Permission.DISSEMINATE)
    step(viewer, Permission.DISSEMINATE, held(reference), MoveName.SET_ASIDE, reason=reason, now=now)


def propose_again(*, viewer: Viewer, reference: str, reason: str, now: datetime) -> None:
    """Take up again what was set aside; its clock never stopped. Raises as `set_aside`."""
    require(viewer, Permission.DISSEMINATE)
    step(viewer, Permission.DISSEMINATE, held(reference), MoveName.PROPOSE_AGAIN, reason=reason, now=now)


def sender_of(desk: Desk) -> tuple[str, str]:
    """Whom a desk sends as: its force's code and name, or its own where it belongs to none."""
    if desk.force_code:
        return desk.force_code, force_by_code(desk.force_code).name
    return desk.code, desk.name


def moment(at: datetime) -> str:
    """A moment as packages state it: RFC 3339 UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def keep_sent(sealed: Sealed, letter: Letter, reference: str, *, desk: int, to: str, now: datetime) -> None:
    """Keep the bytes that leave, exactly."""
    SentPackage.objects.create(
        digest=sealed.digest,
        desk_id=desk,
        letter=letter.value,
        reference=reference,
        to_force=to,
        name=sealed.name,
        made_at=now,
        content=sealed.content,
    )


def _seal(viewer: Viewer, row: Dissemination, private: SigningKey, *, now: datetime) -> Sealed:
    package = _package(viewer, row, now=now)
    references = [row.referral.reference, row.reference, *(each.reference for each in package.reports)]
    members: Mapping[str, bytes] = {
        PACKAGE: write_package(package),
        SUMMARY: summary(package, about=row.about, report=row.report, party=row.party, made_at=now),
        AUDIT: audit_extract(references),
    }
    heading = Heading(
        Letter.DISSEMINATION,
        row.reference,
        package.by,
        package.by_name,
        row.force_code,
        moment(now),
        about=row.about,
        concerns=row.after.reference if row.after else "",
        answer_by=moment(row.due_at),
        handling_code=row.handling_code,
        marking=row.marking,
    )
    return seal(heading, members, private)


def _package(viewer: Viewer, row: Dissemination, *, now: datetime) -> Package:
    found = records.referral(viewer, row.referral.reference, now=now)
    code, name = sender_of(row.desk)
    whom = f"party {row.party} of {row.report}" if row.party else f"the subject of {found.reference}"
    if row.answer:
        whom = f"whoever lives where {row.answer} says that the line ends"
    return Package(
        reference=row.reference,
        made_at=now,
        by=code,
        by_name=name,
        referral=found.reference,
        reports=packaged_reports(viewer, found),
        to=row.force_code,
        asked=tuple(filter(None, map(str.strip, row.asked.splitlines()))),
        source_grade=row.source_grade,
        handling_code=row.handling_code,
        handling_conditions=row.handling_conditions,
        marking=row.marking,
        verdicts=packaged_verdicts(viewer, found),
        resolutions=packaged_resolutions(viewer, found.id, rests_on=row.answer),
        assessment=packaged_assessment(viewer, found.id),
        notes=(f"About a {row.about}: {whom}", *row.reasons),
    )
