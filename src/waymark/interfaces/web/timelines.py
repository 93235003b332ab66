"""What happened with a referral, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from waymark.audit.queries import ToldLine
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.interfaces.web.words import JUDGEMENTS, plainly
from waymark.referrals.records import ReferralRecord
from waymark.referrals.types import DocumentKind
from waymark.stages.linking.queries import LinkLine
from waymark.stages.prioritisation.queries import AssessmentLine, FactLine
from waymark.stages.prioritisation.rules.facts import FACTS


class Happening(NamedTuple):
    """One thing that happened. text: may hold words of a report; address: of the page about it."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    about: str = ""


def happenings(
    found: ReferralRecord,
    *,
    assessments: Sequence[AssessmentLine],
    answers: Sequence[FactLine],
    links: Sequence[LinkLine],
    judgements: Sequence[ToldLine],
    officers: Mapping[int, str],
) -> list[Happening]:
    """Everything that the record knows the time of."""
    happened = [Happening(found.opened_at, "Referral opened")]
    for report in found.reports:
        if report.kind == DocumentKind.FILE_DETAILS:
            continue  # they come with their report, and there may be thousands
        title = "Report taken back" if report.kind == DocumentKind.RETRACTION else "Report received"
        happened.append(
            Happening(report.received_at, title, report.source, report.incident_type, report.reference)
        )
        if report.incident_at:
            happened.append(
                Happening(
                    report.incident_at, "Incident, as stated", "", report.incident_type, report.reference
                )
            )
    happened += [_assessed(each) for each in assessments]
    happened += _answered(answers)
    happened += [
        Happening(
            each.proposed_at, "Link proposed", "", f"with {each.other_than(found.reference)}", each.reference
        )
        for each in links
    ]
    happened += [_judged(each, officers) for each in judgements]
    return sorted(happened, key=lambda each: each.at, reverse=True)


def _assessed(each: AssessmentLine) -> Happening:
    level = LEVELS.get(each.level, each.level)
    return Happening(
        each.at, f"Assessed: {level.lower()}", "", f"{plainly(each.fired)} (policy {each.policy})"
    )


def _answered(answers: Sequence[FactLine]) -> list[Happening]:
    """One happening for the answers that were recorded together."""
    together: dict[tuple[datetime, str, str], list[str]] = {}
    for each in answers:
        fact = FACTS.get(each.fact)
        words = f"{fact.question if fact else each.fact} {each.said.capitalize()}."
        together.setdefault((each.answered_at, each.checker, each.source), []).append(words)
    return [
        Happening(at, "Answers recorded", checker, "\n".join([*words, f"Source: {source}" if source else ""]))
        for (at, checker, source), words in together.items()
    ]


def _judged(each: ToldLine, officers: Mapping[int, str]) -> Happening:
    judgement, reason = str(each.detail.get("judgement", "")), str(each.detail.get("reason", ""))
    title = (
        "Link: judgement undone"
        if judgement == "open"
        else f"Link: {JUDGEMENTS.get(judgement, judgement).lower()}"
    )
    return Happening(each.at, title, officers.get(each.actor_id, ""), reason, each.subject)
