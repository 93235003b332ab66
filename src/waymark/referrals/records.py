"""What a viewer reads of the shared record, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from waymark.referrals.comparing import Difference
from waymark.referrals.types import DocumentKind, IncidentDetail, LawEnforcement, Party
from waymark.referrals.wire import FileDetail


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a referral's list. joined_by: why it belongs to this referral.

    form: which kind of document it is. reporter, priority, source_grade, handling_code, handling_conditions,
    marking: as stated. relation, same_as: original, resend or supplement, and of which report; empty where it
    is the first of its number. adds_to: numbers it says it adds to. withdrawn_by: reports that take it back.
    """

    id: int
    reference: str
    kind: str
    source: str
    numbers: tuple[str, ...]
    received_at: datetime
    incident_type: str
    incident_at: datetime | None
    escalation: str
    annotations: tuple[str, ...]
    batched: str
    parties: int
    events: int
    files: int
    joined_by: str
    form: str = ""
    reporter: str = ""
    priority: str = ""
    source_grade: str = ""
    handling_code: str = ""
    handling_conditions: str = ""
    marking: str = ""
    relation: str = ""
    same_as: str = ""
    adds_to: tuple[str, ...] = ()
    withdrawn_by: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether it counts as a report: another form of one, or the same again, is counted with that one."""
        return self.kind == DocumentKind.REPORT and self.relation not in ("original", "resend")


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party with the report that names it. is_subject: the referral is about this party."""

    report: str
    party: Party
    is_subject: bool


@dataclass(frozen=True, slots=True)
class ReferralRecord:
    """A referral and all that its reports say of people; events and files are read apart, in pages."""

    id: int
    reference: str
    desk: str
    opened_at: datetime
    review_on: date
    absorbed: tuple[str, ...]
    reports: tuple[ReportLine, ...]
    parties: tuple[PartyLine, ...]

    @property
    def report_ids(self) -> list[int]:
        return [report.id for report in self.reports]


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """One document of a report that came in several. relation: empty for the first, or as `ReportLine` has it."""

    id: int
    reference: str
    form: str
    relation: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class AdditionLine:
    """What somebody other than the reporter added. See `types.Addition`."""

    report: str
    by: str
    section: str
    subject: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class NewsLine:
    """What came to a referral after it was last looked at. kind: report, supplement, original, retraction.

    level, rank before and after: the referral's level, and its place on the queue in words.
    differences: what the document says otherwise than the one it belongs with, where it was compared.
    """

    kind: str
    report: str
    form: str
    noted_at: datetime
    level_before: str
    level_after: str
    rank_before: str
    rank_after: str
    differences: tuple[Difference, ...]
    parties: int
    events: int
    files: int
    escalation: str


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report whole, but for its events and files.

    reported_time: when its clearing house had it, as (text, zone, who assumed the zone).
    originals: every document of the same report, when there are several.
    """

    line: ReportLine
    desk: str
    platform: str
    incident_time: tuple[str, str, str]
    incident_described: str
    details: tuple[IncidentDetail, ...]
    law_enforcement: LawEnforcement | None
    boilerplate: dict[str, str]
    additional_info: tuple[str, ...]
    parties: tuple[PartyLine, ...]
    referrals: tuple[str, ...]
    source_grade: str
    handling_code: str
    marking: str
    kept_raw_because: str
    reported_time: tuple[str, str, str] = ("", "", "")
    originals: tuple[OriginalLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """An IP capture event as stated, with its verdict's key."""

    report_id: int
    report: str
    ordinal: int
    of: str
    of_ordinal: int
    address: str
    event: str
    captured_text: str
    captured_at: datetime | None
    zone: str
    zone_assumed_by: str
    possible_proxy: bool | None
    port: int | None


@dataclass(frozen=True, slots=True)
class FileLine:
    """A reported file: names, numbers and hashes, each hash as (label, value, kind)."""

    report: str
    ordinal: int
    file_id: str
    name: str
    relevance: str
    classification: str
    viewed_by_esp: bool | None
    publicly_available: bool | None
    annotations: tuple[str, ...]
    hashes: tuple[tuple[str, str, str], ...]
    detail: FileDetail


@dataclass(frozen=True, slots=True)
class RelatedReferences:
    """By what references a referral's work is accounted for: its own, those it absorbed, its reports'."""

    referral: str
    absorbed: tuple[str, ...]
    reports: tuple[str, ...]

    @property
    def referrals(self) -> tuple[str, ...]:
        return (self.referral, *self.absorbed)
