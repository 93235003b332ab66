"""What each report comes to for the queue, gathered as it is read."""

from __future__ import annotations

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Json, Rows, Table
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.types import Party, Report, ReportedFile, Role
from waymark.stages.prioritisation.rules.signal_wire import signals_to_json
from waymark.stages.prioritisation.rules.signals import SignalTally

_SUMMARY = Table(
    "report_summary",
    ("report_id", "desk_id", "signals", "people", "resolvable_events", "operator_lost_on", "last_active_on"),
)
_PEOPLE = frozenset({Role.SUSPECT, Role.VICTIM, Role.INTENDED_RECIPIENT})


class SummaryWriter:
    """Tallies the signals of each report of a batch; `close` needs what attribution made of its events."""

    def __init__(self, *, viewer: Viewer) -> None:
        require(viewer, Permission.DELIVER)
        self._tallies: dict[int, SignalTally] = {}
        self._rows = Rows(_SUMMARY)
        self.rows = (self._rows,)

    def take_party(self, report: OpenReport, party: Party) -> None:
        self._tally(report).add_party(party)

    def take_file(self, report: OpenReport, file: ReportedFile) -> None:
        self._tally(report).add_file(file)

    def close(
        self,
        report: OpenReport,
        head: Report,
        *,
        resolvable_events: int,
        operator_lost_on: object,
        last_active_on: object,
    ) -> None:
        """Finish a report. The dates are None where no event of it has one."""
        signals = self._tally(report).finish(head)
        people = sum(party.role in _PEOPLE for party in report.parties)
        self._rows.add(
            (
                report.id,
                report.desk,
                Json(signals_to_json(signals)),
                people,
                resolvable_events,
                operator_lost_on,
                last_active_on,
            )
        )
        del self._tallies[report.id]

    def write(self) -> None:
        self._rows.settle()

    def _tally(self, report: OpenReport) -> SignalTally:
        tally = self._tallies.get(report.id)
        if tally is None:
            tally = self._tallies[report.id] = SignalTally(received_on=report.received_at.date())
        return tally
