"""Finding bundles as reports arrive, and keeping each referral's place in its bundle current.

A bundle is a list over the queue: it moves nobody. Of those about whom nothing is out of the ordinary the most
pressing stands on the queue for all, the others fold behind it; whoever has a reason keeps a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.referrals.bundles import (
    Item,
    has_other_items,
    why_singly,
)
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.operations.bundle_finding import homes_found, homes_of
from waymark.stages.prioritisation.operations.bundle_members import Known, known_of

FOLDS = ("not_known",)
"""Reasons that fold a line without letting a decision cover it: nothing is out of the ordinary so far."""

_MEMBER = Table(
    "bundle_member",
    (
        "referral_id", "bundle_id", "desk_id", "report_id", "said", "child_signal", "prior_record",
        "uk_resolvable", "several_items", "reasons", "listed_at",
    ),
    (
        "bigint", "bigint", "smallint", "bigint", "text", "boolean", "boolean", "boolean", "boolean",
        "text[]", "timestamptz",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Standing:
    """A bundle as it stands."""

    id: int
    reference: str
    item: Item
    desk: int
    usual: str


def bundle_referrals(
    referred: Sequence[Referred], *, identifiers: Sequence[int] = (), viewer: Viewer, now: datetime
) -> None:
    """List what arrived in its bundles, make those that it makes, and bring standing members up to date.

    referred: referrals just assessed; identifiers: those that the batch mentions and that stood before, or twice
    in it. A referral with a new report is no longer covered by a decision. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    if not referred:
        return
    _forget([old for each in referred for old in each.absorbed])
    ids = [each.id for each in referred]
    homes = homes_of(ids)
    if identifiers or any(each.reports for each in referred):
        desk = referred[0].desk
        found = homes_found(identifiers, ids, desk=desk, viewer=viewer, now=now)
        homes = {**found, **homes}
    changed = {each.id for each in referred if each.reports or each.absorbed}
    list_members(homes, changed=changed, viewer=viewer, now=now)


def list_members(
    homes: Mapping[int, int], *, changed: Iterable[int] = (), viewer: Viewer, now: datetime
) -> None:
    """Write what is known now of these referrals, each in its bundle, and fold the queue behind each bundle.

    homes: bundle by referral. changed: those that a decision no longer covers, because something new came.
    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    if not homes:
        return
    known = known_of(list(homes), viewer=viewer, now=now)
    bundles = _bundles(sorted(set(homes.values())))
    covered = _covered(list(bundles))
    _uncover([id_ for id_ in changed if id_ in homes])
    _write([_row(known[id_], bundles[bundle], now) for id_, bundle in homes.items() if id_ in known])
    _settle_usual(bundles)
    _account_returned(covered - _covered(list(bundles)), viewer=viewer, now=now)
    fold(list(bundles))


def _row(known: Known, bundle: _Standing, now: datetime) -> tuple[object, ...]:
    several = has_other_items(known.told, bundle.item)
    why = why_singly(
        child_signal=known.child_signal,
        prior_record=known.prior_record,
        uk_resolvable=known.uk_resolvable,
        differs=known.said != bundle.usual,
        several_items=several,
    )
    return (
        known.referral_id, bundle.id, known.desk, known.report_id, known.said, known.child_signal,
        known.prior_record, known.uk_resolvable, several, [each.value for each in why], now,
    )  # fmt: skip


_STILL_COVERED = "case when {new} <@ array['not_known'] then bundle_member.decision_id end"


def _write(rows: Sequence[Sequence[object]]) -> None:
    """Write members. A decision goes on covering those of whom nothing out of the ordinary was found since."""
    new_values = ", ".join(f"{name} = excluded.{name}" for name in _MEMBER.columns[1:-1])
    covers = _STILL_COVERED.format(new="excluded.reasons")
    insert(
        _MEMBER,
        rows,
        conflict=f"on conflict (referral_id) do update set decision_id = {covers}, {new_values}",
    )


def _settle_usual(bundles: Mapping[int, _Standing]) -> None:
    """What most reports of an item say, of two as frequent the first by its words; where it moved, all reasons."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with of_reports as (select distinct on (bundle_id, report_id) bundle_id, report_id, said "
            "from bundle_member where bundle_id = any(%s) order by bundle_id, report_id, said), "
            "counted as (select bundle_id, said, count(*) as n from of_reports group by bundle_id, said), "
            "most as (select distinct on (bundle_id) bundle_id, said from counted "
            "order by bundle_id, n desc, said) "
            "update bundle b set usual = m.said from most m where b.id = m.bundle_id and b.usual <> m.said "
            "returning b.id, b.usual",
            [list(bundles)],
        )
        moved = dict(cursor.fetchall())
        if not moved:
            return
        cursor.execute(
            "select referral_id, bundle_id, said, child_signal, prior_record, uk_resolvable, several_items "
            "from bundle_member where bundle_id = any(%s)",
            [list(moved)],
        )
        reasons = [
            (
                row[0],
                why_singly(
                    child_signal=row[3],
                    prior_record=row[4],
                    uk_resolvable=row[5],
                    differs=row[2] != moved[row[1]],
                    several_items=row[6],
                ),
            )
            for row in cursor.fetchall()
        ]
        covers = _STILL_COVERED.format(new="string_to_array(t.reasons, ',')")
        cursor.execute(
            f"update bundle_member set reasons = string_to_array(t.reasons, ','), decision_id = {covers} "
            "from unnest(%s::bigint[], %s::text[]) as t (referral_id, reasons) "
            "where bundle_member.referral_id = t.referral_id",
            [[id_ for id_, _ in reasons], [",".join(why) for _, why in reasons]],
        )


