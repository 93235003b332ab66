"""Sorting reports into referrals: one piece of work a subject, however the reports come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, allot_ids, insert
from waymark.referrals.identifiers import account_key
from waymark.referrals.operations.recording import OpenReport
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
    names_number). absorbed: referrals that were found to be this one.
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
    return [
        Subject(
            report.id,
            party.ordinal,
            account_key(party.account, source=report.reporter),
            tuple(number.strip() for number in dict.fromkeys(party.prior_reports)),
        )
        for party in suspects
    ]


def refer(reports: Sequence[OpenReport], *, desk: int, viewer: Viewer, now: datetime) -> list[Referred]:
    """Open or find the referral of every subject of a batch of reports, at one desk.

    Two batches of one desk take turns from here to their commit, so that none misses what the other wrote.
    Returns each referral opened or touched. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    arriving = [subject for report in reports for subject in subjects_of(report)]
    return _refer(arriving, [report.id for report in reports], desk=desk, viewer=viewer, now=now)


def refer_numbered(report_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime) -> list[Referred]:
    """Join what can be joined now that these standing reports have numbers."""
    require(viewer, Permission.DELIVER)
    return _refer([], report_ids, desk=desk, viewer=viewer, now=now)


def _refer(
    arriving: Sequence[Subject], report_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime
) -> list[Referred]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
    numbers = {number for subject in arriving for number in subject.named}
    numbered = _subjects_by_number(numbers, report_ids, desk=desk)
    known = _standing(arriving, list(numbered), numbered, report_ids, desk=desk)
    new_ids = {subject.report_id for subject in arriving}
    keys = {subject.key for subject in arriving}
    known = [each for each in known if each.subject.key not in keys]
    by_number = {
        number: sorted({*each, *(s.key for s in arriving if s.report_id in {r for r, _ in each})})
        for number, each in numbered.items()
    }
    _add_arriving_numbers(by_number, arriving, new_ids, desk=desk)
    return _settle(join_subjects(arriving, known, by_number), known, desk=desk, viewer=viewer, now=now)


def _subjects_by_number(
    numbers: Iterable[str], report_ids: Sequence[int], *, desk: int
) -> dict[str, Sequence[tuple[int, int]]]:
    """Standing subjects of the reports that bear these numbers, or whose number is borne by `report_ids`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.number, a.report_id, a.party_ordinal from report_number n "
            "left join referral_report a on a.report_id = n.report_id and a.joined_by <> 'names_number' "
            "where n.desk_id = %s and (n.number = any(%s) or n.report_id = any(%s))",
            [desk, list(numbers), list(report_ids)],
        )
        found: dict[str, list[tuple[int, int]]] = {}
        for number, report_id, party in cursor.fetchall():
            subjects = found.setdefault(number, [])
            if report_id is not None:
                subjects.append((report_id, party))
    return dict(found)


def _add_arriving_numbers(
    by_number: dict[str, list[tuple[int, int]]],
    arriving: Sequence[Subject],
    new_ids: set[int],
    *,
    desk: int,
) -> None:
    """Add the numbers that the arriving reports themselves bear."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, report_id from report_number where desk_id = %s and report_id = any(%s)",
            [desk, list(new_ids)],
        )
        for number, report_id in cursor.fetchall():
            keys = by_number.setdefault(number, [])
            keys.extend(s.key for s in arriving if s.report_id == report_id and s.key not in keys)


def _standing(
    arriving: Sequence[Subject],
    numbers: Sequence[str],
    numbered: dict[str, Sequence[tuple[int, int]]],
    report_ids: Sequence[int],
    *,
    desk: int,
) -> list[Known]:
    """Standing subjects that share an account with one arriving, bear a number named, or name one borne."""
    accounts = [subject.account_key for subject in arriving if subject.account_key]
    bearers = [key[0] for keys in numbered.values() for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with found as (
                select report_id, ordinal as party from party
                where desk_id = %(desk)s and account_key = any(%(accounts)s) and account_key <> ''
                union
                select report_id, party_ordinal from prior_report
                where desk_id = %(desk)s and number = any(%(numbers)s)
                union
                select report_id, party_ordinal from referral_report
                where report_id = any(%(bearers)s) or report_id = any(%(reports)s)
            )
            select a.report_id, a.party_ordinal, a.referral_id, coalesce(p.account_key, ''),
                   coalesce((select array_agg(number) from prior_report r
                             where (r.report_id, r.party_ordinal) = (a.report_id, a.party_ordinal)), '{}')
            from found f
            join referral_report a on (a.report_id, a.party_ordinal) = (f.report_id, f.party)
            left join party p on (p.report_id, p.ordinal) = (a.report_id, a.party_ordinal)
            """,
            {
                "desk": desk,
                "accounts": accounts,
                "numbers": list(numbers),
                "bearers": bearers,
                "reports": list(report_ids),
            },
        )
        return [
            Known(Subject(report_id, party, key, tuple(named)), referral_id)
            for report_id, party, referral_id, key, named in cursor.fetchall()
        ]


def _settle(
    groups: Sequence[tuple[list[Subject], list[int]]],
    known: Sequence[Known],
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
            if place == 0 and not standing:
                why = "opened"
            rows.append((id_, subject.report_id, subject.party, desk, why, now))
            each.reports[subject.report_id] = why
        referred.append(each)
    insert(_ABOUT, rows)
    for each in referred:
        if each.absorbed:
            _absorb(each, standing_names, viewer=viewer, now=now)
    return referred


def _counts(subjects: Sequence[Subject]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for subject in subjects:
        if subject.account_key:
            counts[subject.account_key] = counts.get(subject.account_key, 0) + 1
    return counts


def _absorb(referred: Referred, names: dict[int, str], *, viewer: Viewer, now: datetime) -> None:
    """Make younger referrals part of the eldest: their references go on answering, and lead there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update referral set merged_into_id = %s where id = any(%s) or merged_into_id = any(%s)",
            [referred.id, referred.absorbed, referred.absorbed],
        )
        cursor.execute(
            "update referral_report set referral_id = %s where referral_id = any(%s)",
            [referred.id, referred.absorbed],
        )
    for absorbed in referred.absorbed:
        record(
            Event.REFERRALS_JOINED,
            referred.reference,
            actor=viewer.officer_id,
            at=now,
            desk=referred.desk,
            detail={"absorbed": names[absorbed], "because": "a report names both as one"},
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


def attach_files(reports: Sequence[OpenReport], *, desk: int, now: datetime) -> list[Referred]:
    """Put descriptions of files under the referrals of the report whose number they name.

    reports: file descriptions already written to the record. Returns the referrals they went to.
    """
    numbers = [report.head.number for report in reports if report.head]
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.number, a.referral_id, min(a.party_ordinal), f.reference from report_number n "
            "join referral_report a on a.report_id = n.report_id join referral f on f.id = a.referral_id "
            "where n.desk_id = %s and n.number = any(%s) group by 1, 2, 4",
            [desk, numbers],
        )
        homes: dict[str, list[tuple[int, int, str]]] = {}
        for number, referral_id, party, reference in cursor.fetchall():
            homes.setdefault(number, []).append((referral_id, party, reference))
    touched: dict[int, Referred] = {}
    rows = []
    for report in reports:
        for referral_id, party, reference in homes.get(report.head.number if report.head else "", []):
            rows.append((referral_id, report.id, party, desk, "names_number", now))
            each = touched.setdefault(referral_id, Referred(referral_id, reference, desk, is_new=False))
            each.reports[report.id] = "names_number"
    insert(_ABOUT, rows)
    return list(touched.values())


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
