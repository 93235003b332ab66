"""What running text says of the pack itself."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.running_text import is_inside, short
from waymark.stages.intake.readers.pack_cover.sentence_patterns import (
    ASKED,
    BODY,
    BY,
    DATE_LAST,
    DATE_LINE,
    FORCE,
    GRADED,
    GRADED_IN_WORDS,
    HANDLING,
    HEAD_OF_PACK,
    LIST,
    MARKED,
    MARKING_LINE,
    NAMED_PAPER,
    NCA,
    NCA_PAPER,
    NCA_REFERENCE,
    NUMBER_FIRST,
    RECEIVES,
    REFERENCE,
    SENTENCE_END,
    TIP,
    TIP_NUMBER,
    TIP_REACH,
    WITHIN,
)
from waymark.stages.intake.readers.pack_cover.values import MARKING, level_of, marking_of, rank_of

_FIRST_LINES = 200  # characters: where a heading may end with the day of the pack


def take_numbers(all_: Gathering, number: int, page: str) -> None:
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


def take_cover_forms(all_: Gathering, number: int, page: str) -> None:
    for match in NCA_REFERENCE.finditer(page):
        _add(
            all_, "sender_reference", Where(number, *match.span()), "Has the form of a reference", Sure.LIKELY
        )
    for match in NCA_PAPER.finditer(page):
        _add(
            all_,
            "sender_reference",
            Where(number, *match.span("value")),
            f"In \u201c{short(match[0])}\u201d",
            Sure.LIKELY,
        )
    for match in REFERENCE.finditer(page):
        before = page[max(0, match.start() - 6) : match.start()].casefold()
        if not before.endswith("your ") and not _is_other_reference(page, match.start()):
            _add(
                all_,
                "sender_reference",
                Where(number, *match.span("value")),
                f"In \u201c{short(match[0])}\u201d",
                Sure.POSSIBLE,
            )
    if number == 1 and not all_.has(Subject.COVER, 1, "sender_reference"):
        _take_paper_number(all_, number, page)
    head = page[:HEAD_OF_PACK]
    dated = (DATE_LINE.search(head) or DATE_LAST.search(head[:_FIRST_LINES])) if number == 1 else None
    if dated is not None and not all_.has(Subject.COVER, 1, "dated"):
        where = Where(number, *dated.span("day"))
        if not is_inside(all_, where):
            _add(all_, "dated", where, "A line of its own", Sure.LIKELY)
    for name, pattern in (
        ("source_grade", GRADED),
        ("source_grade", GRADED_IN_WORDS),
        ("handling_code", HANDLING),
    ):
        for match in pattern.finditer(page):
            if not all_.has(Subject.COVER, 1, name):
                _add(
                    all_,
                    name,
                    Where(number, *match.span("value" if "value" in pattern.groupindex else 0)),
                    f"In \u201c{short(match[0])}\u201d",
                    Sure.LIKELY,
                )


def _take_paper_number(all_: Gathering, number: int, page: str) -> None:
    """A reference that nothing calls one: the number of a paper, or the first word of a line at the head."""
    for pattern in (NAMED_PAPER, NUMBER_FIRST):
        if match := pattern.search(page[:HEAD_OF_PACK]):
            where = Where(number, *match.span("value"))
            _add(all_, "sender_reference", where, f"In \u201c{short(match[0])}\u201d", Sure.POSSIBLE)
            return


def _is_other_reference(page: str, at: int) -> bool:
    """Whether the words before say that a reference is another's: your own, or an application's."""
    return bool(
        re.search(
            r"(?:your|application|CD|IPA|SPoC|OCDA|NCMEC|CTR?|Cyber ?Tip(?:line)?)\s*$",
            page[max(0, at - 20) : at],
            re.IGNORECASE,
        )
    )


def take_asked(all_: Gathering, number: int, page: str) -> None:
    if not all_.has(Subject.COVER, 1, "asked") and (match := ASKED.search(page)):
        end = SENTENCE_END.search(page, match.end())
        stop = end.start() + (1 if end[0] in ".!?" and end[0] else 0) if end else len(page)
        _add(
            all_,
            "asked",
            Where(number, match.start(), stop),
            f"Begins \u201c{short(match[0])}\u201d",
            Sure.POSSIBLE,
        )
    if all_.has(Subject.COVER, 1, "asked_by"):
        return
    if match := BY.search(page):
        _add(
            all_,
            "asked_by",
            Where(number, *match.span("day")),
            f"In \u201c{short(match[0])}\u201d",
            Sure.POSSIBLE,
        )
    elif match := WITHIN.search(page):
        where = Where(number, *match.span())
        all_.add(Subject.COVER, 1, "asked_by", where, why="A span of time", sure=Sure.POSSIBLE, normal="",
                 doubts=("A span, not a day: it runs from a day that the pack must say",))  # fmt: skip


def take_markings(all_: Gathering) -> None:
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


def take_sender(all_: Gathering) -> None:
    """Who sent the pack: a body that a line at its head names whole, whom its mail is from, a body named there."""
    if all_.has(Subject.COVER, 1, "sender"):
        return
    head = all_.pages[0][:HEAD_OF_PACK]
    bodies = [match for match in BODY.finditer(head) if not _is_recipient(head, match.start("value"))]
    if bodies:
        _add(
            all_, "sender", Where(1, *bodies[0].span("value")), "A line at the head of the pack", Sure.LIKELY
        )
        return
    if all_.mail_sender is not None:
        _add(all_, "sender", all_.mail_sender, "The mail is from them", Sure.LIKELY)
        return
    found = [
        match
        for pattern in (NCA, FORCE)
        for match in pattern.finditer(head)
        if not _is_recipient(head, match.start())
    ]
    if found:
        first = min(found, key=lambda match: match.start())
        _add(all_, "sender", Where(1, *first.span()), "At the head of the pack", Sure.POSSIBLE)


def _is_recipient(head: str, at: int) -> bool:
    """Whether the words before a body on its line say that it receives."""
    line = head[head.rfind("\n", 0, at) + 1 : at]
    return bool(RECEIVES.search(line))


def _add(all_: Gathering, name: str, where: Where, why: str, sure: Sure) -> None:
    all_.add(Subject.COVER, 1, name, where, why=why, sure=sure)