def fold(bundle_ids: Sequence[int]) -> None:
    """Fold the queue behind the most pressing of each bundle that waits, and has nothing out of the ordinary.

    Members covered by a decision fold too. Whoever has a reason of their own keeps their line.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "with listed as (select m.referral_id, m.bundle_id, q.rank, "
            "m.reasons <@ %(folds)s::text[] as folds, m.decision_id is null as waits "
            "from bundle_member m join queue_entry q on q.referral_id = m.referral_id "
            "where m.bundle_id = any(%(ids)s)), "
            "leads as (select distinct on (bundle_id) bundle_id, referral_id from listed "
            "where folds and waits order by bundle_id, rank, referral_id), "
            "placed as (select l.referral_id, l.bundle_id, "
            "l.folds and d.referral_id is distinct from l.referral_id as is_folded "
            "from listed l left join leads d on d.bundle_id = l.bundle_id) "
            "update queue_entry q set bundle_id = p.bundle_id, is_folded = p.is_folded from placed p "
            "where q.referral_id = p.referral_id "
            "and (q.bundle_id, q.is_folded) is distinct from (p.bundle_id, p.is_folded)",
            {"ids": list(bundle_ids), "folds": list(FOLDS)},
        )


def _forget(absorbed: Sequence[int]) -> None:
    """A referral that became part of another is listed no more by itself; that one is looked at anew."""
    if absorbed:
        with connection.cursor() as cursor:
            cursor.execute("delete from bundle_member where referral_id = any(%s)", [list(absorbed)])


def _bundles(ids: Sequence[int]) -> dict[int, _Standing]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, kind, value, desk_id, usual from bundle where id = any(%s) "
            "order by id for update",
            [list(ids)],
        )
        return {
            row[0]: _Standing(row[0], row[1], Item(row[2], row[3]), row[4], row[5])
            for row in cursor.fetchall()
        }


def _covered(bundle_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Referral and decision of every member of these bundles that a decision covers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, decision_id from bundle_member "
            "where bundle_id = any(%s) and decision_id is not null",
            [list(bundle_ids)],
        )
        return set(cursor.fetchall())


def _uncover(referral_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update bundle_member set decision_id = null "
            "where referral_id = any(%s) and decision_id is not null",
            [list(referral_ids)],
        )


def _account_returned(returned: set[tuple[int, int]], *, viewer: Viewer, now: datetime) -> None:
    if not returned:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, d.desk_id, array_agg(f.reference order by f.reference) "
            "from unnest(%s::bigint[], %s::bigint[]) as t (referral_id, decision_id) "
            "join bundle_decision d on d.id = t.decision_id join referral f on f.id = t.referral_id "
            "group by d.reference, d.desk_id order by d.reference",
            [[id_ for id_, _ in returned], [decision for _, decision in returned]],
        )
        for reference, desk, referrals in cursor.fetchall():
            record(
                Event.BUNDLE_DECISION_LEFT,
                reference,
                actor=viewer.officer_id,
                at=now,
                desk=desk,
                detail={"referrals": referrals, "because": "something new came, or was found"},
            )
