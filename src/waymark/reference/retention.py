"""How long operators keep the records that tell their customers apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waymark.reference.rows import RetentionRow


class Retention(NamedTuple):
    """Days that operators keep their records, by AS number and by the operator's name in lower case."""

    by_asn: Mapping[int, int]
    by_operator: Mapping[str, int]


def retention_of(rows: Iterable[RetentionRow]) -> Retention:
    """A version's periods; of two for one operator the shorter holds."""
    by_asn: dict[int, int] = {}
    by_operator: dict[str, int] = {}
    for row in rows:
        if row.asn is not None:
            by_asn[row.asn] = min(row.days, by_asn.get(row.asn, row.days))
        else:
            name = row.operator.casefold()
            by_operator[name] = min(row.days, by_operator.get(name, row.days))
    return Retention(by_asn, by_operator)
