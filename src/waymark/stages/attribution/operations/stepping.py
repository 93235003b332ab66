"""Taking an enquiry from state to state, by the table that knows what may follow what and by whose hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.attribution.models import Enquiry, EnquiryStep
from waymark.stages.attribution.operations.enquiring import (
    NothingPicked,
    NotOverridable,
    ScheduleNotReady,
    locked,
)
from waymark.stages.attribution.queries.answers import unacknowledged
from waymark.stages.attribution.queries.enquiries import schedule_lines
from waymark.stages.attribution.rules.enquiries import (
    Route,
    authorisation_ends,
    check_people,
    preservation_ends,
    schedule_digest,
)
from waymark.stages.attribution.rules.states import (
    EnquiryKind,
    Move,
    MoveName,
    Part,
    ReasonMissing,
    State,
    find_move,
)

_CHANGING = (
    "state",
    "checker",
    "authoriser",
    "authorisation_number",
    "sent_at",
    "ends_at",
    "digest",
)


class NotComparedYet(WaymarkError):
    """An enquiry cannot count as compared while a difference is not acknowledged by name."""

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__(
            f"Acknowledge every difference first: {', '.join(answers) or 'no answer has been entered'}"
        )


class AuthorisationOver(WaymarkError):
    """The authorisation has ceased before the enquiry was sent."""

    def __init__(self, ended: date) -> None:
        super().__init__(f"The authorisation held until {ended.isoformat()}: withdraw this and apply again")


def take_step(
    *,
    viewer: Viewer,
    reference: str,
    name: MoveName,
    reason: str = "",
    named: str = "",
    number: str = "",
    granted_on: date | None = None,
    now: datetime,
) -> State:
    """Take an enquiry one step further, by the table of states. Returns where it stands now.

    named: the authoriser, when outside; then the officer enters what they decided. number: of the authorisation.
    granted_on: its day, today when not given. Raises NotPermitted, NoSuchEnquiry, NotThatMove, ReasonMissing,
    OnePersonTwice, ScheduleNotReady, NotComparedYet, AuthorisationOver.
    """
    require(viewer, Permission.READ_RECORD)
    found = locked(reference)
    move = find_move(EnquiryKind(found.kind), State(found.state), name, reason=reason)
    _check_hand(move, found, viewer, named=named.strip())
    _check_ready(move, found, now=now)
    _settle(move, found, viewer, named=named.strip(), number=number.strip(), granted_on=granted_on, now=now)
    before, found.state = found.state, move.end.value
    found.save(update_fields=_CHANGING)
    _note_step(found, move, before, viewer, named=named.strip(), reason=reason.strip(), now=now)
    if move.name is MoveName.SEND:
        record(
            Event.ENQUIRY_SENT,
            reference,
            actor=viewer.officer_id,
            at=now,
            desk=found.desk_id,
            detail={"to": found.addressed_to, "digest": found.digest},
        )
    return move.end


def _check_hand(move: Move, found: Enquiry, viewer: Viewer, *, named: str) -> None:
    """Who takes this step may take it, and is none of the people that they must not be."""
    is_data = found.kind == EnquiryKind.COMMUNICATIONS_DATA
    if move.by is Part.CHECKER and is_data:
        require(viewer, Permission.CHECK_ENQUIRY)
        check_people(applicant=found.applicant, checker=viewer.username, authoriser=found.authoriser)
    elif move.by is Part.CHECKER:
        require(viewer, Permission.DRAFT_ENQUIRY)
        check_people(applicant=found.applicant, checker=viewer.username)
    elif move.by is Part.AUTHORISER:
        # Somebody outside decides, and the SPoC enters it; or an urgent one is decided by an officer here.
        require(viewer, Permission.CHECK_ENQUIRY if named else Permission.AUTHORISE_ENQUIRY)
        if not named and found.route != Route.S61A:
            raise ReasonMissing("name who authorised it at the Office for Communications Data Authorisations")
        check_people(applicant=found.applicant, checker=found.checker, authoriser=named or viewer.username)
    elif move.by is Part.APPLICANT and viewer.officer_id != found.applicant_id:
        raise NotOverridable(f"{found.applicant} drafted this, and submits it: ask them, or withdraw it")
    else:
        require(
            viewer,
            Permission.CHECK_ENQUIRY if viewer.may(Permission.CHECK_ENQUIRY) else Permission.DRAFT_ENQUIRY,
        )


def _check_ready(move: Move, found: Enquiry, *, now: datetime) -> None:
    if move.name in {MoveName.SUBMIT, MoveName.CHECK, MoveName.AUTHORISE, MoveName.SEND}:
        lines = schedule_lines(found, now=now)
        if not lines and found.kind == EnquiryKind.COMMUNICATIONS_DATA:
            raise NothingPicked
        wrong = [line.n for line in lines if line.standing.is_open]
        if wrong:
            raise ScheduleNotReady(wrong)
    if move.name is MoveName.SEND and found.ends_at is not None and found.ends_at <= now:
        raise AuthorisationOver((found.ends_at - timedelta(days=1)).date())
    if move.name is MoveName.COMPARE:
        waiting = unacknowledged(found.pk)
        if waiting is None or waiting:
            raise NotComparedYet(waiting or ())


def _settle(
    move: Move,
    found: Enquiry,
    viewer: Viewer,
    *,
    named: str,
    number: str,
    granted_on: date | None,
    now: datetime,
) -> None:
    """What a step changes beside the state."""
    if move.name is MoveName.CHECK:
        found.checker = viewer.username
    elif move.name is MoveName.RETURN:
        found.checker = ""
    elif move.name is MoveName.AUTHORISE:
        found.authoriser, found.authorisation_number = named or viewer.username, number
        last_day = authorisation_ends(Route(found.route), granted_on or now.date())
        found.ends_at = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=UTC)
    elif move.name is MoveName.SEND:
        found.sent_at = now
        lines = [(str(line.n), *line.event.values()) for line in schedule_lines(found, now=now)]
        found.digest = schedule_digest(found.reference, lines or [(found.addressed_to, found.account)])
    if found.kind == EnquiryKind.PRESERVATION and move.name in {MoveName.SEND, MoveName.RENEW}:
        found.ends_at = preservation_ends(now)


def _note_step(
    found: Enquiry, move: Move, before: str, viewer: Viewer, *, named: str, reason: str, now: datetime
) -> None:
    EnquiryStep.objects.create(
        enquiry=found,
        n=EnquiryStep.objects.filter(enquiry=found).count() + 1,
        desk_id=found.desk_id,
        at=now,
        move=move.name.value,
        before=before,
        after=move.end.value,
        officer_id=viewer.officer_id,
        officer=viewer.username,
        named=named,
        reason=reason,
    )
    record(
        Event.ENQUIRY_MOVED,
        found.reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={
            "move": move.name.value,
            "before": before,
            "after": move.end.value,
            "named": named,
            "reason": reason,
        },
    )
