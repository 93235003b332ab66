"""An assessment as one text: the same assessment is the same bytes, so that a later one can be held against it.

It names facts and checks by their short names alone: what a question is called may change, what was judged not.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from waymark.stages.prioritisation.rules.answers import Said, current
from waymark.stages.prioritisation.rules.assessment import Assessment, assess_known
from waymark.stages.prioritisation.rules.facts import BIT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from waymark.stages.prioritisation.rules.answers import Answer
    from waymark.stages.prioritisation.rules.policy import Policy


class Known(NamedTuple):
    """The state of the facts that an assessment was made from. Every other fact was unknown."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


class InFull(NamedTuple):
    """sha256: of the text in UTF-8, in hex."""

    sha256: str
    text: str


def known_at(answers: Mapping[str, Answer], now: datetime, shelf_days: Mapping[str, int]) -> Known:
    """What each standing answer is worth at `now`, in the order of the vocabulary. Raises UnknownFact."""
    worth = {name: current(answer, now, shelf_days) for name, answer in answers.items()}
    return Known(
        tuple(name for name in BIT if worth.get(name) is Said.YES),
        tuple(name for name in BIT if worth.get(name) is Said.NO),
    )


@lru_cache(maxsize=1 << 14)
def in_full(made: Assessment) -> InFull:
    """Say an assessment whole."""
    check = made.next_check
    text = json.dumps(
        {
            "because": made.because,
            "could_be": [made.lowest, made.highest],
            "facts": [[fact.name, fact.said] for fact in made.facts],
            "fired": made.fired,
            "is_gate": made.is_gate,
            "level": made.level,
            "minutes": made.minutes,
            "next_check": None
            if check is None
            else {
                "check": check.check,
                "could_move_to": check.could_move_to,
                "facts": check.facts,
                "minutes": check.minutes,
            },
            "path": made.path,
            "policy": made.policy_version,
            "policy_sha256": made.policy_digest,
            "unknown": made.unknown,
            "verify_age": made.verify_age,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return InFull(sha256(text.encode()).hexdigest(), text)


def made_again(policy: Policy, known: Known) -> InFull:
    """Make a past assessment again from its policy and what was known. Raises NoStepApplies.

    A fact that the vocabulary no longer has is left out: the text then differs, and says so by that.
    """
    yes, no = (sum(BIT[name] for name in names if name in BIT) for names in known)
    return in_full(assess_known(policy, yes, no))
