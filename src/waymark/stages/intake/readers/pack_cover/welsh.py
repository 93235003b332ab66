"""Labels in Welsh by the English that forces in Wales print beside them: a form may bear either, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# Words as `labels.plain` leaves them: no case, an apostrophe as a blank. Source: the bilingual forms that the four
# forces in Wales publish; Geiriadur Prifysgol Cymru for the spelling.
_IN_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "enw": "name",
        "enw llawn": "full name",
        "enw cyntaf": "first name",
        "enwau cyntaf": "first names",
        "cyfenw": "surname",
        "dyddiad geni": "date of birth",
        "oed": "age",
        "oedran": "age",
        "cyfeiriad": "address",
        "cyfeiriad cartref": "home address",
        "ffôn": "telephone",
        "rhif ffôn": "telephone number",
        "rhif ffon": "telephone number",
        "ffôn symudol": "mobile",
        "rhif ffôn symudol": "mobile number",
        "e-bost": "email",
        "ebost": "email",
        "cyfeiriad e-bost": "email address",
        "ysgol": "school",
        "perthynas": "relationship",
        "rôl": "role",
        "cyfeirnod": "reference",
        "ein cyfeirnod": "our reference",
        "dyddiad": "date",
        "dosbarthiad": "classification",
        "marc diogelu": "protective marking",
        "gradd": "grading",
        "graddio": "grading",
        "cod trin": "handling code",
        "amodau trin": "handling conditions",
        "cam gofynnol": "action required",
        "camau gofynnol": "action required",
        "cam gweithredu": "action required",
        "erbyn pryd": "by when",
        "rhif cybertip": "cybertip number",
        "cyfeiriad ip": "ip address",
        "porth": "port",
        "rhif porth": "port number",
        "amser": "time",
        "dyddiad ac amser": "date and time",
        "darparwr": "provider",
        "darparwr gwasanaeth": "service provider",
        "tanysgrifiwr": "subscriber",
        "enw r tanysgrifiwr": "subscriber name",
        "deiliad y cyfrif": "account holder",
        "cyfeiriad gosod": "installation address",
        "cyfeiriad bilio": "billing address",
        "enw defnyddiwr": "username",
        "cyfrif": "account",
        "gwasanaeth": "service",
        "platfform": "platform",
        "y sawl a amheuir": "suspect",
        "person a amheuir": "suspect",
        "plentyn": "child",
        "plant": "children",
        "plentyn yn y cyfeiriad": "child at address",
        "plant yn y cyfeiriad": "children at address",
        "dioddefwr": "victim",
        "rhiant": "parent",
        "preswylydd": "occupant",
    }
)
# `Enw / Name`, `Enw (Name)`: the two languages side by side.
_BOTH = re.compile(r"\s+[/|]\s+|\s+-\s+")


def in_english(words: str) -> str:
    """A label's words in English, where they are known in Welsh; else as they are."""
    return _IN_ENGLISH.get(words, words)


def halves(words: str) -> list[str]:
    """The two wordings of a label that bears two, in order; empty where it bears one."""
    parts = [part for part in _BOTH.split(words) if part]
    return parts if len(parts) == 2 else []  # noqa: PLR2004 - one in each language
