"""Drafting an enquiry by picking what reports state, and taking it from state to state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from waymark.access.rules import NotPermitted, Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.referrals.references import Kind, new_references
from waymark.stages.attribution.models import Enquiry, EnquiryLine
from waymark.stages.attribution.queries.asking import AccountToAsk, accounts_to_ask, events_called
from waymark.stages.attribution.queries.enquiries import NoSuchEnquiry, schedule_lines
from waymark.stages.attribution.queries.originals import paths_in_documents
from waymark.stages.attribution.rules.enquiries import (
    Purpose,
    Route,
    check_route,
)
from waymark.stages.attribution.rules.schedules import EventToAsk, Override
from waymark.stages.attribution.rules.states import (
    EDITABLE,
    EnquiryKind,
    ReasonMissing,
    State,
)


class NoSuchReferral(WaymarkError):
    """The referral to ask for is not at the viewer's desks."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"Nothing at your desks has the reference {reference}: check it")


class NothingPicked(WaymarkError):
    """An enquiry would ask about nothing."""

    def __init__(self) -> None:
        super().__init__("Pick at least one event or account to ask about: nothing was drafted")


class ScheduleIsClosed(WaymarkError):
    """A schedule was changed after it left the applicant's hands."""

    def __init__(self, state: State) -> None:
        super().__init__(
            f"The schedule can no longer be changed: the enquiry is {state.replace('_', ' ')}. "
            "Have it returned, or withdraw it and draft another"
        )


class ScheduleNotReady(WaymarkError):
    """Something is wrong with a line, and nobody has answered for it."""

    def __init__(self, lines: Sequence[int]) -> None:
        told = ", ".join(map(str, lines))
        super().__init__(
            f"Nothing leaves while something is wrong: line {told}. Drop each, or answer for it with a reason"
        )


class NotOverridable(WaymarkError):
    """A fault was answered for that nobody may answer for, or not this officer."""


def draft_enquiry(
    *,
    viewer: Viewer,
    referral: str,
    kind: EnquiryKind,
    route: Route,
    purpose: Purpose,
    necessity: str,
    urgency: str = "",
    picks: Sequence[str] = (),
    account: str = "",
    now: datetime,
) -> str:
    """Draft an enquiry from what is picked; nothing of it is typed but why it is needed. Returns its reference.

    picks: keys of IP events (`report.ordinal`); account: key of an account, for a platform.
    Raises NotPermitted, NoSuchReferral, NothingPicked, ReasonMissing, WrongRoute.
    """
    require(viewer, Permission.DRAFT_ENQUIRY)
    if not necessity.strip():
        raise ReasonMissing("ask for this")
    check_route(route, purpose, urgency)
    about = _referral(referral)
    is_data = kind is EnquiryKind.COMMUNICATIONS_DATA
    events = events_called(viewer, about.pk, picks)
    asked = None if is_data else _account(viewer, about.pk, account)
    if not (events if is_data else asked):
        raise NothingPicked
    (reference,) = new_references(Kind.ENQUIRY, 1)
    made = Enquiry.objects.create(
        reference=reference,
        desk_id=about.desk_id,
        referral=about,
        kind=kind.value,
        route=(route if is_data else Route.NONE).value,
        purpose=purpose.value,
        necessity=necessity.strip(),
        urgency=urgency.strip(),
        addressed_to=asked.provider if asked else _operators(events),
        account=(asked.account or asked.screen_name) if asked else "",
        account_source=f"{asked.report}, party {asked.party}" if asked else "",
        state=State.DRAFTED.value,
        applicant_id=viewer.officer_id,
        applicant=viewer.username,
        drafted_at=now,
    )
    _add_lines(made, events, paths_in_documents(viewer, events), first=1)
    record(
        Event.ENQUIRY_DRAFTED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=about.desk_id,
        detail={"referral": about.reference, "kind": kind.value, "events": [event.key for event in events]},
    )
    return reference


def change_schedule(
    *, viewer: Viewer, reference: str, pick: Sequence[str] = (), drop: Sequence[int] = (), now: datetime
) -> None:
    """Pick more events into a draft and drop lines of it. Raises NotPermitted, NoSuchEnquiry, ScheduleIsClosed."""
    require(viewer, Permission.DRAFT_ENQUIRY)
    found = _editable(reference)
    EnquiryLine.objects.filter(enquiry=found, n__in=list(drop)).delete()
    standing = EnquiryLine.objects.filter(enquiry=found)
    held = {f"{report}.{ordinal}" for report, ordinal in standing.values_list("report_id", "ordinal")}
    events = [event for event in events_called(viewer, found.referral_id, pick) if event.key not in held]
    first = (standing.aggregate(last=Max("n"))["last"] or 0) + 1
    _add_lines(found, events, paths_in_documents(viewer, events), first=first)
    if found.kind == EnquiryKind.COMMUNICATIONS_DATA:
        found.addressed_to = ", ".join(sorted({*standing.values_list("operator", flat=True)} - {""}))
        found.save(update_fields=["addressed_to"])
    record(
        Event.ENQUIRY_CHANGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"picked": [event.key for event in events], "dropped": list(drop)},
    )


