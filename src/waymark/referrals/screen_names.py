"""Names that people choose for themselves: how alike two are written, and how seldom somebody else chooses one."""

from __future__ import annotations

import re

from waymark.referrals.comparable import folded, stated

# Bits that a sign of a chosen name adds: of letters some two, as words go together (Shannon 1951 has 2.3 for words of
# English without their order in a text), of digits log2 10. Perito and others, How Unique and Traceable Are
# Usernames? (2011), have the same idea: a name with more bits is somebody's own.
_A_LETTER, _A_DIGIT = 2.3, 3.3
# Twenty-four bits are one in seventeen million, some quarter of the people of the United Kingdom.
TELLING = 24.0
RARE = 30.0

_NO_SIGNS = re.compile(r"[\W_]+")
_WRAPPED = re.compile(r"^(xxx?)([a-z0-9]{5,})\1$|^x([a-z0-9]{5,})x$")  # as much before as behind
_BEFORE = re.compile(r"^(?:the|its|iam|real|official)(?=[a-z0-9]{8})")
_BEHIND = re.compile(r"(?<=[a-z0-9]{6})(?:official|backup|real|alt|uk|yt)$")


def bits_of(name: str) -> float:
    """How many bits a chosen name holds: the more, the fewer choose it by chance."""
    return sum(_A_DIGIT if sign.isdigit() else _A_LETTER for sign in _NO_SIGNS.sub("", folded(name)))


def alias_key(text: str) -> str:
    """A screen name, or what stands before the @ of an address, without what people put round a name of theirs.

    Signs, capitals, as many an x before as behind, a word such as `the` before or `official` behind, a tag behind +.
    Empty where what is left is a name that many choose.
    """
    name = stated(text).lstrip("@$")
    bare = _NO_SIGNS.sub("", folded(name.partition("@")[0].partition("+")[0]))
    while wrapped := _WRAPPED.match(bare):
        bare = wrapped[2] or wrapped[3]
    bare = _BEHIND.sub("", _BEFORE.sub("", bare))
    return bare if bits_of(bare) >= TELLING else ""
