"""What a viewer reads of the shared record, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from waymark.referrals.types import IncidentDetail, LawEnforcement, Party
from waymark.referrals.wire import FileDetail


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a referral's list. joined_by: why it belongs to this referral."""

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
class ReportRecord:
    """A report whole, but for its events and files."""

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
