"""Resolutions in another force's package: compared anew with the events in our record, on the doors they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.referrals import queries as records
from waymark.referrals.packaging import PackagedResolution
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.operations.answering import enter_resolution
from waymark.stages.attribution.queries.event_groups import judged_events
from waymark.stages.attribution.rules.access_kinds import NetworkKind
from waymark.stages.attribution.rules.answers import AnswerRow, Question
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.attribution.rules.event_groups import JudgedEvent
from waymark.stages.intake.readers.ours.package import resolutions_in

_SHARED = frozenset({NetworkKind.MOBILE, NetworkKind.CGNAT})


def know_their_resolutions(
    viewer: Viewer, referrals: Sequence[str], content: bytes, *, source: str, now: datetime
) -> list[str]:
    """Enter each resolution of a package for the referrals that its facts became. Returns the answers' references.

    The question is the event of our own record, where it holds the one that the sender asked about. Whom the sender
    judged a suspect is told beside the answer, and binds nobody here. Raises NotPermitted.
    """
    found = [each for each in resolutions_in(content) if each.subscriber or each.installation or each.uprn]
    if not found:
        return []
    made = []
    for reference in referrals:
        about = records.referral(viewer, reference, now=now)
        events = judged_events(viewer, about.report_ids)
        for each in found:
            event = _same_event(each, events)
            if event is None and each.address and len(referrals) > 1:
                continue
            made.append(
                enter_resolution(
                    viewer=viewer,
                    referral=reference,
                    question=_question(each, event),
                    row=AnswerRow(_answered(each), tied_to=each.reference, rest=tuple(_rest(each))),
                    source=source,
                    now=now,
                )
            )
    return made


def _same_event(each: PackagedResolution, events: Sequence[JudgedEvent]) -> JudgedEvent | None:
    """The event that the sender asked about: the same address and port at the same moment."""
    asked = (each.address.strip(), each.port, each.at)
    return next((event for event in events if (event.address.strip(), event.port, event.at) == asked), None)


def _question(each: PackagedResolution, event: JudgedEvent | None) -> Question:
    operator = event.operator if event is not None else ""
    return Question(
        Stated(each.address, each.port, _stated(each.at), operator=operator),
        f"{event.report}/{event.ordinal}" if event is not None else "",
        is_shared=event is not None and event.kind in _SHARED and ":" not in event.address,
    )


def _answered(each: PackagedResolution) -> Answered:
    about = Stated(each.address, each.port, _stated(each.at), operator=each.operator)
    return Answered(
        about,
        each.subscriber,
        each.installation,
        each.billing,
        each.installation_postcode,
        each.billing_postcode,
        each.uprn,
    )


def _stated(at: datetime | None) -> StatedTime | None:
    return StatedTime(at.isoformat(), at, Zone.STATED) if at is not None else None


def _rest(each: PackagedResolution) -> Iterator[tuple[str, str]]:
    if each.judged:
        yield "judged by the sender", each.judged
    for words in each.differences:
        yield "seen by the sender to differ", words
