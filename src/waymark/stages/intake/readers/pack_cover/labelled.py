"""Facts that stand beside labels and in tables, each under the subject its heading or its words name."""

from __future__ import annotations

import re

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.dates import TIME, zone_in
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import NOTHING, Gathering
from waymark.stages.intake.readers.pack_cover.labels import plain, role_called
from waymark.stages.intake.readers.pack_cover.people import person_at
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.values import handling_of
from waymark.stages.intake.readers.pack_cover.walking import POSTCODE, Met, Pair, Under
from waymark.stages.intake.readers.pack_cover.wordings import Section

_PERSONAL = frozenset(
    {
        "name",
        "surname",
        "forename",
        "date_of_birth",
        "age",
        "address",
        "phone",
        "email",
        "school",
        "relationship",
        "role",
    }
)
_COVER = frozenset(
    {"sender_reference", "report_number", "dated", "marking", "source_grade", "handling_code", "handling_conditions",
     "asked", "asked_by", "sender", "source_part", "information_part"}
)  # fmt: skip
_ACCOUNT = frozenset({"service", "screen_name", "identifier", "profile_url"})
_OF_SUBSCRIBER = {
    "date_of_birth": "subscriber_birth", "phone": "subscriber_phone", "email": "subscriber_email",
    "address": "subscriber_address",
}  # fmt: skip
_IP = re.compile(
    r"(?<![\w.:])(?:[0-9]{1,3}(?:\[?\.\]?[0-9]{1,3}){3}|"
    r"(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:]{3,39}(?:\.[0-9.]+)?)(?![\w])"
)
_PORT_IN = re.compile(
    r"\s*(?::|[,;(\s]*(?:source |src )?port(?: number| no\.?)?\s*:?)\s*([0-9]{1,5})(?![0-9:/])", re.IGNORECASE
)
_SEVERAL = re.compile(r"[0-9][0-9 ]{4,}[0-9]|[0-9]{5,}")
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./\-]*[0-9][\w./\-]*|[A-Za-z0-9][\w./\-]*")
_PHONE = re.compile(r"\+?[0-9(][0-9() .\-]{6,18}[0-9]")
_EMAIL = re.compile(r"[^\s<>,;:()\[\]]+@[^\s<>,;:()\[\]]+[^\s<>,;:()\[\].]")
_TIME = re.compile(TIME, re.IGNORECASE)
_FLOATING_PARTS = frozenset({"name", "surname", "forename", "date_of_birth"})


