"""A desk whose officers give their own level first, and a referral there that is high."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark import pipeline
from waymark.access import operations
from waymark.access.queries import viewer_called
from waymark.access.rules import Role, Viewer
from waymark.access.viewing import acting
from waymark.stages.prioritisation.operations.own_first import set_own_level_first
from waymark.stages.prioritisation.rules.answers import Said

LATER = RECEIVED + timedelta(hours=1)


def people_of_the_desk() -> dict[str, Viewer]:
    """A desk officer, a supervisor who sets it so, and an analyst who decides nothing."""
    first = a_viewer("first")
    with acting(operations.SYSTEM):
        for name, role in (
            ("second", Role.SUPERVISOR),
            ("analyst", Role.ANALYST),
            ("third", Role.INTELLIGENCE_DESK),
        ):
            operations.make_officer(
                username=name,
                name="",
                roles=[role],
                desk_codes=["E23000036"],
                password=None,
                actor=operations.SYSTEM,
                now=RECEIVED,
            )
    return {"first": first, **{name: viewer_called(name) for name in ("second", "analyst", "third")}}


def a_high_referral(people: dict[str, Viewer]) -> str:
    """One that is high, with a force that has its officers give their own level first."""
    report = Held(an_xml_report(identifier="u1", service="Examplechat", screen_name="invented_one"), "u1.xml")
    (answer,) = receive(people["first"], report)
    with acting(people["first"]):
        pipeline.answer(
            people["first"], answer.referrals[0], {"child_at_address": Said.YES}, source="a record", now=LATER
        )
    with acting(people["second"]):
        set_own_level_first(is_on=True, reason="Anchoring", viewer=people["second"], now=LATER)
    return answer.referrals[0]
