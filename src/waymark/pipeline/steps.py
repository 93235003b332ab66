"""One batch of one desk through every step, in one transaction: read, refer, link, attribute, prioritise, account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.pipeline.concluding import conclude, quarantine
from waymark.pipeline.documents import Documents, Parsed, kept_again, parse
from waymark.pipeline.media import accept_media_that_waited
from waymark.pipeline.relating import Comparing, Related, places, relate, tell_news
from waymark.referrals.operations.describing import attach_again, attach_named
from waymark.referrals.operations.news import Place
from waymark.referrals.operations.numbering import number_report
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.referring import Referred, homes_of, refer, refer_numbered
from waymark.referrals.types import DocumentKind, Fact, Report
from waymark.stages.attribution.operations import placing
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept
from waymark.stages.linking.operations import mentioning, proposing
from waymark.stages.linking.queries.evidence import identifiers_of
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.assessing import assess_referrals
from waymark.stages.prioritisation.operations.bundling import bundle_referrals
from waymark.stages.prioritisation.operations.clocking import run_clocks
from waymark.stages.prioritisation.operations.lists import bring_back
from waymark.stages.prioritisation.rules.placing import Assessed


def carry(parsed: Parsed, *, viewer: Viewer, now: datetime) -> None:
    """Read, refer, link, attribute, prioritise and account, in the caller's transaction."""
    documents = parsed.reports
    everything = [
        *(documents.kept if documents else ()),
        *(pair[0] for pair in parsed.about),
        *(pair[0] for pair in parsed.responses),
        *parsed.packs,
    ]
    quarantine(parsed.faults, viewer=viewer, now=now)
    if not everything:
        return
    desk = everything[0].desk
    step = _Step(desk, viewer, now)
    if documents:
        step.take_in(documents, lambda reports: refer(reports, desk=desk, viewer=viewer, now=now))
    waiting = [(kept, number, DocumentKind.RESPONSE.value) for kept, number in parsed.responses]
    known = deliveries.numbers_known([n for _, facts in parsed.about for n in _names(facts)], desk=desk)
    waiting += [
        (kept, _names(facts)[0], _head(facts).kind.value)
        for kept, facts in parsed.about
        if _names(facts) and known.isdisjoint(_names(facts))
    ]
    intake.wait_for_report(waiting)
    unfinished = [*(kept for kept, _, _ in waiting), *parsed.packs]
    intake.conclude([(kept, "unfinished") for kept in unfinished], [], now=now)
    step.number_from({each.folder for each in everything})
    waits = {kept.id for kept in unfinished}
    step.take_in_about([(kept, facts) for kept, facts in parsed.about if kept.id not in waits])
    step.take_in_waiting()
    step.attach_again()


def _head(facts: Sequence[Fact]) -> Report:
    head = facts[-1]
    assert isinstance(head, Report)
    return head


