"""What is known of a referral when it is listed in a bundle: a sign of a child, a prior record, neither, or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from waymark.stages.prioritisation.rules.answers import Answer, Said, current
from waymark.stages.prioritisation.rules.facts import FACTS, Bearing
from waymark.stages.prioritisation.rules.signals import Signals

SEARCHED = ("contact_offence_history", "registered_sex_offender", "contact_offence_allegation")
"""The questions that together say whether there is a prior record: each must be answered no, and stand."""

_RECORDS = frozenset((*SEARCHED, "other_convictions", "domestic_abuse"))
_ROUTING = frozenset(name for name, fact in FACTS.items() if fact.bearing is Bearing.ROUTING)


def child_signal(signals: Iterable[Signals], answers: Mapping[str, Answer]) -> bool | None:
    """Whether anything says that a child may be in danger; None where no report was summarised.

    A stated urgency counts: a person must read why. So does any danger that an officer answered yes.
    """
    reports = tuple(signals)
    told = any(one.child or one.facts or one.escalated or one.child_possibly_suspect for one in reports)
    found = any(
        answer.said is Said.YES
        for name, answer in answers.items()
        if name not in _RECORDS and (name in _ROUTING or FACTS[name].bearing is Bearing.DANGER)
    )
    return True if told or found else False if reports else None


def prior_record(
    answers: Mapping[str, Answer],
    *,
    names_earlier: bool,
    now: datetime,
    shelf_days: Mapping[str, int] | None = None,
) -> bool | None:
    """Whether there is a prior record; None until every register was searched and said no.

    answers: the one that stands for each fact. names_earlier: a report names an earlier one of the same person.
    """
    if names_earlier or any(answers[name].said is Said.YES for name in _RECORDS & answers.keys()):
        return True
    searched = all(
        name in answers and current(answers[name], now, shelf_days) is Said.NO for name in SEARCHED
    )
    return False if searched else None
