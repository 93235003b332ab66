"""The letter to a platform, each sentence with its source: drafted from what reports state, nothing invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from waymark.stages.attribution.rules.enquiries import PRESERVATION_HOLDS
from waymark.stages.attribution.rules.schedules import EventToAsk
from waymark.stages.attribution.rules.states import EnquiryKind


class Sentence(NamedTuple):
    """One sentence. source: the report and field that it rests on, or the rule that it follows."""

    text: str
    source: str


def letter(
    *,
    kind: EnquiryKind,
    reference: str,
    addressed_to: str,
    account: str,
    account_source: str,
    ends_at: datetime | None,
    events: Sequence[EventToAsk],
) -> tuple[Sentence, ...]:
    """The sentences of a letter; none for communications data, whose schedule speaks for itself."""
    if kind is EnquiryKind.COMMUNICATIONS_DATA:
        return ()
    found = [
        Sentence(f"This letter is about the account {account} with {addressed_to}.", account_source),
    ]
    if kind is EnquiryKind.PRESERVATION:
        until = ends_at.date().isoformat() if ends_at else f"{PRESERVATION_HOLDS.days} days from its sending"
        found.append(
            Sentence(
                f"Please preserve everything you hold of this account, and destroy none of it, until {until}.",
                "18 U.S.C. 2703(f): 90 days, which a further letter extends",
            )
        )
        found.append(
            Sentence("It asks for nothing to be disclosed.", "18 U.S.C. 2703(f)(1): to preserve records")
        )
    else:
        found.append(
            Sentence(
                "Please state the registration details, the recent IP addresses with port, time and zone, and any "
                "postal address, payment record, telephone number or e-mail address held of it.",
                "Enquiry as authorised; what an answer is compared with",
            )
        )
    found += [
        Sentence(
            f"It was used from {event.address.strip()}"
            + (f", port {event.port}," if event.port is not None else "")
            + f" at {event.exact_time or event.captured_text}.",
            f"{event.report}, IP event {event.ordinal}: {event.captured_text}",
        )
        for event in events
    ]
    found.append(Sentence(f"Please repeat {reference} in your answer.", "Our reference"))
    return tuple(found)
