"""Proposals as they are kept with a pack, so that its text is looked through once, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from waymark.stages.intake.readers.pack_cover.fields import named_from
from waymark.stages.intake.readers.pack_cover.merging import Of
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Sure, Where


def proposals_to_json(proposals: Mapping[str, Of]) -> list[list[Any]]:
    """Each as [document, key, value, normal, [page, start, end], sure, why, [doubts]], in the order given."""
    return [
        [
            of.document,
            key,
            each.value,
            each.normal,
            list(each.where),
            each.sure.value,
            each.why,
            list(each.doubts),
        ]
        for key, of in proposals.items()
        for each in (of.proposal,)
    ]


def proposals_from_json(kept: Iterable[Sequence[Any]]) -> dict[str, Of]:
    """What `proposals_to_json` made, by key, in the same order."""
    return {
        key: Of(
            document,
            Proposal(named_from(key), value, normal, Where(*where), Sure(sure), why, tuple(doubts)),
        )
        for document, key, value, normal, where, sure, why, doubts in kept
    }
