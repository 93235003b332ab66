"""How a field of an answer stands to the same field of its question, and the mistakes that have a name."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What is compared: the first six with the question, the last three between two answers."""

    ADDRESS = "address"
    PORT = "port"
    INSTANT = "instant"
    YEAR = "year"
    ACCOUNT = "account"
    OPERATOR = "operator"
    SUBSCRIBER = "subscriber"
    INSTALLATION = "installation"
    BILLING = "billing"


class Agreement(StrEnum):
    """not_comparable: both state it, and what they state cannot be set side by side without guessing."""

    EQUAL = "equal"
    DIFFERS = "differs"
    NOT_STATED = "not_stated"
    NOT_COMPARABLE = "not_comparable"


class Sign(StrEnum):
    """A mistake that has a name, because it has sent officers to a wrong door or could."""

    OTHER_ADDRESS = "other_address"
    SAME_PREFIX = "same_prefix"
    TRANSPOSED_DIGITS = "transposed_digits"
    PORT_MISSING = "port_missing"
    OTHER_PORT = "other_port"
    WRONG_YEAR = "wrong_year"
    WRONG_ZONE = "wrong_zone"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    OUTSIDE_PERIOD = "outside_period"
    OTHER_TIME = "other_time"
    ZONE_NOT_STATED = "zone_not_stated"
    OTHER_ACCOUNT = "other_account"
    ONLY_CAPITALS = "only_capitals"
    OTHER_OPERATOR = "other_operator"
    BILLING_ONLY = "billing_only"
    BILLING_ELSEWHERE = "billing_elsewhere"
    OTHER_SUBSCRIBER = "other_subscriber"
    OTHER_DOOR = "other_door"


class FieldComparison(NamedTuple):
    """One field of two documents.

    asked, answered: as stated, for the eye; empty when not stated. words: what was found, for an officer.
    """

    field: Field
    agreement: Agreement
    asked: str
    answered: str
    words: str
    signs: tuple[Sign, ...] = ()
