"""People whom running text names, and what its next sentences say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.people import BIRTH, KIN, Person, address_at, person_at
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.running_text import is_inside, sentence_start, short
from waymark.stages.intake.readers.pack_cover.sentence_patterns import (
    AGED,
    AT_ADDRESS,
    CHILD,
    CLAUSE,
    HIS_EMAIL,
    HIS_PHONE,
    LIVES_AT,
    PARENT,
    PARTNER,
    PHONE_AFTER,
    REACHED,
    ROLE_BEFORE,
    SCHOOL,
    SENTENCE_END,
    SUSPECT,
    VICTIM,
)

# A name, its birth beside it, and what was said of whom shortly before.
_LONGEST_NAME = 70
_BEFORE = 120
ADULT = 18
_REACH = 400  # characters: what is said of `he` further on is of somebody else, as likely as not


def take_people(all_: Gathering, number: int, page: str) -> None:
    for pattern, role in (
        (SUSPECT, Role.SUSPECT),
        (PARENT, Role.PARENT_OR_CARER),
        (PARTNER, Role.OCCUPANT),
    ):
        for match in pattern.finditer(page):
            person = person_at(page, match.end())
            if person is not None and (role is not Role.SUSPECT or _is_named_fully(page, person, match)):
                _add_person(all_, number, person, role, match)
    for pattern, role in ((CHILD, Role.CHILD_AT_ADDRESS), (VICTIM, Role.VICTIM)):
        for match in pattern.finditer(page):
            end = SENTENCE_END.search(page, match.end(), match.end() + CLAUSE)
            for person in _named_with_birth(page, match.end(), end):
                _add_person(all_, number, person, _role_in(page, match, person, role), match)
    _take_born(all_, number, page)
    _take_young(all_, number, page)
    _take_more(all_, number, page)


def _take_born(all_: Gathering, number: int, page: str) -> None:
    """People whom nothing announces, but whose birth stands beside the name; a suspect where that was said before."""
    for birth in BIRTH.finditer(page):
        begin = max(sentence_start(page, birth.start()), birth.start() - _LONGEST_NAME)
        person = _ending_at(page, begin, birth.start())
        if person is None or _is_taken(all_, number, person):
            continue
        is_suspect = ROLE_BEFORE.search(page[max(0, person.name[0] - _BEFORE) : person.name[0]])
        _add_person(all_, number, person, Role.SUSPECT if is_suspect else None, birth)


def _take_young(all_: Gathering, number: int, page: str) -> None:
    """Children whom nothing announces, but whose age stands beside a name that is written as packs write one."""
    for aged in AGED.finditer(page):
        if int(aged["age"]) >= ADULT:
            continue
        begin = max(sentence_start(page, aged.start()), aged.start() - _LONGEST_NAME)
        for match in re.finditer(r"(?<![\w])[^\W\d_a-z]", page[begin : aged.start()]):
            person = person_at(page, begin + match.start())
            if person and person.age == aged.span("age") and _has_surname(page, person):
                if not _is_taken(all_, number, person):
                    said = page[sentence_start(page, aged.start()) : aged.end() + _LONGEST_NAME]
                    role = Role.CHILD_AT_ADDRESS if AT_ADDRESS.search(said) else None
                    _add_person(all_, number, person, role, aged)
                break


def _ending_at(page: str, begin: int, end: int) -> Person | None:
    """The person whose name stands right before a place: the longest that does."""
    for match in re.finditer(r"(?<![\w])[^\W\d_a-z]", page[begin:end]):
        person = person_at(page, begin + match.start())
        if person is None or not person.birth or "\n" in page[slice(*person.name)]:
            continue
        if person.name[1] <= end <= person.birth[0]:
            return person
    return None


def _is_taken(all_: Gathering, number: int, person: Person) -> bool:
    return is_inside(all_, Where(number, person.name[0], person.name[0] + 1))


def _is_named_fully(page: str, person: Person, anchor: re.Match[str]) -> bool:
    """Whether words such as `concerning` are followed by a person, and not by a matter with a capital."""
    if person.birth or person.address or person.age:
        return True
    if anchor[0].startswith("Subject"):  # of a mail, of a letter
        return False
    return anchor[0].casefold().startswith(("suspect", "subject", "user", "person")) or _has_surname(
        page, person
    )


def _has_surname(page: str, person: Person) -> bool:
    """Whether a name is written as packs write a person's: the surname in capitals."""
    words = page[slice(*person.name)].split()
    return len(words) > 1 and words[-1].isupper() and len(words[-1]) > 1 and not words[0].isupper()