def _names(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The numbers of the reports that a document is about."""
    head = _head(facts)
    return head.withdraws if head.kind is DocumentKind.RETRACTION else (head.number,)


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
        comparing = Comparing(self._viewer, documents)
        numbered = [
            report.id for report in reports if report.head and report.head.number and not _about(report)
        ]
        related = relate(numbered, comparing, desk=self._desk, now=self._now)
        identifiers = documents.mentions.write()
        documents.verdicts.write()
        placing.place_reports(reports, viewer=self._viewer)
        documents.summaries.write()
        accept_media_that_waited(documents.hashes, desk=self._desk, viewer=self._viewer, now=self._now)
        before = places(self._viewer, referred)
        assessed = self._reassess(referred, identifiers)
        self._tell(
            referred,
            {each.id: each for each in reports},
            related,
            comparing,
            before=before,
            assessed=assessed,
        )
        conclude(
            documents,
            referred,
            assessed,
            related,
            desk=self._desk,
            viewer=self._viewer,
            now=self._now,
        )

    def _tell(
        self,
        referred: Sequence[Referred],
        reports: Mapping[int, OpenReport],
        related: Mapping[int, Related],
        comparing: Comparing,
        *,
        before: Mapping[int, Place],
        assessed: Mapping[int, Assessed],
    ) -> None:
        after = {id_: Place(each.assessment.level.value, each.rank.reason) for id_, each in assessed.items()}
        tell_news(
            referred,
            reports,
            related,
            comparing,
            before=before,
            after=after,
            desk=self._desk,
            now=self._now,
        )

    def take_in_about(self, documents: Sequence[tuple[Kept, Iterable[Fact]]]) -> None:
        """Carry descriptions of files, and retractions, through every step, under the reports they name."""
        if documents:
            self.take_in(
                Documents(documents, viewer=self._viewer, now=self._now),
                lambda reports: attach_named(reports, desk=self._desk, now=self._now),
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
                clearing_house=each.clearing_house,
                viewer=self._viewer,
                now=self._now,
            )
            self._numbers.add(each.number)
        if said:
            intake.stop_waiting([each.delivery_id for each in said])
            intake.mark([each.delivery_id for each in said], "accepted", now=self._now)
            ids = [each.report_id for each in said]
            referred = refer_numbered(ids, desk=self._desk, viewer=self._viewer, now=self._now)
            related = relate(ids, Comparing(self._viewer), desk=self._desk, now=self._now)
            # What turns out to be another original is counted otherwise, though it joins nothing new.
            joined = {each.id for each in referred}
            homes = [each for each in homes_of(list(related)) if each.id not in joined]
            self._reassess([*referred, *homes])
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
        """Carry through what waited for a number which is now known."""
        standing = deliveries.waiting_for(sorted(self._numbers), desk=self._desk) if self._numbers else []
        if standing:
            intake.stop_waiting([each.id for each in standing])
            parsed = parse([kept_again(each) for each in standing], viewer=self._viewer, now=self._now)
            self.take_in_about(parsed.about)

    def attach_again(self) -> None:
        """Give reports that came to bear a number what already stood about that number."""
        if not self._numbers:
            return
        referred = attach_again(sorted(self._numbers), desk=self._desk, now=self._now)
        if not referred:
            return
        before = places(self._viewer, referred)
        pairs = [(report_id, each.id) for each in referred for report_id in each.reports]
        assessed = self._reassess(referred, mentioning.mention_again(pairs))
        self._tell(referred, {}, {}, Comparing(self._viewer), before=before, assessed=assessed)

    def _reassess(self, referred: Sequence[Referred], identifiers: Sequence[int] = ()) -> dict[int, Assessed]:
        """Link, place and prioritise referrals that a batch opened or changed.

        identifiers: those that can link anything anew, besides all that joined referrals mention.
        """
        if not referred:
            return {}
        absorbed = [(old, each.id) for each in referred for old in each.absorbed]
        mentioning.follow(absorbed)
        placing.follow([old for old, _ in absorbed], now=self._now)
        assessing.follow([old for old, _ in absorbed])
        ids = [each.id for each in referred if each.absorbed]
        changed = [*identifiers, *(identifiers_of(ids) if absorbed else [])]
        proposing.propose_links(changed, desk=self._desk, viewer=self._viewer, now=self._now)
        forces = placing.propose_forces(referred, viewer=self._viewer, now=self._now)
        assessed = assess_referrals(referred, forces=forces, viewer=self._viewer, now=self._now)
        bundle_referrals(referred, identifiers=changed, viewer=self._viewer, now=self._now)
        run_clocks([each for each in referred if each.absorbed], viewer=self._viewer, now=self._now)
        bring_back(
            [each.id for each in referred if not each.is_new],
            something_new=True,
            viewer=self._viewer,
            now=self._now,
        )
        return assessed


def _about(report: OpenReport) -> bool:
    """Whether a document is about reports by number, and bears none itself."""
    return report.head is not None and report.head.kind is not DocumentKind.REPORT
