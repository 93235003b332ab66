"""The words of a report that are signs of danger to a child, in every spelling seen."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Signal(StrEnum):
    """A sign in the report that a child may be in danger. A policy grades each."""

    ENTICEMENT = "enticement"
    MOLESTATION = "molestation"
    TRAFFICKING = "trafficking"
    SEXTORTION = "sextortion"
    SADISTIC_EXPLOITATION = "sadistic_exploitation"
    LIVE_STREAMING = "live_streaming"
    TRAVEL = "travel"
    MATERIAL_SENT_TO_CHILD = "material_sent_to_child"
    SOLICITATION = "solicitation"
    PHYSICAL_HARM = "physical_harm"
    POSSIBLE_SELF_PRODUCTION = "possible_self_production"
    CHILD_IDENTIFIABLE = "child_identifiable"
    MINOR_TO_MINOR = "minor_to_minor"
    CHILD_OF_STATED_AGE = "child_of_stated_age"


SIGNAL_BIT = {signal: 1 << place for place, signal in enumerate(Signal)}

_INCIDENTS = (
    ("molestation", Signal.MOLESTATION),
    ("enticement", Signal.ENTICEMENT),
    ("trafficking", Signal.TRAFFICKING),
    ("tourism", Signal.TRAVEL),
    ("obscenematerialsent", Signal.MATERIAL_SENT_TO_CHILD),
)
"""Incident types by the words that all wordings of one share: reports received differ from those sent."""

_FLAGS = {
    "sextortion": Signal.SEXTORTION,
    "csamsolicitation": Signal.SOLICITATION,
    "sadisticonlineexploitation": Signal.SADISTIC_EXPLOITATION,
    "minortominorinteraction": Signal.MINOR_TO_MINOR,
    "livestreaming": Signal.LIVE_STREAMING,
    "possibleselfproduction": Signal.POSSIBLE_SELF_PRODUCTION,
    "physicalharm": Signal.PHYSICAL_HARM,
}
_PUBLICLY_KNOWN = frozenset(("viral", "potentialmeme", "viralpotentialmeme"))

PUBLICLY_KNOWN_BIT = 1 << len(Signal)

_LONGEST_WORD = 200
"""No wording of an incident type or reason is longer; a hostile one must not fill the memory of wordings."""


NO_NAME = frozenset(
    (
        *("unknown", "user", "anonymous", "unnamed", "none", "null", "na", "n/a", "not", "provided", "given"),
        *("redacted", "withheld", "victim", "suspect", "minor", "child", "account", "holder", "-", "?", "x"),
    )
)
"""Words that platforms put where they have no name, though the field is not left empty."""


@lru_cache(maxsize=4096)
def _flag_bits(flag: str) -> int:
    plain = re.sub(r"[^a-z]", "", flag.lower())
    if plain in _PUBLICLY_KNOWN:
        return PUBLICLY_KNOWN_BIT
    signal = _FLAGS.get(plain)
    return 0 if signal is None else SIGNAL_BIT[signal]


@lru_cache(maxsize=4096)
def _incident_bits(incident_type: str) -> int:
    plain = re.sub(r"[^a-z]", "", incident_type.lower())
    return next((SIGNAL_BIT[signal] for words, signal in _INCIDENTS if words in plain), 0)


def flag_bits(flag: str) -> int:
    """The signal that an annotation is, as a bit; `PUBLICLY_KNOWN_BIT` for a copy going round; else 0."""
    return _flag_bits(flag[:_LONGEST_WORD])


def incident_bits(incident_type: str) -> int:
    """The signal that an incident type is, as a bit; 0 for none. Source: the published reporting schema."""
    return _incident_bits(incident_type[:_LONGEST_WORD])
