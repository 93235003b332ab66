"""What a worker does with rows: the rules themselves, sent to it as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.comparison import Shared, compare, telling_role
from waymark.stages.linking.rules.described import in_words, may_be_one, weight_of
from waymark.stages.linking.rules.differing import against
from waymark.stages.linking.rules.likeness import jaro_winkler
from waymark.stages.linking.rules.pairing import Holder, alike_pair, pairs_sharing
from waymark.stages.linking.rules.people import alike_of


def pairs_of(row: Any) -> Iterator[tuple[tuple[int, int, int], Shared]]:
    """What one identifier's holders share, two by two. Runs on a worker."""
    holders = [
        Holder(
            each.referral,
            each.value,
            telling_role(each.roles),
            each.reports,
            [(_moment(use.at), _moment(use.until)) for use in each.uses],
        )
        for each in row.holders
    ]
    kind = IdentifierKind(row.kind)
    for (one, other), shared in pairs_sharing(kind, row.identifier, holders, limit=len(holders)):
        yield (row.desk, one, other), shared


def alike_shared(row: Any) -> tuple[tuple[int, int, int], Shared]:
    ends = (row.one, row.one_role), (row.other, row.other_role)
    (one, other), shared = alike_pair(row.number, row.weight, row.words, *ends)
    return (row.desk, one, other), shared


def proposal_row(found: Any) -> tuple[int, int, int, str, float, str]:
    """What two referrals are to each other. Runs on a worker.

    found: the pair with what it shares and the suspects of the one; and the suspects of the other.
    """
    (((desk, one, other), shared), ones), others = found
    proposal = compare([*shared, *against(ones or (), others or ())])
    evidence = json.dumps([each._asdict() for each in proposal.evidence])
    return desk, one, other, proposal.relation.value, proposal.probability, evidence


def spelt_alike(one: str | None, other: str | None) -> float | None:
    return None if one is None or other is None else jaro_winkler(one, other)


def alike_rows(
    row: Mapping[str, Any], outcomes: Mapping[str, Mapping[int, str]]
) -> Iterator[tuple[int, int, int, float, str]]:
    """Two people who may be one, in our words. Runs on a worker."""
    alike = alike_of(row, outcomes)
    if may_be_one(alike):
        yield row["desk_of_l"], alike.one, alike.other, weight_of(alike), in_words(alike.weights)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
