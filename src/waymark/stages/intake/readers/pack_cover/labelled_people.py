"""What labels, and the lines of a list under a heading, say of people."""

from __future__ import annotations

import re

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.dates import DAY
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import NOTHING
from waymark.stages.intake.readers.pack_cover.labels import Label, role_called
from waymark.stages.intake.readers.pack_cover.met import POSTCODE, Bare, Pair
from waymark.stages.intake.readers.pack_cover.people import KIN, Person, person_at
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.standing import EMAIL, PHONE, Standing, why, within
from waymark.stages.intake.readers.pack_cover.wordings import Section

PERSONAL = frozenset(
    {"name", "surname", "forename", "date_of_birth", "age", "address", "phone", "email", "school", "relationship",
     "role"}
)  # fmt: skip
# With these a person begins to be described although no heading said so.
_FLOATING_PARTS = frozenset({"name", "surname", "forename", "date_of_birth"})
_LONGEST_ADDRESS = 120
_VERB = re.compile(r":|\b(?:is|was|were|the|has|on|at)\b")
_PARTS = ("birth", "age", "address")
_FIELD = {"birth": "date_of_birth", "age": "age", "address": "address"}
# `Are there children at the address? Yes: Jo Example`
_YES = re.compile(r"\s*yes\b[\s:,.;\-\u2013]*", re.IGNORECASE)
_PLURAL = re.compile(r"(?:the )?children(?:'s|\u2019s)?\b", re.IGNORECASE)
_BORN = re.compile(rf"(?:born|d\.?o\.?b\.?|date of birth)\s*(?:on)?\s*:?\s*(?P<day>{DAY})", re.IGNORECASE)


