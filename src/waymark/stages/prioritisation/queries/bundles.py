"""A bundle: its item, whom one decision may cover, everybody else with why, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.references import read_reference
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference
from waymark.stages.prioritisation.rules.bundle_lists import list_digest
from waymark.stages.prioritisation.rules.own_first import WHY_HIDDEN, level_shown


class NothingBundled(WaymarkError):
    """No bundle of the viewer's desks goes by a reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No bundle at your desks is called {reference}: check it against where you read it")


@dataclass(frozen=True, slots=True)
class BundleOfLine:
    """The bundle that a line of the queue is listed in.

    people: everybody listed. behind: those who are folded behind this line; 0 where it stands for itself alone.
    waiting: of everybody, those not decided yet. singly: those who have a line of their own, each with a reason.
    """

    reference: str
    people: int
    behind: int
    waiting: int
    singly: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One referral of a bundle. reasons: why it is decided singly, in the words of `referrals.bundles.Why`."""

    referral: str
    level: str
    rank_reason: str
    reasons: tuple[str, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class BundleDecisionLine:
    """What one officer decided of a list; covers: how many it still covers."""

    reference: str
    decision: str
    reason: str
    people: int
    covers: int
    decided_at: datetime
    officer_id: int
    undone_at: datetime | None
    undone_by_id: int | None
    undone_because: str


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """A bundle as it stands. Everybody is in exactly one of the lists, the most pressing first.

    together: one decision may cover them. unknown: nothing is out of the ordinary, and not all is known.
    singly: out of the ordinary. decided: covered now. digests: of `together` and of `unknown`, as shown.
    """

    reference: str
    kind: str
    value: str
    found_at: datetime
    together: tuple[MemberLine, ...]
    unknown: tuple[MemberLine, ...]
    singly: tuple[MemberLine, ...]
    decided: tuple[MemberLine, ...]
    decisions: tuple[BundleDecisionLine, ...]
    together_digest: str
    unknown_digest: str

    @property
    def people(self) -> int:
        return sum(map(len, (self.together, self.unknown, self.singly, self.decided)))

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many are taken out for each reason, the commonest first; one person may have several."""
        return dict(Counter(why for line in self.singly for why in line.reasons).most_common())


def bundle(viewer: Viewer, reference: str, *, now: datetime) -> BundleRecord:
    """A bundle with everybody listed in it. The reading of it is logged.

    Raises NotPermitted, BadReference, NothingBundled.
    """
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, desk_id, kind, value, found_at from bundle where reference = %s", [written]
        )
        row = cursor.fetchone()
        if row is None:
            raise NothingBundled(written)
        id_, desk, kind, value, found_at = row
        cursor.execute(
            "select f.reference, coalesce(q.level, ''), coalesce(q.rank_reason, ''), m.reasons, "
            "coalesce(d.reference, ''), coalesce(q.level_from, '') "
            "from bundle_member m join referral f on f.id = m.referral_id "
            "left join queue_entry q on q.referral_id = m.referral_id "
            "left join bundle_decision d on d.id = m.decision_id "
            "where m.bundle_id = %s order by q.rank nulls last, f.id",
            [id_],
        )
        rows = cursor.fetchall()
    hidden = hidden_by_reference(viewer, [row[0] for row in rows])
    lines = [
        MemberLine(
            name,
            level_shown(level, basis) if name in hidden else level,
            WHY_HIDDEN if name in hidden else why_here,
            tuple(reasons),
            decision,
        )
        for name, level, why_here, reasons, decision, basis in rows
    ]
    record(
        Event.BUNDLE_READ,
        written,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"people": len(lines)},
    )
    decided = tuple(line for line in lines if line.decision)
    waiting = [line for line in lines if not line.decision]
    together = tuple(line for line in waiting if not line.reasons)
    unknown = tuple(line for line in waiting if line.reasons == ("not_known",))
    singly = tuple(line for line in waiting if line.reasons and line.reasons != ("not_known",))
    return BundleRecord(
        written,
        kind,
        value,
        found_at,
        together,
        unknown,
        singly,
        decided,
        _decisions(id_),
        list_digest(line.referral for line in together),
        list_digest(line.referral for line in unknown),
    )


def _decisions(bundle_id: int) -> tuple[BundleDecisionLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, d.decision, d.reason, d.people, "
            "(select count(*) from bundle_member m where m.decision_id = d.id), "
            "d.decided_at, d.officer_id, d.undone_at, d.undone_by_id, d.undone_because "
            "from bundle_decision d where d.bundle_id = %s order by d.id desc",
            [bundle_id],
        )
        return tuple(BundleDecisionLine(*row) for row in cursor.fetchall())


def bundles_of_lines(viewer: Viewer, referrals: Sequence[str]) -> dict[str, BundleOfLine]:
    """The bundle of each of these referrals of the queue that is listed in one. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "with asked as (select q.reference, q.bundle_id, q.is_folded, m.reasons <@ array['not_known'] "
            "and m.decision_id is null as leads from queue_entry q "
            "join bundle_member m on m.referral_id = q.referral_id where q.reference = any(%s)), "
            "counted as (select m.bundle_id, count(*) as people, "
            "count(*) filter (where m.decision_id is null) as waiting, "
            "count(*) filter (where not m.reasons <@ array['not_known']) as singly, "
            "count(*) filter (where m.reasons <@ array['not_known'] and m.decision_id is null) as folds "
            "from bundle_member m where m.bundle_id in (select bundle_id from asked) group by m.bundle_id) "
            "select a.reference, b.reference, c.people, "
            "case when a.leads and not a.is_folded then c.folds - 1 else 0 end, c.waiting, c.singly "
            "from asked a join counted c on c.bundle_id = a.bundle_id join bundle b on b.id = a.bundle_id",
            [list(referrals)],
        )
        return {row[0]: BundleOfLine(*row[1:]) for row in cursor.fetchall()}
