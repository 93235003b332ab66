"""Tables given to a command: rows by heading, each answered, and nothing of theirs lost beside our answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.reference.readers.headed_tables import TableRow, headed_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# A heading of theirs that is also a key of our answer is kept under this and its own name.
_THEIRS = "column "
_OURS_WHERE_REFUSED = "error"


def read_table(path: Path, columns: Mapping[str, tuple[str, ...]], *, needs: str) -> Iterator[TableRow]:
    """Rows of a CSV file by heading: see `headed_rows`. Raises WrongFile."""
    with path.open("rb") as stream:
        yield from headed_rows(stream, columns, needs=needs)


def beside(kept: Mapping[str, object], answer: Mapping[str, object]) -> dict[str, object]:
    """Their cells and our answer in one, theirs first. A heading of theirs that is one of our keys is kept
    as `column KEY`, so that neither hides the other.
    """
    theirs: dict[str, object] = {}
    for heading, value in kept.items():
        name = heading
        while name in answer or name == _OURS_WHERE_REFUSED or (name != heading and name in kept):
            name = f"{_THEIRS}{name}"
        theirs[name] = value
    return theirs | dict(answer)
