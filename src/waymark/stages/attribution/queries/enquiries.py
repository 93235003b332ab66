"""Enquiries with their schedules, steps and answers; how many days each has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.gradings import Grade
from waymark.referrals.models import Report
from waymark.referrals.references import read_reference
from waymark.stages.attribution.models import Enquiry, EnquiryLine, EnquiryStep
from waymark.stages.attribution.queries.joined import with_absorbed
from waymark.stages.attribution.rules.schedules import (
    Answering,
    EventToAsk,
    Fault,
    LineStanding,
    faults_of,
    standing_of,
)
from waymark.stages.attribution.rules.states import EnquiryKind, State
from waymark.stages.intake.queries.fact_grades import FactGrades, fact_grades

NOT_STATED = Grade()


class NoSuchEnquiry(WaymarkError):
    """No enquiry at the viewer's desks has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"No enquiry at your desks is called {reference}: the list of enquiries shows those that are"
        )


@dataclass(frozen=True, slots=True)
class EnquiryLineOfList:
    """One enquiry in a list. last_day: the earliest day on which a record it asks about is still expected;
    of a preservation, the day on which it ends. answers: how many came; open_answers: not yet compared.
    """

    reference: str
    referral: str
    kind: str
    route: str
    purpose: str
    state: str
    addressed_to: str
    applicant: str
    lines: int
    answers: int
    last_day: date | None
    ends_at: datetime | None
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A line of a schedule beside its original. faults: of it now; standing: those answered for and not.

    path: where in its document the event stands; empty where that is not certain. handling: how the event may
    be used, as its report or its pack said.
    """

    n: int
    event: EventToAsk
    faults: tuple[Fault, ...]
    standing: LineStanding
    path: str = ""
    handling: Grade = NOT_STATED


@dataclass(frozen=True, slots=True)
class StepLine:
    at: datetime
    move: str
    before: str
    after: str
    officer: str
    named: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnquiryRecord:
    """An enquiry whole, but for its answers. account_handling: how the account it asks about may be used."""

    id: int
    reference: str
    desk: int
    referral_id: int
    referral: str
    kind: EnquiryKind
    route: str
    purpose: str
    necessity: str
    urgency: str
    addressed_to: str
    account: str
    account_source: str
    state: State
    applicant_id: int
    applicant: str
    checker: str
    authoriser: str
    authorisation_number: str
    drafted_at: datetime
    sent_at: datetime | None
    ends_at: datetime | None
    digest: str
    lines: tuple[ScheduleLine, ...]
    steps: tuple[StepLine, ...]
    account_handling: Grade = NOT_STATED

    @property
    def open_lines(self) -> tuple[ScheduleLine, ...]:
        """Lines with something wrong that nobody has answered for."""
        return tuple(line for line in self.lines if line.standing.is_open)


_LIST = """
    select e.reference, f.reference, e.kind, e.route, e.purpose, e.state, e.addressed_to, e.applicant,
        (select count(*) from enquiry_line l where l.enquiry_id = e.id),
        (select count(*) from enquiry_answer a where a.enquiry_id = e.id),
        (select min(l.last_day_to_apply) from enquiry_line l
            where l.enquiry_id = e.id and e.kind = 'communications_data'),
        e.ends_at, e.drafted_at
    from enquiry e join referral f on f.id = e.referral_id
"""


def enquiries(
    viewer: Viewer,
    *,
    referral_id: int | None = None,
    states: Sequence[str] = (),
    limit: int = 200,
    now: datetime,
) -> list[EnquiryLineOfList]:
    """Enquiries at the viewer's desks: those that have not ended first, by the day on which a record is lost.

    referral_id: of one referral alone. states: in one of these alone. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            _LIST
            + "where (%s::bigint is null or coalesce(f.merged_into_id, f.id) = %s) and (%s or e.state = any(%s)) "
            "order by e.state in ('closed', 'withdrawn'), 11 nulls last, e.ends_at nulls last, e.id limit %s",
            [referral_id, referral_id, not states, list(states), limit],
        )
        found = [EnquiryLineOfList(*row) for row in cursor.fetchall()]
    record(
        Event.ENQUIRIES_READ,
        "enquiries",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"enquiries": [line.reference for line in found]},
    )
    return found


