"""A figure as people write it: 1050, 1,050 or 1 050; refused where it could be two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isinf

from waymark.errors import WaymarkError

_SPACES = " \u00a0\u2009\u202f"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}(?:([,{_SPACES}])\d{{3}})(?:\1\d{{3}})*(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_MAY_BE_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


class NotAFigure(WaymarkError):
    """A cell or a word that is no figure."""

    def __init__(self, text: str, where: str = "") -> None:
        what = f"{text[:40]!r} is no figure" if text.strip() else "a figure is missing"
        super().__init__(
            f"{where}{': ' if where else ''}{what}: write it in digits, with or without commas between thousands"
        )


class TwoReadings(WaymarkError):
    """Figures written so that a point may part thousands or begin a fraction."""

    def __init__(self, text: str) -> None:
        grouped, fraction = text.replace(".", ","), text.replace(".", "")
        super().__init__(
            f"{text!r} may be {grouped} or a fraction: write a count without a point, such as {fraction}, and a "
            f"fraction with one digit more or fewer, such as {text}0"
        )


def figure_of(text: str, where: str = "") -> float:
    """Read a figure. Thousands may be parted by commas or spaces, in threes: `12,5` is refused, not read as 125.

    where: said before the message. Raises NotAFigure.
    """
    value = float(plain_digits(text, where))
    if value in {float("inf"), float("-inf")}:
        raise NotAFigure(text, where)
    return value


def plain_digits(text: str, where: str = "") -> str:
    """The digits of a figure, its sign and its point, without what parts thousands. Raises NotAFigure."""
    written = text.strip().strip(_SPACES)
    if _GROUPED.fullmatch(written):
        return re.sub(rf"[,{_SPACES}]", "", written)
    if not (written.isascii() and _PLAIN.fullmatch(written)):
        raise NotAFigure(text, where)
    return written


def whole_or_not(text: str) -> float:
    """Read a figure, a whole number as one: 1050, 1,050 or 10.5. Raises NotAFigure."""
    value = figure_of(text)
    return int(value) if value == int(value) else value


def check_points(texts: Iterable[str]) -> None:
    """Pass unless every point in a column of figures could part thousands, as `1.795` could.

    Raises TwoReadings for the first of them.
    """
    with_point = [text.strip() for text in texts if "." in text]
    if with_point and all(_MAY_BE_GROUPED.fullmatch(text) for text in with_point):
        raise TwoReadings(with_point[0])


_FRACTION_DIGITS = 4


def in_print(value: float, *, signed: bool = False) -> str:
    """A figure for people: whole numbers in full, with commas; of others four places at most. 1,234,567; 80.875."""
    sign = "+" if signed else ""
    if isinf(value):
        return "no end"
    if value == int(value):
        return f"{int(value):{sign},d}"
    written = f"{value:{sign},.{_FRACTION_DIGITS}f}".rstrip("0").rstrip(".")
    return written if float(written.replace(",", "")) else f"{value:{sign}.3g}"
