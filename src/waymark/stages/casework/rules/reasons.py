"""Why a package is returned, and what a correction corrects, as codes that both sides count alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ReturnCode(StrEnum):
    """Each says which part of the sender's attribution is to be looked at again (`REOPENS`)."""

    NOT_OUR_AREA = "not_our_area"
    NOT_THE_PERSON = "not_the_person"
    NOT_THE_ADDRESS = "not_the_address"
    MOVED_AWAY = "moved_away"
    TOO_LITTLE = "too_little"
    ALREADY_KNOWN = "already_known"
    NOT_FOR_POLICE = "not_for_police"
    UNREADABLE = "unreadable"


RETURN_WORDS: Mapping[ReturnCode, str] = {
    ReturnCode.NOT_OUR_AREA: "The place is not in our area",
    ReturnCode.NOT_THE_PERSON: "The person named is not who it was",
    ReturnCode.NOT_THE_ADDRESS: "The address is not where it happened",
    ReturnCode.MOVED_AWAY: "The person lives elsewhere now",
    ReturnCode.TOO_LITTLE: "Too little to act on",
    ReturnCode.ALREADY_KNOWN: "We hold this already, under another reference",
    ReturnCode.NOT_FOR_POLICE: "No crime and no child at risk",
    ReturnCode.UNREADABLE: "The package cannot be used as it came",
}

REOPENS = frozenset(
    {
        ReturnCode.NOT_OUR_AREA,
        ReturnCode.NOT_THE_PERSON,
        ReturnCode.NOT_THE_ADDRESS,
        ReturnCode.MOVED_AWAY,
        ReturnCode.TOO_LITTLE,
    }
)
"""Returns that doubt who or where: the force is chosen anew, and no door stays declared ready."""


class CorrectionKind(StrEnum):
    WRONG_PERSON = "wrong_person"
    WRONG_ADDRESS = "wrong_address"
    WRONG_TIME = "wrong_time"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


CORRECTION_WORDS: Mapping[CorrectionKind, str] = {
    CorrectionKind.WRONG_PERSON: "A person was wrongly named",
    CorrectionKind.WRONG_ADDRESS: "An address was wrong",
    CorrectionKind.WRONG_TIME: "A time was wrong",
    CorrectionKind.WITHDRAWN: "All of it is withdrawn",
    CorrectionKind.OTHER: "Something else was wrong",
}
