"""The words of a level that people gave: what put it there, why, and what moved it."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.stages.prioritisation.rules.deciding import Basis, Cause, Confirmation, Reason
from waymark.stages.prioritisation.rules.outcomes import Found

BASES: Mapping[str, str] = {
    Basis.PROPOSED: "Provisional: proposed by the policy, and nobody has decided",
    Basis.FORCE: "By the force's own risk tool",
    Basis.OFFICER: "Decided by an officer",
}
REASONS: Mapping[str, str] = {
    Reason.AGREED: "I agree with what is proposed",
    Reason.FORCE_TOOL: "The force's own tool says otherwise",
    Reason.NOT_IN_THE_FACTS: "I know something that the questions do not ask",
    Reason.FACT_DOUBTED: "I doubt a fact that it rests on",
    Reason.CHILD_SAFE: "The children concerned are safe already",
    Reason.ALREADY_DEALT_WITH: "It has been dealt with already",
    Reason.OTHER_AGENCY: "Another agency leads",
    Reason.OTHER: "Another reason",
}
CONFIRMATIONS: Mapping[str, str] = {
    "": "Waits for a second person",
    Confirmation.CONFIRMED: "Confirmed",
    Confirmation.REFUSED: "Refused",
    Confirmation.SUPERSEDED: "Overtaken by a later decision",
}
CAUSES: Mapping[str, str] = {
    Cause.REPORT: "a report came",
    Cause.ANSWER: "something was found out",
    Cause.LINK: "a link was judged",
    Cause.TIME: "an answer grew old",
    Cause.FORCE_RESULT: "the force's own result was recorded",
    Cause.DECISION: "an officer decided",
    Cause.POLICY: "the policy changed",
    Cause.ASKED: "it was looked at again",
}
FOUND: Mapping[str, str] = {
    Found.CHILD_AT_ADDRESS: "A child was found at the address",
    Found.CONTACT_OFFENCE: "A contact offence came to light",
    Found.NO_CHILD_AT_ADDRESS: "No child was found at the address",
    Found.NO_CONTACT_OFFENCE: "No contact offence came to light",
}
