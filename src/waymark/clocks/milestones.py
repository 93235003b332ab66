"""What can happen with a referral that starts, stops, pauses or extends a clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.clocks.nations import Nation, said_in


class MilestoneKind(StrEnum):
    """The first three are seen by Waymark in the record itself; an officer records every other."""

    RECEIVED = "received"
    CHILD_AT_ADDRESS_KNOWN = "child_at_address_known"
    POSITION_OF_TRUST_KNOWN = "position_of_trust_known"

    PLATFORM_REPORTED = "platform_reported"
    NATIONAL_RECEIVED = "national_received"
    FORCE_RECEIVED = "force_received"
    ENFORCEMENT = "enforcement"
    SAFEGUARDING_DISRUPTION = "safeguarding_disruption"
    CHILDRENS_SERVICES_SENT = "childrens_services_sent"
    CHILDRENS_SERVICES_TOLD = "childrens_services_told"
    STRATEGY_DISCUSSION = "strategy_discussion"
    CONFERENCE = "conference"
    LADO_TOLD = "lado_told"
    POLICE_PROTECTION_BEGAN = "police_protection_began"
    POLICE_PROTECTION_ENDED = "police_protection_ended"
    WARRANT_ISSUED = "warrant_issued"
    WARRANT_EXECUTED = "warrant_executed"
    WARRANT_GIVEN_UP = "warrant_given_up"
    SEARCH = "search"
    ARREST = "arrest"
    VOLUNTARY_INTERVIEW = "voluntary_interview"
    BAIL_BEGAN = "bail_began"
    BAIL_EXTENDED = "bail_extended"
    BAIL_ENDED = "bail_ended"
    UNDER_INVESTIGATION = "under_investigation"
    UNDER_INVESTIGATION_REVIEWED = "under_investigation_reviewed"
    SENT_TO_PROSECUTOR = "sent_to_prosecutor"
    RETURNED_BY_PROSECUTOR = "returned_by_prosecutor"
    CHARGE = "charge"
    COURT_DATE = "court_date"
    OUTCOME = "outcome"
    ADULT_VICTIM_EVENT = "adult_victim_event"
    VICTIM_UPDATED = "victim_updated"
    WELFARE_ASSESSED = "welfare_assessed"


SEEN_IN_THE_RECORD = frozenset(
    {
        MilestoneKind.RECEIVED,
        MilestoneKind.CHILD_AT_ADDRESS_KNOWN,
        MilestoneKind.POSITION_OF_TRUST_KNOWN,
    }
)

# {x} is said in the nation's own words (`nations.WORDS`).
_WORDS: Mapping[MilestoneKind, str] = {
    MilestoneKind.RECEIVED: "Referral received at the desk",
    MilestoneKind.CHILD_AT_ADDRESS_KNOWN: "A child was found to live at, or stay at, an address",
    MilestoneKind.POSITION_OF_TRUST_KNOWN: "A position of trust was found",
    MilestoneKind.PLATFORM_REPORTED: "The platform reported",
    MilestoneKind.NATIONAL_RECEIVED: "The NCA received it",
    MilestoneKind.FORCE_RECEIVED: "The force received it",
    MilestoneKind.ENFORCEMENT: "Enforcement",
    MilestoneKind.SAFEGUARDING_DISRUPTION: "Safeguarding disruption",
    MilestoneKind.CHILDRENS_SERVICES_SENT: "{childrens_services}: referral sent, no reply yet",
    MilestoneKind.CHILDRENS_SERVICES_TOLD: "{childrens_services}: told, and replied",
    MilestoneKind.STRATEGY_DISCUSSION: "{strategy_discussion}",
    MilestoneKind.CONFERENCE: "{conference}",
    MilestoneKind.LADO_TOLD: "{lado}: told",
    MilestoneKind.POLICE_PROTECTION_BEGAN: "{police_protection}: began",
    MilestoneKind.POLICE_PROTECTION_ENDED: "{police_protection}: ended",
    MilestoneKind.WARRANT_ISSUED: "Warrant issued",
    MilestoneKind.WARRANT_EXECUTED: "Warrant executed",
    MilestoneKind.WARRANT_GIVEN_UP: "Warrant given up or run out",
    MilestoneKind.SEARCH: "Search",
    MilestoneKind.ARREST: "Arrest",
    MilestoneKind.VOLUNTARY_INTERVIEW: "Invited to a voluntary interview",
    MilestoneKind.BAIL_BEGAN: "{bail}: began",
    MilestoneKind.BAIL_EXTENDED: "{bail}: extended",
    MilestoneKind.BAIL_ENDED: "{bail}: ended",
    MilestoneKind.UNDER_INVESTIGATION: "{under_investigation}",
    MilestoneKind.UNDER_INVESTIGATION_REVIEWED: "{under_investigation}: reviewed by a supervisor",
    MilestoneKind.SENT_TO_PROSECUTOR: "{sent_to_prosecutor}",
    MilestoneKind.RETURNED_BY_PROSECUTOR: "{returned_by_prosecutor}",
    MilestoneKind.CHARGE: "{charge}",
    MilestoneKind.COURT_DATE: "{court_date}",
    MilestoneKind.OUTCOME: "Closed with an outcome",
    MilestoneKind.ADULT_VICTIM_EVENT: "A step of which a victim is to be told, verified an adult and not vulnerable",
    MilestoneKind.VICTIM_UPDATED: "Victim told",
    MilestoneKind.WELFARE_ASSESSED: "Suspect's welfare assessed",
}


def milestone_in_words(kind: str, nation: Nation) -> str:
    """What a milestone is called in a nation; an unknown kind stands for itself, plainly."""
    if kind not in MilestoneKind._value2member_map_:
        return kind.replace("_", " ").capitalize()
    text = _WORDS[MilestoneKind(kind)]
    if not text.startswith("{"):
        return text
    term, _, rest = text[1:].partition("}")
    return said_in(nation, term) + rest


class Milestone(NamedTuple):
    """One thing that happened. about: which victim, child or warrant, by a mark that is no name; empty for all.

    until: when what began ends by its own terms, such as a bail date.
    """

    kind: MilestoneKind
    at: datetime
    about: str = ""
    until: datetime | None = None
