"""Whether a proposal may still be confirmed: what was entered since it was made may stand against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waymark.stages.assignment.rules.duty import Span, is_covered
from waymark.stages.assignment.rules.reasons import may_have
from waymark.stages.assignment.rules.work import Wanted, Worker


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as it stands. part: with everybody who is barred. span: of a team's date. others: further dates.

    expected_at: when it was to be done; None where a supervisor chose the officer. is_chosen: by a supervisor.
    """

    part: Wanted
    worker: Worker | None
    shifts: Sequence[Span]
    span: Span | None
    others: Sequence[Span]
    expected_at: datetime | None
    is_chosen: bool


def why_stale(offer: Offer, *, now: datetime) -> str:
    """Why it may not be confirmed any more; empty where it may. Nobody's word overrides a conflict or leave."""
    worker = offer.worker
    if worker is None:
        return "no work is given to them now"
    if worker.officer in offer.part.barred:
        return "a conflict of interest was recorded, or they refused it"
    if offer.span is not None:
        return _why_not_there(offer, offer.span, now=now)
    if not worker.spans:
        return "no shift of theirs is recorded from now on"
    if offer.expected_at is not None and offer.expected_at > now and not _is_worked(offer):
        return "leave, court or other work was entered for the time at which it was to be done"
    if not may_have(offer.part, worker, now=now):
        return "they have not the skill any more, or it would pass their limit of exposure"
    if not offer.is_chosen and worker.held >= worker.places:
        return "every place of theirs is taken"
    return ""


def _why_not_there(offer: Offer, span: Span, *, now: datetime) -> str:
    assert offer.worker is not None
    if span.start <= now:
        return "its date has come"
    if not is_covered(offer.shifts, span):
        return "they are not on duty for all of it any more"
    if any(span.overlaps(other) for other in offer.others):
        return "they sit on another team at that time"
    if not may_have(offer.part, offer.worker, now=now):
        return "they have not the skill any more, or it would pass their limit of exposure"
    return ""


def _is_worked(offer: Offer) -> bool:
    assert offer.worker is not None
    moment = offer.expected_at
    return moment is not None and any(span.start <= moment <= span.end for span in offer.worker.spans)
