"""The steps of the work as one list, and the only code that crosses them.

A delivery is kept and committed; then, in a second transaction, read into the record, referred, linked,
attributed, prioritised and accounted for. Whatever stops the second leaves the first: the delivery stays
`kept` and is read by whoever comes next.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.ahead import one_ahead
from waymark.database.copying import Rows
from waymark.referrals.operations.recording import OpenReport, RecordWriter, number_report
from waymark.referrals.operations.referring import (
    Referred,
    attach_files,
    refer,
    refer_numbered,
    standing_referral,
)
from waymark.referrals.types import (
    DocumentKind,
    Fact,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
)
from waymark.stages.attribution.operations import placing
from waymark.stages.attribution.operations.judging import VerdictWriter
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept, Offer
from waymark.stages.intake.readers.cybertipline import read
from waymark.stages.intake.readers.errors import CannotRead, NothingKnown
from waymark.stages.intake.readers.recognise import recognise
from waymark.stages.intake.rules import READ_WHOLE_UP_TO, Kind, Refusal, refusal_of, says_nothing
from waymark.stages.linking.operations import mentioning, proposing
from waymark.stages.linking.operations.mentioning import MentionWriter
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.answering import record_answers
from waymark.stages.prioritisation.operations.assessing import Assessed, assess_referrals
from waymark.stages.prioritisation.operations.summarising import SummaryWriter
from waymark.stages.prioritisation.rules.answers import Said

STEPS = ("keep", "read", "refer", "link", "attribute", "prioritise", "account")

READER = "cybertipline-xml/1"

# A batch is committed whole, while the next is kept and read: smaller ones wait less for each other, larger
# ones ask the database less often, and neither holds more than a few megabytes.
_BATCH = 250
_BATCH_BYTES = 16 << 20
_HEAD = 65_536
# Facts of a large document between two looks at how many rows have gathered.
_PORTION = 1_000


def receive(
    viewer: Viewer,
    offers: Iterable[Offer],
    *,
    source: str,
    door: str,
    clock: Callable[[], datetime],
) -> Iterator[deliveries.DeliveryAnswer]:
    """Take deliveries in: keep each, then carry it through every step. Yields an answer for each, in order.

    Answers come as their batch commits, except those of documents that wait for a report: they come last,
    because a later delivery may bring what they wait for.
    """
    unfinished: list[deliveries.DeliveryAnswer] = []
    place = 0

    def keep(batch: list[Offer]) -> tuple[list[Kept], _Apart]:
        now = clock()
        with acting(viewer):
            kept = intake.keep(batch, source=source, door=door, viewer=viewer, now=now)
        readable = [each for each in kept if each.is_new and not each.refusal]
        return kept, _take_apart(viewer, readable, now=now)

    for kept, apart in one_ahead(keep, _batches(offers)):
        _carry_batch(viewer, apart)
        with acting(viewer):
            answers = deliveries.answers([each.id for each in kept])
        for each in kept:
            # A copy each: the same bytes twice in one batch are one delivery with two answers.
            answer = replace(answers[each.id], name=each.name, place=place)
            place += 1
            if not each.is_new:
                answer.outcome = "duplicate"
            if answer.outcome == "unfinished":
                unfinished.append(answer)
            else:
                yield answer
    if unfinished:
        with acting(viewer):
            latest = deliveries.answers([each.id for each in unfinished])
        yield from (replace(latest[each.id], name=each.name, place=each.place) for each in unfinished)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    batch: list[Offer] = []
    size = 0
    for offer in offers:
        batch.append(offer)
        size += offer.size
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def carry_through(viewer: Viewer, kept: Sequence[Kept], *, now: datetime) -> None:
    """Carry deliveries that are kept through every further step, each exactly once.

    Small documents go together in one transaction; a large one goes alone, streamed.
    """
    _carry_batch(viewer, _take_apart(viewer, kept, now=now))


@dataclass(slots=True)
class _Apart:
    """A batch that is kept: small documents read and taken apart into rows; large ones still to be streamed."""

    small: list[Kept]
    parsed: _Parsed
    large: list[Kept]
    now: datetime


def _take_apart(viewer: Viewer, kept: Sequence[Kept], *, now: datetime) -> _Apart:
    """All that can be done for a batch before the one before it is written. Writes nothing."""
    small = [each for each in kept if each.size <= READ_WHOLE_UP_TO]
    large = [each for each in kept if each.size > READ_WHOLE_UP_TO]
    if not small:
        return _Apart(small, _Parsed(), large, now)
    with acting(viewer):
        return _Apart(small, _parse(small, viewer=viewer, now=now), large, now)


def _carry_batch(viewer: Viewer, apart: _Apart) -> None:
    if apart.small:
        with acting(viewer):
            parsed, unread = apart.parsed, intake.claim([each.id for each in apart.small])
            if len(unread) < len(apart.small):
                # Whoever reads what others left has been there first: what is left is taken apart again.
                left = [each for each in apart.small if each.id in unread]
                parsed = _parse(left, viewer=viewer, now=apart.now)
            _carry(parsed, viewer=viewer, now=apart.now)
    for each in apart.large:
        _carry_large(viewer, each, now=apart.now)


def _carry_large(viewer: Viewer, kept: Kept, *, now: datetime) -> None:
    try:
        with acting(viewer):
            if not intake.claim([kept.id]):
                return
            stream = deliveries.open_content(kept.id)
            report = _Documents([(kept, read(stream))], viewer=viewer, now=now, is_large=True)
            _carry(_Parsed(report), viewer=viewer, now=now)
    except CannotRead as fault:
        with acting(viewer):
            _quarantine([(kept, fault)], viewer=viewer, now=now)


@dataclass(slots=True)
class _Parsed:
    """A batch after reading: what each delivery turned out to be."""

    reports: _Documents | None = None
    files: list[tuple[Kept, Iterable[Fact], str]] = field(default_factory=list)
    responses: list[tuple[Kept, str]] = field(default_factory=list)
    faults: list[tuple[Kept, CannotRead]] = field(default_factory=list)


def _parse(kept: Sequence[Kept], *, viewer: Viewer, now: datetime) -> _Parsed:
    """Read small documents whole: nothing of one is written before all of it could be read."""
    parsed = _Parsed()
    reports: list[tuple[Kept, Iterable[Fact]]] = []
    for each in kept:
        stream: BinaryIO = (
            io.BytesIO(each.whole) if each.whole is not None else deliveries.open_content(each.id)
        )
        try:
            facts = list(read(stream))
        except CannotRead as fault:
            parsed.faults.append((each, fault))
            continue
        head = facts[-1]
        assert isinstance(head, Report)
        if head.kind is DocumentKind.REPORT and says_nothing(facts):
            parsed.faults.append((each, NothingKnown()))
        elif head.kind is DocumentKind.REPORT:
            reports.append((each, facts))
        elif head.kind is DocumentKind.FILE_DETAILS:
            parsed.files.append((each, facts, head.number))
        else:
            parsed.responses.append((each, head.number))
    if reports:
        parsed.reports = _Documents(reports, viewer=viewer, now=now)
        parsed.reports.make_ready()
    return parsed


class _Documents:
    """Documents of one desk, taken apart into the rows that each step will write; nothing is written yet.

    is_large: rows go to their temporary tables as they come, in the caller's transaction.
    """

    def __init__(
        self,
        documents: Sequence[tuple[Kept, Iterable[Fact]]],
        *,
        viewer: Viewer,
        now: datetime,
        is_large: bool = False,
    ) -> None:
        self.kept = [kept for kept, _ in documents]
        self.desk = self.kept[0].desk
        self.record = RecordWriter(viewer=viewer, now=now)
        self.mentions = MentionWriter(viewer=viewer)
        self.verdicts = VerdictWriter(viewer=viewer, now=now)
        self.summaries = SummaryWriter(viewer=viewer)
        self.reports = self._opened()
        for (_, facts), report in zip(documents, self.reports, strict=True):
            for some in _portions(facts) if is_large else (facts,):
                self._take(report, some)
                if is_large:
                    self._spill()

    @property
    def numbers(self) -> set[str]:
        """The numbers that these documents themselves bear."""
        return {report.head.number for report in self.reports if report.head and report.head.number}

    def make_ready(self) -> None:
        """Turn rows into what the database reads, so that the transaction that writes them is short."""
        for rows in self._rows:
            rows.make_ready()

    @property
    def _rows(self) -> tuple[Rows, ...]:
        return (*self.record.rows, *self.mentions.rows, *self.verdicts.rows, *self.summaries.rows)

    def _spill(self) -> None:
        for rows in self._rows:
            rows.spill()

    def _opened(self) -> list[OpenReport]:
        counts = Counter(kept.source for kept in self.kept)
        by_source = {
            source: iter(self.record.open(count, desk=self.desk, source=source))
            for source, count in counts.items()
        }
        reports = [next(by_source[kept.source]) for kept in self.kept]
        for kept, report in zip(self.kept, reports, strict=True):
            report.received_at = kept.received_at
        return reports

    def _take(self, report: OpenReport, facts: Iterable[Fact]) -> None:
        record_writer, mentions, verdicts, summaries = (
            self.record,
            self.mentions,
            self.verdicts,
            self.summaries,
        )
        for fact in facts:
            if isinstance(fact, IPCaptureEvent):
                record_writer.take_event(report, fact)
                mentions.take_event(report, fact)
                verdicts.take_event(report, fact)
            elif isinstance(fact, ReportedFile):
                record_writer.take_file(report, fact)
                mentions.take_file(report, fact)
                summaries.take_file(report, fact)
            elif isinstance(fact, Party):
                record_writer.take_party(report, fact)
                mentions.take_party(report, fact)
                summaries.take_party(report, fact)
            elif isinstance(fact, KeptRaw):
                record_writer.take_raw(report, fact)
            elif isinstance(fact, Report):
                record_writer.close(report, fact)
                mentions.take_head(report, fact)
                events = verdicts.summary_of(report)
                last = events.last_day_to_apply
                summaries.close(
                    report,
                    fact,
                    resolvable_events=events.resolvable,
                    operator_lost_on=last + timedelta(days=1) if last else None,
                    last_active_on=events.last_active_on,
                )


def _portions(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    waiting = iter(facts)
    while some := list(islice(waiting, _PORTION)):
        yield some


def _carry(parsed: _Parsed, *, viewer: Viewer, now: datetime) -> None:
    """Read, refer, link, attribute, prioritise and account, in the caller's transaction."""
    documents = parsed.reports
    everything = [
        *(documents.kept if documents else ()),
        *(triple[0] for triple in parsed.files),
        *(pair[0] for pair in parsed.responses),
    ]
    _quarantine(parsed.faults, viewer=viewer, now=now)
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

    def take_in(self, documents: _Documents, join: Callable[[Sequence[OpenReport]], list[Referred]]) -> None:
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
                _Documents(documents, viewer=self._viewer, now=self._now),
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

    def take_in_waiting(self) -> None:
        """Carry through the descriptions of files that waited for a number which is now known."""
        standing = deliveries.waiting_for(sorted(self._numbers), desk=self._desk) if self._numbers else []
        if standing:
            intake.stop_waiting([each.id for each in standing])
            parsed = _parse([_kept_again(each) for each in standing], viewer=self._viewer, now=self._now)
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
        documents: _Documents,
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