def answer_for_fault(
    *, viewer: Viewer, reference: str, line: int, code: str, reason: str, now: datetime
) -> None:
    """Answer for one thing that is wrong with a line, so that it may be asked about all the same.

    Raises NotPermitted, NoSuchEnquiry, ScheduleIsClosed, ReasonMissing, NotOverridable.
    """
    require(viewer, Permission.DRAFT_ENQUIRY)
    if not reason.strip():
        raise ReasonMissing("ask about it all the same")
    found = _editable(reference, anyone_may=frozenset({State.SUBMITTED}))
    shown = next((each for each in schedule_lines(found, now=now) if each.n == line), None)
    fault = next((each for each in shown.standing.open_faults if each.code == code), None) if shown else None
    if fault is None:
        raise NotOverridable(f"Nothing of that kind is open on line {line}: look at the schedule again")
    if fault.override is Override.NEVER:
        raise NotOverridable(f"Line {line} cannot be asked about whatever the reason: drop it")
    if fault.override is Override.SUPERVISOR and not viewer.may(Permission.OVERRIDE_DOOR):
        raise NotPermitted(Permission.OVERRIDE_DOOR, viewer)
    row = EnquiryLine.objects.select_for_update().get(enquiry=found, n=line)
    row.answerings = [*row.answerings, {"code": code, "by": viewer.username, "reason": reason.strip()}]
    row.save(update_fields=["answerings"])
    record(
        Event.ENQUIRY_CHANGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"line": line, "answered_for": code, "reason": reason.strip()},
    )


def take_schedule(*, viewer: Viewer, reference: str, form: str, now: datetime) -> None:
    """Account for a schedule that was taken out as a file. form: csv, pdf or letter. Raises NoSuchEnquiry.

    Raises ScheduleNotReady while something is wrong with it that nobody has answered for.
    """
    require(viewer, Permission.READ_RECORD)
    found = Enquiry.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchEnquiry(reference)
    wrong = [line.n for line in schedule_lines(found, now=now) if line.standing.is_open]
    if wrong and found.state in EDITABLE:
        raise ScheduleNotReady(wrong)
    record(
        Event.SCHEDULE_TAKEN,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"form": form},
    )


def _referral(reference: str) -> Referral:
    found = Referral.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchReferral(reference)
    return found.merged_into or found


def _account(viewer: Viewer, referral_id: int, key: str) -> AccountToAsk | None:
    return next((each for each in accounts_to_ask(viewer, referral_id) if each.key == key), None)


def _operators(events: Sequence[EventToAsk]) -> str:
    return ", ".join(sorted({event.operator for event in events if event.operator}))


def _add_lines(made: Enquiry, events: Sequence[EventToAsk], paths: Mapping[str, str], *, first: int) -> None:
    EnquiryLine.objects.bulk_create(
        EnquiryLine(
            enquiry=made,
            n=n,
            desk_id=made.desk_id,
            report_id=event.report_id,
            report=event.report,
            ordinal=event.ordinal,
            address=event.address,
            port=event.port,
            captured_text=event.captured_text,
            captured_at=event.captured_at,
            zone=event.zone,
            zone_assumed_by=event.zone_assumed_by,
            event=event.event,
            account=event.account,
            provider=event.provider,
            received_at=event.received_at,
            operator=event.operator,
            kind=event.kind,
            resolvability=event.resolvability,
            reasons=list(event.reasons),
            last_day_to_apply=event.last_day_to_apply,
            path=paths.get(event.key, ""),
        )
        for n, event in enumerate(events, start=first)
    )


def locked(reference: str) -> Enquiry:
    """The enquiry, held until the transaction ends. Raises NoSuchEnquiry."""
    found = Enquiry.objects.select_for_update().filter(reference=reference).first()
    if found is None:
        raise NoSuchEnquiry(reference)
    return found


def _editable(reference: str, *, anyone_may: frozenset[State] = frozenset()) -> Enquiry:
    found = locked(reference)
    if found.state not in EDITABLE | anyone_may:
        raise ScheduleIsClosed(State(found.state))
    return found
