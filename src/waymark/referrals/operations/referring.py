"""Sorting reports into referrals: one piece of work a subject, however the reports come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, allot_ids, insert
from waymark.referrals.identifiers import account_key
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.standing import (
    add_arriving_numbers,
    kin_of,
    known_by,
    standing_subjects,
    subjects_by_number,
    told_apart,
)
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import Kind, new_references, read_reference
from waymark.referrals.rules import Known, Subject, join_subjects

_REFERRAL = Table("referral", ("id", "reference", "desk_id", "opened_at", "merged_into_id", "review_on"))
_ABOUT = Table(
    "referral_report", ("referral_id", "report_id", "party_ordinal", "desk_id", "joined_by", "joined_at")
)

# Code of Practice on Police Information and Records Management, 20 July 2023, with the College of Policing's
# APP on review: offences against children are group 1, reviewed every ten years.
_REVIEW_AFTER_YEARS = 10


@dataclass(slots=True)
class Referred:
    """A referral that a batch opened or touched.

    reports: the batch's reports about it, each with why it belongs (opened, same_account, named_report,
    same_report, names_number, withdraws). absorbed: referrals that were found to be this one.
    """

    id: int
    reference: str
    desk: int
    is_new: bool
    reports: dict[int, str] = field(default_factory=dict)
    absorbed: list[int] = field(default_factory=list)


def subjects_of(report: OpenReport) -> list[Subject]:
    """The people a report is about: each suspect, or the report itself where it names none."""
    suspects = [party for party in report.suspects if party.associated_with is None]
    if not suspects:
        return [Subject(report.id, 0)]
    is_numbered = _may_have_kin(report)
    return [
        Subject(
            report.id,
            party.ordinal,
            account_key(party.account, source=report.reporter),
            tuple(number.strip() for number in dict.fromkeys(party.prior_reports)),
            known_by(party) if is_numbered else frozenset(),
        )
        for party in suspects
    ]


def _may_have_kin(report: OpenReport) -> bool:
    return report.head is not None and bool(report.head.number or report.head.adds_to)


def refer(reports: Sequence[OpenReport], *, desk: int, viewer: Viewer, now: datetime) -> list[Referred]:
    """Open or find the referral of every subject of a batch of reports, at one desk.

    Two batches of one desk take turns from here to their commit, so that none misses what the other wrote.
    Returns each referral opened or touched. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    arriving = [subject for report in reports for subject in subjects_of(report)]
    numbered = [report.id for report in reports if _may_have_kin(report)]
    return _refer(arriving, [report.id for report in reports], numbered, desk=desk, viewer=viewer, now=now)


def refer_numbered(report_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime) -> list[Referred]:
    """Join what can be joined now that these standing reports have numbers."""
    require(viewer, Permission.DELIVER)
    return _refer([], report_ids, report_ids, desk=desk, viewer=viewer, now=now)


def _refer(
    arriving: Sequence[Subject],
    report_ids: Sequence[int],
    numbered_ids: Sequence[int],
    *,
    desk: int,
    viewer: Viewer,
    now: datetime,
) -> list[Referred]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
    numbers = {number for subject in arriving for number in subject.named}
    numbered = subjects_by_number(numbers, report_ids, desk=desk)
    kin = kin_of(numbered_ids, desk=desk) if numbered_ids else []
    related = {report_id for pair in kin for report_id in pair}
    known = standing_subjects(arriving, list(numbered), numbered, [*report_ids, *related], desk=desk)
    known = told_apart(known, related)
    new_ids = {subject.report_id for subject in arriving}
    keys = {subject.key for subject in arriving}
    known = [each for each in known if each.subject.key not in keys]
    by_number = {
        number: sorted({*each, *(s.key for s in arriving if s.report_id in {r for r, _ in each})})
        for number, each in numbered.items()
    }
    add_arriving_numbers(by_number, arriving, new_ids, desk=desk)
    groups = join_subjects(arriving, known, by_number, kin)
    return _settle(groups, known, related, desk=desk, viewer=viewer, now=now)


