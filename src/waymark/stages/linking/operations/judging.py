"""Recording an officer's judgement on a link, or undoing one."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.linking.models import Judgement, Link
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.queries.evidence import identifiers_between
from waymark.stages.linking.rules.comparison import Relation

__all__ = ["Judgement", "LinkAlreadyJudged", "NeverOneSubject", "NoSuchLink", "judge_link"]


class LinkAlreadyJudged(WaymarkError):
    """Someone has judged the link since it was shown."""

    def __init__(self, reference: str, judgement: str) -> None:
        super().__init__(f"{reference} is already {judgement}: undo that judgement first, with your reason")


class NeverOneSubject(WaymarkError):
    """What the two share is stated of different people: a suspect of one is, say, a victim of the other."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} relates two referrals through different people, who never become one: note it, or "
            "reject it"
        )


class NoSuchLink(WaymarkError):
    """No link that this officer may see has that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No link {reference} at your desks: `waymark links` lists them")


def judge_link(*, reference: str, judgement: Judgement, reason: str, viewer: Viewer, now: datetime) -> None:
    """Record an officer's judgement on a link, or undo one by judging it open. Both stay in the ledger.

    Undone, the link is compared again by all that its ends share now, as if it had never been judged: what it was
    proposed on may have come to be shared by too many since, and then it is proposed no more.
    Raises NotPermitted, NoSuchLink, LinkAlreadyJudged, NeverOneSubject.
    """
    require(viewer, Permission.JUDGE_LINK)
    link = Link.objects.select_for_update().filter(reference=reference).first()
    if link is None:
        raise NoSuchLink(reference)
    if judgement is not Judgement.OPEN and link.judgement != Judgement.OPEN:
        raise LinkAlreadyJudged(reference, link.judgement)
    if judgement is Judgement.ACCEPTED and link.relation == Relation.RELATED:
        raise NeverOneSubject(reference)
    before, link.judgement = link.judgement, judgement
    link.save(update_fields=["judgement"])
    record(
        Event.LINK_JUDGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=link.desk_id,
        detail={"before": before, "judgement": judgement.value, "reason": reason},
    )
    if judgement is Judgement.OPEN:
        again = {*link.identifiers, *identifiers_between(link.one_id, link.other_id)}
        propose_links(sorted(again), desk=link.desk_id, viewer=viewer, now=now)