class Labelled:
    """Takes what is met from the top of a text and proposes what the labels say."""

    def __init__(self, gathering: Gathering) -> None:
        self._all = gathering
        self._section: Section | None = None
        self._role: Role | None = None
        self._role_at: tuple[Where, str] | None = None
        self._person = 0
        self._is_floating = False
        self._account = 0
        self._resolution = 0
        self._row: tuple[int, int] = (0, 0)
        self._fresh: set[Subject] = set()
        self._parts: dict[str, tuple[Where, str]] = {}
        self._person_parts: dict[tuple[int, str], Where] = {}
        self._accounts_of: dict[int, int] = {}

    def take(self, met: Met) -> None:
        if isinstance(met, Under):
            self._enter(met)
        else:
            self._take_pair(met)

    def _enter(self, under: Under) -> None:
        heading = under.heading
        self._is_floating = False
        if heading is None:
            self._section = self._role = None
            return
        self._section, self._role = heading.section, heading.role
        if heading.section is Section.PERSON:
            self._role_at = (under.where, under.words)
            self._fresh.add(Subject.PERSON)
        elif heading.section is Section.ACCOUNT:
            self._fresh.add(Subject.ACCOUNT)

    def _take_pair(self, pair: Pair) -> None:
        if pair.row and (pair.row != self._row[0] or pair.where.page != self._row[1]):
            self._fresh |= {Subject.PERSON, Subject.ACCOUNT, Subject.RESOLUTION}
        self._row = (pair.row, pair.where.page)
        name, section = pair.label.name, pair.label.section
        value = self._all.text_at(pair.where)
        if not value.strip() or value.strip(" .").casefold() in NOTHING:
            return
        if name == "":
            self._take_whole(pair)
        elif name in _COVER and not self._is_of_event(pair):
            self._take_cover(pair)
        elif name in _ACCOUNT or (
            name == "operator_account" and self._section in {Section.ACCOUNT, Section.PERSON}
        ):
            self._take_account("identifier" if name == "operator_account" else name, pair)
        elif name in _PERSONAL:
            self._take_personal(pair, section or self._section)
        else:
            self._take_resolution("used_at" if name == "dated" else name, pair)

    def _is_of_event(self, pair: Pair) -> bool:
        """Whether a bare `Date` is of a use of an address, not of the pack."""
        is_bare = pair.label.name == "dated" and plain(pair.words) == "date"
        return is_bare and (self._section is Section.RESOLUTION or bool(pair.row))

    # The cover

    def _take_cover(self, pair: Pair) -> None:
        name, value = pair.label.name, self._all.text_at(pair.where)
        if name == "report_number":
            for match in _SEVERAL.finditer(value):
                self._cover(name, pair, _within(pair.where, match.span()))
        elif name == "sender_reference":
            reference = _REFERENCE.match(value)
            if reference is not None and any(sign.isdigit() for sign in value):
                is_short = len(value) <= 40  # noqa: PLR2004 - a reference, maybe with blanks in it
                self._cover(name, pair, pair.where if is_short else _within(pair.where, reference.span()))
        elif name in {"source_part", "information_part", "handling_code"}:
            self._take_grade_part(pair)
        elif name == "sender":
            if len(value) <= 80 and self._section is not Section.ACCOUNT:  # noqa: PLR2004 - a name, not a sentence
                self._cover(name, pair, pair.where)
        else:
            self._cover(name, pair, pair.where)
            if name == "source_grade":
                self._code_in_grade()

    def _cover(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.COVER, 1, name, where, why=_why(pair))

    def _code_in_grade(self) -> None:
        grade = self._all.get(Subject.COVER, 1, "source_grade")
        if grade is None or grade.normal[-1:] not in {"P", "C"} or len(grade.value) > 12:  # noqa: PLR2004 - signs alone
            return
        printed = self._all.text_at(grade.where)
        at = grade.where.start + printed.upper().rindex(grade.normal[-1])
        where = Where(grade.where.page, at, at + 1)
        self._all.add(
            Subject.COVER, 1, "handling_code", where, why="The last sign of the grade", sure=Sure.LIKELY
        )

    def _take_grade_part(self, pair: Pair) -> None:
        name, value = pair.label.name, self._all.text_at(pair.where)
        if name == "handling_code":
            self._take_handling(pair, value)
        match = re.match(r"\s*([1-3A-EPC1-5])\b", value, re.IGNORECASE)
        if match is None:
            return
        self._parts[name] = (_within(pair.where, match.span(1)), match[1].upper())
        if not {"source_part", "information_part"} <= self._parts.keys():
            return
        (source_at, source), (information_at, information) = (
            self._parts["source_part"],
            self._parts["information_part"],
        )
        whole = self._all.span(source_at, information_at)
        handling = self._parts.get("handling_code")
        code = f" {handling[1]}" if handling and handling[1] in "PC" else ""
        is_now = source in "123" and information in "ABCDE"
        if whole is not None:
            self._all.forget(Subject.COVER, 1, "source_grade")
            normal = f"{source}{information}{code}" if is_now else ""
            self._all.add(Subject.COVER, 1, "source_grade", whole, why=_why(pair), normal=normal)

    def _take_handling(self, pair: Pair, value: str) -> None:
        reading = handling_of(value)
        where = pair.where
        standing = self._all.get(Subject.COVER, 1, "handling_code")
        if standing is not None and standing.sure is not Sure.LABELLED:
            self._all.forget(Subject.COVER, 1, "handling_code")
        if reading.normal and len(value) > 1:
            first = value.upper().index(reading.normal)
            where = _within(pair.where, (first, first + 1))
            rest = value[first + 1 :].lstrip(" :-\u2013\u2014.,(")
            if reading.normal == "C" and len(rest) > 20:  # noqa: PLR2004 - words of its own, not the code's meaning
                at = value.index(rest)
                self._cover("handling_conditions", pair, _within(pair.where, (at, len(value))))
        self._cover("handling_code", pair, where)

    # People

    def _take_whole(self, pair: Pair) -> None:
        """A label that is the subject itself: `Subscriber: Mr Jo Example, 1 High Street`."""
        value = self._all.text_at(pair.where)
        person = person_at(value, 0, is_labelled=True)
        if pair.label.section is Section.SUBSCRIBER:
            if person is not None:
                self._take_subscriber(pair, person.name)
                for span, name in (
                    (person.birth, "subscriber_birth"),
                    (person.address, "subscriber_address"),
                ):
                    if span:
                        self._all.add(
                            Subject.RESOLUTION,
                            self._resolution,
                            name,
                            _within(pair.where, span),
                            why=_why(pair),
                        )
            self._section = Section.SUBSCRIBER
            return
        if (
            person is None
            or person.name[0] > 2  # noqa: PLR2004 - a bracket or quote before the name
            or (pair.words.casefold().startswith("subject") and not _is_name(value))
        ):
            return
        self._role, self._section = pair.label.role, Section.PERSON
        self._role_at = (Where(pair.where.page, pair.where.start, pair.where.start), pair.words)
        self._fresh.add(Subject.PERSON)
        self._name_person(pair, person.name)
        for span, name in ((person.birth, "date_of_birth"), (person.age, "age"), (person.address, "address")):
            if span:
                self._all.add(Subject.PERSON, self._person, name, _within(pair.where, span), why=_why(pair))

    def _take_personal(self, pair: Pair, section: Section | None) -> None:
        name = pair.label.name
        if section is Section.CONTACT:
            return
        if section in {Section.SUBSCRIBER, Section.RESOLUTION, Section.ANSWER} and not (
            pair.row and name == "role"
        ):
            self._take_of_subscriber(pair)
        elif section is Section.ACCOUNT:
            if name in {"email", "phone"}:
                self._take_account(name, pair)
        elif section is Section.PERSON:
            if pair.label.role is not None and pair.label.role is not self._role:
                self._role, self._section = pair.label.role, Section.PERSON
                self._role_at = (pair.where, pair.words)
                self._fresh.add(Subject.PERSON)
            self._take_of_person(pair)
        elif name in _FLOATING_PARTS or self._is_floating or (pair.row and self._person):
            if not self._is_floating or Subject.PERSON in self._fresh:
                self._role = self._role_at = None
                self._fresh.add(Subject.PERSON)
                self._is_floating = True
            self._take_of_person(pair)

    def _take_of_person(self, pair: Pair) -> None:
        name, value = pair.label.name, self._all.text_at(pair.where)
        if name == "name":
            person = person_at(value, 0, is_labelled=True)
            if person is None:
                return
            self._name_person(pair, person.name)
            if person.birth:
                self._of_person("date_of_birth", pair, _within(pair.where, person.birth))
            return
        self._begin_person_if_fresh(pair)
        if name in {"surname", "forename"}:
            self._take_part_of_name(pair)
        elif name == "role":
            role = role_called(value)
            if role is not None:
                self._all.forget(Subject.PERSON, self._person, "role")
                self._all.add(
                    Subject.PERSON, self._person, "role", pair.where, why=_why(pair), normal=role.value
                )
        elif name in {"phone", "email"}:
            for match in (_PHONE if name == "phone" else _EMAIL).finditer(value):
                self._of_person(name, pair, _within(pair.where, match.span()))
        else:
            self._of_person(name, pair, pair.where)

    def _of_person(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.PERSON, self._person, name, where, why=_why(pair))

    def _name_person(self, pair: Pair, span: tuple[int, int]) -> None:
        where = _within(pair.where, span)
        if (
            Subject.PERSON in self._fresh
            or not self._person
            or self._all.has(Subject.PERSON, self._person, "name")
        ):
            known = self._all.person_named(self._all.text_at(where), self._role)
            if known is not None and not pair.row:
                self._fresh.discard(Subject.PERSON)
                self._person = known
                return
            self._fresh.add(Subject.PERSON)
        self._begin_person_if_fresh(pair)
        self._of_person("name", pair, where)

    def _begin_person_if_fresh(self, pair: Pair) -> None:
        if not self._person or Subject.PERSON in self._fresh:
            self._fresh.discard(Subject.PERSON)
            self._person = self._all.begin(Subject.PERSON)
            if self._role is not None and self._role_at is not None:
                where, words = self._role_at
                self._all.add(
                    Subject.PERSON, self._person, "role", where if where.end > where.start else pair.where,
                    why=f"Stands under \u201c{words.strip(' :')}\u201d", normal=self._role.value, sure=Sure.LIKELY,
                )  # fmt: skip

    def _take_part_of_name(self, pair: Pair) -> None:
        part = pair.label.name
        other = "forename" if part == "surname" else "surname"
        if (self._person, part) in self._person_parts and not pair.row:
            self._fresh.add(Subject.PERSON)
            self._begin_person_if_fresh(pair)
        self._person_parts[self._person, part] = pair.where
        beside = self._person_parts.get((self._person, other))
        if beside is None:
            self._of_person("name", pair, pair.where)
            return
        whole = self._all.span(pair.where, beside)
        if whole is not None:
            words = {part: self._all.text_at(pair.where), other: self._all.text_at(beside)}
            self._all.forget(Subject.PERSON, self._person, "name")
            full = " ".join(f"{words['forename']} {words['surname']}".split())
            self._all.add(Subject.PERSON, self._person, "name", whole, why=_why(pair), normal=full)

    # Subscribers and resolutions

    def _take_of_subscriber(self, pair: Pair) -> None:
        name, value = pair.label.name, self._all.text_at(pair.where)
        if name in {"name", "surname", "forename"}:
            person = person_at(value, 0, is_labelled=True)
            if person is not None:
                self._take_subscriber(pair, person.name)
        elif name in _OF_SUBSCRIBER:
            self._take_resolution(_OF_SUBSCRIBER[name], pair)

    def _take_subscriber(self, pair: Pair, span: tuple[int, int]) -> None:
        doubts: tuple[str, ...] = ()
        if pair.row:
            self._begin_resolution_if_fresh()
        else:
            doubts = self._next_without_subscriber()
        where = _within(pair.where, span)
        self._all.add(
            Subject.RESOLUTION, self._resolution, "subscriber_name", where, why=_why(pair), doubts=doubts
        )

    def _next_without_subscriber(self) -> tuple[str, ...]:
        """Move to the resolution that this subscriber answers. Returns the doubt where the text does not say."""
        self._begin_resolution_if_fresh()
        waiting = [
            of
            for of in range(1, self._all.counts[Subject.RESOLUTION] + 1)
            if not self._all.has(Subject.RESOLUTION, of, "subscriber_name")
        ]
        if self._resolution in waiting and len(waiting) == 1:
            return ()
        if not waiting:
            self._resolution = self._all.begin(Subject.RESOLUTION)
            return ("The text does not say which address this subscriber answers",)
        self._resolution = waiting[0]
        return (
            ("Several addresses stand before this: check which of them it answers",)
            if len(waiting) > 1
            else ()
        )

    def _begin_resolution_if_fresh(self) -> None:
        if not self._resolution or (Subject.RESOLUTION in self._fresh and self._row[0]):
            self._resolution = self._all.begin(Subject.RESOLUTION)
        self._fresh.discard(Subject.RESOLUTION)

    def _take_resolution(self, name: str, pair: Pair) -> None:
        value = self._all.text_at(pair.where)
        if pair.label.is_answer:
            name = {"ip_address": "answered_ip", "port": "answered_port", "used_at": "answered_at"}[name]
        if name == "ip_address":
            self._take_addresses(pair, value)
            return
        if (
            name in {"port", "used_at", "used_time"}
            and not self._resolution
            and not pair.row
            and (self._section not in {Section.RESOLUTION, Section.SUBSCRIBER})
        ):
            return
        if name == "operator" and self._section is Section.ACCOUNT:
            self._take_account("service", pair)
            return
        self._begin_resolution_if_fresh()
        if name in {"used_at", "used_time", "answered_at"}:
            self._take_time("used_at" if name == "used_time" else name, pair)
        elif name == "port":
            match = re.match(r"\s*([0-9]{1,5})\b", value)
            self._of_resolution(name, pair, _within(pair.where, match.span(1)) if match else pair.where)
        elif name in {"installation_address", "billing_address", "subscriber_address"}:
            self._take_postal(name, pair, value)
        else:
            self._of_resolution(name, pair, pair.where)

    def _take_postal(self, name: str, pair: Pair, value: str) -> None:
        if re.match(r"\s*(?:as above|same as|as (?:the )?(?:installation|billing))", value, re.IGNORECASE):
            return
        postcode = POSTCODE.search(value)
        where = _within(pair.where, (0, postcode.end())) if postcode else pair.where
        self._of_resolution(name, pair, where)

    def _of_resolution(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.RESOLUTION, self._resolution, name, where, why=_why(pair))

    def _take_addresses(self, pair: Pair, value: str) -> None:
        for match in _IP.finditer(value):
            where = _within(pair.where, match.span())
            known = self._resolution and self._all.values(Subject.RESOLUTION, self._resolution, "ip_address")
            if pair.row:
                self._begin_resolution_if_fresh()
            elif not self._resolution or known:
                self._resolution = self._all.begin(Subject.RESOLUTION)
            self._of_resolution("ip_address", pair, where)
            if port := _PORT_IN.match(value, match.end()):
                self._of_resolution("port", pair, _within(pair.where, port.span(1)))

    def _take_time(self, name: str, pair: Pair) -> None:
        zone = zone_in(pair.words)
        before = self._all.get(Subject.RESOLUTION, self._resolution, name)
        if before is not None and not before.normal:
            # A day in one place and the time of day in another are one moment.
            whole = self._all.span(before.where, pair.where)
            has_time = bool(_TIME.search(self._all.text_at(pair.where)))
            if whole is not None and (has_time or _TIME.search(before.value)):
                self._all.replace(
                    Subject.RESOLUTION, self._resolution, name, whole, why=_why(pair), zone=zone
                )
                return
        self._all.add(Subject.RESOLUTION, self._resolution, name, pair.where, why=_why(pair), zone=zone)

    # Accounts

    def _take_account(self, name: str, pair: Pair) -> None:
        value = self._all.text_at(pair.where)
        if len(value) > 120:  # noqa: PLR2004 - a sentence is no name
            return
        is_again = (
            self._account
            and name not in {"email", "phone"}
            and self._all.has(Subject.ACCOUNT, self._account, name)
        )
        if not self._account or is_again or (Subject.ACCOUNT in self._fresh and pair.row):
            if is_again and value in self._all.values(Subject.ACCOUNT, self._account, name):
                return
            self._account = self._all.begin(Subject.ACCOUNT)
        elif Subject.ACCOUNT in self._fresh and self._all.has(Subject.ACCOUNT, self._account, name):
            self._account = self._all.begin(Subject.ACCOUNT)
        self._fresh.discard(Subject.ACCOUNT)
        spans = (
            [match.span() for match in {"email": _EMAIL, "phone": _PHONE}[name].finditer(value)]
            if (name in {"email", "phone"})
            else [(0, len(value))]
        )
        for span in spans:
            self._all.add(Subject.ACCOUNT, self._account, name, _within(pair.where, span), why=_why(pair))


def _is_name(value: str) -> bool:
    """Whether a value is a name and little else, as a mail's subject is not."""
    person = person_at(value, 0)
    return person is not None and (
        person.end >= len(value) - 3 or person.birth is not None or person.address is not None
    )


def _within(where: Where, span: tuple[int, int]) -> Where:
    return Where(where.page, where.start + span[0], where.start + span[1])


def _why(pair: Pair) -> str:
    return f"Beside \u201c{pair.words.strip(' :')}\u201d"