class PeopleLabels:
    def __init__(self, standing: Standing) -> None:
        self._at = standing
        self._all = standing.gathering
        self._person = 0
        self._is_floating = False
        self._name_parts: dict[tuple[int, str], Where] = {}
        self._number = ""
        self._is_nobody = False
        self._unnamed: set[int] = set()

    def enter(self) -> None:
        """A heading was met: nobody is being described without one any more."""
        self._is_floating = False

    # A label that is the person: `Suspect: Jo Example, born 1 May 1980`

    def take_whole(self, pair: Pair) -> bool:
        """Take a person whom the label itself announces. Returns whether the value names one."""
        value = self._at.text_of(pair)
        begin = _YES.match(value)
        start = begin.end() if begin else 0
        person = person_at(value, start, is_labelled=True)
        if (
            person is None
            or person.name[0] > start + 2
            or (pair.words.casefold().startswith("subject") and not _is_name(value))
        ):
            return False
        self._at.role, self._at.section = pair.label.role, Section.PERSON
        self._at.role_at = (Where(pair.where.page, pair.where.start, pair.where.start), pair.words)
        self._at.fresh.add(Subject.PERSON)
        self._name(pair, person.name)
        self._take_beside(pair, person, value)
        return True

    def _take_beside(self, pair: Pair, person: Person, value: str) -> None:
        for part in _PARTS:
            if span := getattr(person, part):
                self._of_person(_FIELD[part], pair, within(pair.where, span))
        if kin := KIN.search(value, person.end):
            self._of_person("relationship", pair, within(pair.where, kin.span("kin")))
        for name, pattern in (("phone", PHONE), ("email", EMAIL)):
            for match in pattern.finditer(value, person.end):
                if name == "email" or not re.search(DAY, match[0]):
                    self._of_person(name, pair, within(pair.where, match.span()))

    # A line of a list under a heading: `- Jo Example, born 1 May 1980 (son)`

    def take_bare(self, bare: Bare) -> None:
        """A line without a label, under the heading of a role: who it names, or one more fact of them."""
        if self._at.section is not Section.PERSON or self._at.role is None or self._at.role_at is None:
            return
        text = self._all.text_at(bare.where)
        pair = Pair(Label("name"), self._at.role_at[1], bare.where)
        if (match := _BORN.match(text)) and self._person:
            self._of_person("date_of_birth", pair, within(bare.where, match.span("day")))
        elif (person := person_at(text, 0)) and _is_list_entry(text, person):
            self._at.fresh.add(Subject.PERSON)
            self._name(pair, person.name)
            self._take_beside(pair, person, text)
        elif self._person and Subject.PERSON not in self._at.fresh:
            self._take_by_form(pair, text)

    def _take_by_form(self, pair: Pair, text: str) -> None:
        if PHONE.fullmatch(text):
            self._of_person("phone", pair, pair.where)
        elif EMAIL.fullmatch(text):
            self._of_person("email", pair, pair.where)
        elif (postcode := POSTCODE.search(text)) and _is_postal(text) and postcode.end() >= len(text) - 1:
            self._of_person("address", pair, within(pair.where, (0, postcode.end())))

    # A label of one fact: `Date of birth: 1 May 1980`

    def take(self, pair: Pair) -> None:
        """Take a fact that stands under a person's heading, or whose label says of whom it is."""
        role = pair.label.role
        if pair.label.number and pair.label.number != self._number:
            self._number = pair.label.number
            self._at.section, self._at.role, self._at.role_at = Section.PERSON, None, None
            self._at.fresh.add(Subject.PERSON)
        if role is not None:
            if self._take_of_all(pair, role):
                return
            if role is not self._at.role or not self._person:
                self._turn_to(pair, role)
        self._take_of_person(pair)

    def _turn_to(self, pair: Pair, role: Role) -> None:
        """Go on with the one person in a role who lacks this fact; else the next in that role begins."""
        self._at.role, self._at.section = role, Section.PERSON
        self._at.role_at = (pair.where, pair.words)
        own = [of for of, stated in self._all.roles().items() if stated == role.value]
        if len(own) == 1 and not self._all.has(Subject.PERSON, own[0], pair.label.name):
            self._person = own[0]
            self._at.fresh.discard(Subject.PERSON)
        else:
            self._at.fresh.add(Subject.PERSON)

    def _take_of_all(self, pair: Pair, role: Role) -> bool:
        """`Children's school`: of each child named. Returns whether that is what the label says."""
        name = pair.label.name
        if not _PLURAL.match(pair.words) or name not in {"school", "address"}:
            return False
        own = [of for of, stated in self._all.roles().items() if stated == role.value]
        for of in own:
            if not self._all.has(Subject.PERSON, of, name):
                self._all.add(Subject.PERSON, of, name, pair.where, why=why(pair))
        return bool(own)

    def take_floating(self, pair: Pair) -> None:
        """Take a fact of somebody that no heading announced; a birth or a name begins them."""
        is_in_table = bool(pair.row) and (bool(self._person) or "name" in pair.beside)
        if not (pair.label.name in _FLOATING_PARTS or self._is_floating or is_in_table):
            return
        if not self._is_floating or Subject.PERSON in self._at.fresh:
            self._at.role = self._at.role_at = None
            self._at.fresh.add(Subject.PERSON)
            self._is_floating = True
        self._take_of_person(pair)

    def take_nobody(self) -> None:
        """A name that is not known: whoever it is, what follows is of somebody else than before."""
        if self._at.section is Section.PERSON and self._person:
            self._at.fresh.add(Subject.PERSON)
        self._is_nobody = True

    def _take_of_person(self, pair: Pair) -> None:
        name, value = pair.label.name, self._at.text_of(pair)
        if name == "name":
            person = person_at(value, 0, is_labelled=True)
            if person is None:
                self.take_nobody()
                return
            self._name(pair, person.name)
            if person.birth:
                self._of_person("date_of_birth", pair, within(pair.where, person.birth))
            return
        self._begin_if_fresh(pair)
        if name in {"surname", "forename"}:
            self._take_part_of_name(pair)
        elif name == "role":
            self._take_role(pair, value)
        elif name in {"phone", "email"}:
            for match in (PHONE if name == "phone" else EMAIL).finditer(value):
                self._of_person(name, pair, within(pair.where, match.span()))
        else:
            self._of_person(name, pair, pair.where)

    def _take_role(self, pair: Pair, value: str) -> None:
        role = role_called(value)
        if role is not None:
            self._all.forget(Subject.PERSON, self._person, "role")
            self._all.add(Subject.PERSON, self._person, "role", pair.where, why=why(pair), normal=role.value)

    def _of_person(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.PERSON, self._person, name, where, why=why(pair))

    def _name(self, pair: Pair, span: tuple[int, int]) -> None:
        where = within(pair.where, span)
        self._is_nobody = False
        if (
            Subject.PERSON in self._at.fresh
            or not self._person
            or self._all.has(Subject.PERSON, self._person, "name")
            or self._person in self._unnamed
        ):
            known = self._all.person_named(self._all.text_at(where), self._at.role)
            if known is not None and not pair.row:
                self._at.fresh.discard(Subject.PERSON)
                self._person = known
                return
            self._at.fresh.add(Subject.PERSON)
        self._begin_if_fresh(pair)
        self._of_person("name", pair, where)

    def _begin_if_fresh(self, pair: Pair) -> None:
        if self._person and Subject.PERSON not in self._at.fresh:
            return
        self._at.fresh.discard(Subject.PERSON)
        self._person = self._all.begin(Subject.PERSON)
        if self._is_nobody:
            self._unnamed.add(self._person)
            self._is_nobody = False
        if self._at.role is not None and self._at.role_at is not None:
            where, words = self._at.role_at
            self._all.add(
                Subject.PERSON, self._person, "role", where if where.end > where.start else pair.where,
                why=f"Stands under \u201c{words.strip(' :')}\u201d", normal=self._at.role.value, sure=Sure.LIKELY,
            )  # fmt: skip

    def _take_part_of_name(self, pair: Pair) -> None:
        part = pair.label.name
        other = "forename" if part == "surname" else "surname"
        if (self._person, part) in self._name_parts and not pair.row:
            self._at.fresh.add(Subject.PERSON)
            self._begin_if_fresh(pair)
        self._name_parts[self._person, part] = pair.where
        beside = self._name_parts.get((self._person, other))
        if beside is None:
            self._of_person("name", pair, pair.where)
            return
        whole = self._all.span(pair.where, beside)
        if whole is not None:
            words = {part: self._at.text_of(pair), other: self._all.text_at(beside)}
            self._all.forget(Subject.PERSON, self._person, "name")
            full = " ".join(f"{words['forename']} {words['surname']}".split())
            self._all.add(Subject.PERSON, self._person, "name", whole, why=why(pair), normal=full)


def _is_name(value: str) -> bool:
    """Whether a value is a name and little else, as a mail's subject is not."""
    person = person_at(value, 0)
    return person is not None and (
        person.end >= len(value) - 3 or person.birth is not None or person.address is not None
    )


def _is_postal(text: str) -> bool:
    """Whether a line is an address and no sentence."""
    return text[0].isalnum() and len(text) <= _LONGEST_ADDRESS and not _VERB.search(text)


def _is_list_entry(text: str, person: Person) -> bool:
    """Whether a line of a list is a person: the name alone, or with what stands beside one."""
    return (
        person.end >= len(text) - 1
        or any(getattr(person, part) for part in _PARTS)
        or bool(KIN.match(text, person.end))
    ) and " ".join(text.casefold().split()) not in NOTHING
