"""Which bundle an arriving referral belongs in, by the item that most name; bundles that are not there yet are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.referrals.bundles import GOING_ROUND, OF_NOTHING, REPORT_ITEM, VERY_MANY
from waymark.referrals.references import Kind, new_references
from waymark.stages.linking.queries.shared_files import SharedFile, naming, shared_files

_BUNDLE = Table("bundle", ("reference", "desk_id", "kind", "value", "identifier_id", "usual", "found_at"))


def homes_of(referral_ids: Sequence[int]) -> dict[int, int]:
    """The bundle that each of these referrals is listed in; absent where it is in none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, bundle_id from bundle_member where referral_id = any(%s)",
            [list(referral_ids)],
        )
        return dict(cursor.fetchall())


def homes_found(
    identifiers: Sequence[int], referral_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime
) -> dict[int, int]:
    """The bundle of each referral that belongs in one and is in none yet; makes those that are not there yet.

    One that stands comes before one that would be new; else the item that most name, then the first by its
    words. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    shared = {
        each.identifier_id: each
        for each in shared_files(viewer, identifiers, desk=desk, some=VERY_MANY)
        if (each.kind, each.value) not in OF_NOTHING
    }
    standing = _by_identifier(list(shared))
    new = _going_round([each for each in shared.values() if each.identifier_id not in standing])
    pairs = naming(viewer, new, desk=desk) + naming(viewer, list(standing), desk=desk, among=referral_ids)

    def place(pair: tuple[int, int]) -> tuple[bool, int, str, str]:
        item = shared[pair[0]]
        return pair[0] not in standing, -item.referrals, item.kind, item.value

    listed = homes_of(list({referral for _, referral in pairs}))
    chosen: dict[int, tuple[str, str, int | None]] = {}
    for identifier, referral in sorted(pairs, key=place):
        if referral not in listed:
            chosen.setdefault(referral, (shared[identifier].kind, shared[identifier].value, identifier))
    for report_id, members in _standing_for_many(referral_ids).items():
        for referral in members:
            chosen.setdefault(referral, (REPORT_ITEM, str(report_id), None))
    made = _make(list(dict.fromkeys(chosen.values())), desk=desk, viewer=viewer, now=now)
    return {referral: made[kind, value] for referral, (kind, value, _) in chosen.items()}


def _going_round(shared: Sequence[SharedFile]) -> list[int]:
    marked = _marked(shared)
    return [
        each.identifier_id
        for each in shared
        if min(each.reports, each.referrals) >= VERY_MANY or each.identifier_id in marked
    ]


def _by_identifier(identifiers: Sequence[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select identifier_id, id from bundle where identifier_id = any(%s)", [list(identifiers)]
        )
        return dict(cursor.fetchall())


def _standing_for_many(referral_ids: Sequence[int]) -> dict[int, list[int]]:
    """Reports that stand for many and name no file, with their referrals, where there are several."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.id, array_agg(distinct a.referral_id) from referral_report a "
            "join report r on r.id = a.report_id "
            "where a.referral_id = any(%s) and r.kind = 'report' and r.batched <> '' and r.files = 0 "
            "group by r.id having count(distinct a.referral_id) > 1",
            [list(referral_ids)],
        )
        return dict(cursor.fetchall())


def _marked(shared: Sequence[SharedFile]) -> set[int]:
    """Which files a reporter marks as going round, or names in a report that stands for many."""
    few = [each for each in shared if min(each.reports, each.referrals) < VERY_MANY]
    if not few:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct lower(btrim(h.stated ->> 1)) from reported_file f, "
            "jsonb_array_elements(f.hashes) as h (stated) "
            "where f.report_id = any(%s) and f.annotations && %s::text[]",
            [sorted({id_ for each in few for id_ in each.some_reports}), list(GOING_ROUND)],
        )
        values = {value for (value,) in cursor.fetchall()}
        cursor.execute(
            "select distinct a.referral_id from referral_report a join report r on r.id = a.report_id "
            "where a.referral_id = any(%s) and r.batched <> ''",
            [sorted({id_ for each in few for id_ in each.some_referrals})],
        )
        for_many = {id_ for (id_,) in cursor.fetchall()}
    return {
        each.identifier_id
        for each in few
        if each.value in values or not for_many.isdisjoint(each.some_referrals)
    }


def _make(
    wanted: Sequence[tuple[str, str, int | None]], *, desk: int, viewer: Viewer, now: datetime
) -> dict[tuple[str, str], int]:
    """Make bundles that are not there yet. Returns the number of each that was wanted."""
    if not wanted:
        return {}
    names = new_references(Kind.BUNDLE, len(wanted))
    rows = [(name, desk, *each, "", now) for name, each in zip(names, wanted, strict=True)]
    insert(_BUNDLE, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, value, id, reference from bundle where desk_id = %s and value = any(%s)",
            [desk, [value for _, value, _ in wanted]],
        )
        found = cursor.fetchall()
    for kind, _value, _id, reference in found:
        if reference in names:
            record(
                Event.BUNDLE_FOUND,
                reference,
                actor=viewer.officer_id,
                at=now,
                desk=desk,
                detail={"item": kind},
            )
    return {(kind, value): id_ for kind, value, id_, _ in found}
