"""The words of enquiries, answers and doors on a page, gathered from the rules that decide about them."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.stages.attribution.rules.agreements import Agreement, Field
from waymark.stages.attribution.rules.answers import Came
from waymark.stages.attribution.rules.decisions import DECISION_WORDS
from waymark.stages.attribution.rules.door_notes import NOTE_WORDS
from waymark.stages.attribution.rules.enquiries import PURPOSE_WORDS, ROUTE_WORDS
from waymark.stages.attribution.rules.gate import EVIDENCE
from waymark.stages.attribution.rules.states import STATE_WORDS, EnquiryKind, MoveName

KINDS: Mapping[str, str] = {
    EnquiryKind.COMMUNICATIONS_DATA: "Communications data",
    EnquiryKind.ACCOUNT: "Platform account enquiry",
    EnquiryKind.PRESERVATION: "Preservation letter",
}
AGREEMENTS: Mapping[str, str] = {
    Agreement.EQUAL: "Equal",
    Agreement.DIFFERS: "Differs",
    Agreement.NOT_STATED: "Not stated",
    Agreement.NOT_COMPARABLE: "Cannot be compared",
}
FIELDS: Mapping[str, str] = {
    Field.ADDRESS: "IP address",
    Field.PORT: "Port",
    Field.INSTANT: "Time",
    Field.YEAR: "Year",
    Field.ACCOUNT: "Account",
    Field.OPERATOR: "Operator",
    Field.SUBSCRIBER: "Subscriber",
    Field.INSTALLATION: "Installation address",
    Field.BILLING: "Billing address",
}
CAME: Mapping[str, str] = {
    Came.TYPED: "Typed by an officer",
    Came.OPERATOR_TABLE: "Read from the operator's table",
    Came.PLATFORM_ANSWER: "Read from the platform's answer",
    Came.PACK: "Arrived in a pack",
}
STEPS: Mapping[str, str] = {
    MoveName.SUBMIT: "Submit to be checked",
    MoveName.CHECK: "Checked: pass it on",
    MoveName.RETURN: "Return to the applicant",
    MoveName.AUTHORISE: "Record as authorised",
    MoveName.REFUSE: "Record as refused",
    MoveName.SEND: "Record as sent",
    MoveName.RENEW: "Record as renewed",
    MoveName.ANSWER: "Answered",
    MoveName.COMPARE: "Everything is compared",
    MoveName.CLOSE: "Close",
    MoveName.WITHDRAW: "Withdraw",
}
TOLD: Mapping[str, Mapping[str, str]] = {
    "enquiry_kind": KINDS,
    "enquiry_state": {state.value: words for state, words in STATE_WORDS.items()},
    "enquiry_step": STEPS,
    "route": {route.value: words for route, words in ROUTE_WORDS.items()},
    "purpose": {purpose.value: words for purpose, words in PURPOSE_WORDS.items()},
    "agreement": AGREEMENTS,
    "field": FIELDS,
    "came": CAME,
    "evidence": {kind.value: meaning.words for kind, meaning in EVIDENCE.items()},
    "decision": {decision.value: words for decision, words in DECISION_WORDS.items()},
    "note": {kind.value: words for kind, words in NOTE_WORDS.items()},
}
