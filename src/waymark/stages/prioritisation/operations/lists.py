"""One named decision over a list of the queue, taking it back, and what brings a referral back by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind, new_references, read_reference
from waymark.stages.prioritisation.queries.own_first import hidden_from
from waymark.stages.prioritisation.rules.bundle_lists import Decision, list_digest
from waymark.stages.prioritisation.rules.lists import Candidate, NobodyLeft, NoReason, Parted, part

_DECIDED = Table("list_decided", ("decision_id", "referral_id", "desk_id"))


class NoSuchListDecision(WaymarkError):
    """No decision over a list that holds goes by a reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No decision that holds is called {reference}: it may have been undone already")


class Decided(NamedTuple):
    """reference: of the decision. parted: whom it covers, and who was taken out with why."""

    reference: str
    parted: Parted


def decide_list(
    references: Sequence[str], decision: Decision, *, reason: str, viewer: Viewer, now: datetime
) -> Decided:
    """Decide those of these referrals about whom nothing is out of the ordinary, as they stand now.

    Raises NotPermitted, NoReason, NobodyLeft.
    """
    require(viewer, Permission.DECIDE_BUNDLE)
    if not reason.strip():
        raise NoReason
    parted = part(_candidates(references, viewer))
    if not parted.covered:
        raise NobodyLeft
    names = [each.reference for each in parted.covered]
    (name,) = new_references(Kind.LIST_DECISION, 1)
    desk = viewer.home_desk if viewer.home_desk is not None else parted.covered[0].desk
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into list_decision (reference, desk_id, decision, reason, people, taken_out, digest, decided_at, "
            "officer_id) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
            [
                *(name, desk, decision.value, reason.strip(), len(names), len(parted.taken_out)),
                *(list_digest(names), now, viewer.officer_id),
            ],
        )
        (decision_id,) = cursor.fetchone()
        cursor.execute(
            "update queue_entry set list_decision_id = %s, is_folded = true where referral_id = any(%s)",
            [decision_id, [each.id for each in parted.covered]],
        )
    insert(_DECIDED, [(decision_id, each.id, each.desk) for each in parted.covered])
    record(
        Event.LIST_DECIDED,
        name,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={
            "decision": decision.value,
            "reason": reason.strip(),
            "list": list_digest(names),
            "referrals": names,
            "taken_out": {
                each.reference: [why.value for why in reasons] for each, reasons in parted.taken_out
            },
        },
    )
    return Decided(name, parted)


def undo_list(reference: str, *, reason: str, viewer: Viewer, now: datetime) -> None:
    """Take a decision back: everybody whom it still covers waits again. Raises NotPermitted, NoSuchListDecision."""
    require(viewer, Permission.DECIDE_BUNDLE)
    _, written = read_reference(reference)
    if not reason.strip():
        raise NoReason
    with connection.cursor() as cursor:
        cursor.execute(
            "update list_decision set undone_at = %s, undone_by_id = %s, undone_because = %s "
            "where reference = %s and undone_at is null returning id, desk_id",
            [now, viewer.officer_id, reason.strip(), written],
        )
        row = cursor.fetchone()
        if row is None:
            raise NoSuchListDecision(written)
        cursor.execute(
            "update queue_entry set list_decision_id = null, is_folded = false where list_decision_id = %s",
            [row[0]],
        )
        waiting_again = cursor.rowcount
    record(
        Event.LIST_DECISION_UNDONE,
        written,
        actor=viewer.officer_id,
        at=now,
        desk=row[1],
        detail={"reason": reason.strip(), "waiting_again": waiting_again},
    )


def bring_back(
    referral_ids: Sequence[int], *, something_new: bool, viewer: Viewer, now: datetime
) -> list[str]:
    """Bring back to the queue those of these that no decision over a list may cover any more.

    something_new: all of them, because something came to them; else those about whom something has come to be out
    of the ordinary. Returns them. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference from queue_entry where referral_id = any(%s) and list_decision_id is not null",
            [list(referral_ids)],
        )
        covered = [reference for (reference,) in cursor.fetchall()]
    if not covered:
        return []
    if not something_new:
        held = part(
            one._replace(is_decided=False, is_anothers=False, is_hidden=False)
            for one in _candidates(covered, viewer)
        )
        covered = [each.reference for each, _ in held.taken_out]
    with connection.cursor() as cursor:
        cursor.execute(
            "update queue_entry q set list_decision_id = null, is_folded = false from list_decision d "
            "where q.reference = any(%s) and d.id = q.list_decision_id returning q.reference, q.desk_id, d.reference",
            [covered],
        )
        left = cursor.fetchall()
    for reference, desk, decision in left:
        record(
            Event.LIST_DECISION_LEFT,
            decision,
            actor=viewer.officer_id,
            at=now,
            desk=desk,
            detail={"referrals": [reference], "because": "something new came, or was found"},
        )
    return [reference for reference, _, _ in left]


def _graver(one: Level, other: Level) -> Level:
    return max(one, other, key=lambda each: each.danger)


def _candidates(references: Sequence[str], viewer: Viewer) -> list[Candidate]:
    """These referrals as they stand, locked, in the order of the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select q.referral_id, q.reference, q.desk_id, q.stage = 'researched', q.highest, q.level, "
            "q.challenge <> '', "
            "exists (select 1 from referral_news n where n.referral_id = q.referral_id and n.seen_at is null), "
            "exists (select 1 from running_clock c where c.referral_id = q.referral_id and c.stopped_at is null), "
            "q.bundle_id is not null, q.taken_by_id is not null and q.taken_by_id <> %s, "
            "q.list_decision_id is not null "
            "from queue_entry q where q.reference = any(%s) order by q.rank, q.referral_id for update of q",
            [viewer.officer_id, list(references)],
        )
        rows = cursor.fetchall()
    hidden = hidden_from(viewer, [row[0] for row in rows])
    return [
        Candidate._make([*row[:4], _graver(Level(row[4]), Level(row[5])), *row[6:], row[0] in hidden])
        for row in rows
    ]
