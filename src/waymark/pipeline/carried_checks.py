"""Which fields of a resolution an officer need not look at again, because they stand as they were checked before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from waymark.access.queries import names_of
from waymark.stages.attribution.rules.agreements import Field
from waymark.stages.attribution.rules.carried import Compared, carried_fields
from waymark.stages.intake.queries.checks import CheckedRows, checks_with


class Carried(NamedTuple):
    """That a field was checked as it stands, by whom and when."""

    by: str
    at: datetime


def carried_checks(compared: Sequence[Compared], *, desk: int) -> list[dict[str, Carried]]:
    """For each comparison, its fields that stand as they were checked before, with the latest check of each."""
    checks = checks_with([row for rows in compared for row in rows if row[0] == Field.ADDRESS], desk=desk)
    officers = names_of({each.line.checked_by for each in checks}) if checks else {}
    return [_carried(now, checks, officers) for now in compared]


def _carried(now: Compared, checks: Sequence[CheckedRows], officers: dict[int, str]) -> dict[str, Carried]:
    found: dict[str, Carried] = {}
    for check in checks:
        mark = Carried(officers.get(check.line.checked_by, ""), check.line.checked_at)
        for field in carried_fields(now, check.rows):
            found.setdefault(field, mark)
    return found
