"""The words of work, officers' hours and wellbeing on a page."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.stages.assignment.rules.duty import Kind
from waymark.stages.assignment.rules.exposure import Kind as ExposureKind
from waymark.stages.assignment.rules.outcomes import OUTCOME_WORDS
from waymark.stages.assignment.rules.states import PartKind, State

PARTS: Mapping[str, str] = {
    PartKind.RESEARCH: "Research",
    PartKind.ENQUIRY: "Enquiry",
    PartKind.ENFORCEMENT: "Enforcement",
    PartKind.SEARCH: "Search",
    PartKind.STRATEGY_MEETING: "Strategy meeting",
    PartKind.EXAMINATION: "Examination",
    PartKind.VICTIM_IDENTIFICATION: "Victim identification",
}
DUTIES: Mapping[str, str] = {
    Kind.DUTY: "On duty",
    Kind.OVERTIME: "On overtime",
    Kind.ON_CALL: "On call",
    Kind.LEAVE: "On leave",
    Kind.COURT: "At court",
    Kind.TRAINING: "Training",
    Kind.SICK: "Sick",
    Kind.REST: "Rest day",
}
STATES: Mapping[str, str] = {
    State.PROPOSED: "Proposed",
    State.CONFIRMED: "Held",
    State.REFUSED: "Refused",
    State.HANDED_OVER: "Handed over",
    State.REPLACED: "Proposed anew",
    State.FINISHED: "Finished",
}
EXPOSURES: Mapping[str, str] = {
    ExposureKind.GRADED_COUNTS: "Work on graded counts",
    ExposureKind.EXAMINATION: "Examination of devices",
    ExposureKind.READING: "Reading descriptions",
    ExposureKind.INTERVIEW: "Interview",
}
NOTICES: Mapping[str, str] = {
    "given": "Given to you",
    "taken_away": "No longer yours",
    "outcome": "What came of a case you worked on",
}
SKILLS: Mapping[str, str] = {
    "": "Any officer",
    "research": "Research",
    "enquiry": "Enquiries",
    "enforcement": "Enforcement",
    "search": "Searches",
    "examination": "Examination",
    "victim_identification": "Victim identification",
}
TOLD: Mapping[str, Mapping[str, str]] = {
    "part": PARTS,
    "duty": DUTIES,
    "placing": STATES,
    "exposure": EXPOSURES,
    "work_notice": NOTICES,
    "skill": SKILLS,
    "case_outcome": {outcome.value: words for outcome, words in OUTCOME_WORDS.items()},
}
