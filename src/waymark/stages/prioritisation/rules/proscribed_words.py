"""The words that name what a policy may never rest on: protected characteristics, and what stands in for them.

Sources: Equality Act 2010 s 4 (the characteristics, of which sex and age are two); and Waymark's own
guard rails, which add what stands in for them: place and deprivation, names, language, education,
livelihood, and the sex of children depicted.
"""

from __future__ import annotations

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
            *("heritage", "caste", "tribe", "clan", "ancestry", "birthplace", "native"),
        ),
        ("race", "racial", "ethnic", "ethnicity", "nationality", "immigrant", "asylum", "gypsy", "born in"),
    ),
    Proscribed(
        "religion or belief",
        EQUALITY_ACT,
        (
            *("religion", "religious", "belief", "faith", "muslim", "islam", "christian", "jewish", "hindu"),
            *("sikh", "buddhist", "atheist", "mosque", "church", "synagogue", "temple", "worship"),
            *("hijab", "turban", "halal", "kosher", "prayer", "gurdwara", "chapel"),
        ),
        (
            *("religion", "religious", "muslim", "christian", "jewish", "hindu", "sikh", "faith"),
            *("mosque", "synagogue", "gurdwara", "hijab"),
        ),
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
            *("council tenant", "social housing", "council house", "area", "locality", "outcode", "uprn"),
            *("latitude", "longitude", "town", "city", "village", "region", "street", "tenant", "slum"),
        ),
        (
            *("postcode", "deprivation", "deprived", "social housing", "council estate", "neighbourhood"),
            *("council house", "council tenant", "poor area", "rough area", "social renting"),
        ),
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
            *("social class", "education level", "credit", "universal credit", "claimant", "welfare state"),
            *("redundant", "workless", "breadline", "debt", "free meals"),
        ),
        ("unemployed", "unemployment", "on benefits", "benefit claimant", "universal credit", "income"),
    ),
    Proscribed(
        "education",
        GUARD_RAILS,
        (
            "school",
            "schooling",
            "university",
            "college",
            "qualification",
            "literacy",
            "graduate",
            "education",
        ),
        ("schooling", "private school", "state school", "school leaver", "university"),
    ),
    Proscribed(
        "name",
        GUARD_RAILS,
        ("name", "surname", "forename", "firstname", "lastname", "nickname", "initials"),
        ("surname", "forename", "foreign name", "name origin", "sounding name"),
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
            "speaker",
            "bilingual",
            "mother tongue",
            "esol",
        ),
        ("language", "accent", "dialect", "mother tongue", "speaks english", "english speaker"),
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
