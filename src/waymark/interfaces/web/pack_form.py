"""The form that a pack is entered by: its groups and rows, and what was sent, read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waymark.interfaces.web.pack_text import Marked, Piece, in_words, pieces
from waymark.interfaces.web.words import ROLES, plainly
from waymark.pipeline.packs import Draft
from waymark.stages.intake.readers.pack_cover import (
    FIELDS,
    Field,
    Named,
    Shape,
    Subject,
    Where,
    unsearched,
)
from waymark.stages.intake.readers.pack_cover.confirming import CHOICES, Graded, How, Settled, State
from waymark.stages.intake.readers.pack_cover.fields import MOST
from waymark.stages.intake.readers.pack_cover.layout import pages_of
from waymark.stages.intake.readers.pack_cover.merging import Of
from waymark.stages.intake.readers.pack_cover.values import one_line

HEADINGS: Mapping[Subject, str] = {
    Subject.COVER: "The pack",
    Subject.PERSON: "Person",
    Subject.ACCOUNT: "Account",
    Subject.RESOLUTION: "IP address and whom it was resolved to",
}
# Shown whether or not anything was found; the rest of a subject's facts are folded away until there is something.
_ALWAYS = frozenset(
    {
        *((Subject.COVER, field.name) for field in FIELDS if field.subject is Subject.COVER),
        (Subject.PERSON, "role"), (Subject.PERSON, "name"), (Subject.PERSON, "date_of_birth"),
        (Subject.ACCOUNT, "service"), (Subject.ACCOUNT, "screen_name"), (Subject.ACCOUNT, "holder"),
        (Subject.RESOLUTION, "ip_address"), (Subject.RESOLUTION, "port"), (Subject.RESOLUTION, "used_at"),
        (Subject.RESOLUTION, "subscriber_name"), (Subject.RESOLUTION, "installation_address"),
        (Subject.RESOLUTION, "is_suspect"),
    }
)  # fmt: skip
# Values that are chosen, not written: empty, then each with its words.
_CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "role": ROLES,
    "danger": {"yes": "Yes", "no": "No", "not_known": "The pack does not say"},
    "is_suspect": {
        "no": "No: only who pays for the line",
        "yes": "Yes: I judge that the subscriber is also a suspect",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact on the form.

    number: of its mark in the text, 0 for none. state: open (proposed, not decided), confirmed, dropped, empty.
    source: how it got there, in words. where: `document.page.start.end`, empty for none.
    """

    key: str
    field: Field
    value: str
    state: str
    number: int
    source: str
    why: str
    reading: str
    doubts: tuple[str, ...]
    where: str
    choices: tuple[tuple[str, str], ...]
    is_folded: bool

    @property
    def is_long(self) -> bool:
        return self.field.shape is Shape.LINES


@dataclass(frozen=True, slots=True)
class Group:
    """One subject's facts. graded: its own grade, code, conditions and marking, where they are not the pack's."""

    subject: Subject
    of: int
    heading: str
    rows: tuple[Row, ...]
    graded: Graded

    @property
    def name(self) -> str:
        return f"{self.subject}-{self.of}"

    @property
    def open(self) -> int:
        return sum(row.state == "open" for row in self.rows)

    @property
    def folded(self) -> list[Row]:
        return [row for row in self.rows if row.is_folded]

    @property
    def unfolded(self) -> list[Row]:
        return [row for row in self.rows if not row.is_folded]

    @property
    def has_its_own_grade(self) -> bool:
        return self.graded != Graded()


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text. unsearched: what of it nothing is proposed from, a line each."""

    number: int
    name: str
    pages: tuple[Page, ...]
    unsearched: tuple[str, ...]


def groups(draft: Draft, *, wanted: Mapping[Subject, int]) -> list[Group]:
    """The form, in the order of reading. wanted: how many of a subject to show at least: new ones are empty."""
    numbers = _numbers(draft)
    made = []
    for subject in Subject:
        last = max(_last(draft, subject), wanted.get(subject, 0))
        for of in range(1, last + 1):
            rows = tuple(_rows(draft, subject, of, numbers))
            heading = HEADINGS[subject] if subject is Subject.COVER else f"{HEADINGS[subject]} {of}"
            made.append(Group(subject, of, heading, rows, _graded(draft, subject, of)))
    return made


def _last(draft: Draft, subject: Subject) -> int:
    if subject is Subject.COVER:
        return 1
    places = [of.proposal.place for of in draft.proposals.values()]
    places += [line.settled.place for line in draft.pack.facts.values()]
    return max((place.of for place in places if place.subject is subject), default=0)


def _numbers(draft: Draft) -> dict[str, int]:
    return {key: n for n, key in enumerate(draft.proposals, start=1)}


def _rows(draft: Draft, subject: Subject, of: int, numbers: Mapping[str, int]) -> Iterator[Row]:
    for field in FIELDS:
        if field.subject is not subject:
            continue
        said = [n for n in range(1, MOST + 1) if _is_there(draft, Named(subject, of, field.name, n).key)]
        last = max(said, default=0)
        how_many = min(last + 1, MOST) if field.many else 1
        for n in range(1, how_many + 1):
            yield _row(
                draft,
                Named(subject, of, field.name, n),
                field,
                numbers,
                is_extra=field.many and n > max(last, 1),
            )


def _is_there(draft: Draft, key: str) -> bool:
    return key in draft.proposals or key in draft.pack.facts


def _row(draft: Draft, place: Named, field: Field, numbers: Mapping[str, int], *, is_extra: bool) -> Row:
    key = place.key
    proposed = draft.proposals.get(key)
    line = draft.pack.facts.get(key)
    settled = line.settled if line else None
    if settled is not None and settled.state is not State.DRAFT:
        state = {State.CONFIRMED: "confirmed", State.DROPPED: "dropped"}.get(settled.state, "empty")
    else:
        state = "open" if proposed or settled else "empty"
    value, reading, doubts, where, source = _shown(field, proposed, settled)
    is_always = (place.subject, place.name) in _ALWAYS
    return Row(
        key,
        field,
        value,
        state,
        numbers.get(key, 0) if proposed else 0,
        source,
        proposed.proposal.why if proposed else "",
        reading,
        doubts,
        where,
        _choices(draft, field),
        is_folded=is_extra or (state == "empty" and not is_always),
    )


def _shown(
    field: Field, proposed: Of | None, settled: Settled | None
) -> tuple[str, str, tuple[str, ...], str, str]:
    """A row's value, how it was read, its doubts, where it stands and that in words."""
    if settled is not None and settled.state is not State.DROPPED:
        printed, normal, doubts = settled.value, settled.normal, settled.doubts
        where = _written(settled.document, settled.where)
        source = source_in_words(settled.how, settled.document, settled.where)
    elif proposed is not None:
        printed, normal, doubts = proposed.proposal.value, proposed.proposal.normal, proposed.proposal.doubts
        where = _written(proposed.document, proposed.proposal.where)
        source = source_in_words(How.COPIED, proposed.document, proposed.proposal.where)
    else:
        return "", "", (), "", ""
    is_chosen = field.shape in {Shape.ROLE, Shape.CHOICE, Shape.HOLDER}
    value = normal if is_chosen else printed.strip() if field.shape is Shape.LINES else one_line(printed)
    reading = _reading(field, value, normal)
    return value, reading, doubts, where, source


