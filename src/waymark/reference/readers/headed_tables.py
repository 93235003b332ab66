"""Tables whose columns are wanted by heading: our own names for some cells, and every other cell kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from waymark.reference.readers.tables import WrongFile, plain_heading, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SURPLUS = "cells without a heading"


class TableRow(NamedTuple):
    """wanted: cells by our own names, empty where the row has none. kept: every other cell by heading.

    A heading that stands twice is told apart by its place: `note`, `note (column 4)`. A column without a
    heading is `column 4`, and cells beyond the last heading stand together.
    """

    number: int
    wanted: dict[str, str]
    kept: dict[str, object]


def headed_rows(
    stream: BinaryIO, columns: Mapping[str, tuple[str, ...]], *, needs: str
) -> Iterator[TableRow]:
    """Rows of CSV with headings in any case, with commas, semicolons or tabs, with or without a mark.

    columns: our names, each with the headings it goes by. needs: what to say when none of `columns` is
    there. Raises WrongFile.
    """
    rows = rows_of(stream, "table")
    number, headings = next(rows)
    plain = [plain_heading(heading) for heading in headings]
    at = {
        name: plain.index(heading)
        for name, names in columns.items()
        for heading in reversed(names)
        if heading in plain
    }
    if not at:
        raise WrongFile("table", expected=needs, found=f"the headings {', '.join(plain[:12])}", row=number)
    others = _told_apart(headings, set(at.values()))
    for number, cells in rows:
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        kept: dict[str, object] = {name: padded[place] for place, name in others.items() if place >= 0}
        if len(cells) > len(headings):
            kept[others[-1]] = padded[len(headings) :]
        wanted = {name: padded[at[name]].strip() if name in at else "" for name in columns}
        yield TableRow(number, wanted, kept)


def _told_apart(headings: Sequence[str], taken: set[int]) -> dict[int, str]:
    """A name of its own for each column that is not ours, by place; at -1 that of surplus cells."""
    names: dict[int, str] = {}
    for place, heading in enumerate(headings):
        if place not in taken:
            name = heading.strip() or f"column {place + 1}"
            names[place] = name if name not in names.values() else f"{name} (column {place + 1})"
    surplus = _SURPLUS
    while surplus in names.values():
        surplus += " too"
    return names | {-1: surplus}
