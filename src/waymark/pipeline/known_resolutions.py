"""Resolutions that came in a pack, made known to attribution: as answers, on the doors that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from waymark.access.rules import Permission, Viewer
from waymark.pipeline.resolution_facts import confirmed, plain
from waymark.pipeline.resolutions import Resolution, resolutions
from waymark.referrals.operations.referring import standing_referral
from waymark.referrals.queries.reports import referrals_of
from waymark.stages.attribution.operations.answering import enter_resolution, judge_answer
from waymark.stages.attribution.queries.answers import answers_of
from waymark.stages.attribution.queries.premises import DoorLine, doors_like
from waymark.stages.attribution.rules.answers import AnswerRow
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.intake.queries.packs import PackRecord
from waymark.stages.intake.readers.pack_cover.confirming import How, Settled
from waymark.stages.intake.readers.pack_cover.fields import FIELDS, Named, Subject

# What an answer calls the facts that a pack's form asks for.
_CALLED: Mapping[str, str] = {
    "answered_ip": "address",
    "answered_port": "port",
    "answered_at": "instant",
    "subscriber_name": "subscriber",
    "installation_address": "installation",
    "billing_address": "billing",
}
# Facts of a resolution that are compared with nothing, and stay with the answer as they came.
_BESIDE = frozenset(
    {"asked_for", "answered_on", "subscriber_address", "operator_account", "resolution_reference"}
)


def know_resolutions(
    viewer: Viewer, pack: PackRecord, *, corrected: PackRecord | None = None, now: datetime
) -> list[str]:
    """Enter each resolution of an entered pack that names anybody or any place, for every referral of its report.

    Compared with the event of the source's own report where that is in the record, else with what the pack says
    was asked. corrected: the pack that this one puts right: what both say alike is known already; an answer that it
    puts right is judged wrong, where this officer may judge one. Returns the answers' references.
    Raises NotPermitted.
    """
    facts = confirmed(pack)
    alike = _alike(facts, confirmed(corrected)) if corrected else frozenset[int]()
    if corrected is not None:
        _take_back(viewer, corrected, pack, alike, now=now)
    about = referrals_of(pack.report_id)
    return [
        enter_resolution(
            viewer=viewer,
            referral=referral,
            question=each.question,
            row=AnswerRow(_about_the_source(each), rest=_rest(facts, each.number)),
            source=_source(pack, each.number),
            typed=_typed(facts, each.number),
            now=now,
        )
        for each in resolutions(viewer, pack)
        if _names_somebody(each.answered) and each.number not in alike
        for referral in about
    ]


def _source(pack: PackRecord, number: int) -> str:
    return f"Pack {pack.reference}, IP address {number}"


def _alike(facts: Mapping[str, Settled], before: Mapping[str, Settled]) -> frozenset[int]:
    """The resolutions, by number, of which both packs say the same."""
    said = [
        {key: plain(each) for key, each in found.items() if each.place.subject is Subject.RESOLUTION}
        for found in (facts, before)
    ]
    differing = {
        (facts.get(key) or before[key]).place.of
        for key in said[0].keys() | said[1].keys()
        if said[0].get(key) != said[1].get(key)
    }
    return (
        frozenset(each.place.of for each in facts.values() if each.place.subject is Subject.RESOLUTION)
        - differing
    )


def _take_back(
    viewer: Viewer, corrected: PackRecord, pack: PackRecord, alike: frozenset[int], *, now: datetime
) -> None:
    """Judge wrong the answers that a corrected pack made known, and that its correction does not repeat."""
    if not viewer.may(Permission.JUDGE_DOOR):
        return
    kept = {_source(corrected, number) for number in alike}
    for referral in referrals_of(corrected.report_id):
        for answer in answers_of(viewer, referral_id=standing_referral(viewer, referral).id):
            is_of_it = answer.source.startswith(f"Pack {corrected.reference}, ")
            if is_of_it and answer.source not in kept and not answer.is_wrong:
                reason = f"Corrected in pack {pack.reference}: {pack.why}"
                judge_answer(viewer=viewer, reference=answer.reference, is_wrong=True, reason=reason, now=now)


def doors_of(viewer: Viewer, found: Sequence[Resolution], *, now: datetime) -> dict[int, list[DoorLine]]:
    """What is held on the doors that resolutions name, by number of the resolution; the search is logged."""
    return {
        each.number: doors_like(viewer, each.answered.installation, now=now)
        for each in found
        if each.answered.installation
    }


def _names_somebody(answered: Answered) -> bool:
    return bool(answered.subscriber or answered.installation or answered.billing)


def _about_the_source(found: Resolution) -> Answered:
    """An answer as it stands beside the source's event: what it does not repeat is what it was asked."""
    said, asked = found.answered.about, found.asked
    if not found.source:
        return found.answered
    about = Stated(
        said.address or asked.address,
        asked.port if said.port is None else said.port,
        said.at or asked.at,
        said.until,
        said.account or asked.account,
        said.operator or asked.operator,
    )
    return replace(found.answered, about=about)


def _typed(facts: Mapping[str, Settled], number: int) -> list[str]:
    return [
        called
        for name, called in _CALLED.items()
        if (fact := facts.get(Named(Subject.RESOLUTION, number, name).key)) and fact.how is How.TYPED
    ]


def _rest(facts: Mapping[str, Settled], number: int) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.label, plain(fact))
        for field in FIELDS
        if field.subject is Subject.RESOLUTION and field.name in _BESIDE
        if (fact := facts.get(Named(Subject.RESOLUTION, number, field.name).key))
    )