def _quarantine(faults: Sequence[tuple[Kept, CannotRead]], *, viewer: Viewer, now: datetime) -> None:
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


def replay(
    viewer: Viewer, references: Sequence[str], *, clock: Callable[[], datetime]
) -> Iterator[deliveries.DeliveryAnswer]:
    """Read again deliveries with open faults: those of these fault or delivery references, or all.

    A delivery that can now be read goes through every step as if it had just come; its faults are settled.
    One that still cannot keeps its faults, in their newest words.
    """
    now = clock()
    with acting(viewer):
        again = [_kept_again(each) for each in deliveries.deliveries_with_faults(viewer, references)]
    for kept in again:
        with acting(viewer):
            head = deliveries.open_content(kept.id).read(_HEAD)
            kept.kind = recognise(head, name=kept.name, size=kept.size)
            kept.refusal = refusal_of(kept.kind)
            intake.settle_faults([kept.id], viewer=viewer, now=now)
            if kept.refusal:
                intake.raise_faults([(kept, kept.refusal)], viewer=viewer, now=now)
        if not kept.refusal:
            carry_through(viewer, [kept], now=now)
        with acting(viewer):
            yield deliveries.answers([kept.id])[kept.id]


def read_unread(viewer: Viewer, *, clock: Callable[[], datetime], limit: int = _BATCH) -> int:
    """Carry through what was kept and never read, because its reader was stopped. Returns how many."""
    with acting(viewer):
        kept = [_kept_again(each) for each in deliveries.unread_deliveries(viewer, limit=limit)]
    readable = [each for each in kept if not each.refusal]
    carry_through(viewer, readable, now=clock())
    return len(readable)


