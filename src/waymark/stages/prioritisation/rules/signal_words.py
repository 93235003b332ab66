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
    # Offences by their names in law, as statutory reports and our own forms state them: Sexual Offences Act 2003
    # ss 5 to 10, 14, 15, 15A and 47 to 50, Theft Act 1968 s 21; Sexual Offences (Scotland) Act 2009 ss 24, 34 and
    # the 2005 Act s 1; Sexual Offences (Northern Ireland) Order 2008 arts 16 to 22A. Offences of images alone
    # are of every report: they tell one from another as little as `Child Pornography` does.
    ("sexualcommunication", Signal.MATERIAL_SENT_TO_CHILD),
    ("communicatingindecently", Signal.MATERIAL_SENT_TO_CHILD),
    ("grooming", Signal.ENTICEMENT),
    ("meetingachild", Signal.ENTICEMENT),
    ("inciting", Signal.ENTICEMENT),
    ("incitement", Signal.ENTICEMENT),
    ("facilitating", Signal.ENTICEMENT),
    ("rape", Signal.MOLESTATION),
    ("sexualassault", Signal.MOLESTATION),
    ("assaultofachild", Signal.MOLESTATION),
    ("sexualactivitywithachild", Signal.MOLESTATION),
    ("exploitationofchild", Signal.TRAFFICKING),
    ("sexualservicesofachild", Signal.TRAFFICKING),
    ("controllingachild", Signal.TRAFFICKING),
    ("blackmail", Signal.SEXTORTION),
    ("sextortion", Signal.SEXTORTION),
    ("livestream", Signal.LIVE_STREAMING),
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

_MOST_OFFENCES = 100
"""A report states a few; nobody may hold the queue up with more."""

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
    bits = 0
    for words, signal in _INCIDENTS:
        if words in plain:
            bits |= SIGNAL_BIT[signal]
    return bits


def flag_bits(flag: str) -> int:
    """The signal that an annotation is, as a bit; `PUBLICLY_KNOWN_BIT` for a copy going round; else 0."""
    return _flag_bits(flag[:_LONGEST_WORD])


def incident_bits(incident_type: str) -> int:
    """The signals that an incident type states, as bits; 0 for none. Several offences are parted by semicolons.

    Source: the published reporting schema, and the names of UK offences.
    """
    if ";" not in incident_type:
        return _incident_bits(incident_type[:_LONGEST_WORD])
    bits = 0
    for one in incident_type.split(";", _MOST_OFFENCES)[:_MOST_OFFENCES]:
        bits |= _incident_bits(one[:_LONGEST_WORD])
    return bits
