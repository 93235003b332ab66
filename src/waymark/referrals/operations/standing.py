"""What the record already holds of the subjects that a batch could join. Looks only, within the desk's turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from waymark.referrals.identifiers import IdentifierKind, identifiers_of_party
from waymark.referrals.rules import Known, Subject
from waymark.referrals.types import Party, Role
from waymark.referrals.wire import party_from

# What tells one person from another within documents of one report.
_TELLING = frozenset(
    {
        IdentifierKind.ACCOUNT,
        IdentifierKind.HANDLE,
        IdentifierKind.EMAIL,
        IdentifierKind.PHONE,
        IdentifierKind.PROFILE_URL,
        IdentifierKind.PERSON,
    }
)


def known_by(party: Party) -> frozenset[str]:
    """By what a party is known, in comparable forms."""
    return frozenset(f"{kind}\x1f{key}" for kind, key, *_ in identifiers_of_party(party) if kind in _TELLING)


def kin_of(report_ids: Sequence[int], *, desk: int) -> list[tuple[int, int]]:
    """Pairs of reports, one of each pair among these, that bear one number of one clearing house, or of which
    one says that it adds to the other. In order, the elder first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with pairs as (
                select n.report_id as one, m.report_id as other from report_number n
                join report_number m on (m.desk_id, m.number, m.clearing_house)
                    = (n.desk_id, n.number, n.clearing_house) and m.report_id <> n.report_id
                where n.desk_id = %(desk)s and n.report_id = any(%(ids)s)
                union
                select w.report_id, n.report_id from named_report w
                join report_number n on (n.desk_id, n.number, n.clearing_house)
                    = (w.desk_id, w.number, w.clearing_house) and n.report_id <> w.report_id
                where w.desk_id = %(desk)s and w.why = 'adds_to'
                    and (w.report_id = any(%(ids)s) or n.report_id = any(%(ids)s))
            )
            select distinct least(one, other), greatest(one, other) from pairs order by 1, 2
            """,
            {"desk": desk, "ids": list(report_ids)},
        )
        return [(one, other) for one, other in cursor.fetchall()]


def told_apart(known: Sequence[Known], report_ids: Iterable[int]) -> list[Known]:
    """Standing subjects with what they are known by, where they are of these reports."""
    wanted = [each.subject.key for each in known if each.subject.report_id in set(report_ids)]
    if not wanted:
        return list(known)
    reports, ordinals = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.report_id, p.ordinal, p.role, p.detail from party p "
            "join unnest(%s::bigint[], %s::int[]) as w (report_id, ordinal) "
            "on (w.report_id, w.ordinal) = (p.report_id, p.ordinal)",
            [list(reports), list(ordinals)],
        )
        keys = {
            (report_id, ordinal): known_by(party_from(detail, ordinal=ordinal, role=Role(role)))
            for report_id, ordinal, role, detail in cursor.fetchall()
        }
    return [
        Known(
            Subject(
                each.subject.report_id,
                each.subject.party,
                each.subject.account_key,
                each.subject.named,
                keys.get(each.subject.key, frozenset()),
            ),
            each.referral_id,
        )
        for each in known
    ]


def subjects_by_number(
    numbers: Iterable[str], report_ids: Sequence[int], *, desk: int
) -> dict[str, Sequence[tuple[int, int]]]:
    """Standing subjects of the reports that bear these numbers, or whose number is borne by `report_ids`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.number, a.report_id, a.party_ordinal from report_number n "
            "left join referral_report a on a.report_id = n.report_id "
            "and a.joined_by not in ('names_number', 'withdraws') "
            "where n.desk_id = %s and (n.number = any(%s) or n.report_id = any(%s))",
            [desk, list(numbers), list(report_ids)],
        )
        found: dict[str, list[tuple[int, int]]] = {}
        for number, report_id, party in cursor.fetchall():
            subjects = found.setdefault(number, [])
            if report_id is not None:
                subjects.append((report_id, party))
    return dict(found)


def add_arriving_numbers(
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


def standing_subjects(
    arriving: Sequence[Subject],
    numbers: Sequence[str],
    numbered: dict[str, Sequence[tuple[int, int]]],
    report_ids: Sequence[int],
    *,
    desk: int,
) -> list[Known]:
    """Standing subjects that share an account with one arriving, bear a number named, or name one borne.

    report_ids: reports of which every subject is wanted besides.
    """
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
            where a.joined_by not in ('names_number', 'withdraws')
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
