"""Taking a force's own policy into force: one officer proposes it, another approves it, and both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, insert
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.operations.policies import keep_policies, keep_text
from waymark.stages.prioritisation.queries.policies import desks_of, holder_of
from waymark.stages.prioritisation.rules.policy import Policy, load_policy
from waymark.stages.prioritisation.rules.replay import Replayed

_CHANGE = Table(
    "policy_change",
    ("policy_id", "holder", "effective_on", "reason", "replayed", "proposed_at", "proposed_by_id"),
)
_LONGEST_REASON = 2_000


class NoDeskToChange(WaymarkError):
    """The officer has no desk whose policy it would be."""

    def __init__(self) -> None:
        super().__init__("A policy is proposed for the force of your own desk, and you have none")


class WhyMissing(WaymarkError):
    """A change of policy, or its refusal, was given no reason."""

    def __init__(self) -> None:
        super().__init__("Say why, in words: nothing was recorded")


class SameInForce(WaymarkError):
    """The policy is in force already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Policy {name} is the one in force: change the file, and its version, first")


class VersionTaken(WaymarkError):
    """Another file was kept under the version."""

    def __init__(self, version: str) -> None:
        super().__init__(f"Another policy bears the version {version}: give the changed file one of its own")


class ChangeWaits(WaymarkError):
    """Another change waits to be decided."""

    def __init__(self) -> None:
        super().__init__("A proposed policy waits to be approved or refused: that comes first")


class NoChangeWaits(WaymarkError):
    """Nothing waits to be decided by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No proposed policy called {name} waits to be approved")


class ProposerMayNotApprove(WaymarkError):
    """The officer who proposed a policy is not the second person."""

    def __init__(self) -> None:
        super().__init__("You proposed this policy: another supervisor approves or refuses it")


class Waiting(NamedTuple):
    """A proposed change. It is in force from the start of `effective_on`, or from its approval if that is later."""

    id: int
    policy: str
    proposed_by: int


def propose_policy(text: str, *, reason: str, replayed: Replayed, viewer: Viewer, now: datetime) -> Policy:
    """Propose a policy for the force of the officer's own desk. replayed: what it would move now.

    Raises NotPermitted, PolicyRefused with every problem, NoDeskToChange, WhyMissing, SameInForce,
    VersionTaken, ChangeWaits.
    """
    require(viewer, Permission.CHANGE_POLICY)
    policy = load_policy(text)
    if viewer.home_desk is None:
        raise NoDeskToChange
    if not reason.strip():
        raise WhyMissing
    held = keep_policies([viewer.home_desk], viewer=viewer, now=now)[viewer.home_desk]
    if held.name == policy.name:
        raise SameInForce(policy.name)
    _check_version(policy)
    keep_text(policy, text, viewer=viewer, now=now, is_proposed=True)
    holder = holder_of(viewer.home_desk)
    counts = _counted(replayed)
    row = (
        *(policy.name, holder, policy.effective, reason.strip()[:_LONGEST_REASON]),
        *(Json(counts), now, viewer.officer_id),
    )
    try:
        with transaction.atomic():
            insert(_CHANGE, [row], conflict="")
    except IntegrityError:
        raise ChangeWaits from None
    detail = {"holder": holder, "effective_on": policy.effective.isoformat(), **counts}
    _account(Event.POLICY_PROPOSED, policy.name, viewer, now, detail)
    return policy


def decide_policy(name: str, *, is_approved: bool, because: str = "", viewer: Viewer, now: datetime) -> None:
    """Approve or refuse a proposed policy, as another officer than its proposer. because: needed to refuse.

    Once approved it is in force from its day on, and every referral is looked at again by it then.
    Raises NotPermitted, NoDeskToChange, NoChangeWaits, ProposerMayNotApprove, WhyMissing.
    """
    require(viewer, Permission.CHANGE_POLICY)
    if viewer.home_desk is None:
        raise NoDeskToChange
    holder = holder_of(viewer.home_desk)
    waiting = _waiting(holder)
    if waiting is None or waiting.policy != name:
        raise NoChangeWaits(name)
    if waiting.proposed_by == viewer.officer_id:
        raise ProposerMayNotApprove
    if not is_approved and not because.strip():
        raise WhyMissing
    outcome = "approved" if is_approved else "refused"
    with connection.cursor() as cursor:
        cursor.execute(
            "update policy_change set outcome = %s, decided_at = %s, decided_by_id = %s, decided_because = %s "
            "where id = %s",
            [outcome, now, viewer.officer_id, because.strip(), waiting.id],
        )
    detail = {"holder": holder, "outcome": outcome}
    _account(Event.POLICY_DECIDED, name, viewer, now, detail)


def spread_policies(*, viewer: Viewer, now: datetime) -> int:
    """Have every line of the queue looked at again whose policy has come into force since. Returns how many.

    For the installation, which sees every desk. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "update policy_change set spread_at = %s where outcome = 'approved' and spread_at is null "
            "and effective_on <= %s returning holder",
            [now, now.astimezone(UTC).date()],
        )
        desks = [desk for (holder,) in cursor.fetchall() for desk in desks_of(holder)]
        cursor.execute(
            "update queue_entry set changes_at = %s where desk_id = any(%s) "
            "and (changes_at is null or changes_at > %s)",
            [now, desks, now],
        )
        return int(cursor.rowcount)


def _account(event: Event, name: str, viewer: Viewer, now: datetime, detail: Mapping[str, object]) -> None:
    record(event, f"policy:{name}", actor=viewer.officer_id, at=now, desk=None, detail=detail)


def _counted(replayed: Replayed) -> dict[str, object]:
    """Counts alone: which referrals moved is told by a replay, not kept with the policy."""
    return {
        "referrals": replayed.referrals,
        "up": replayed.up,
        "down": replayed.down,
        "moves": [[before.value, after.value, count] for before, after, count in replayed.by_move],
        "loads": [
            [
                load.level.value,
                load.referrals_before,
                load.referrals_after,
                load.hours_before,
                load.hours_after,
            ]
            for load in replayed.loads
        ],
    }


def _check_version(policy: Policy) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from policy where version like %s and version <> %s",
            [policy.version.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "+%", policy.name],
        )
        if cursor.fetchone():
            raise VersionTaken(policy.version)


def _waiting(holder: str) -> Waiting | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, policy_id, proposed_by_id from policy_change where holder = %s and outcome = '' for update",
            [holder],
        )
        row = cursor.fetchone()
    return Waiting(*row) if row else None
