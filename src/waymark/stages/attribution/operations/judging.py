"""A verdict for every IP capture event, as the reports are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Rows, Table
from waymark.reference.queries import network_index
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.types import IPCaptureEvent
from waymark.stages.attribution.rules import Resolvability, verdict

_VERDICT = Table(
    "ip_verdict",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "operator",
        "asn",
        "kind",
        "resolvability",
        "reasons",
        "reference",
        "last_day_to_apply",
    ),
)


@dataclass(slots=True)
class EventSummary:
    """What a report's events come to: how many an operator can resolve, and until when the last of them.

    last_active_on: the day of the latest event that has a time.
    """

    resolvable: int = 0
    last_day_to_apply: date | None = None
    last_active_on: date | None = None


class VerdictWriter:
    """Judges each event with the reference data that held at its time; writes at the end of the batch."""

    def __init__(self, *, viewer: Viewer, now: datetime) -> None:
        require(viewer, Permission.DELIVER)
        self._networks = network_index(viewer)
        self._now = now
        self._rows = Rows(_VERDICT)
        self.rows = (self._rows,)
        self._summaries: dict[int, EventSummary] = {}

    def take_event(self, report: OpenReport, event: IPCaptureEvent) -> None:
        judged = verdict(
            event.address,
            event.captured_at,
            event.port,
            event.possible_proxy,
            networks=self._networks,
            now=self._now,
            received_at=report.received_at,
        )
        self._rows.add(
            (
                report.id,
                event.ordinal,
                report.desk,
                judged.operator,
                judged.asn,
                judged.kind,
                judged.resolvability,
                judged.reasons,
                judged.reference,
                judged.last_day_to_apply,
            )
        )
        summary = self._summaries.get(report.id)
        if summary is None:
            summary = self._summaries[report.id] = EventSummary()
        if judged.resolvability is Resolvability.RESOLVABLE:
            summary.resolvable += 1
            last = judged.last_day_to_apply
            if last and (summary.last_day_to_apply is None or last > summary.last_day_to_apply):
                summary.last_day_to_apply = last
        if event.captured_at and event.captured_at.instant:
            day = event.captured_at.instant.date()
            if summary.last_active_on is None or day > summary.last_active_on:
                summary.last_active_on = day

    def summary_of(self, report: OpenReport) -> EventSummary:
        return self._summaries.get(report.id) or EventSummary()

    def write(self) -> None:
        self._rows.settle()
