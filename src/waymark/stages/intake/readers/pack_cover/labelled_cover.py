"""What labels say of the pack itself: who sent it, its numbers, its grade, what is asked."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.met import Pair
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.standing import Standing, why, within
from waymark.stages.intake.readers.pack_cover.values import grade_of, handling_of
from waymark.stages.intake.readers.pack_cover.wordings import Section

COVER = frozenset(
    {"sender_reference", "report_number", "dated", "marking", "source_grade", "handling_code", "handling_conditions",
     "asked", "asked_by", "sender", "source_part", "information_part"}
)  # fmt: skip
_SEVERAL = re.compile(r"[0-9][0-9 ]{4,}[0-9]|[0-9]{5,}")
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./\-]*[0-9][\w./\-]*|[A-Za-z0-9][\w./\-]*")
# What the codes themselves mean (College of Policing, APP on intelligence management): no conditions of this pack.
_MEANING = re.compile(r"lawful sharing permitted(?: with conditions)?\.?", re.IGNORECASE)


class CoverLabels:
    def __init__(self, standing: Standing) -> None:
        self._at = standing
        self._all = standing.gathering
        self._parts: dict[str, tuple[Where, str]] = {}

    def take(self, pair: Pair) -> None:
        name, value = pair.label.name, self._at.text_of(pair)
        if name == "report_number":
            for match in _SEVERAL.finditer(value):
                self._cover(name, pair, within(pair.where, match.span()))
        elif name == "sender_reference":
            self._take_reference(pair, value)
        elif name == "information_part" and grade_of(value).normal:
            self._cover("source_grade", pair, pair.where)
            self._code_in_grade()
        elif name in {"source_part", "information_part", "handling_code"}:
            self._take_grade_part(pair)
        elif name == "sender":
            if len(value) <= 80 and self._at.section is not Section.ACCOUNT:  # noqa: PLR2004 - a name, not a sentence
                self._cover(name, pair, pair.where)
        else:
            self._cover(name, pair, pair.where)
            if name == "source_grade":
                self._code_in_grade()

    def _take_reference(self, pair: Pair, value: str) -> None:
        reference = _REFERENCE.match(value)
        if reference is not None and any(sign.isdigit() for sign in value):
            is_short = len(value) <= 40  # noqa: PLR2004 - a reference, maybe with blanks in it
            where = pair.where if is_short else within(pair.where, reference.span())
            self._cover("sender_reference", pair, where)

    def _cover(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.COVER, 1, name, where, why=why(pair))

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
        name, value = pair.label.name, self._at.text_of(pair)
        if name == "handling_code":
            self._take_handling(pair, value)
        match = re.match(r"\s*([1-3A-EPC1-5])\b", value, re.IGNORECASE)
        if match is None:
            return
        self._parts[name] = (within(pair.where, match.span(1)), match[1].upper())
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
            self._all.add(Subject.COVER, 1, "source_grade", whole, why=why(pair), normal=normal)

    def _take_handling(self, pair: Pair, value: str) -> None:
        reading = handling_of(value)
        where = pair.where
        standing = self._all.get(Subject.COVER, 1, "handling_code")
        if standing is not None and standing.sure is not Sure.LABELLED:
            self._all.forget(Subject.COVER, 1, "handling_code")
        if reading.normal and len(value) > 1:
            first = _code_at(value, reading.normal)
            where = within(pair.where, (first, first + 1))
            rest = value[first + 1 :].lstrip(" :-\u2013\u2014.,(")
            is_own = len(rest) > 20 and not _MEANING.fullmatch(rest.strip(" )"))  # noqa: PLR2004 - words, not signs
            if reading.normal == "C" and is_own:
                at = value.index(rest)
                self._cover("handling_conditions", pair, within(pair.where, (at, len(value))))
        self._cover("handling_code", pair, where)


def _code_at(value: str, code: str) -> int:
    """Where the code itself stands in `Code C` or `C - with conditions`: as a sign of its own."""
    match = re.search(rf"\b{code}\b", value.upper())
    return match.start() if match else value.upper().index(code)
