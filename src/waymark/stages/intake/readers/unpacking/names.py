"""Names that a container gives, made harmless: they say where a member lies, and can lead nowhere else."""

from __future__ import annotations

import re
import unicodedata

from waymark.stages.intake.readers.unpacking.members import INSIDE

_SEPARATORS = re.compile(r"[/\\]+")
_DRIVE = re.compile(r"[A-Za-z]:$")
_UNNAMED = "unnamed"
_CUT = "..."
# Characters that show nothing or turn the reading direction: a name must not look like another.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # some scripts cannot be written without them


def harmless(named: str, *, longest: int) -> str:
    """Make a member's name into a path that stays inside its container.

    named: as given, in any script. longest: characters that are kept.
    """
    parts = [_seen(part.strip()) for part in _SEPARATORS.split(named[: longest * 4])]
    kept = [
        f"{part}_" if part.endswith(INSIDE[0]) else part
        for part in parts
        if part not in ("", ".", "..") and not _DRIVE.match(part)
    ]
    path = "/".join(kept) or _UNNAMED
    return path if len(path) <= longest else _CUT + path[-(longest - len(_CUT)) :]


def _seen(part: str) -> str:
    return "".join(
        "\ufffd" if unicodedata.category(each) in _UNSEEN and each not in _JOINERS else each for each in part
    )


def told_apart(path: str, taken: dict[str, int]) -> str:
    """A path that no member before had: a name given twice gets a number. taken: how often each was met."""
    count = taken.get(path, 0) + 1
    taken[path] = count
    return path if count == 1 else told_apart(f"{path} ({count})", taken)


def as_utf8(named: str, *, written_as: str) -> str:
    """A name that was decoded as an old code page, read as UTF-8 where its bytes are that.

    Many programs write UTF-8 into a ZIP and forget to say so.
    """
    if named.isascii():
        return named
    try:
        return named.encode(written_as).decode("utf-8")
    except UnicodeError:
        return named