def enquiry(viewer: Viewer, reference: str, *, now: datetime) -> EnquiryRecord:
    """An enquiry by its reference; the reading is logged. Raises NotPermitted, BadReference, NoSuchEnquiry."""
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    found = Enquiry.objects.select_related("referral").filter(reference=written).first()
    if found is None:
        raise NoSuchEnquiry(written)
    steps = EnquiryStep.objects.filter(enquiry_id=found.pk).order_by("n")
    grades = fact_grades(viewer, _reports_behind(found))
    record(Event.ENQUIRY_READ, written, actor=viewer.officer_id, at=now, desk=found.desk_id)
    return EnquiryRecord(
        id=found.pk,
        reference=written,
        desk=found.desk_id,
        referral_id=found.referral_id,
        referral=found.referral.reference,
        kind=EnquiryKind(found.kind),
        route=found.route,
        purpose=found.purpose,
        necessity=found.necessity,
        urgency=found.urgency,
        addressed_to=found.addressed_to,
        account=found.account,
        account_source=found.account_source,
        state=State(found.state),
        applicant_id=found.applicant_id,
        applicant=found.applicant,
        checker=found.checker,
        authoriser=found.authoriser,
        authorisation_number=found.authorisation_number,
        drafted_at=found.drafted_at,
        sent_at=found.sent_at,
        ends_at=found.ends_at,
        digest=found.digest,
        lines=tuple(schedule_lines(found, grades, now=now)),
        steps=tuple(
            StepLine(step.at, step.move, step.before, step.after, step.officer, step.named, step.reason)
            for step in steps
        ),
        account_handling=grades.of(*_party_behind(found.account_source)),
    )


def _party_behind(account_source: str) -> tuple[str, str]:
    """Report and party that an account was picked from: `WMR-..., party 2` as it was drafted."""
    report, _, party = account_source.partition(", ")
    return report, party


def _reports_behind(asked: Enquiry) -> list[int]:
    lines = EnquiryLine.objects.filter(enquiry=asked).values_list("report_id", flat=True)
    named, _ = _party_behind(asked.account_source)
    of_account = Report.objects.filter(reference=named).values_list("id", flat=True) if named else ()
    return [*{*lines, *of_account}]


def schedule_lines(asked: Enquiry, grades: FactGrades | None = None, *, now: datetime) -> list[ScheduleLine]:
    """The schedule of an enquiry, each line judged anew as at `now`. grades: of the events; none where unasked.

    A platform is told of events to find its account by, not asked whose an address was: nothing is wrong there.
    """
    is_data = asked.kind == EnquiryKind.COMMUNICATIONS_DATA
    lines = []
    for row in EnquiryLine.objects.filter(enquiry=asked).order_by("n"):
        event = EventToAsk(
            row.report_id,
            row.report,
            row.ordinal,
            row.address,
            row.port,
            row.captured_text,
            row.captured_at,
            row.zone,
            row.zone_assumed_by,
            row.event,
            row.account,
            row.provider,
            row.received_at,
            row.operator,
            row.kind,
            row.resolvability,
            tuple(row.reasons),
            row.last_day_to_apply,
        )
        faults = faults_of(event, now=now) if is_data else ()
        answerings = tuple(Answering(each["code"], each["by"], each["reason"]) for each in row.answerings)
        handling = grades.of(row.report, f"event {row.ordinal}") if grades else NOT_STATED
        lines.append(ScheduleLine(row.n, event, faults, standing_of(faults, answerings), row.path, handling))
    return lines


def purposes_of(viewer: Viewer, referral_id: int) -> dict[str, str]:
    """What each enquiry about a referral already read is for, by its reference. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    return dict(
        Enquiry.objects.filter(referral_id__in=with_absorbed(referral_id)).values_list("reference", "purpose")
    )
