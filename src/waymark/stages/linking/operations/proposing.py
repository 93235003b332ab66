"""Proposing links between referrals that share what nothing joins by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.linking.operations.settling import settle
from waymark.stages.linking.queries.evidence import Standing, evidence_of, standing_evidence, suspects_of
from waymark.stages.linking.rules.comparison import Proposal, Shared, compare
from waymark.stages.linking.rules.differing import against


def propose_links(
    identifiers: Sequence[int], *, desk: int, viewer: Viewer, now: datetime
) -> list[tuple[str, int, int]]:
    """Compare every two referrals of the desk that share one of these identifiers, or did until now.

    identifiers: by id, those whose sharing may have changed; what a pair shares besides is kept as it was
    found. One that too many share proposes nothing, and what it had proposed is taken back; so what stands
    in the end never depends on the order of arrival. Returns each new or changed link's reference and ends.
    """
    require(viewer, Permission.DELIVER)
    if not identifiers:
        return []
    shared = evidence_of(identifiers, desk=desk, viewer=viewer)
    standing = standing_evidence(identifiers, shared)
    looked_at = set(identifiers)
    evidence = {
        pair: [
            *shared.get(pair, ()),
            *(old for old in _stood(standing, pair) if old.identifier and old.identifier not in looked_at),
        ]
        for pair in {**shared, **standing}
    }
    people = suspects_of({referral for pair in evidence for referral in pair})
    proposals = {
        (one, other): compare([*found, *against(people.get(one, ()), people.get(other, ()))])
        for (one, other), found in evidence.items()
        if found
    }
    unfounded = [pair for pair, found in evidence.items() if not found]
    for pair, stood in standing.items():
        if pair in proposals and _is_written(proposals[pair], stood):
            del proposals[pair]
    return settle(proposals, unfounded=unfounded, desk=desk, viewer=viewer, now=now)


def _stood(standing: Mapping[tuple[int, int], Standing], pair: tuple[int, int]) -> Sequence[Shared]:
    return standing[pair].shared if pair in standing else ()


def _is_written(proposal: Proposal, stood: Standing) -> bool:
    """Whether a link says just this already: then nothing of it changes, however it was judged."""
    if (proposal.probability, proposal.relation) != (stood.probability, stood.relation):
        return False
    return [{**each._asdict(), "roles": list(each.roles)} for each in proposal.evidence] == stood.written
