"""Facts that stand beside labels and in tables, each under the subject its heading or its words name."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import NOTHING, Gathering
from waymark.stages.intake.readers.pack_cover.labelled_accounts import ACCOUNT, AccountLabels
from waymark.stages.intake.readers.pack_cover.labelled_cover import COVER, CoverLabels
from waymark.stages.intake.readers.pack_cover.labelled_people import PERSONAL, PeopleLabels
from waymark.stages.intake.readers.pack_cover.labelled_resolutions import ResolutionLabels
from waymark.stages.intake.readers.pack_cover.labels import plain
from waymark.stages.intake.readers.pack_cover.mail_heads import MAIL_SENDER
from waymark.stages.intake.readers.pack_cover.met import Bare, Met, Pair, Under
from waymark.stages.intake.readers.pack_cover.standing import Standing
from waymark.stages.intake.readers.pack_cover.wordings import Section

_OF_A_LINE = {Section.SUBSCRIBER, Section.RESOLUTION, Section.ANSWER}
_DAYS = frozenset({"dated", "asked_by", "date_of_birth", "answered_on"})
_NUMBERED = frozenset({"report_number", "port", "age", "used_at", "ip_address"})
_NAMES_AN_ACCOUNT = frozenset({"service", "screen_name", "identifier"})
_LONGEST_SERVICE = 4  # words
# What a force is asked to do begins with what is to be done; what an operator is asked for is a thing.
_TASK = re.compile(
    r"(?:please|to )?\s*(?:locate|confirm|visit|attend|research|identify|safeguard|arrest|conduct|carry|take|undertake|"
    r"consider|assess|obtain|seize|establish|investigate|make|check|interview|review|return|accept)\b",
    re.IGNORECASE,
)


class Labelled:
    """Takes what is met from the top of a text and proposes what the labels say."""

    def __init__(self, gathering: Gathering) -> None:
        self._at = Standing(gathering)
        self._cover = CoverLabels(self._at)
        self._people = PeopleLabels(self._at)
        self._accounts = AccountLabels(self._at)
        self._resolutions = ResolutionLabels(self._at)

    def take(self, met: Met) -> None:
        if isinstance(met, Under):
            self._enter(met)
        elif isinstance(met, Bare):
            self._people.take_bare(met)
        else:
            self._take_pair(met)

    def _enter(self, under: Under) -> None:
        heading = under.heading
        self._people.enter()
        if heading is None:
            self._at.section = self._at.role = None
            return
        self._at.section, self._at.role = heading.section, heading.role
        if heading.section is Section.PERSON:
            self._at.role_at = (under.where, under.words)
            self._at.fresh |= {Subject.PERSON, Subject.ACCOUNT}
        elif heading.section is Section.ACCOUNT:
            self._at.fresh.add(Subject.ACCOUNT)

    def _take_pair(self, pair: Pair) -> None:
        if pair.row and (pair.row != self._at.row[0] or pair.where.page != self._at.row[1]):
            self._at.fresh |= {Subject.PERSON, Subject.ACCOUNT, Subject.RESOLUTION}
        self._at.row = (pair.row, pair.where.page)
        if pair.label.name == MAIL_SENDER:
            self._at.gathering.mail_sender = self._at.gathering.mail_sender or pair.where
            return
        value = self._at.text_of(pair)
        if not value.strip() or value.strip(" .").casefold() in NOTHING:
            if pair.label.name == "name":
                self._people.take_nobody()
            return
        self._at.last = self._taken(self._meant(pair, value), pair)

    def _meant(self, pair: Pair, value: str) -> str:
        """What a label means here: some words mean one thing beside an account and another beside a line."""
        name, words = pair.label.name, plain(pair.words)
        if name == "asked_for" and words == "request" and _TASK.match(value):
            return "asked"
        if name == "asked_for" and words == "application" and self._at.section not in _OF_A_LINE:
            return "service" if len(value.split()) <= _LONGEST_SERVICE else name
        if name == "service" and words in {"network", "provider", "company"}:
            is_of_line = self._at.last is Subject.RESOLUTION and self._resolutions.wants_operator()
            return "operator" if is_of_line else name
        if name == "operator" and self._at.section is Section.ACCOUNT:
            return "service"
        if name == "operator_account" and self._at.section in {Section.ACCOUNT, Section.PERSON}:
            return "identifier"
        if name == "email" and pair.beside & _NAMES_AN_ACCOUNT and "name" not in pair.beside:
            return "account_email"
        if name == "answered_on" and not _has_digit(value):
            return "subscriber" if pair.row else ""
        if name == "dated" and self._is_of_event(pair):
            return "used_at"
        is_impossible = (name in _DAYS or name in _NUMBERED) and not _is_possible(name, value)
        return "" if is_impossible else name or "whole"

    def _taken(self, name: str, pair: Pair) -> Subject | None:
        """Give a pair to the subject it is of, and say which that is."""
        section = pair.label.section
        if not name:
            return self._at.last
        if name == "whole":
            return self._take_whole(pair)
        if name == "subscriber":
            self._resolutions.take_subscriber(pair, self._at.text_of(pair))
            return Subject.RESOLUTION
        if name in COVER:
            self._cover.take(pair._replace(label=pair.label._replace(name=name)))
            return Subject.COVER
        if name in ACCOUNT:
            self._accounts.take(name, pair)
            return Subject.ACCOUNT
        if name in PERSONAL:
            return self._take_personal(pair, section or self._at.section)
        self._resolutions.take(name, pair)
        return Subject.RESOLUTION

    def _is_of_event(self, pair: Pair) -> bool:
        """Whether a bare `Date` is of a use of an address, not of the pack."""
        is_bare = plain(pair.words) == "date"
        return is_bare and (self._at.section is Section.RESOLUTION or bool(pair.row))

    def _take_whole(self, pair: Pair) -> Subject:
        """A label that is the subject itself: `Subscriber: Mr Jo Example, 1 High Street`."""
        if pair.label.section is Section.SUBSCRIBER:
            self._resolutions.take_subscriber(pair, self._at.text_of(pair))
            self._at.section = Section.SUBSCRIBER
            return Subject.RESOLUTION
        self._people.take_whole(pair)
        return Subject.PERSON

    def _take_personal(self, pair: Pair, section: Section | None) -> Subject | None:
        if section is Section.CONTACT:
            return None
        if section in _OF_A_LINE and not (pair.row and pair.label.name == "role"):
            self._resolutions.take_of_subscriber(pair)
            if pair.label.section is Section.SUBSCRIBER and self._at.section is None:
                self._at.section = Section.SUBSCRIBER
            return Subject.RESOLUTION
        if section is Section.ACCOUNT:
            if pair.label.name in {"email", "phone"}:
                self._accounts.take(pair.label.name, pair)
            return Subject.ACCOUNT
        if section is Section.PERSON:
            self._people.take(pair)
        else:
            self._people.take_floating(pair)
        return Subject.PERSON


def _has_digit(value: str) -> bool:
    return any(sign.isdigit() for sign in value)


def _is_possible(name: str, value: str) -> bool:
    """Whether a value can be what its label announces: a day without a figure is no day."""
    return _has_digit(value) or (name == "ip_address" and ":" in value)
