"""What an officer may record as having happened with a referral, and what it needs to be whole. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from waymark.clocks.milestones import SEEN_IN_THE_RECORD, MilestoneKind
from waymark.errors import WaymarkError


class NotRecordedByHand(WaymarkError):
    """Waymark sees this in the record itself."""

    def __init__(self) -> None:
        super().__init__("Choose what happened from the list: this one is taken from the record itself")


class HappensLater(WaymarkError):
    """What is recorded lies ahead."""

    def __init__(self) -> None:
        super().__init__("That lies ahead: record it once it has happened, with its time in UTC")


class ToldInPart(WaymarkError):
    """Children's services are told only when there is their reference, who was told, and what they replied."""

    def __init__(self) -> None:
        super().__init__(
            "Told needs the authority's reference, who was told and their reply; until they reply, record the "
            "referral as sent"
        )


class NobodyNamed(WaymarkError):
    """A referral to children's services was sent to nobody."""

    def __init__(self) -> None:
        super().__init__("Say to whom it was sent: the team or the duty officer")


class NoLastDay(WaymarkError):
    """An extension without its new end."""

    def __init__(self) -> None:
        super().__init__("Say until when: the new end, in UTC, after what happened")


class Happened(NamedTuple):
    """What an officer states. about: which victim, child or warrant, by a mark that is no name."""

    kind: MilestoneKind
    at: datetime
    about: str = ""
    until: datetime | None = None
    authority_reference: str = ""
    recipient: str = ""
    reply: str = ""
    note: str = ""


LONGEST_MARK = 20
"""Signs in a mark such as V1: too short for most names. Waymark default."""


class MarkTooLong(WaymarkError):
    """What should be a mark reads like a name or a sentence."""

    def __init__(self) -> None:
        super().__init__(
            f"Which one: a mark of at most {LONGEST_MARK} signs, such as V1 or W2, and never a name"
        )


def check(said: Happened, *, now: datetime) -> None:
    """Pass when it is whole and has happened.

    Raises NotRecordedByHand, HappensLater, ToldInPart, NobodyNamed, NoLastDay, MarkTooLong.
    """
    if said.kind in SEEN_IN_THE_RECORD:
        raise NotRecordedByHand
    if said.at > now:
        raise HappensLater
    if len(said.about) > LONGEST_MARK:
        raise MarkTooLong
    if said.kind is MilestoneKind.CHILDRENS_SERVICES_TOLD and not (
        said.authority_reference.strip() and said.recipient.strip() and said.reply.strip()
    ):
        raise ToldInPart
    if said.kind is MilestoneKind.CHILDRENS_SERVICES_SENT and not said.recipient.strip():
        raise NobodyNamed
    needs_end = said.kind is MilestoneKind.BAIL_EXTENDED
    if (needs_end and said.until is None) or (said.until is not None and said.until <= said.at):
        raise NoLastDay
