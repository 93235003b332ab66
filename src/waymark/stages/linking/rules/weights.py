"""What one shared identifier is worth alone, by its kind, how seldom its like is chosen, and how many share it.

Each kind has the odds that two referrals sharing such an identifier are one subject when nobody else shares it. The
odds are Waymark's own starting values, of 22 November 2026; they order proposals for a person to judge and decide
nothing. They give way to weights measured on a force's own judgements.
"""

from __future__ import annotations

from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.screen_names import RARE, TELLING, bits_of

# Chance of one subject, with one identifier of the kind shared by these two referrals alone.
CHANCE_ALONE = {
    IdentifierKind.ACCOUNT: 0.60,  # one id, with providers that are not stated alike: two may give the same
    IdentifierKind.DEVICE: 0.85,  # lent within a household, sold
    IdentifierKind.EMAIL: 0.95,
    IdentifierKind.EMAIL_LOOSE: 0.93,  # the same but for what its provider ignores
    IdentifierKind.PAYMENT: 0.92,
    IdentifierKind.PROFILE_URL: 0.95,  # one page of one account
    IdentifierKind.PHONE: 0.85,  # given again to somebody else
    IdentifierKind.PERSON: 0.80,  # full name and birth date
    IdentifierKind.HANDLE: 0.40,  # anybody may choose it, on any platform
    IdentifierKind.HANDLE_AT: 0.75,  # on one service, which most often gives a name to one user at a time
    IdentifierKind.ALIAS: 0.30,  # a name that few choose, written otherwise
    IdentifierKind.NAME: 0.05,  # a full name alone
    IdentifierKind.PLACE: 0.20,  # one door: a household
    IdentifierKind.IP: 0.40,  # a household, an office or thousands
    IdentifierKind.IP_LINE: 0.40,  # the same, where the address itself changes by the day
    IdentifierKind.REPORT_NUMBER: 0.50,  # one report names another's number, of one of the people in it
    IdentifierKind.GROUP: 0.05,
    IdentifierKind.FILE_HASH: 0.05,  # many hold one file
}
# A name or a number that many are given, and one that nobody else has by chance (`screen_names`): below TELLING bits,
# and from RARE up. An account's number is given by a program: from forty bits up it is one account's.
_COMMON = {
    IdentifierKind.ACCOUNT: 0.15,
    IdentifierKind.HANDLE: 0.15,
    IdentifierKind.HANDLE_AT: 0.35,
    IdentifierKind.PROFILE_URL: 0.75,  # a name that many want is soon taken again
}
_SELDOM = {IdentifierKind.HANDLE: 0.49, IdentifierKind.HANDLE_AT: 0.80, IdentifierKind.ALIAS: 0.45}
# The day that a form gives to whoever does not say.
_FIRST_OF_JANUARY, _BORN_WHEN_NOT_SAID = "-01-01", 0.30
_OF_ONE_ACCOUNT, _BITS_OF_ONE_ACCOUNT = 0.90, 40.0

# Odds before any evidence that two referrals of one desk are one subject. As above: ours, of that date.
PRIOR = 1 / 1_000

# An identifier that more referrals share proposes nothing by itself. An address of a household is shared by
# a few; a known file or a group's name by many who never met. Waymark's own decision, of that date.
SHARED_BY_TOO_MANY = {
    IdentifierKind.ACCOUNT: 20,
    IdentifierKind.DEVICE: 20,
    IdentifierKind.EMAIL: 20,
    IdentifierKind.EMAIL_LOOSE: 20,
    IdentifierKind.PAYMENT: 20,
    IdentifierKind.PROFILE_URL: 20,
    IdentifierKind.PHONE: 20,
    IdentifierKind.PERSON: 20,
    IdentifierKind.HANDLE: 20,
    IdentifierKind.HANDLE_AT: 20,
    IdentifierKind.ALIAS: 20,
    IdentifierKind.NAME: 5,
    IdentifierKind.PLACE: 5,
    IdentifierKind.REPORT_NUMBER: 20,
    IdentifierKind.IP: 5,
    IdentifierKind.IP_LINE: 5,
    IdentifierKind.GROUP: 5,
    IdentifierKind.FILE_HASH: 5,
}

# As many accounts as one person may well have; what more share is more often a form's own filling, or a thing passed
# round. Up to here the odds fall with the root of how many others share it, beyond it by the square as well.
_OF_ONE_PERSON = 5


def chance_alone(kind: IdentifierKind, value: str) -> float:
    """The chance of one subject where two referrals alone share this. value: as stated."""
    if kind is IdentifierKind.PERSON and value.endswith(_FIRST_OF_JANUARY):
        return _BORN_WHEN_NOT_SAID
    if kind not in _COMMON and kind not in _SELDOM:
        return CHANCE_ALONE[kind]
    bits = bits_of(_chosen(kind, value))
    if bits < TELLING:
        return _COMMON.get(kind, CHANCE_ALONE[kind])
    if kind is IdentifierKind.ACCOUNT and bits >= _BITS_OF_ONE_ACCOUNT:
        return _OF_ONE_ACCOUNT
    return _SELDOM.get(kind, CHANCE_ALONE[kind]) if bits >= RARE else CHANCE_ALONE[kind]


def _chosen(kind: IdentifierKind, value: str) -> str:
    """The part of a value that its owner chose."""
    if kind is IdentifierKind.ALIAS:
        return value.partition("@")[0]
    return value.rstrip("/").rpartition("/")[2] if kind is IdentifierKind.PROFILE_URL else value


def discount(shared_by: int) -> float:
    """By how much the odds fall because others share it too. shared_by: referrals, the two compared included."""
    others = max(1, shared_by - 1)
    return float(others**0.5 * max(1.0, others / _OF_ONE_PERSON) ** 2)
