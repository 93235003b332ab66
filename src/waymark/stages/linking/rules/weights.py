"""What one shared identifier is worth alone, by its kind, how seldom its like is chosen, and how many share it.

Each kind has the odds that two referrals sharing such an identifier are one subject when nobody else shares it. The
odds are Waymark's own, of 23 November 2026: starting values, drawn towards what was right on 23,677 reports that two
other hands planted (five sets that are not reported on; decision 0036), the hands counting alike, and rounded. They
order proposals for a person to judge and decide nothing. They give way to weights measured on a force's own
judgements.
"""

from __future__ import annotations

import math

from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.screen_names import RARE, TELLING, bits_of

# Chance of one subject, with one identifier of the kind shared by these two referrals alone.
CHANCE_ALONE = {
    IdentifierKind.ACCOUNT: 0.60,  # one id, with providers that are not stated alike: two may give the same
    IdentifierKind.DEVICE: 0.60,  # lent within a household, sold: 0.71 and 0.20 of 339 and 20 pairs were right
    IdentifierKind.EMAIL: 0.93,  # a household's, or typed wrong: 1.00 and 0.83 of 247 and 113
    IdentifierKind.EMAIL_LOOSE: 0.96,  # the same but for what its provider ignores: 0.99 and 1.00 of 174 and 11
    IdentifierKind.PAYMENT: 0.95,  # 1.00 of 54, of one hand
    IdentifierKind.PROFILE_URL: 0.96,  # one page of one account: 1.00 of 88, of one hand
    IdentifierKind.PHONE: 0.75,  # given again to somebody else: 0.69 and 0.79 of 239 and 29
    IdentifierKind.PERSON: 0.75,  # name and birth date, which another may give: 0.88 and 0.50 of 279 and 18
    IdentifierKind.HANDLE: 0.75,  # anybody may choose it, on any platform
    IdentifierKind.HANDLE_AT: 0.20,  # on one service, with two accounts: a name given again
    IdentifierKind.ALIAS: 0.50,  # a name that few choose, written otherwise
    IdentifierKind.NAME: 0.12,  # a full name alone: 0.21 and 0.29 of 529 and 78, at desks of few thousand
    IdentifierKind.PLACE: 0.20,  # one door: a household
    IdentifierKind.IP: 0.45,  # a household, an office or thousands; where lines are known, 0.8 and 0.9 in one week
    IdentifierKind.IP_LINE: 0.70,  # the same, where nobody else's address begins so
    IdentifierKind.REPORT_NUMBER: 0.50,  # one report names another's number, of one of the people in it
    IdentifierKind.GROUP: 0.01,
    IdentifierKind.FILE_HASH: 0.05,  # many hold one file
}
# A name or a number that many are given, and one that nobody else has by chance (`screen_names`): below TELLING bits,
# and from RARE up. An account's number is given by a program: from forty bits up it is one account's.
_COMMON = {
    IdentifierKind.ACCOUNT: 0.15,
    IdentifierKind.HANDLE: 0.15,
    IdentifierKind.HANDLE_AT: 0.05,
    IdentifierKind.PROFILE_URL: 0.75,  # a name that many want is soon taken again
}
_SELDOM = {IdentifierKind.HANDLE: 0.88, IdentifierKind.HANDLE_AT: 0.50, IdentifierKind.ALIAS: 0.85}
# The day that a form gives to whoever does not say.
_FIRST_OF_JANUARY, _BORN_WHEN_NOT_SAID = "-01-01", 0.30
_BITS_OF_ONE_ACCOUNT = 40.0
# One account, whose owner may have lent, sold or lost it: all that is said of it goes with it, and says this at most.
OF_ONE_ACCOUNT = 0.88
# Another account of the subject's, by the reporter's own word, and the report of that account.
OF_A_LINKED_ACCOUNT = 0.95
# A screen name that a reporter's text, or the owner of a profile, says is another of theirs, and the account of it.
NAMED_IN_TEXT = 0.95
# Two descriptions with one birth date and names written otherwise: whoever takes another's name takes it as it is.
WRITTEN_OTHERWISE = 0.95

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

# As many others as one person may well have accounts besides. What a person has alone says no less for that, and
# beyond it less by the fourth power, as a form's own filling or a thing passed round does. What a household or a crowd
# has says less from the first, by the root of how many others share it, and beyond it by the square as well.
_OF_ONE_PERSON = 4
_OF_OTHERS_TOO = frozenset(
    (
        IdentifierKind.HANDLE_AT, IdentifierKind.ALIAS, IdentifierKind.NAME, IdentifierKind.PLACE, IdentifierKind.IP,
        IdentifierKind.IP_LINE, IdentifierKind.REPORT_NUMBER, IdentifierKind.GROUP, IdentifierKind.FILE_HASH,
    )
)  # fmt: skip


def bits_of_chance(chance: float) -> float:
    """The weight that gives this chance where nothing else is known: bits by which it moves the odds."""
    return math.log2(chance / (1 - chance) / PRIOR)


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
        return OF_ONE_ACCOUNT
    return _SELDOM.get(kind, CHANCE_ALONE[kind]) if bits >= RARE else CHANCE_ALONE[kind]


def chance_named(value: str) -> float:
    """The chance of one subject where a text names the other's screen name as theirs. value: as stated."""
    chance = chance_alone(IdentifierKind.HANDLE, value)
    return max(chance, NAMED_IN_TEXT) if bits_of(value) >= TELLING else chance


def _chosen(kind: IdentifierKind, value: str) -> str:
    """The part of a value that its owner chose."""
    if kind is IdentifierKind.ALIAS:
        return value.partition("@")[0]
    return value.rstrip("/").rpartition("/")[2] if kind is IdentifierKind.PROFILE_URL else value


def discount(kind: IdentifierKind, shared_by: int) -> float:
    """By how much the odds fall because others share it too. shared_by: referrals, the two compared included."""
    others = max(1, shared_by - 1)
    beyond = max(1.0, others / _OF_ONE_PERSON)
    return float(others**0.5 * beyond**2 if kind in _OF_OTHERS_TOO else beyond**4)