def look_again(viewer: Viewer, *, now: datetime, limit: int = 1_000) -> int:
    """Put in their place referrals that time alone has moved. Returns how many."""
    with acting(viewer):
        due = assessing.due_for_another_look(now=now, limit=limit)
        assess_referrals(due, forces={}, viewer=viewer, now=now)
    return len(due)


def _kept_again(each: deliveries.DeliveryRecord) -> Kept:
    kind = Kind(each.kind)
    return Kept(
        each.id,
        each.reference,
        each.desk,
        each.name,
        each.folder,
        each.source,
        each.sha256,
        each.size,
        kind,
        each.received_at,
        is_new=True,
        refusal=refusal_of(kind),
    )


def answer(
    viewer: Viewer, reference: str, answers: Mapping[str, Said], *, source: str, now: datetime
) -> Assessed:
    """Record what an officer found out about a referral, and put it in its new place. In the caller's
    transaction. Raises NotPermitted, NothingByThatReference, UnknownFact, NothingAnswered.
    """
    referral = standing_referral(viewer, reference)
    record_answers(
        referral_id=referral.id,
        reference=referral.reference,
        desk=referral.desk,
        answers=answers,
        source=source,
        viewer=viewer,
        now=now,
    )
    return assess_referrals([referral], forces={}, viewer=viewer, now=now)[referral.id]


def assess_again(viewer: Viewer, reference: str, *, now: datetime) -> Assessed:
    """Assess one referral from everything known now. In the caller's transaction. Raises as `answer`."""
    referral = standing_referral(viewer, reference)
    return assess_referrals([referral], forces={}, viewer=viewer, now=now)[referral.id]
