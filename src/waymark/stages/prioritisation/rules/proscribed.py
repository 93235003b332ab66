"""What a policy may never rest on: protected characteristics, and words that stand in for them.

Sources: Equality Act 2010 s 4 (the characteristics, of which sex and age are two); and Waymark's own
guard rails, which add what stands in for them: place and deprivation, names, language, livelihood, and
the sex of children depicted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

EQUALITY_ACT = "Equality Act 2010 s 4"
GUARD_RAILS = "Waymark guard rails (known proxies)"


class Proscribed(NamedTuple):
    """words: each a run of words that names it. plain: those that mean nothing else, even in prose."""

    what: str
    source: str
    words: tuple[str, ...]
    plain: tuple[str, ...] = ()


PROSCRIBED = (
    Proscribed(
        "age",
        EQUALITY_ACT,
        (
            *(
                "age",
                "aged",
                "ages",
                "dob",
                "yob",
                "birth",
                "birthday",
                "birthdate",
                "born",
                "young",
                "younger",
            ),
            *("old", "older", "elderly", "adolescent", "teen", "teenage", "juvenile", "youth", "pensioner"),
            *("retired", "generation", "years"),
        ),
        (
            "suspect age",
            "age of suspect",
            "age of the suspect",
            "young men",
            "young man",
            "old men",
            "elderly",
        ),
    ),
    Proscribed(
        "sex",
        EQUALITY_ACT,
        (
            *("sex", "male", "female", "man", "men", "woman", "women", "boy", "girl", "gender", "masculine"),
            *("feminine", "husband", "wife", "mr", "mrs", "ms", "title", "pronoun"),
        ),
        ("male", "female", "boy", "girl", "men", "women", "sex of"),
    ),
    Proscribed(
        "gender reassignment",
        EQUALITY_ACT,
        ("transgender", "trans", "transsexual", "gender identity", "reassignment", "nonbinary"),
        ("transgender", "gender", "reassignment"),
    ),
    Proscribed(
        "race",
        EQUALITY_ACT,
        (
            *("race", "racial", "ethnic", "ethnicity", "colour", "color", "skin", "nationality", "national"),
            *("black", "white", "asian", "gypsy", "roma", "traveller", "immigrant", "immigration", "migrant"),
            *("asylum", "refugee", "visa", "foreign", "citizenship", "country", "origin", "passport", "ic1"),
        ),
        ("race", "racial", "ethnic", "ethnicity", "nationality", "immigrant", "asylum", "gypsy"),
    ),
    Proscribed(
        "religion or belief",
        EQUALITY_ACT,
        (
            *("religion", "religious", "belief", "faith", "muslim", "islam", "christian", "jewish", "hindu"),
            *("sikh", "buddhist", "atheist", "mosque", "church", "synagogue", "temple", "worship"),
        ),
        ("religion", "religious", "muslim", "christian", "jewish", "hindu", "sikh", "faith"),
    ),
    Proscribed(
        "disability",
        EQUALITY_ACT,
        (
            *("disability", "disabled", "disabilities", "autism", "autistic", "impairment", "neurodivergent"),
            *("adhd", "wheelchair", "mental health", "learning difficulty", "blue badge", "diagnosis"),
        ),
        ("disability", "disabled", "autistic", "autism", "mental health"),
    ),
    Proscribed(
        "sexual orientation",
        EQUALITY_ACT,
        (
            "orientation",
            "gay",
            "lesbian",
            "bisexual",
            "homosexual",
            "heterosexual",
            "lgbt",
            "queer",
            "grindr",
        ),
        ("orientation", "gay", "lesbian", "bisexual", "homosexual"),
    ),
    Proscribed(
        "marriage and civil partnership",
        EQUALITY_ACT,
        (
            "marital",
            "married",
            "marriage",
            "civil partner",
            "single",
            "divorced",
            "widowed",
            "spouse",
            "bachelor",
        ),
        ("marital", "married", "divorced", "civil partner"),
    ),
    Proscribed(
        "pregnancy and maternity",
        EQUALITY_ACT,
        ("pregnancy", "pregnant", "maternity", "expecting"),
        ("pregnancy", "pregnant", "maternity"),
    ),
    Proscribed(
        "place or deprivation",
        GUARD_RAILS,
        (
            *(
                "postcode",
                "postal",
                "zip",
                "deprivation",
                "deprived",
                "imd",
                "lsoa",
                "msoa",
                "ward",
                "district",
            ),
            *("borough", "estate", "neighbourhood", "urban", "rural", "mosaic", "acorn", "poverty", "tenure"),
            *("council tenant", "social housing", "area"),
        ),
        ("postcode", "deprivation", "deprived", "social housing", "council estate", "neighbourhood"),
    ),
    Proscribed(
        "livelihood",
        GUARD_RAILS,
        (
            *(
                "income",
                "benefits",
                "unemployed",
                "unemployment",
                "jobless",
                "salary",
                "wealth",
                "occupation",
            ),
            *("social class", "education level", "credit"),
        ),
        ("unemployed", "unemployment", "on benefits", "income"),
    ),
    Proscribed(
        "name",
        GUARD_RAILS,
        ("name", "surname", "forename", "firstname", "lastname", "nickname", "initials"),
        ("surname", "forename"),
    ),
    Proscribed(
        "language",
        GUARD_RAILS,
        (
            "language",
            "accent",
            "dialect",
            "keyboard",
            "locale",
            "alphabet",
            "interpreter",
            "speaks",
            "spoken",
        ),
        ("language", "accent", "dialect"),
    ),
    Proscribed(
        "what the images show",
        GUARD_RAILS,
        (
            *("depicted", "depicts", "depicting", "image count", "images", "volume", "files", "category a"),
            *(
                "category b",
                "category c",
                "classification",
                "severity",
                "infant",
                "bestiality",
                "prepubescent",
            ),
        ),
        ("depicted", "depicting", "number of images", "volume of images"),
    ),
)

_JOINED_FROM = 6
"""Letters from which a word is recognised inside a longer one, as in `suspectpostcode`."""


def named_in(name: str) -> Proscribed | None:
    """Say what a name of a fact, signal, step or key stands for, if it may not be used; else None."""
    words = _words(name)
    joined = "".join(words)
    if re.search(r"(under|over|aged?)_?\d", "_".join(words)):
        return PROSCRIBED[0]
    for proscribed in PROSCRIBED:
        for phrase in proscribed.words:
            if _runs(phrase, words) or (len(phrase) >= _JOINED_FROM and phrase.replace(" ", "") in joined):
                return proscribed
    return None


def named_in_prose(text: str) -> Proscribed | None:
    """Say what a reason in plain words rests on, if it may not; words with other meanings are let pass."""
    words = _words(text)
    for proscribed in PROSCRIBED:
        if any(_runs(phrase, words) for phrase in proscribed.plain):
            return proscribed
    return None


def _words(text: str) -> list[str]:
    """Lower-case words without accents or plural s, of prose, snake_case, kebab-case or camelCase."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    folded = unicodedata.normalize("NFKD", spaced).casefold().replace("'s", "").replace("’s", "")
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", plain)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004


def _runs(phrase: str, words: list[str]) -> bool:
    """True if the words of a phrase stand next to one another, in order."""
    wanted = [_singular(word) for word in phrase.split()]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
