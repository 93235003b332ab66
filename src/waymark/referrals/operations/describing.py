"""Documents that are about reports by their number: descriptions of files, and retractions.

They belong to every referral of each report that bears the number, whichever of them came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.database.copying import Table, insert
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.referring import Referred
from waymark.referrals.types import DocumentKind

_ABOUT = Table(
    "referral_report", ("referral_id", "report_id", "party_ordinal", "desk_id", "joined_by", "joined_at")
)


def attach_named(reports: Sequence[OpenReport], *, desk: int, now: datetime) -> list[Referred]:
    """Put descriptions of files, and retractions, under the referrals of the reports whose number they name.

    reports: already written to the record. Returns the referrals they went to.
    """
    named = {report.id: _named_by(report) for report in reports}
    numbers = sorted({number for numbers in named.values() for number in numbers})
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.number, a.referral_id, min(a.party_ordinal), f.reference from report_number n "
            "join referral_report a on a.report_id = n.report_id "
            "and a.joined_by not in ('names_number', 'withdraws') join referral f on f.id = a.referral_id "
            "where n.desk_id = %s and n.number = any(%s) group by 1, 2, 4",
            [desk, numbers],
        )
        homes: dict[str, list[tuple[int, int, str]]] = {}
        for number, referral_id, party, reference in cursor.fetchall():
            homes.setdefault(number, []).append((referral_id, party, reference))
    touched: dict[int, Referred] = {}
    rows = {}
    for report in reports:
        why = _why(report)
        for referral_id, party, reference in (
            home for number in named[report.id] for home in homes.get(number, [])
        ):
            rows[referral_id, report.id] = (referral_id, report.id, party, desk, why, now)
            each = touched.setdefault(referral_id, Referred(referral_id, reference, desk, is_new=False))
            each.reports[report.id] = why
    insert(_ABOUT, list(rows.values()))
    return list(touched.values())


def _named_by(report: OpenReport) -> tuple[str, ...]:
    if report.head is None:
        return ()
    return report.head.withdraws if report.head.kind is DocumentKind.RETRACTION else (report.head.number,)


def _why(report: OpenReport) -> str:
    is_retraction = report.head is not None and report.head.kind is DocumentKind.RETRACTION
    return "withdraws" if is_retraction else "names_number"


def attach_again(numbers: Sequence[str], *, desk: int, now: datetime) -> list[Referred]:
    """Put what stands about these numbers under the referrals of reports that have come to bear them since.

    Returns the referrals that were given any, each with what it was given.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with bearers as (
                select n.number, a.referral_id, min(a.party_ordinal) as party from report_number n
                join referral_report a on a.report_id = n.report_id
                    and a.joined_by not in ('names_number', 'withdraws')
                where n.desk_id = %(desk)s and n.number = any(%(numbers)s) group by 1, 2
            ), documents as (
                select distinct r.id, r.number, a.joined_by from bearers b
                join referral_report a on a.referral_id = b.referral_id and a.joined_by = 'names_number'
                join report r on r.id = a.report_id and r.number = b.number
                union
                select w.report_id, w.number, 'withdraws' from named_report w
                where w.desk_id = %(desk)s and w.why = 'withdraws' and w.number = any(%(numbers)s)
            ), made as (
                insert into referral_report
                    (referral_id, report_id, party_ordinal, desk_id, joined_by, joined_at)
                select distinct on (b.referral_id, d.id)
                    b.referral_id, d.id, b.party, %(desk)s, d.joined_by, %(now)s
                from bearers b join documents d on d.number = b.number
                where not exists (select 1 from referral_report a
                    where (a.referral_id, a.report_id) = (b.referral_id, d.id))
                order by b.referral_id, d.id
                on conflict do nothing returning referral_id, report_id, joined_by
            )
            select m.referral_id, f.reference, m.report_id, m.joined_by from made m
            join referral f on f.id = m.referral_id order by 1, 3
            """,
            {"desk": desk, "numbers": list(numbers), "now": now},
        )
        touched: dict[int, Referred] = {}
        for referral_id, reference, report_id, why in cursor.fetchall():
            each = touched.setdefault(referral_id, Referred(referral_id, reference, desk, is_new=False))
            each.reports[report_id] = why
    return list(touched.values())