def _role_in(page: str, anchor: re.Match[str], person: Person, role: Role) -> Role:
    """A child whom a sentence says was reached, and not that they live anywhere, is more likely a victim."""
    if role is not Role.CHILD_AT_ADDRESS:
        return role
    said = page[max(sentence_start(page, anchor.start()), anchor.start() - 120) : person.end + 60]
    is_at_home = AT_ADDRESS.search(said) is not None
    return Role.VICTIM if REACHED.search(said) and not is_at_home else role


def _take_more(all_: Gathering, number: int, page: str) -> None:
    """What sentences say of the person they named last: `His telephone number is`, `She resides at`."""
    for name, pattern in (("phone", HIS_PHONE), ("email", HIS_EMAIL), ("school", SCHOOL)):
        for match in pattern.finditer(page):
            value = match["value"].rstrip()
            start = match.start("value")
            where = Where(number, start, start + len(value))
            of = _last_before(all_, number, start)
            if of and not is_inside(all_, where) and not all_.has(Subject.PERSON, of, name):
                _add_more(all_, of, name, where, match)
    for match in LIVES_AT.finditer(page):
        span = address_at(page, match.end())
        of = _last_before(all_, number, match.start())
        if span and of and not all_.has(Subject.PERSON, of, "address"):
            _add_more(all_, of, "address", Where(number, *span), match)


def _add_more(all_: Gathering, of: int, name: str, where: Where, match: re.Match[str]) -> None:
    all_.add(
        Subject.PERSON, of, name, where, why=f"In \u201c{short(match[0])}\u201d", sure=Sure.POSSIBLE,
        doubts=("Of the person named last before it: check that it is theirs",),
    )  # fmt: skip


def _last_before(all_: Gathering, page: int, at: int) -> int:
    """The person whose name stands last before a place, not far from it; 0 where there is none, or a subscriber."""
    names = [
        (each.where.start, each.place.subject, each.place.of)
        for each in all_.found.values()
        if each.where.page == page
        and each.place.name in {"name", "subscriber_name"}
        and at - _REACH <= each.where.start <= at
    ]
    last = max(names, default=None)
    return last[2] if last and last[1] is Subject.PERSON else 0


def _named_with_birth(page: str, at: int, end: re.Match[str] | None) -> Iterator[Person]:
    """People named up to the end of a sentence, each with a birth or an age beside the name."""
    stop = min(end.start() if end else len(page), at + CLAUSE)
    while at < stop:
        if not (page[at].isalpha() and page[at].isupper() and not page[at - 1].isalnum()):
            at += 1
            continue
        person = person_at(page, at)
        if person is None:
            word = re.compile(r"\w+").match(page, at)
            # One forename alone is a child's whole name in many packs: with an age it is enough.
            person = person_at(page, at, is_labelled=True) if word and word.end() < stop else None
        if person is None or not (person.birth or person.age):
            at += 1
            continue
        yield person
        at = max(person.end, at + 1)


def _add_person(
    all_: Gathering, number: int, person: Person, role: Role | None, anchor: re.Match[str]
) -> None:
    name = anchor.string[slice(*person.name)]
    if all_.person_named(name, role) is not None or _is_taken(all_, number, person):
        return
    of = all_.begin(Subject.PERSON)
    why = f"After \u201c{short(anchor[0])}\u201d"
    where = Where(number, *anchor.span())
    doubts = (
        ("The words do not say whether this is a child at the address or a victim",)
        if (role in {Role.CHILD_AT_ADDRESS, Role.VICTIM})
        else ()
    )
    if role is not None:
        all_.add(
            Subject.PERSON, of, "role", where, why=why, sure=Sure.POSSIBLE, normal=role.value, doubts=doubts
        )
    phone = PHONE_AFTER.match(anchor.string, person.end)
    kin = KIN.match(anchor.string, person.end)
    for field, span in (
        ("relationship", kin.span("kin") if kin else None),
        ("name", person.name),
        ("phone", phone.span("value") if phone else None),
        ("date_of_birth", person.birth),
        ("age", person.age),
        ("address", person.address),
    ):
        if span:
            all_.add(Subject.PERSON, of, field, Where(number, *span), why=why, sure=Sure.POSSIBLE)
