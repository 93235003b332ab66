"""Facts in running text: by their unmistakable form, or by the words that stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.people import Person, person_at
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.sentence_patterns import (
    ASKED,
    BY,
    CHILD,
    CLAUSE,
    DATE_LINE,
    FORCE,
    GRADED,
    HANDLING,
    HEAD_OF_PACK,
    IP,
    LIST,
    MARKED,
    MARKING_LINE,
    MOMENT,
    NCA,
    NCA_REFERENCE,
    OPERATOR,
    PORT,
    QUOTED_ACCOUNT,
    REFERENCE,
    SENTENCE_END,
    SERVICE,
    SUBSCRIBER,
    SUSPECT,
    TIP,
    TIP_NUMBER,
    TIP_REACH,
    VICTIM,
    WITHIN,
)
from waymark.stages.intake.readers.pack_cover.values import MARKING, level_of, marking_of, rank_of


def take_sentences(gathering: Gathering) -> None:
    """Add what running text states and no label did."""
    for number, page in enumerate(gathering.pages, start=1):
        _take_numbers(gathering, number, page)
        _take_cover_forms(gathering, number, page)
        _take_resolutions(gathering, number, page)
        _take_people(gathering, number, page)
        _take_accounts(gathering, number, page)
        _take_asked(gathering, number, page)
    _take_markings(gathering)
    _take_sender(gathering)


def _take_numbers(all_: Gathering, number: int, page: str) -> None:
    for anchor in TIP.finditer(page):
        at = TIP_NUMBER.search(page, anchor.end(), anchor.end() + TIP_REACH)
        if at is None or re.search(r"[.!?]\s+[A-Z]|\n\s*\n", page[anchor.end() : at.start()]):
            continue
        while at is not None:
            _add(
                all_,
                "report_number",
                Where(number, *at.span()),
                f"After \u201c{anchor[0]}\u201d",
                Sure.LIKELY,
            )
            between = LIST.match(page, at.end())
            at = TIP_NUMBER.match(page, between.end()) if between and between.end() > at.end() else None


def _take_cover_forms(all_: Gathering, number: int, page: str) -> None:
    for match in NCA_REFERENCE.finditer(page):
        _add(
            all_, "sender_reference", Where(number, *match.span()), "Has the form of a reference", Sure.LIKELY
        )
    for match in REFERENCE.finditer(page):
        before = page[max(0, match.start() - 6) : match.start()].casefold()
        if not before.endswith("your ") and not _is_other_reference(page, match.start()):
            _add(
                all_,
                "sender_reference",
                Where(number, *match.span("value")),
                f"In \u201c{_short(match[0])}\u201d",
                Sure.POSSIBLE,
            )
    dated = DATE_LINE.search(page[:HEAD_OF_PACK]) if number == 1 else None
    if dated is not None and not all_.has(Subject.COVER, 1, "dated"):
        where = Where(number, *dated.span("day"))
        if not _is_inside(all_, where):
            _add(all_, "dated", where, "A line of its own", Sure.LIKELY)
    for name, pattern in (("source_grade", GRADED), ("handling_code", HANDLING)):
        for match in pattern.finditer(page):
            if not all_.has(Subject.COVER, 1, name):
                _add(
                    all_,
                    name,
                    Where(number, *match.span("value")),
                    f"In \u201c{_short(match[0])}\u201d",
                    Sure.LIKELY,
                )


def _is_other_reference(page: str, at: int) -> bool:
    """Whether the words before say that a reference is another's: your own, or an application's."""
    return bool(
        re.search(
            r"(?:your|application|CD|SPoC|OCDA|NCMEC|Cyber ?Tip(?:line)?)\s*$",
            page[max(0, at - 20) : at],
            re.IGNORECASE,
        )
    )


def _take_resolutions(all_: Gathering, number: int, page: str) -> None:
    known = {
        each
        for of in _all_of(all_, Subject.RESOLUTION)
        for each in all_.values(Subject.RESOLUTION, of, "ip_address")
    }
    for match in IP.finditer(page):
        if match[0].count(":") in {1, 2} and "::" not in match[0]:
            continue  # a time of day
        clause = _clause(page, match.end())
        where = Where(number, *match.span())
        if match[0].replace("[.]", ".") in known or _is_inside(all_, where):
            continue
        of = all_.begin(Subject.RESOLUTION)
        all_.add(
            Subject.RESOLUTION, of, "ip_address", where, why="Has the form of an IP address", sure=Sure.LIKELY
        )
        known |= set(all_.values(Subject.RESOLUTION, of, "ip_address"))
        _take_event(all_, of, number, match, clause)
    _take_answer(all_, number, page)


def _take_event(all_: Gathering, of: int, number: int, ip: re.Match[str], clause: tuple[int, int]) -> None:
    page = ip.string
    begin = _sentence_start(page, ip.start())
    if port := PORT.search(page, ip.end(), min(clause[1], ip.end() + 90)):
        where = Where(number, *port.span("value"))
        all_.add(Subject.RESOLUTION, of, "port", where, why="Beside the address", sure=Sure.LIKELY)
    moment = MOMENT.search(page, ip.end(), clause[1]) or MOMENT.search(page, begin, ip.start())
    if moment:
        where = Where(number, *moment.span())
        all_.add(
            Subject.RESOLUTION, of, "used_at", where, why="In the sentence of the address", sure=Sure.POSSIBLE
        )


def _take_answer(all_: Gathering, number: int, page: str) -> None:
    """The operator and the subscriber that sentences name: of the last address that stands before them."""
    for match in OPERATOR.finditer(page):
        of = _resolution_before(all_, number, match.start())
        if of and not all_.has(Subject.RESOLUTION, of, "operator"):
            value = match["value"].rstrip(".'")
            start = match.start("value")
            where = Where(number, start, start + len(value))
            all_.add(
                Subject.RESOLUTION,
                of,
                "operator",
                where,
                why=f"In \u201c{_short(match[0])}\u201d",
                sure=Sure.POSSIBLE,
            )
    for match in SUBSCRIBER.finditer(page):
        person = person_at(page, match.end())
        of = _resolution_before(all_, number, match.start())
        if person is None or not of or all_.has(Subject.RESOLUTION, of, "subscriber_name"):
            continue
        parts = (
            ("subscriber_name", person.name),
            ("subscriber_birth", person.birth),
            ("subscriber_address", person.address),
        )
        for name, span in parts:
            if span and not (name == "subscriber_address" and _has_postal(all_, of)):
                where = Where(number, *span)
                all_.add(
                    Subject.RESOLUTION,
                    of,
                    name,
                    where,
                    why=f"After \u201c{_short(match[0])}\u201d",
                    sure=Sure.POSSIBLE,
                )


def _has_postal(all_: Gathering, of: int) -> bool:
    return any(all_.has(Subject.RESOLUTION, of, name) for name in ("installation_address", "billing_address"))


def _resolution_before(all_: Gathering, page: int, at: int) -> int:
    """The resolution whose address stands last before a place; the first where none does but one is there."""
    places = [
        (proposal.where, proposal.place.of)
        for proposal in all_.found.values()
        if proposal.place.subject is Subject.RESOLUTION and proposal.place.name == "ip_address"
    ]
    before = [(where, of) for where, of in places if (where.page, where.start) <= (page, at)]
    if before:
        return max(before)[1]
    return places[0][1] if len(places) == 1 else 0


def _take_people(all_: Gathering, number: int, page: str) -> None:
    for match in SUSPECT.finditer(page):
        person = person_at(page, match.end())
        if person is not None:
            _add_person(all_, number, person, Role.SUSPECT, match)
    for pattern, role in ((CHILD, Role.CHILD_AT_ADDRESS), (VICTIM, Role.VICTIM)):
        for match in pattern.finditer(page):
            for person in _named_with_birth(
                page, match.end(), SENTENCE_END.search(page, match.end(), match.end() + CLAUSE)
            ):
                _add_person(all_, number, person, role, match)


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


def _add_person(all_: Gathering, number: int, person: Person, role: Role, anchor: re.Match[str]) -> None:
    name = anchor.string[slice(*person.name)]
    if all_.person_named(name, role) is not None or _is_inside(all_, Where(number, *person.name)):
        return
    of = all_.begin(Subject.PERSON)
    why = f"After \u201c{_short(anchor[0])}\u201d"
    where = Where(number, *anchor.span())
    doubts = (
        ("The words do not say whether this is a child at the address or a victim",)
        if (role in {Role.CHILD_AT_ADDRESS, Role.VICTIM})
        else ()
    )
    all_.add(Subject.PERSON, of, "role", where, why=why, sure=Sure.POSSIBLE, normal=role.value, doubts=doubts)
    for field, span in (
        ("name", person.name),
        ("date_of_birth", person.birth),
        ("age", person.age),
        ("address", person.address),
    ):
        if span:
            all_.add(Subject.PERSON, of, field, Where(number, *span), why=why, sure=Sure.POSSIBLE)


def _take_accounts(all_: Gathering, number: int, page: str) -> None:
    for match in QUOTED_ACCOUNT.finditer(page):
        group = next(name for name in ("quoted", "at", "bare") if match[name])
        where = Where(number, *match.span(group))
        known = {value.casefold() for of in _all_of(all_, Subject.ACCOUNT) for field in ("screen_name", "identifier")
                 for value in all_.values(Subject.ACCOUNT, of, field)}  # fmt: skip
        if match[group].casefold() in known or _is_inside(all_, where) or IP.search(match[group]):
            continue
        of = all_.begin(Subject.ACCOUNT)
        why = f"In \u201c{_short(match[0])}\u201d"
        all_.add(Subject.ACCOUNT, of, "screen_name", where, why=why, sure=Sure.POSSIBLE)
        begin = _sentence_start(page, match.start())
        service = SERVICE.search(page, max(begin, match.start() - 40), min(len(page), match.end() + 40))
        if service:
            part = "value" if service["value"] else "before"
            all_.add(
                Subject.ACCOUNT,
                of,
                "service",
                Where(number, *service.span(part)),
                why=why,
                sure=Sure.POSSIBLE,
            )


def _take_asked(all_: Gathering, number: int, page: str) -> None:
    if not all_.has(Subject.COVER, 1, "asked") and (match := ASKED.search(page)):
        end = SENTENCE_END.search(page, match.end())
        stop = end.start() + (1 if end[0] in ".!?" and end[0] else 0) if end else len(page)
        _add(
            all_,
            "asked",
            Where(number, match.start(), stop),
            f"Begins \u201c{_short(match[0])}\u201d",
            Sure.POSSIBLE,
        )
    if all_.has(Subject.COVER, 1, "asked_by"):
        return
    if match := BY.search(page):
        _add(
            all_,
            "asked_by",
            Where(number, *match.span("day")),
            f"In \u201c{_short(match[0])}\u201d",
            Sure.POSSIBLE,
        )
    elif match := WITHIN.search(page):
        where = Where(number, *match.span())
        all_.add(Subject.COVER, 1, "asked_by", where, why="A span of time", sure=Sure.POSSIBLE, normal="",
                 doubts=("A span, not a day: it runs from a day that the pack must say",))  # fmt: skip


def _take_markings(all_: Gathering) -> None:
    """The highest marking of all pages, saying so where they differ."""
    found = [
        (rank_of(marking_of(match["value"]).normal), Where(number, *match.span("value")), match["value"])
        for number, page in enumerate(all_.pages, start=1)
        for pattern in (MARKING_LINE, MARKED)
        for match in pattern.finditer(page)
        if match["value"].isupper()
    ]
    if not found:
        return
    names = sorted({level_of(re.search(MARKING, text)[0]) for _, _, text in found}, key=rank_of)  # type: ignore[index]
    doubts = (f"The pack is marked {' and '.join(names)}: the higher is proposed",) if len(names) > 1 else ()
    labelled = all_.get(Subject.COVER, 1, "marking")
    highest = max(found, key=lambda each: (each[0], -each[1].page, -each[1].start))
    if labelled is not None and rank_of(labelled.normal) >= highest[0]:
        return
    all_.forget(Subject.COVER, 1, "marking")
    all_.add(
        Subject.COVER, 1, "marking", highest[1], why="A line of its own", sure=Sure.LIKELY, doubts=doubts
    )


def _take_sender(all_: Gathering) -> None:
    if all_.has(Subject.COVER, 1, "sender"):
        return
    head = all_.pages[0][:HEAD_OF_PACK]
    found = [match for pattern in (NCA, FORCE) if (match := pattern.search(head))]
    if found:
        first = min(found, key=lambda match: match.start())
        _add(all_, "sender", Where(1, *first.span()), "At the head of the pack", Sure.POSSIBLE)


def _add(all_: Gathering, name: str, where: Where, why: str, sure: Sure) -> None:
    all_.add(Subject.COVER, 1, name, where, why=why, sure=sure)


def _is_inside(all_: Gathering, where: Where) -> bool:
    """Whether a place lies within something already proposed."""
    return any(
        each.where.page == where.page and each.where.start <= where.start and where.end <= each.where.end
        for each in all_.found.values()
        if each.place.name != "asked"
    )


def _all_of(all_: Gathering, subject: Subject) -> range:
    return range(1, all_.counts[subject] + 1)


def _clause(page: str, at: int) -> tuple[int, int]:
    end = SENTENCE_END.search(page, at)
    return at, min(end.start() if end else len(page), at + CLAUSE)


def _sentence_start(page: str, at: int) -> int:
    begin = max(0, at - CLAUSE)
    breaks = list(re.finditer(r"[.!?]\s+(?=[A-Z])|\n\s*\n", page[begin:at]))
    return begin + (breaks[-1].end() if breaks else 0)


def _short(text: str) -> str:
    return " ".join(text.split())[:50]
