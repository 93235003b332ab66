"""A printed name in its parts."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.values import one_line

_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|sir|rev)\.?\s+", re.IGNORECASE)


def name_parts(text: str) -> tuple[str, str, str]:
    """First, middle and last names: `EXAMPLE, Jo Ann` and `Jo Ann EXAMPLE` alike; one word alone is a first name."""
    bare = _TITLE.sub("", one_line(text).strip()).strip(" ,")
    last, comma, rest = bare.partition(",")
    words = rest.split() if comma and rest.strip() else bare.split()
    if comma and rest.strip():
        return words[0], " ".join(words[1:]), last.strip()
    loud = [word for word in words if len(word) > 1 and word.isupper()]
    if loud and len(loud) < len(words) and words[-len(loud) :] == loud:
        names, last = words[: -len(loud)], " ".join(loud)
    else:
        names, last = words[:-1], words[-1] if len(words) > 1 else ""
    names = names or words
    return names[0] if names else "", " ".join(names[1:]), last
