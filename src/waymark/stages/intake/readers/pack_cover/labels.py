"""Labels in their many wordings: which fact of which subject a few printed words announce."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fact_wordings import ANSWER, TABLES
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.welsh import halves, in_english
from waymark.stages.intake.readers.pack_cover.wordings import (
    HEADINGS,
    IGNORED,
    PERSONAL,
    ROLES,
    SUBSCRIBER,
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
    number: str = ""


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
    r"^(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})+(?=\s)|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|(?:[a-z]|"
    r"[ivx]{1,4})[.)](?![a-z]\.))\s*|[\u2022\u25cf\u25aa*\-\u2013>#]+\s*)+"
)
# Words before or after a label's own that say how sure a fact is, of which paper it is, or make a question of it.
_QUESTION = re.compile(
    r"^(?:(?:is|are) there(?: an?y?)?|who|what|which|when|where|how)(?: (?:is|are|was|were))?(?: (?:the|your|"
    r"their|his|her|its|this))?\s+"
)
_WAS = re.compile(r"^it (?=used)|\s+(?:was|were|is|are) (?:used|involved|concerned|reported)$")
_HEDGES = re.compile(
    r"^(?:possible|probable|likely|believed|confirmed|identified|reported|stated|main|primary|known|alleged|"
    r"potential|"
    r"current|details of(?: the)?|particulars of(?: the)?|the|uk)\s+"
)
_OF_THIS = re.compile(
    r"\s+(?:of|for|on) (?:this|the) (?:form|pack|package|document|report|referral|dissemination|handling)$|"
    r"\s+(?:details|if known|where known|used|if any)$"
)
# `Subject of referral`: whom the paper is about.
_OF_PAPER = re.compile(
    r" (?:of|in|for) (?:this |the )?(?:referral|report|dissemination|pack|package|enquiry|intelligence)$"
)
# `Entity 2 name`: one of several, told apart by a number alone.
_NUMBERED_PARTY = re.compile(r"(?:entity|person|party|individual|record) (?P<number>\d{1,2}) (?P<what>.+)")
_AS_ROLE = re.compile(r"^(?:type|kind)$")
_OF = re.compile(r"(?P<what>.{2,30}) of (?:the )?(?P<whom>.{3,30})")
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
    words = in_english(plain(text))
    if not words:
        return None
    if text.rstrip().endswith("?"):
        return _asked(words)
    if IGNORED.fullmatch(words):
        return None
    return _known(words) or _of_answer(words) or _loosely(words) or _in_either(words)


def is_ignored(text: str) -> bool:
    """Whether a label announces what no form asks for: an officer's name, a place of birth."""
    return len(text) <= LONGEST_LABEL and bool(IGNORED.fullmatch(plain(text)))


def _in_either(words: str) -> Label | None:
    """A label that is printed in two languages, or in two wordings: `Enw / Name`."""
    found = (_known(in_english(half)) for half in halves(words) if not IGNORED.fullmatch(half))
    return next((label for label in found if label is not None), None)


def _asked(words: str) -> Label | None:
    """What a question asks for: `When were they born?`, `What is your reference?`."""
    bare = _WAS.sub("", _OF_THIS.sub("", _QUESTION.sub("", words)))
    return _known(bare) or _known(words) or _loosely(bare)


def _loosely(words: str) -> Label | None:
    """A label in more words than its own: `possible address`, `marking of this form`, `age of child`."""
    bare = _HEDGES.sub("", _OF_THIS.sub("", words))
    if bare != words and not IGNORED.fullmatch(bare) and (label := _known(bare)):
        return label
    if (match := _NUMBERED_PARTY.fullmatch(words)) and (
        own := _personal(_AS_ROLE.sub("role", match["what"]))
    ):
        return own._replace(section=Section.PERSON, number=match["number"])
    if match := _OF.fullmatch(words):
        return _known(f"{match['whom']} {match['what']}")
    return None


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
        if match and (other := _of_account(match[1])):
            return other
    return None


def _of_account(words: str) -> Label | None:
    """`Suspect account`: a fact of an account, whoever's it is."""
    own = next((label for pattern, label in _WORDINGS if pattern.fullmatch(words)), None)
    return own if own is not None and own.section is Section.ACCOUNT else None


def _of_answer(words: str) -> Label | None:
    match = ANSWER.match(words)
    inner = _known(match[1] or match[2] or match[3]) if match else None
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
    bare = in_english(_HEDGES.sub("", _OF_PAPER.sub("", bare)))
    if both := halves(bare):
        return next(filter(None, map(heading_of, both)), None)
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
