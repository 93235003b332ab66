"""One slip of the fingers between two texts: two neighbours exchanged, one sign changed, left out or doubled."""

from __future__ import annotations


def slip_in_digits(one: str, other: str) -> str:
    """The slip that would make one text of the other, in words; empty when more than one would be needed.

    The order of the two changes nothing but which of them the words call the shorter.
    """
    if one == other or not one or not other:
        return ""
    if len(one) == len(other):
        return _of_equal_length(one, other)
    if abs(len(one) - len(other)) == 1:
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        place = next((n for n, sign in enumerate(shorter) if sign != longer[n]), len(shorter))
        if longer[:place] + longer[place + 1 :] == shorter:
            return f"one sign ({longer[place]}) was left out or typed twice"
    return ""


def is_one_slip(one: str, other: str) -> bool:
    return bool(slip_in_digits(one, other))


def _of_equal_length(one: str, other: str) -> str:
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return f"one sign differs ({one[places[0]]} and {other[places[0]]})"
    if len(places) == 2:  # noqa: PLR2004 - two neighbours
        a, b = places
        if one[a] == other[b] and one[b] == other[a] and _are_neighbours(one, a, b):
            return f"two signs are exchanged ({one[a]}{one[b]} and {other[a]}{other[b]})"
    return ""


def _are_neighbours(text: str, a: int, b: int) -> bool:
    """Whether nothing but a point or other mark stands between two places."""
    return not any(sign.isalnum() for sign in text[a + 1 : b])
