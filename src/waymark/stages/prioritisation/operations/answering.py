"""Recording what officers find out about a referral."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.answers import Said, UnknownFact
from waymark.stages.prioritisation.rules.facts import FACTS

_FACT = Table(
    "known_fact",
    ("referral_id", "desk_id", "fact", "said", "check_name", "source", "answered_at", "checker"),
)


class NothingAnswered(WaymarkError):
    """No answer was given."""

    def __init__(self) -> None:
        super().__init__("Answer at least one question with yes, no or unknown: nothing was recorded")


def record_answers(
    *,
    referral_id: int,
    reference: str,
    desk: int,
    answers: Mapping[str, Said],
    source: str,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Record an officer's answers to questions of the policy. Raises NotPermitted, UnknownFact, NothingAnswered.

    answers: by fact name. source: where it was looked up, in the officer's words.
    """
    require(viewer, Permission.RECORD_FACT)
    if not answers:
        raise NothingAnswered
    unknown = [name for name in answers if name not in FACTS]
    if unknown:
        raise UnknownFact(unknown[0])
    insert(
        _FACT,
        [
            (referral_id, desk, name, said.value, FACTS[name].check.value, source, now, viewer.username)
            for name, said in answers.items()
        ],
    )
    record(
        Event.FACT_RECORDED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"answers": {name: said.value for name, said in answers.items()}, "source": source},
    )
