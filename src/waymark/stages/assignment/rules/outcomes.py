"""What can come of a case, in the words that those who worked on it are told."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    CHILD_SAFEGUARDED = "child_safeguarded"
    SUSPECT_CHARGED = "suspect_charged"
    SUSPECT_CONVICTED = "suspect_convicted"
    SUSPECT_CAUTIONED = "suspect_cautioned"
    NO_FURTHER_ACTION = "no_further_action"
    NOBODY_IDENTIFIED = "nobody_identified"


OUTCOME_WORDS = {
    Outcome.CHILD_SAFEGUARDED: "A child was safeguarded",
    Outcome.SUSPECT_CHARGED: "A suspect was charged",
    Outcome.SUSPECT_CONVICTED: "A suspect was convicted",
    Outcome.SUSPECT_CAUTIONED: "A suspect was cautioned",
    Outcome.NO_FURTHER_ACTION: "No further action",
    Outcome.NOBODY_IDENTIFIED: "Nobody could be identified",
}
