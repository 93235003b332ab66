"""Which documents are one report, and what is new of it: compared by what they say, whatever form they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.pipeline.documents import Documents
from waymark.referrals.comparing import Difference, differences
from waymark.referrals.operations.news import News, Place, note_news
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.referring import Referred
from waymark.referrals.operations.relating import Numbered, documents_with, note_same
from waymark.referrals.rules import Document, Relation, relation_of
from waymark.referrals.types import Fact
from waymark.stages.intake import queries as deliveries
from waymark.stages.prioritisation import queries as prioritisation

# Of a bundle's differences these are kept in words; the report page compares anew, and shows all.
_MOST_WORDS = 200
# Said of documents that are too large to be compared: never that they are the same.
_NOT_COMPARED = 1_000_000


@dataclass(frozen=True, slots=True)
class Related:
    """What a document is to the report that an earlier one made. of: that one's report id."""

    relation: Relation
    of: int


class Comparing:
    """Compares documents by their facts: those at hand, or read again from what was kept."""

    def __init__(self, viewer: Viewer, arriving: Documents | None = None) -> None:
        self._facts: dict[int, Sequence[Fact] | None] = {}
        self._viewer = viewer
        self._arriving = arriving

    def differences(self, old: int, new: int) -> tuple[Difference, ...] | None:
        """What two reports do not say alike; None where one is too large to be compared, or cannot be read."""
        first, second = self._of(old), self._of(new)
        if first is None or second is None:
            return None
        return differences(first, second)

    def count(self, old: int, new: int) -> int:
        found = self.differences(old, new)
        return _NOT_COMPARED if found is None else len(found)

    def _of(self, report_id: int) -> Sequence[Fact] | None:
        if report_id not in self._facts:
            said = self._arriving.said_by(report_id) if self._arriving else None
            self._facts[report_id] = deliveries.facts_of(self._viewer, report_id) if said is None else said
        return self._facts[report_id]


def relate(
    report_ids: Sequence[int], comparing: Comparing, *, desk: int, now: datetime
) -> dict[int, Related]:
    """Find out of reports that have come to bear a number what each is to those that bear it already."""
    if not report_ids:
        return {}
    arriving = set(report_ids)
    groups: dict[object, list[Numbered]] = {}
    for each in documents_with(report_ids, desk=desk):
        groups.setdefault(each.group, []).append(each)
    found: dict[int, tuple[Numbered, Relation, int]] = {}
    for group in groups.values():
        made_of = {each.document.of for each in group}
        standing = [each.document for each in group if each.document.report_id not in arriving]
        for each in group:
            new = each.document
            if new.report_id not in arriving or new.report_id in found:
                continue
            known = None
            if new.of is None and new.report_id not in made_of:
                known = relation_of(
                    new.form,
                    standing,
                    differences=lambda old, new=new: comparing.count(old, new.report_id),  # type: ignore[misc]
                )
            if known is not None:
                found[new.report_id] = (each, *known)
                new = Document(new.report_id, new.form, known[1], known[0])
            standing.append(new)
    note_same(list(found.values()), desk=desk, now=now)
    return {report_id: Related(relation, of) for report_id, (_, relation, of) in found.items()}


def places(viewer: Viewer, referred: Sequence[Referred]) -> dict[int, Place]:
    """Where standing referrals are on the queue, before anything that just came is weighed."""
    standing = [each.id for each in referred if not each.is_new]
    found = prioritisation.places(viewer, standing) if standing else {}
    return {id_: Place(level, rank) for id_, (level, rank) in found.items()}


def tell_news(
    referred: Sequence[Referred],
    reports: Mapping[int, OpenReport],
    related: Mapping[int, Related],
    comparing: Comparing,
    *,
    before: Mapping[int, Place],
    after: Mapping[int, Place],
    desk: int,
    now: datetime,
) -> None:
    """Note what came to referrals that stood before it came. The same again is no news."""
    news = []
    for referral in referred:
        if referral.is_new:
            continue
        for report_id, why in referral.reports.items():
            report, relation = reports.get(report_id), related.get(report_id)
            kind = _kind_of(report, relation, why)
            if not kind:
                continue
            words: tuple[Difference, ...] | None = ()
            if relation is not None:
                words = comparing.differences(relation.of, report_id)
            news.append(
                News(
                    referral.id,
                    report_id,
                    kind,
                    (words or ())[:_MOST_WORDS],
                    before.get(referral.id, Place()),
                    after.get(referral.id, Place()),
                )
            )
    note_news(news, desk=desk, now=now)


def _kind_of(report: OpenReport | None, related: Related | None, why: str) -> str:
    """What a document is to a standing referral, in the words of `referral_news`; empty where it is no news."""
    if why == "withdraws":
        return "retraction"
    if why == "names_number":
        return ""
    if related is not None:
        return "" if related.relation is Relation.RESEND else related.relation.value
    adds = report is not None and report.head is not None and bool(report.head.adds_to)
    return "supplement" if adds or why == "named_report" else "report"
