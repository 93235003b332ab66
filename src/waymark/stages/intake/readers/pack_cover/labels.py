"""Labels in their many wordings: which fact of which subject a few printed words announce."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.wordings import (
    ANSWER,
    HEADINGS,
    IGNORED,
    PERSONAL,
    ROLES,
    SUBSCRIBER,
    TABLES,
    Section,
)


class Label(NamedTuple):
    """What a label announces.

    name: a field's; empty where the words announce a whole subject, whose name then follows. section: empty
    where the words alone do not say of whom (`Address`). role: of the person, where they say one.
    """

    name: str
    section: Section | None = None
    role: Role | None = None
    is_answer: bool = False


class _Wording(NamedTuple):
    pattern: re.Pattern[str]
    label: Label


def _compiled(table: Iterable[tuple[str, str]], section: Section | None) -> list[_Wording]:
    return [_Wording(re.compile(words), Label(name, section)) for name, words in table]


_WORDINGS = [wording for section, table in TABLES for wording in _compiled(table, section)]
_OF_ANYONE = _compiled(PERSONAL, None)
_BY_ROLE = [(role, re.compile(rf"(?:the )?(?:{words})")) for role, words in ROLES]
_WITH_ROLE = [
    (role, re.compile(rf"(?:the )?(?:{words})(?: ?s)?(?: \d{{1,2}})?(?: details)? (.+)"))
    for role, words in ROLES
]
_ANY_SUBSCRIBER = re.compile(SUBSCRIBER)
_OF_SUBSCRIBER = re.compile(rf"{SUBSCRIBER}(?: ?s)?(?: \d{{1,2}})?(?: details)? (.+)")
_HEADED = [(section, re.compile(words)) for section, words in HEADINGS]
_NUMBERING = re.compile(
    r"^(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-z]|[ivx]{1,4})[.)]\s*|[\u2022\u25cf\u25aa*\-\u2013>#]+\s*)+"
)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
LONGEST_LABEL = 60  # characters; a longer run of words is a sentence


def plain(text: str) -> str:
    """A label's words alone: no case, numbering, brackets or closing signs."""
    bare = _PARENTHESES.sub(" ", text.casefold().replace("\u2019", "'"))
    bare = _NUMBERING.sub("", bare.strip())
    bare = re.sub(r"['._*]", " ", bare)
    return " ".join(bare.strip(" :-\u2013\u2014=?#/").split())


@lru_cache(maxsize=4_096)
def label_of(text: str) -> Label | None:
    """What a printed label announces; None for words that are no label."""
    if len(text) > LONGEST_LABEL:
        return None
    words = plain(text)
    if not words or IGNORED.fullmatch(words):
        return None
    return _known(words) or _of_answer(words)


def _known(words: str) -> Label | None:
    for pattern, label in _WORDINGS:
        if pattern.fullmatch(words):
            return label
    if (own := _personal(words)) is not None:
        return own
    unnumbered = re.sub(r" ?\d{1,2}$", "", words)
    if _ANY_SUBSCRIBER.fullmatch(unnumbered):
        return Label("", Section.SUBSCRIBER)
    if (match := _OF_SUBSCRIBER.fullmatch(words)) and (own := _personal(match[1])):
        return own._replace(section=Section.SUBSCRIBER)
    return _of_role(words, unnumbered)


def _of_role(words: str, unnumbered: str) -> Label | None:
    for role, pattern in _BY_ROLE:
        if pattern.fullmatch(unnumbered):
            return Label("", Section.PERSON, role)
    for role, pattern in _WITH_ROLE:
        if (match := pattern.fullmatch(words)) and (own := _personal(match[1])):
            return own._replace(section=Section.PERSON, role=role)
    return None


def _of_answer(words: str) -> Label | None:
    match = ANSWER.match(words)
    inner = _known(match[1] or match[2]) if match else None
    if inner is None or inner.name not in {"ip_address", "port", "used_at"}:
        return None
    return inner._replace(is_answer=True)


def _personal(words: str) -> Label | None:
    for pattern, label in _OF_ANYONE:
        if pattern.fullmatch(words):
            return label
    return None


class Heading(NamedTuple):
    section: Section
    role: Role | None = None


@lru_cache(maxsize=1_024)
def heading_of(text: str) -> Heading | None:
    """What a line that stands alone heads; None where it heads nothing that is known here."""
    if len(text) > LONGEST_LABEL:
        return None
    words = re.sub(r"^(?:section|part|annex|appendix|schedule) [a-z0-9]{1,2} ", "", plain(text))
    bare = re.sub(r"(?: (?:details?|information|particulars|data|profile|record|section|known|identified|named|"
                  r"and household))+$", "", re.sub(r" ?\d{1,2}(?: of \d{1,2})?$", "", words))  # fmt: skip
    bare = re.sub(r"^(?:details?|particulars|information) (?:of|on|about|for) (?:the )?", "", bare)
    if _ANY_SUBSCRIBER.fullmatch(bare):
        return Heading(Section.SUBSCRIBER)
    for role, pattern in _BY_ROLE:
        if pattern.fullmatch(bare):
            return Heading(Section.PERSON, role)
    for section, pattern in _HEADED:
        if pattern.fullmatch(words) or pattern.fullmatch(bare):
            return Heading(section)
    return None


def role_called(text: str) -> Role | None:
    """The role that a printed word means; None for words that are no role."""
    words = plain(text)
    if _ANY_SUBSCRIBER.fullmatch(words):
        return Role.SUBSCRIBER
    return next((role for role, pattern in _BY_ROLE if pattern.fullmatch(words)), None)


SUBJECT_OF: dict[Section, Subject] = {
    Section.COVER: Subject.COVER,
    Section.PERSON: Subject.PERSON,
    Section.ACCOUNT: Subject.ACCOUNT,
    Section.RESOLUTION: Subject.RESOLUTION,
    Section.SUBSCRIBER: Subject.RESOLUTION,
    Section.ANSWER: Subject.RESOLUTION,
}
