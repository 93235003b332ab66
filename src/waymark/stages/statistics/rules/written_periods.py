"""How a column of periods is written, as other programs and people write one: Apr-19, 04/2019, 201904, 31/01/2019."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

_FINANCIAL = re.compile(r"(?:FY ?)?(\d{4})[-/](\d{2})", re.IGNORECASE)
_CENTURY = "20"  # of years in two digits: no count of referrals is older

_WORD = r"(?P<word>[A-Za-z]{3,9})\.?"
_YEAR = r"'?(?P<y>\d{4}|\d{2})"
_MONTHS = (
    r"(?P<m>\d{1,2})[/.](?P<y>\d{4})",
    r"(?P<y>\d{4})[/.](?P<m>\d{1,2})",
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])",
)
_DAYS = (
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})",
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})",
    r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})",
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})",
)
_NAMED = (rf"{_WORD}[-\s/_]*{_YEAR}", rf"(?P<y>\d{{4}})[-\s/_]+{_WORD}")
_NAMED_DAYS = (rf"(?P<d>\d{{1,2}})[-\s/]*{_WORD}[-\s/,]*{_YEAR}",)
_WORDS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip

# How the next periods are named, so that they are written as the series is.
_NAMES = (
    (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
    (r"\d{1,2}/\d{1,2}/\d{2}", "%d/%m/%y"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
    (r"\d{8}", "%Y%m%d"),
    (r"\d{1,2} [A-Za-z]{3} \d{4}", "%d %b %Y"),
    (r"\d{1,2}-[A-Za-z]{3}-\d{4}", "%d-%b-%Y"),
    (r"\d{1,2}-[A-Za-z]{3}-\d{2}", "%d-%b-%y"),
)
_NAMES_OF_MONTHS = (
    (r"\d{1,2}/\d{4}", "%m/%Y"),
    (r"\d{4}/\d{1,2}", "%Y/%m"),
    (r"\d{6}", "%Y%m"),
    (r"[A-Za-z]{3}-\d{2}", "%b-%y"),
    (r"[A-Za-z]{3} \d{2}", "%b %y"),
    (r"[A-Za-z]{3}-\d{4}", "%b-%Y"),
    (r"[A-Za-z]{3} \d{4}", "%b %Y"),
    (r"[A-Za-z]{4,9} \d{4}", "%B %Y"),
)


def plainly(texts: Sequence[str]) -> Callable[[str], str]:
    """How to write each of these periods as `periods.parse_period` reads them; what is not known stays as it is.

    2011-12 among financial years is one, and among months a month. Days come before months, as in the UK.
    """
    found = [_FINANCIAL.fullmatch(text) for text in texts]
    is_financial = bool(texts) and all(
        match is not None and (int(match[1]) + 1) % 100 == int(match[2]) for match in found
    )

    def plain(text: str) -> str:
        bare = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text.strip())
        if is_financial:
            return bare.replace("-", "/")
        return _years(bare) or _day(bare) or _month(bare) or bare

    return plain


def _years(text: str) -> str:
    """A year written as a fraction, or a financial year by two whole or two short years."""
    if whole := re.fullmatch(r"(\d{4})\.0+", text):
        return whole[1]
    if both := re.fullmatch(r"(?:FY ?)?(\d{4})[-/](\d{4})", text, re.IGNORECASE):
        return f"{both[1]}/{both[2][2:]}" if int(both[2]) == int(both[1]) + 1 else ""
    if short := re.fullmatch(r"FY ?(\d{2})[-/](\d{2})", text, re.IGNORECASE):
        return f"{_CENTURY}{short[1]}/{short[2]}"
    return ""


def _day(text: str) -> str:
    for pattern in (*_DAYS, *_NAMED_DAYS):
        if (found := re.fullmatch(pattern, text)) and (month := _month_of(found)):
            return f"{_year_of(found)}-{month:02d}-{int(found['d']):02d}"
    return ""


def _month(text: str) -> str:
    for pattern in (*_MONTHS, *_NAMED):
        if (found := re.fullmatch(pattern, text)) and (month := _month_of(found)):
            return f"{_year_of(found)}-{month:02d}"
    return ""


def _month_of(found: re.Match[str]) -> int:
    """The month of a match, by its number or its word; 0 of none."""
    given = found.groupdict()
    if "m" in given:
        return int(given["m"])
    word = given["word"].lower()
    return _WORDS.index(word[:3]) + 1 if word[:3] in _WORDS else 0


def _year_of(found: re.Match[str]) -> str:
    year = found["y"]
    return year if len(year) > 2 else _CENTURY + year  # noqa: PLR2004 - digits of a short year


def named_as(written: str, start: date, *, is_month: bool) -> str | None:
    """The name of the period that starts there, written as another of its series is; None of no known way."""
    for pattern, name in (*_NAMES, *(_NAMES_OF_MONTHS if is_month else ())):
        if re.fullmatch(pattern, written):
            return start.strftime(name)
    return None
