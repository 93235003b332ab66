"""A verdict for every IP capture event, as the reports are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Rows, Table
from waymark.reference.operations import note_use
from waymark.reference.queries import network_index
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.types import IPCaptureEvent
from waymark.stages.attribution.rules import Resolvability, verdict

_ARRIVING = Table(
    "arriving_verdict",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "operator",
        "asn",
        "kind",
        "resolvability",
        "words",
        "last_day_to_apply",
    ),
    ("bigint", "integer", "smallint", "text", "bigint", "text", "text", "integer", "date"),
)
# Nine tenths of a verdict are sentences that thousands share: they go to the server once.
_WORDS = Table("arriving_words", ("n", "reasons", "reference"), ("integer", "text[]", "text[]"))


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
        self._verdicts = Rows(_ARRIVING)
        self._words = Rows(_WORDS)
        self._numbers: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self.rows = (self._verdicts, self._words)
        self._summaries: dict[int, EventSummary] = {}
        # How many verdicts were made from each set of versions, on events from which day to which.
        self._uses: dict[tuple[str, ...], tuple[int, date, date]] = {}

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
        words = self._numbers.get((judged.reasons, judged.reference))
        if words is None:
            words = self._numbers[judged.reasons, judged.reference] = len(self._numbers)
            self._words.add((words, judged.reasons, judged.reference))
        self._verdicts.add(
            (
                report.id,
                event.ordinal,
                report.desk,
                judged.operator,
                judged.asn,
                judged.kind,
                judged.resolvability,
                words,
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
        day = self._now.date()
        if event.captured_at and event.captured_at.instant:
            day = event.captured_at.instant.date()
            if summary.last_active_on is None or day > summary.last_active_on:
                summary.last_active_on = day
        count, first, last = self._uses.get(judged.reference, (0, day, day))
        self._uses[judged.reference] = (count + 1, min(first, day), max(last, day))

    def summary_of(self, report: OpenReport) -> EventSummary:
        return self._summaries.get(report.id) or EventSummary()

    def write(self) -> None:
        if not self._verdicts.stage():
            return
        self._words.stage()
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into ip_verdict (report_id, ordinal, desk_id, operator, asn, kind, resolvability, "
                "reasons, reference, last_day_to_apply) "
                "select v.report_id, v.ordinal, v.desk_id, v.operator, v.asn, v.kind, v.resolvability, "
                "w.reasons, w.reference, v.last_day_to_apply "
                "from waiting_arriving_verdict v join waiting_arriving_words w on w.n = v.words "
                "order by v.report_id, v.ordinal"
            )
            cursor.execute("truncate waiting_arriving_verdict, waiting_arriving_words")
        note_use(_by_label(self._uses), now=self._now)
        self._uses.clear()


def _by_label(uses: Mapping[tuple[str, ...], tuple[int, date, date]]) -> dict[str, tuple[int, date, date]]:
    """By the label of each version, how many verdicts were made from it, on events from which day to which."""
    found: dict[str, tuple[int, date, date]] = {}
    for labels, (count, first, last) in uses.items():
        for label in labels:
            before, start, end = found.get(label, (0, first, last))
            found[label] = (before + count, min(start, first), max(end, last))
    return found
