"""Finds in the names and the reasons of a policy what it may never rest on, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from waymark.stages.prioritisation.rules.proscribed_words import PROSCRIBED, Proscribed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_JOINED_FROM = 6
"""Letters from which a word is recognised inside a longer one, as in `suspectpostcode`."""

_A_SUSPECTS_YEARS = re.compile(
    r"\b(?:suspect|offender|adult|man|person)\w*\b.{0,20}\b(?:under|over|aged|below|above)\s+\d"
)

_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0501\u04bb\u043a\u043c\u0442\u0432\u043d\u03bf\u03b1\u03b5\u03b9\u03c1\u0131",
    "aeopcxyidhkmtbhoaeipi",
)
"""Letters of other alphabets that look like Latin ones."""

_DIGITS_FOR_LETTERS = str.maketrans("013457@$!|", "oieastasii")


def named_in(name: str) -> Proscribed | None:
    """Say what a name of a fact, signal, step or key stands for, if it may not be used; else None.

    Words are found however they are cased, joined, parted or spelled with digits and look-alike letters.
    """
    if re.search(r"(?:under|over|aged?)_?\d", "_".join(_words(name))):
        return PROSCRIBED[0]
    for words in _spellings(name):
        joined = "".join(words)
        for proscribed in PROSCRIBED:
            if any(_stands_in(phrase, words, joined) for phrase in proscribed.words):
                return proscribed
    return None


def named_in_prose(text: str) -> Proscribed | None:
    """Say what a reason in plain words rests on, if it may not; words with other meanings are let pass."""
    if _A_SUSPECTS_YEARS.search(text.casefold()):
        return PROSCRIBED[0]
    for words in _spellings(text):
        for proscribed in PROSCRIBED:
            if any(_runs(phrase, words) for phrase in proscribed.plain):
                return proscribed
    return None


def text_naming(value: object) -> str:
    """Find the first text in a value of a file, however deep, that may not be used; empty where there is none."""
    if isinstance(value, str):
        return value if named_in(value) else ""
    inner: Iterable[object] = ()
    if isinstance(value, dict):
        inner = (*value, *value.values())
    elif isinstance(value, list):
        inner = value
    return next(filter(None, map(text_naming, inner)), "")


def _stands_in(phrase: str, words: list[str], joined: str) -> bool:
    return _runs(phrase, words) or (len(phrase) >= _JOINED_FROM and phrase.replace(" ", "") in joined)


def _spellings(text: str) -> Iterator[list[str]]:
    """The words as they stand; and, where that differs, with digits read as the letters they stand for."""
    words = _words(text)
    yield words
    read = _words(re.sub(r"(?<=[^\W\d_])[\d@$!|]+|[\d@$!|]+(?=[^\W\d_])", _as_letters, text))
    if read != words:
        yield read


def _as_letters(digits: re.Match[str]) -> str:
    return digits[0].translate(_DIGITS_FOR_LETTERS)


def _words(text: str) -> list[str]:
    """Lower-case words without accents or plural s, of prose, snake_case, kebab-case or camelCase."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    folded = unicodedata.normalize("NFKD", spaced).casefold().translate(_LOOK_ALIKES)
    folded = folded.replace("'s", "").replace("\u2019s", "")
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", plain)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004


def _runs(phrase: str, words: list[str]) -> bool:
    """True if the words of a phrase stand next to one another, in order."""
    wanted = [_singular(word) for word in phrase.split()]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
