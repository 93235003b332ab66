"""What officers checked before of resolutions of one address, whichever packs they came in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from waymark.stages.intake.queries.packs import CheckLine


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """A check with all that was compared and found, a row a field, as it was kept."""

    line: CheckLine
    rows: tuple[tuple[str, ...], ...]


def checks_with(rows: Sequence[Sequence[str]], *, desk: int) -> list[CheckedRows]:
    """Checks at a desk whose comparison holds one of these rows, the latest first.

    It looks through every check of the desk: one is made by hand, so there are thousands at most, and it is asked
    only where a resolution waits to be checked.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select resolution, digest, checked_at, checked_by_id, compared from resolution_check "
            "where desk_id = %s and compared @> any(%s::jsonb[]) order by checked_at desc limit 200",
            [desk, [json.dumps([list(row)]) for row in rows]],
        )
        return [
            CheckedRows(CheckLine(row[0], bytes(row[1]), row[2], row[3]), _rows(row[4]))
            for row in cursor.fetchall()
        ]


def _rows(compared: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in json.loads(compared))