def _settle(
    groups: Sequence[tuple[list[Subject], list[int]]],
    known: Sequence[Known],
    related: set[int],
    *,
    desk: int,
    viewer: Viewer,
    now: datetime,
) -> list[Referred]:
    fresh = [n for n, (_, standing) in enumerate(groups) if not standing]
    ids = dict(zip(fresh, allot_ids("referral", len(fresh)), strict=True))
    references = dict(zip(fresh, new_references(Kind.REFERRAL, len(fresh)), strict=True))
    review_on = _years_after(now.date(), _REVIEW_AFTER_YEARS)
    insert(_REFERRAL, [(ids[n], references[n], desk, now, None, review_on) for n in fresh])
    standing_names = _references([each for _, standing in groups for each in standing])
    shared_accounts = {each.subject.account_key for each in known if each.subject.account_key}
    referred, rows = [], []
    for n, (subjects, standing) in enumerate(groups):
        id_ = standing[0] if standing else ids[n]
        reference = standing_names[id_] if standing else references[n]
        each = Referred(id_, reference, desk, not standing, absorbed=standing[1:])
        counts = _counts(subjects)
        for place, subject in enumerate(subjects):
            same = subject.account_key in shared_accounts or counts.get(subject.account_key, 0) > 1
            why = "same_account" if same else "named_report"
            if subject.report_id in related:
                why = "same_report"
            if place == 0 and not standing:
                why = "opened"
            rows.append((id_, subject.report_id, subject.party, desk, why, now))
            each.reports[subject.report_id] = why
        referred.append(each)
    insert(_ABOUT, rows)
    for each in referred:
        if each.absorbed:
            absorb(each, standing_names, viewer=viewer, now=now)
    return referred


def _counts(subjects: Sequence[Subject]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for subject in subjects:
        if subject.account_key:
            counts[subject.account_key] = counts.get(subject.account_key, 0) + 1
    return counts


def absorb(
    referred: Referred,
    names: dict[int, str],
    *,
    viewer: Viewer,
    now: datetime,
    because: str = "a report names both as one",
) -> None:
    """Make other referrals part of one: their references go on answering, and lead there.

    referred: with what it absorbs; names: the reference of each. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into referral_join (absorbed_id, into_id, desk_id, at) select id, %s, desk_id, %s "
            "from referral where id = any(%s) or merged_into_id = any(%s) order by id",
            [referred.id, now, referred.absorbed, referred.absorbed],
        )
        cursor.execute(
            "update referral set merged_into_id = %s where id = any(%s) or merged_into_id = any(%s)",
            [referred.id, referred.absorbed, referred.absorbed],
        )
        # What describes several of them describes the one that they are now once.
        cursor.execute(
            "with doubles as (select report_id, party_ordinal, referral_id, row_number() over "
            "(partition by report_id, party_ordinal order by referral_id <> %s, referral_id) as n "
            "from referral_report where referral_id = %s or referral_id = any(%s)) "
            "delete from referral_report a using doubles d where d.n > 1 and "
            "(a.report_id, a.party_ordinal, a.referral_id) = (d.report_id, d.party_ordinal, d.referral_id) "
            "and a.joined_by in ('names_number', 'withdraws')",
            [referred.id, referred.id, referred.absorbed],
        )
        cursor.execute(
            "update referral_report set referral_id = %s, came_to_id = coalesce(came_to_id, referral_id) "
            "where referral_id = any(%s)",
            [referred.id, referred.absorbed],
        )
        cursor.execute(
            "update referral_news set referral_id = %(into)s where referral_id = any(%(old)s) and not exists "
            "(select 1 from referral_news n where n.referral_id = %(into)s "
            "and (n.report_id, n.kind) = (referral_news.report_id, referral_news.kind))",
            {"into": referred.id, "old": referred.absorbed},
        )
    for absorbed in referred.absorbed:
        record(
            Event.REFERRALS_JOINED,
            referred.reference,
            actor=viewer.officer_id,
            at=now,
            desk=referred.desk,
            detail={"absorbed": names[absorbed], "because": because},
        )


def _references(ids: Sequence[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("select id, reference from referral where id = any(%s)", [list(ids)])
        return dict(cursor.fetchall())


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def homes_of(report_ids: Sequence[int]) -> list[Referred]:
    """The referrals that these reports are about."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct f.id, f.reference, f.desk_id from referral_report a "
            "join referral f on f.id = a.referral_id where a.report_id = any(%s) order by f.id",
            [list(report_ids)],
        )
        return [Referred(id_, reference, desk, is_new=False) for id_, reference, desk in cursor.fetchall()]


def standing_referral(viewer: Viewer, reference: str) -> Referred:
    """A referral as an operation addresses it, by any reference that leads to it.

    Raises NotPermitted, BadReference, NothingByThatReference.
    """
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.id, f.reference, f.desk_id from referral f "
            "where f.id = (select coalesce(merged_into_id, id) from referral where reference = %s)",
            [written],
        )
        row = cursor.fetchone()
    if row is None:
        raise NothingByThatReference(written)
    id_, reference, desk = row
    return Referred(id_, reference, desk, is_new=False)
