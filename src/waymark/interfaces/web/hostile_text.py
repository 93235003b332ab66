"""Text that came in a report, made safe to look at: nothing in it can hide, reorder or imitate. Pure."""

from __future__ import annotations

import unicodedata

# A value longer than this many characters is cut on the page, and says so; the record holds it whole.
LONGEST = 4_000

# Shown as they are: an officer reads lines and columns, and emoji are joined by U+200D.
_KEPT = frozenset("\n\t\u200d")
_REWRITTEN = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
# Format and control characters, private ones and lone surrogates: each can hide or reorder what is read.
_NEVER_SHOWN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def visible(text: str) -> list[tuple[str, bool]]:
    """Part text into what is shown as it is, and the names of characters that are only named.

    Returns pieces in order, each with True where it is a character's name, such as `U+202E`.
    """
    for found, written in _REWRITTEN.items():
        text = text.replace(found, written)
    pieces: list[tuple[str, bool]] = []
    plain: list[str] = []
    for character in text:
        if character in _KEPT or unicodedata.category(character) not in _NEVER_SHOWN:
            plain.append(character)
            continue
        if plain:
            pieces.append(("".join(plain), False))
            plain = []
        pieces.append((f"U+{ord(character):04X}", True))
    if plain:
        pieces.append(("".join(plain), False))
    return pieces
