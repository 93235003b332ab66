"""One batch of one desk through every step, in one transaction: read, refer, link, attribute, prioritise, account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.pipeline.documents import Documents, Parsed, kept_again, parse
from waymark.referrals.operations.recording import OpenReport, number_report
from waymark.referrals.operations.referring import (
    Referred,
    attach_files,
    refer,
    refer_numbered,
)
from waymark.referrals.types import (
    DocumentKind,
    Fact,
)
from waymark.stages.attribution.operations import placing
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.rules import Refusal
from waymark.stages.linking.operations import mentioning, proposing
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.assessing import Assessed, assess_referrals

READER = "cybertipline-xml/1"


def carry(parsed: Parsed, *, viewer: Viewer, now: datetime) -> None:
    """Read, refer, link, attribute, prioritise and account, in the caller's transaction."""
    documents = parsed.reports
    everything = [
        *(documents.kept if documents else ()),
        *(triple[0] for triple in parsed.files),
        *(pair[0] for pair in parsed.responses),
    ]
    quarantine(parsed.faults, viewer=viewer, now=now)
    if not everything:
        return
    desk = everything[0].desk
    step = _Step(desk, viewer, now)
    if documents:
        step.take_in(documents, lambda reports: refer(reports, desk=desk, viewer=viewer, now=now))
    waiting = [(kept, number, DocumentKind.RESPONSE.value) for kept, number in parsed.responses]
    known = deliveries.numbers_known([number for _, _, number in parsed.files], desk=desk)
    waiting += [
        (kept, number, DocumentKind.FILE_DETAILS.value)
        for kept, _, number in parsed.files
        if number not in known
    ]
    intake.wait_for_report(waiting)
    intake.conclude([(kept, "unfinished") for kept, _, _ in waiting], [], reader=READER)
    step.number_from({each.folder for each in everything})
    step.take_in_files([(kept, facts) for kept, facts, number in parsed.files if number in known])
    step.take_in_waiting()


class _Step:
    """One batch of one desk on its way through the steps."""

    def __init__(self, desk: int, viewer: Viewer, now: datetime) -> None:
        self._desk = desk
        self._viewer = viewer
        self._now = now
        self._numbers: set[str] = set()

    def take_in(self, documents: Documents, join: Callable[[Sequence[OpenReport]], list[Referred]]) -> None:
        """Carry documents through every step; `join` says to which referrals they belong."""
        reports = documents.reports
        self._numbers |= documents.numbers
        documents.record.write()
        referred = join(reports)
        identifiers = documents.mentions.write()
        documents.verdicts.write()
        placing.place_reports(reports, viewer=self._viewer, now=self._now)
        documents.summaries.write()
        assessed = self._reassess(referred, identifiers)
        self._conclude(documents, referred, assessed)

    def take_in_files(self, documents: Sequence[tuple[Kept, Iterable[Fact]]]) -> None:
        """Carry descriptions of files through every step, under the report whose number they name."""
        if documents:
            self.take_in(
                Documents(documents, viewer=self._viewer, now=self._now),
                lambda reports: attach_files(reports, desk=self._desk, now=self._now),
            )

    def number_from(self, folders: set[str]) -> None:
        """Give reports the numbers that answers in their folder say, and join what that joins."""
        said = deliveries.numbers_said(sorted(folders), desk=self._desk)
        for each in said:
            number_report(
                report_id=each.report_id,
                reference=each.report,
                desk=self._desk,
                number=each.number,
                said_by=each.delivery,
                viewer=self._viewer,
                now=self._now,
            )
            self._numbers.add(each.number)
        if said:
            intake.stop_waiting([each.delivery_id for each in said])
            intake.mark([each.delivery_id for each in said], "accepted")
            self._reassess(
                refer_numbered(
                    [each.report_id for each in said], desk=self._desk, viewer=self._viewer, now=self._now
                )
            )
            # What a number does not join by itself it may still propose.
            numbers = [
                identifier
                for each in said
                for identifier in mentioning.mention_number(
                    each.report_id, each.number, desk=self._desk, viewer=self._viewer
                )
            ]
            proposing.propose_links(numbers, desk=self._desk, viewer=self._viewer, now=self._now)

    def take_in_waiting(self) -> None:
        """Carry through the descriptions of files that waited for a number which is now known."""
        standing = deliveries.waiting_for(sorted(self._numbers), desk=self._desk) if self._numbers else []
        if standing:
            intake.stop_waiting([each.id for each in standing])
            parsed = parse([kept_again(each) for each in standing], viewer=self._viewer, now=self._now)
            self.take_in_files([(kept, facts) for kept, facts, _ in parsed.files])

    def _reassess(self, referred: Sequence[Referred], identifiers: Sequence[int] = ()) -> dict[int, Assessed]:
        """Link, place and prioritise referrals that a batch opened or changed.

        identifiers: those that can link anything anew, besides all that joined referrals mention.
        """
        if not referred:
            return {}
        absorbed = [(old, each.id) for each in referred for old in each.absorbed]
        mentioning.follow(absorbed)
        placing.follow([old for old, _ in absorbed])
        assessing.follow([old for old, _ in absorbed])
        ids = [each.id for each in referred if each.absorbed]
        changed = [*identifiers, *(proposing.identifiers_of(ids) if absorbed else [])]
        proposing.propose_links(changed, desk=self._desk, viewer=self._viewer, now=self._now)
        forces = placing.propose_forces(referred, viewer=self._viewer)
        return assess_referrals(referred, forces=forces, viewer=self._viewer, now=self._now)

    def _conclude(
        self,
        documents: Documents,
        referred: Sequence[Referred],
        assessed: dict[int, Assessed],
    ) -> None:
        homes: dict[int, list[Referred]] = {}
        for each in referred:
            for report_id in each.reports:
                homes.setdefault(report_id, []).append(each)
        outcomes, readings = [], []
        for kept, report in zip(documents.kept, documents.reports, strict=True):
            mine = homes.get(report.id, [])
            adds = any(each.reports[report.id] == "named_report" for each in mine)
            outcomes.append((kept, "supplement" if adds else "accepted"))
            readings.append((kept, report.id))
            record(
                Event.REPORT_READ_IN,
                report.reference,
                actor=self._viewer.officer_id,
                at=self._now,
                desk=self._desk,
                detail={
                    "delivery": kept.reference,
                    "reader": READER,
                    "events": report.events,
                    "files": report.files,
                    "kept_raw": report.raw,
                    "referrals": {
                        each.reference: [
                            each.reports[report.id],
                            assessed[each.id].assessment.level.value if each.id in assessed else "",
                        ]
                        for each in mine
                    },
                },
            )
        intake.conclude(outcomes, readings, reader=READER)


def quarantine(faults: Sequence[tuple[Kept, CannotRead]], *, viewer: Viewer, now: datetime) -> None:
    if faults:
        intake.raise_faults(
            [
                (kept, Refusal("quarantined", fault.where, f"{fault.what}. {fault.remedy}"))
                for kept, fault in faults
            ],
            viewer=viewer,
            now=now,
        )
        intake.conclude([(kept, "quarantined") for kept, _ in faults], [], reader=READER)
