"""Tables given to a command: rows by heading, each answered, the columns that are not ours kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.readers.tables import WrongFile, plain_heading, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class TableRow(NamedTuple):
    """wanted: cells by our own names, empty where the row has none. kept: the other cells by heading."""

    number: int
    wanted: dict[str, str]
    kept: dict[str, str]


def read_table(path: Path, columns: Mapping[str, tuple[str, ...]], *, needs: str) -> Iterator[TableRow]:
    """Rows of a CSV file with headings in any case, with commas, semicolons or tabs, with or without a mark.

    columns: our names, each with the headings it goes by. needs: what to say when none of `columns` is
    there. Raises WrongFile.
    """
    with path.open("rb") as stream:
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
            raise WrongFile(
                "table", expected=needs, found=f"the headings {', '.join(plain[:12])}", row=number
            )
        others = {
            heading.strip(): place
            for place, heading in enumerate(headings)
            if place not in at.values() and heading.strip()
        }
        for number, cells in rows:
            padded = [*cells, *[""] * (len(headings) - len(cells))]
            yield TableRow(
                number,
                {name: padded[at[name]].strip() if name in at else "" for name in columns},
                {heading: padded[place] for heading, place in others.items()},
            )
