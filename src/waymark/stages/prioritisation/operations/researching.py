"""Recording where officers looked, and what each look answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.queries.standing import standing
from waymark.stages.prioritisation.rules.answers import current
from waymark.stages.prioritisation.rules.checking import (
    UPRN,
    Look,
    LookedInTheFuture,
    NothingLooked,
    Outcome,
    answers_of,
    read_uprn,
)
from waymark.stages.prioritisation.rules.facts import CHECKS

_CHECK = Table(
    "research_check",
    (
        "referral_id",
        "desk_id",
        "check_name",
        "system",
        "outcome",
        "done_at",
        "checker",
        "log",
        "found",
        "recorded_at",
        "officer_id",
    ),
)
_FACT = Table(
    "known_fact",
    ("referral_id", "desk_id", "fact", "said", "check_name", "source", "answered_at", "checker"),
)
_SAID = {
    Outcome.NOTHING: "nothing held",
    Outcome.SOMETHING: "something held",
    Outcome.COULD_NOT: "could not look",
}


def record_looks(
    referral: Referred,
    looks: Sequence[Look],
    *,
    uprn: str = "",
    checker: str = "",
    viewer: Viewer,
    now: datetime,
) -> None:
    """Record looks and everything that they answer. uprn, checker: of the door, where one was found, and by whom.

    Raises NotPermitted, NothingLooked, LookedInTheFuture, NothingSaid, SaidBoth, NotAUprn.
    """
    require(viewer, Permission.RECORD_FACT)
    if not looks and not uprn.strip():
        raise NothingLooked
    if any(look.done_at > now for look in looks):
        raise LookedInTheFuture
    known = standing(viewer, referral.id, now=now)
    worth = {name: current(answer, now, known.policy.shelf_days) for name, answer in known.answers.items()}
    checks, facts = [], []
    for look in looks:
        checks.append(
            (
                referral.id, referral.desk, look.check.value, look.system, look.outcome.value, look.done_at,
                look.checker, look.log, "", now, viewer.officer_id,
            )
        )  # fmt: skip
        facts += [
            (
                referral.id,
                referral.desk,
                name,
                said.value,
                look.check.value,
                _source(look),
                look.done_at,
                look.checker,
            )
            for name, said in answers_of(look, standing=worth).items()
        ]
    if uprn.strip():
        found = read_uprn(uprn)
        checks.append(
            (
                referral.id,
                referral.desk,
                UPRN,
                "",
                Outcome.SOMETHING.value,
                now,
                checker,
                "",
                found,
                now,
                viewer.officer_id,
            )
        )
    insert(_CHECK, checks)
    insert(_FACT, facts)
    record(
        Event.RESEARCH_RECORDED,
        referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk,
        detail={
            "looks": {look.check.value: look.outcome.value for look in looks},
            "answers": {row[2]: row[3] for row in facts},
            "uprn": bool(uprn.strip()),
        },
    )


def _source(look: Look) -> str:
    """`PNC: nothing held, search 7/2026`."""
    where = look.system or CHECKS[look.check].title
    return f"{where}: {_SAID[look.outcome]}{f', search {look.log}' if look.log else ''}"
