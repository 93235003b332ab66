"""The words of disseminations on a page, gathered from the rules that decide about them."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.stages.casework.rules.envelopes import Letter
from waymark.stages.casework.rules.proposals import About
from waymark.stages.casework.rules.reasons import CORRECTION_WORDS, RETURN_WORDS
from waymark.stages.casework.rules.states import STATE_WORDS, MoveName

ABOUT: Mapping[str, str] = {About.CHILD: "About a child", About.SUSPECT: "About a suspect"}
LETTERS: Mapping[str, str] = {
    Letter.DISSEMINATION: "Dissemination",
    Letter.ANSWER: "Answer",
    Letter.CORRECTION: "Correction",
}
STEPS: Mapping[str, str] = {
    MoveName.SEND: "Sent",
    MoveName.SET_ASIDE: "Set aside",
    MoveName.PROPOSE_AGAIN: "Proposed again",
    MoveName.ACCEPT: "Accepted",
    MoveName.RETURN: "Returned",
    MoveName.ACKNOWLEDGE: "Acknowledged",
}
TOLD: Mapping[str, Mapping[str, str]] = {
    "about": ABOUT,
    "letter": LETTERS,
    "dissemination_state": {state.value: words for state, words in STATE_WORDS.items()},
    "dissemination_step": STEPS,
    "return": {code.value: words for code, words in RETURN_WORDS.items()},
    "correction": {kind.value: words for kind, words in CORRECTION_WORDS.items()},
}
