"""One named decision on a bundle's list, taking it back, and the registers searched for a whole list at once.

A decision covers exactly those who were shown: the officer sends back the digest of the list they saw. It writes
who, which list, when and why; it moves nobody, and a covered referral that something new comes to is uncovered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.referrals.operations.referring import Referred
from waymark.referrals.references import Kind, new_references, read_reference
from waymark.stages.prioritisation.operations.bundling import FOLDS, fold, list_members
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.bundle_lists import (
    Decision,
    ListChanged,
    NobodyToDecide,
    list_digest,
)
from waymark.stages.prioritisation.rules.bundled import SEARCHED
from waymark.stages.prioritisation.rules.facts import FACTS

_DECIDED = Table("bundle_decided", ("decision_id", "referral_id", "desk_id"))
_FACT = Table(
    "known_fact",
    ("referral_id", "desk_id", "fact", "said", "check_name", "source", "answered_at", "checker"),
)


class NoSuchBundle(WaymarkError):
    """No bundle of the viewer's desks goes by a reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No bundle at your desks is called {reference}: check it against where you read it")


class NoSuchDecision(WaymarkError):
    """No decision that holds goes by a reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No decision that holds is called {reference}: it may have been undone already")


def decide_together(
    reference: str, decision: Decision, *, digest: str, reason: str, viewer: Viewer, now: datetime
) -> str:
    """Record one officer's decision on everybody on the list that they were shown.

    digest: of that list, as `queries.bundle` gives it. Everybody is looked at again before. Returns the decision's
    reference. Raises NotPermitted, BadReference, NoSuchBundle, ListChanged, NobodyToDecide.
    """
    require(viewer, Permission.DECIDE_BUNDLE)
    bundle_id, written, desk = _bundle(reference)
    list_members(_everybody(bundle_id), viewer=viewer, now=now)
    listed = _listed(bundle_id, reasons=())
    if not listed:
        raise NobodyToDecide(written)
    if list_digest(name for _, name in listed) != digest:
        raise ListChanged(written)
    (name,) = new_references(Kind.BUNDLE_DECISION, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into bundle_decision (reference, bundle_id, desk_id, decision, reason, people, digest, "
            "decided_at, officer_id) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
            [name, bundle_id, desk, decision.value, reason, len(listed), digest, now, viewer.officer_id],
        )
        (decision_id,) = cursor.fetchone()
        cursor.execute(
            "update bundle_member set decision_id = %s where referral_id = any(%s)",
            [decision_id, [id_ for id_, _ in listed]],
        )
    insert(_DECIDED, [(decision_id, id_, desk) for id_, _ in listed])
    fold([bundle_id])
    record(
        Event.BUNDLE_DECIDED,
        name,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={
            "bundle": written,
            "decision": decision.value,
            "reason": reason,
            "list": digest,
            "referrals": [each for _, each in listed],
        },
    )
    return name


def undo_decision(reference: str, *, reason: str, viewer: Viewer, now: datetime) -> str:
    """Take a decision back: everybody whom it covers waits again. Returns the bundle's reference.

    Raises NotPermitted, BadReference, NoSuchDecision.
    """
    require(viewer, Permission.DECIDE_BUNDLE)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "update bundle_decision d set undone_at = %s, undone_by_id = %s, undone_because = %s from bundle b "
            "where d.reference = %s and d.undone_at is null and b.id = d.bundle_id "
            "returning d.id, d.desk_id, b.id, b.reference",
            [now, viewer.officer_id, reason, written],
        )
        row = cursor.fetchone()
        if row is None:
            raise NoSuchDecision(written)
        decision_id, desk, bundle_id, bundle = row
        cursor.execute("update bundle_member set decision_id = null where decision_id = %s", [decision_id])
        waiting_again = cursor.rowcount
    fold([bundle_id])
    record(
        Event.BUNDLE_DECISION_UNDONE,
        written,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"bundle": bundle, "reason": reason, "waiting_again": waiting_again},
    )
    return str(bundle)


def record_searched(
    reference: str, *, digest: str, source: str, viewer: Viewer, now: datetime
) -> list[Referred]:
    """Record that the registers were searched for everybody who waits for it alone, and hold nothing of them.

    digest: of the list of those who wait, as it was shown. source: where and under what number it was searched.
    Returns those of whom it was recorded, to be assessed again. Raises NotPermitted, NoSuchBundle, ListChanged.
    """
    require(viewer, Permission.RECORD_FACT)
    bundle_id, written, desk = _bundle(reference)
    waiting = _listed(bundle_id, reasons=FOLDS)
    if not waiting or list_digest(name for _, name in waiting) != digest:
        raise ListChanged(written)
    insert(
        _FACT,
        [
            (id_, desk, name, Said.NO.value, FACTS[name].check.value, source, now, viewer.username)
            for id_, _ in waiting
            for name in SEARCHED
        ],
    )
    record(
        Event.FACT_RECORDED,
        written,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={
            "answers": dict.fromkeys(SEARCHED, Said.NO.value),
            "source": source,
            "list": digest,
            "referrals": [name for _, name in waiting],
        },
    )
    return [Referred(id_, name, desk, is_new=False) for id_, name in waiting]


def _bundle(reference: str) -> tuple[int, str, int]:
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute("select id, reference, desk_id from bundle where reference = %s for update", [written])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchBundle(written)
    return row[0], row[1], row[2]


def _everybody(bundle_id: int) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("select referral_id, bundle_id from bundle_member where bundle_id = %s", [bundle_id])
        return dict(cursor.fetchall())


def _listed(bundle_id: int, *, reasons: Sequence[str]) -> list[tuple[int, str]]:
    """Those of a bundle who wait and have exactly these reasons."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.id, f.reference from bundle_member m join referral f on f.id = m.referral_id "
            "where m.bundle_id = %s and m.decision_id is null and m.reasons = %s::text[] order by f.id",
            [bundle_id, list(reasons)],
        )
        return [(id_, name) for id_, name in cursor.fetchall()]
