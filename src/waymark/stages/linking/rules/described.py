"""People as reports describe them: what is compared, which pairs are looked at, and what a comparison says."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from waymark.referrals.comparable import name_key
from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.name_forms import latin, one_form
from waymark.referrals.types import Party, Role
from waymark.stages.linking.rules.people import Alike, FieldKind, Fields, Weighed
from waymark.stages.linking.rules.weights import PRIOR, WRITTEN_OTHERWISE, bits_of_chance, chance_alone

# Contacts are identifiers of their own kinds and a town says the same as its postcode: neither counts twice.
FIELDS: Fields = {
    "forename": FieldKind.FORENAME,
    "surname": FieldKind.SURNAME,
    "born": FieldKind.BIRTH_DATE,
    "postcode": FieldKind.POSTCODE,
}
# The odds that two people described at one desk are one, before anything is compared. Set so that a full name
# and a birth date that both agree weigh what the exact identifier of the two was decided to weigh.
PRIOR_OF_PEOPLE = 1 / 64_000
# Probability from which a pair is kept as evidence. Waymark's own, of 22 November 2026.
LEAST = 0.2
# A key that more people of a desk have in common brings nobody together: it is a form's own filling, or a name and
# a year that tell nobody apart. As above.
MOST_BEHIND_A_KEY = 200

_ISO_DATE = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:T.*)?$")
_NOT_LETTERS = re.compile(r"[^\w' -]+")
_SPACES = re.compile(r"\s+")


class Described(NamedTuple):
    """A person as one report describes them, in comparable words; empty where not stated.

    born: ISO 8601. postcode: upper case, one space.
    """

    forename: str
    surname: str
    born: str
    postcode: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Two people are compared when they have one of these in common; each asks for what few strangers share."""
        names = "|".join(sorted((self.forename, self.surname)))
        found = []
        if self.born:
            found += [f"b|{self.surname}|{self.born}", f"b|{self.forename}|{self.born}"]
            found += [f"y|{names}|{self.born[:4]}", f"d|{names}|{self.born[5:]}"]
            found.append(f"s|{self.surname[:4]}|{self.forename[:2]}|{self.born[:4]}")
        if self.postcode:
            area = self.postcode.split(" ")[0]
            found += [f"p|{names}|{area}", f"q|{self.forename[:2]}|{self.surname[:3]}|{self.postcode}"]
        if self.born and self.postcode:
            found.append(f"bp|{self.born}|{self.postcode}")
        return tuple(dict.fromkeys(found))


_HANDLES_THE_REPORT = frozenset((Role.REPORTER, Role.OTHER))


def described(party: Party) -> Described | None:
    """What a report says of a person that two people seldom share; None where that is too little to compare.

    Asks for both names, and for a birth date in ISO 8601 or a postcode. Whoever only handled the report (its
    reporter, a contact at the police, another) is nobody that it is about.
    """
    if party.role in _HANDLES_THE_REPORT or party.description == "law enforcement contact":
        return None
    forename, surname = _name(party.first_name), _name(party.last_name)
    stated = _ISO_DATE.match(party.date_of_birth.strip())
    born = stated.group(1) if stated else ""
    postcode = next((_postcode(each.postcode) for each in party.addresses if each.postcode.strip()), "")
    if not (name_key(forename, surname) and forename and surname and (born or postcode)):
        return None
    return Described(forename, surname, born, postcode)


def _name(text: str) -> str:
    return one_form(_SPACES.sub(" ", _NOT_LETTERS.sub(" ", latin(text))).strip())


def _postcode(text: str) -> str:
    bare = "".join(text.split()).upper()
    return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 4 else bare  # noqa: PLR2004 - a district alone


@cache
def shipped_model() -> Mapping[str, Any]:
    """The model that comes with Waymark; its file says what it was fitted on."""
    text = (files("waymark.stages.linking") / "people.json").read_text(encoding="utf-8")
    model: Mapping[str, Any] = json.loads(text)["model"]
    return model


