"""A person in running text: a name, with the birth, age and address that stand beside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.dates import DAY
from waymark.stages.intake.readers.pack_cover.met import POSTCODE

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lady", "rev"})
_PARTICLES = frozenset(
    {
        "de",
        "da",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "la",
        "le",
        "o",
        "mac",
        "ap",
        "ferch",
        "y",
        "e",
        "dos",
        "das",
    }
)
# Words that begin with a capital in a pack and are never a person's.
_NEVER = frozenset(
    (
        "the",
        "this",
        "that",
        "a",
        "an",
        "ip",
        "nca",
        "ncmec",
        "ceop",
        "cybertip",
        "cybertipline",
        "police",
        "force",
        "constabulary",
        "agency",
        "national",
        "crime",
        "unknown",
        "not",
        "no",
        "none",
        "nil",
        "see",
        "date",
        "dob",
        "born",
        "address",
        "report",
        "internet",
        "broadband",
        "officer",
        "official",
        "sensitive",
        "subscriber",
        "account",
        "n/a",
        "road",
        "street",
        "avenue",
        "lane",
        "close",
        "drive",
        "tbc",
        "on",
        "at",
        "of",
        "he",
        "she",
        "they",
        "it",
        "his",
        "her",
        "with",
        "for",
        "from",
        "and",
        "by",
        "in",
        "is",
        "was",
        "please",
        "enquiries",
        "who",
        "telephone",
        "user",
        "suspect",
        "subject",
        "port",
        "service",
        "mobile",
        "limited",
        "ltd",
        "plc",
        "inc",
        "telecom",
        "communications",
        "networks",
        "network",
        "utc",
        "gmt",
        "bst",
        "child",
        "children",
        "there",
        "both",
        "two",
        "three",
        "one",
    )
)
_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019\-]*[^\W_])?\.?")
BIRTH = re.compile(
    rf"[\s,(;\-\u2013]*(?:d\.?\s?o\.?\s?b\.?|dob|born(?: on)?|date of birth)\s*:?\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[\s,(;\-\u2013]*(?:aged?|age:|who is|now)\s*:?\s*(?P<age>[0-9]{1,3})\b|"
    r"[\s,(]+(?P<oed>[0-9]{1,2}) oed\b(?:\s*/\s*aged?\s*[0-9]{1,2})?|"
    r"[\s,(]+(?P<bare>[0-9]{1,2})(?=\s*(?:years?|yrs?|\)|,?\s+and\b|[.;]|,\s+[A-Z][a-z]+ [A-Z]|\s*$))",
    re.IGNORECASE,
)
# How a child or another is kin to the person a pack is about, as a pack says it after a name.
KIN = re.compile(
    r"[\s,(;\-\u2013]*\b(?:the |his |her |their |suspect's |subject's )?"
    r"(?P<kin>(?:step|half|grand|foster |adopted )?-?(?:daughter|son|child|sister|brother|sibling)|niece|nephew|cousin|"
    r"mother|father|partner|wife|husband|spouse|grandmother|grandfather|uncle|aunt)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"[\s,;).]*(?:(?:and |who |currently |residing |resident |living |lives |registered |recorded |"
    r"installed )*(?:at|of)\b|address(?: is)?:?|,)\s*"
)
_MOST_WORDS = 5
_FEWEST_WORDS = 2
_LONGEST_ADDRESS = 160


class Person(NamedTuple):
    """Spans of one text, each (start, end); None for what does not stand there."""

    name: tuple[int, int]
    birth: tuple[int, int] | None
    age: tuple[int, int] | None
    address: tuple[int, int] | None
    end: int


def person_at(text: str, start: int, *, is_labelled: bool = False) -> Person | None:
    """The person whose name begins at `start`, or after the blanks there; None where no name does.

    is_labelled: a label says that this is a name, so one word is enough and its case does not matter.
    """
    name = _name(text, start, is_labelled=is_labelled)
    if name is None:
        return None
    end = name[1]
    birth = age = address = None
    for _ in range(3):
        if birth is None and (match := BIRTH.match(text, end)):
            birth, end = match.span("day"), match.end()
        if age is None and (match := _AGE.match(text, end)):
            age = match.span(next(name for name in ("age", "oed", "bare") if match[name]))
            end = match.end()
        if address is None and (address := _address(text, end)):
            end = address[1]
    return Person(name, birth, age, address, end)


def _name(text: str, start: int, *, is_labelled: bool) -> tuple[int, int] | None:
    at = start
    first = last = -1
    words = 0
    while words < _MOST_WORDS:
        while (
            (at < len(text) and text[at] in (" \u00a0" if words and not is_labelled else " \t\u00a0"))
            or (at < len(text) and text[at] == "\n" and words and not is_labelled)
            or (
                at < len(text)
                and text[at] == ","
                and is_labelled
                and words == 1
                and "," not in text[first:at]
            )
        ):
            at += 1
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match[0].rstrip(".")
        is_title = word.casefold() in _TITLES
        if word.casefold() in _NEVER or not (
            word[0].isupper() or is_labelled or word.casefold() in _PARTICLES
        ):
            break
        if first < 0:
            first = match.start()
        words += not is_title
        has_stop = match[0].endswith(".") and not is_title and len(word) > 1
        last = at = match.end() - has_stop
        if has_stop:
            break
    if first < 0 or words < (1 if is_labelled else _FEWEST_WORDS):
        return None
    return first, last


def address_at(text: str, begin: int) -> tuple[int, int] | None:
    """A postal address that begins there, as far as its postcode: without one it is no address."""
    postcode = POSTCODE.search(text, begin, begin + _LONGEST_ADDRESS)
    if postcode is None or re.search(r"\.\s+[A-Z]|\n\s*\n|:", text[begin : postcode.start()]):
        return None
    return begin, postcode.end()


def _address(text: str, at: int) -> tuple[int, int] | None:
    """What stands after `of`, `at` or a comma, as far as a postcode: without one it is no address."""
    match = _AT.match(text, at)
    if match is None:
        return None
    return address_at(text, match.end())
