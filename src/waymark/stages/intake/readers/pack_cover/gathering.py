"""Proposals gathered under their subjects: which person, account or resolution each is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.dates import Reading, is_month_first
from waymark.stages.intake.readers.pack_cover.fields import MOST, Named, Subject, field_called
from waymark.stages.intake.readers.pack_cover.layout import pages_of
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Sure, Where
from waymark.stages.intake.readers.pack_cover.values import Setting, normal_of

NOTHING = frozenset(
    (
        "",
        "-",
        "\u2013",
        "\u2014",
        "n/a",
        "na",
        "none",
        "nil",
        "unknown",
        "not known",
        "not stated",
        "tbc",
        "not applicable",
        "none known",
        "not available",
        "not provided",
        "nk",
        "n/k",
        "none stated",
        "not recorded",
        "?",
        "no trace",
        "blank",
    )
)
_SPREAD = 400  # characters: parts of one value further apart than this belong to different places


class Gathering:
    """What has been found in one text so far."""

    def __init__(self, text: str, *, received_at: datetime) -> None:
        self.pages = pages_of(text)
        self.setting = Setting(received_at, month_first_near=is_month_first(text))
        self.found: dict[str, Proposal] = {}
        self.counts = dict.fromkeys(Subject, 0)
        self.counts[Subject.COVER] = 1
        # Whom a mail says it is from: the sender of the pack where nothing says it better.
        self.mail_sender: Where | None = None
        self._values: dict[tuple[Subject, int, str], list[str]] = {}

    def text_at(self, where: Where) -> str:
        return self.pages[where.page - 1][where.start : where.end]

    def begin(self, subject: Subject) -> int:
        """A new person, account or resolution. Returns its number."""
        self.counts[subject] = min(self.counts[subject] + 1, MOST)
        return self.counts[subject]

    def has(self, subject: Subject, of: int, name: str) -> bool:
        return bool(self._values.get((subject, of, name)))

    def values(self, subject: Subject, of: int, name: str) -> list[str]:
        """What has been found of a fact: comparable forms, or the printed ones where there are none."""
        return self._values.get((subject, of, name), [])

    def get(self, subject: Subject, of: int, name: str) -> Proposal | None:
        return self.found.get(Named(subject, of, name).key)

    def add(
        self,
        subject: Subject,
        of: int,
        name: str,
        where: Where,
        *,
        why: str,
        sure: Sure = Sure.LABELLED,
        zone: str = "",
        normal: str | None = None,
        doubts: Sequence[str] = (),
    ) -> None:
        """Propose what stands at `where`. The same again adds nothing; another value where only one has its
        place becomes a doubt about the first.
        """
        value = self.text_at(where)
        if " ".join(value.casefold().split()).strip(" .") in NOTHING:
            return
        field = field_called(subject, name)
        reading = normal_of(field, value, self.setting._replace(zone=zone))
        if normal is not None:
            reading = Reading(normal, () if normal else reading.doubts)
        form = reading.normal or " ".join(value.split())
        known = self._values.setdefault((subject, of, name), [])
        if form.casefold() in {each.casefold() for each in known}:
            return
        if known and not field.many:
            self._contradict(subject, of, name, value, where)
            return
        if len(known) >= MOST:
            return
        known.append(form)
        place = Named(subject, of, name, len(known))
        self.found[place.key] = Proposal(
            place, value, reading.normal, where, sure, why, (*reading.doubts, *doubts)
        )

    def forget(self, subject: Subject, of: int, name: str) -> None:
        """Take back what was found of a fact, because something surer was."""
        for n in range(1, len(self.values(subject, of, name)) + 1):
            self.found.pop(Named(subject, of, name, n).key, None)
        self._values.pop((subject, of, name), None)

    def replace(
        self, subject: Subject, of: int, name: str, where: Where, *, why: str, zone: str = ""
    ) -> None:
        """Propose something fuller in place of what was found first."""
        self.forget(subject, of, name)
        self.add(subject, of, name, where, why=why, zone=zone)

    def span(self, one: Where, other: Where) -> Where | None:
        """Both places and what is between them; None where they do not lie together."""
        if one.page != other.page or max(one.end, other.end) - min(one.start, other.start) > _SPREAD:
            return None
        return Where(one.page, min(one.start, other.start), max(one.end, other.end))

    def _contradict(self, subject: Subject, of: int, name: str, value: str, where: Where) -> None:
        key = Named(subject, of, name).key
        first = self.found[key]
        doubt = f"Page {where.page} also says: {' '.join(value.split())[:80]}"
        if doubt not in first.doubts:
            self.found[key] = replace(first, doubts=(*first.doubts, doubt))

    def roles(self) -> dict[int, str]:
        """The role proposed of each person, by number."""
        return {
            place.of: proposal.normal
            for proposal in self.found.values()
            if (place := proposal.place).subject is Subject.PERSON and place.name == "role"
        }

    def person_named(self, name: str, role: Role | None) -> int | None:
        """A person already found by that name, in that role or in none."""
        roles = self.roles()
        for of in range(1, self.counts[Subject.PERSON] + 1):
            names = [" ".join(each.casefold().split()) for each in self.values(Subject.PERSON, of, "name")]
            if " ".join(name.casefold().split()) in names and roles.get(of, role) in {role, None}:
                return of
        return None