def weight_of(alike: Alike) -> float:
    """Bits by which a comparison moves the odds of a link: the model's own chance, less what a household shares."""
    chance = min(alike.probability, 1 - 1e-9)
    bits = math.log2(chance / (1 - chance)) - math.log2(PRIOR) + _within_a_household(alike)
    return round(min(bits, _most(alike)), 2)


# Names and birth dates alone say no more than the exact two do, however rare the model has their likeness for; and
# than the chance given to two that are written otherwise.
_NAME_AND_DATE = bits_of_chance(chance_alone(IdentifierKind.PERSON, ""))
_OTHERWISE_WRITTEN = bits_of_chance(WRITTEN_OTHERWISE)


def _most(alike: Alike) -> float:
    """Bits that a comparison may have at most."""
    outcomes = {each.field: each for each in alike.weights}
    if "postcode" in outcomes and outcomes["postcode"].weight > 0:
        return math.inf
    is_exact = all(
        words in outcomes[name].outcome.casefold() for name, words in _EXACT.items() if name in outcomes
    )
    return _NAME_AND_DATE if is_exact else _OTHERWISE_WRITTEN


_EXACT = {"forename_surname": "exact match on full_name", "born": "exact match on date of birth"}


# The model takes names and postcodes for independent; in one household they are not. A son may bear his father's
# full name, and no birth date tells them apart; twins may bear names one sign apart, and share the date. Waymark's
# own decision, of 22 November 2026: so much less, in bits, where nothing but a household is agreed on.
_NO_BIRTH_DATE = -4.5
_TWINS = -9.0


def _within_a_household(alike: Alike) -> float:
    outcomes = {each.field: each.outcome.casefold() for each in alike.weights}
    if "full postcode" not in outcomes.get("postcode", ""):
        return 0.0
    if "born" not in outcomes:
        return _NO_BIRTH_DATE
    same_name = "exact match on full_name" in outcomes.get("forename_surname", "")
    return 0.0 if same_name or "exact match" not in outcomes["born"] else _TWINS


# A household shares a surname, a postcode and a school year. None of that is one person: the forename has to
# agree in some way, and a birth date that is stated of both must not speak against it.
_NAMES_DIFFER = ("exact match on surname", "all other comparisons")


def may_be_one(alike: Alike) -> bool:
    """Whether a pair that scores well can be one person rather than one household."""
    by_field = {each.field: each for each in alike.weights}
    names, born = by_field.get("forename_surname"), by_field.get("born")
    if names is None or names.outcome.casefold() in _NAMES_DIFFER:
        return False
    return born is None or born.weight > 0


# How Splink words each outcome, and how an officer would.
_WORDS = (
    ("exact match on full_name", "the same full name"),
    ("match on reversed", "the same names the other way round"),
    (">= 0.92) and", "names spelt almost alike"),
    (">= 0.88) and", "names spelt much alike"),
    ("exact match on forename", "the same forename, another surname"),
    ("exact match on date of birth", "the same date of birth"),
    ("levenshtein", "dates of birth one sign apart"),
    ("<= 1 month", "born within a month"),
    ("<= 1 year", "born within a year"),
    ("full postcode", "the same postcode"),
    ("on sector", "the same postcode sector"),
    ("on district", "the same postcode district"),
    ("on area", "the same postcode area"),
)
_OTHERWISE = {"born": "dates of birth that differ", "postcode": "different postcodes"}


def in_words(weights: Sequence[Weighed]) -> str:
    """How each comparison came out and what it weighs in bits, the weightiest first."""
    ordered = sorted(weights, key=lambda each: -each.weight)
    return ", ".join(f"{_outcome(each)} ({each.weight:+.1f})" for each in ordered)


def _outcome(each: Weighed) -> str:
    said = each.outcome.casefold()
    words = next((ours for theirs, ours in _WORDS if theirs in said), "")
    return words or _OTHERWISE.get(each.field, "names that differ")