def _reading(field: Field, value: str, normal: str) -> str:
    """How a day or moment was read, where that is not plain from its words."""
    if (
        field.shape not in {Shape.DAY, Shape.MOMENT, Shape.GRADE, Shape.ADDRESS}
        or not normal
        or normal == value
    ):
        return ""
    return normal.replace("T", " ").replace("Z", " UTC")


def _written(document: int, where: Where | None) -> str:
    return f"{document}.{where.page}.{where.start}.{where.end}" if where else ""


def source_in_words(how: How | None, document: int, where: Where | None) -> str:
    """`copied from document 1, page 2`, `typed`, or nothing."""
    if how is How.COPIED and where is not None:
        return (
            f"copied from document {document}, page {where.page}, characters {where.start + 1} to {where.end}"
        )
    return "typed, not copied" if how is How.TYPED else ""


def _choices(draft: Draft, field: Field) -> tuple[tuple[str, str], ...]:
    if field.shape is Shape.HOLDER:
        return ("", "Not stated"), *people(draft)
    if field.shape not in {Shape.ROLE, Shape.CHOICE}:
        return ()
    words = _CHOICE_WORDS[field.name]
    return ("", "Not stated"), *((each, words.get(each, plainly(each))) for each in CHOICES[field.name])


def people(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Each person of the form by number, with the name that is said or proposed."""
    found = []
    for of in range(1, _last(draft, Subject.PERSON) + 1):
        key = Named(Subject.PERSON, of, "name").key
        line, proposed = draft.pack.facts.get(key), draft.proposals.get(key)
        name = line.settled.value if line else proposed.proposal.value if proposed else ""
        found.append((str(of), f"Person {of}: {one_line(name)}" if name else f"Person {of}"))
    return tuple(found)


def _graded(draft: Draft, subject: Subject, of: int) -> Graded:
    """The grade of a subject's own facts: that of the newest that has one."""
    lines = [
        line for line in draft.pack.facts.values()
        if line.settled.place[:2] == (subject, of) and line.settled.graded != Graded()
    ]  # fmt: skip
    return max(lines, key=lambda line: line.revision).settled.graded if lines else Graded()


def documents(draft: Draft) -> list[Document]:
    """The texts, page by page, with every place that something is proposed from marked and numbered."""
    numbers = _numbers(draft)
    made = []
    for n, (delivery, text) in enumerate(zip(draft.pack.documents, draft.pack.texts, strict=True), start=1):
        pages = []
        for number, page in enumerate(pages_of(text), start=1):
            marks = [
                Marked(of.proposal.where.start, of.proposal.where.end, numbers[key], key)
                for key, of in draft.proposals.items()
                if of.document == n and of.proposal.where.page == number
            ]
            pages.append(Page(number, tuple(pieces(page, marks))))
        made.append(Document(n, delivery.name, tuple(pages), tuple(map(in_words, unsearched(text)))))
    return made
