"""How good proposed links are, on planted people: `python -m benchmarks.linking_quality [SCENES]`.

Precision and recall at three thresholds, wrong proposals one by one, proposals and officer minutes a thousand
reports. Everything goes through the pipeline, so that whatever arrives is judged as an officer would see it.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from benchmarks.planted import Planted, Planter

if TYPE_CHECKING:
    from waymark.access.rules import Viewer
    from waymark.stages.linking.queries import LinkLine

THRESHOLDS = (0.5, 0.9, 0.95, 0.99)
# Words a minute: read silently (Brysbaert 2019, 190 studies of English), and typed (Dhakal and others 2018, 168,000
# people). What is read besides the proposal's sentence (of either referral, its people and accounts) and how long a
# reason is are assumptions, to be measured at a desk; as are the seconds of the pages opened and the button pressed.
_READS, _TYPES = 238, 52
_OF_BOTH_REFERRALS, _OF_A_REASON, _ACTIONS_MINUTES = 240, 8, 0.25


def minutes_of(line: LinkLine) -> float:
    """What judging one proposal takes an officer, in minutes."""
    return (
        (len(line.sentence.split()) + _OF_BOTH_REFERRALS) / _READS + _OF_A_REASON / _TYPES + _ACTIONS_MINUTES
    )


@dataclass(frozen=True)
class At:
    """What an officer would see from a probability up. found: right proposals, of `true` pairs that there are."""

    threshold: float
    proposed: int
    found: int
    true: int
    minutes: float

    @property
    def precision(self) -> float:
        return self.found / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.true


@dataclass(frozen=True)
class Quality:
    """At each threshold; wrong proposals from the lowest up, likeliest first; right pairs that are missed, by scene."""

    at: tuple[At, ...]
    wrong: tuple[tuple[float, Planted, Planted], ...]
    missed: Counter[str]
    reports: int


def quality(viewer: Viewer, planted: list[Planted]) -> Quality:
    """Take the reports in at an empty desk, compare, and judge every proposal by who is who."""
    lines, report_of = _proposals(viewer, planted)
    referrals = sorted(report_of)
    pairs = {
        frozenset((line.a, line.b)): line.probability for line in lines if line.relation == "one_subject"
    }
    true = {
        frozenset((a, b))
        for a, b in combinations(referrals, 2)
        if report_of[a].someone == report_of[b].someone
    }
    at = tuple(
        At(least, sum(p >= least for p in pairs.values()),
           sum(pairs.get(pair, 0) >= least for pair in true), len(true),
           sum(minutes_of(line) for line in lines if line.relation == "one_subject" and line.probability >= least))
        for least in THRESHOLDS
    )  # fmt: skip
    wrong = [
        (probability, *(report_of[each] for each in sorted(pair)))
        for pair, probability in pairs.items()
        if pair not in true and probability >= THRESHOLDS[0]
    ]
    missed = Counter(report_of[min(pair)].scene for pair in true if pairs.get(pair, 0) < THRESHOLDS[0])
    return Quality(at, tuple(sorted(wrong, key=lambda each: -each[0])), missed, len(planted))  # type: ignore[arg-type]


def _proposals(viewer: Viewer, planted: list[Planted]) -> tuple[list[LinkLine], dict[str, Planted]]:
    from tests.builders import RECEIVED, Held, receive
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.people import compare_people
    from waymark.stages.linking.queries import links

    answers = receive(
        viewer, *(Held(each.document, name=f"{n}.xml", folder=f"/{n}") for n, each in enumerate(planted))
    )
    by_referral = {}
    for answer in answers:
        (referral,) = answer.referrals
        by_referral[referral] = planted[int(answer.name.partition(".")[0])]
    with acting(viewer):
        compare_people(viewer, now=RECEIVED)
        return links(viewer, now=RECEIVED, limit=1_000_000), by_referral


def main(scenes: int) -> None:
    """Print what `quality` found."""
    from tests.conftest import begin, fresh_database

    begin()
    fresh_database()
    from tests.builders import a_viewer

    found = quality(a_viewer(), list(Planter(20261122).reports(scenes=scenes)))
    for at in found.at:
        print(
            f"from {at.threshold}: precision {at.precision:.4f}, recall {at.recall:.4f} "
            f"({at.proposed} proposed, {at.found} right, {at.true} true pairs); "
            f"{at.proposed / found.reports * 1_000:.0f} proposals and "
            f"{at.minutes / found.reports * 1_000:.0f} officer minutes a thousand reports"
        )
    print("missed below the lowest, by scene:", dict(found.missed))
    for probability, one, other in found.wrong:
        print(f"wrong at {probability:.4f}: {one.scene} / {other.scene}: {one.named} is not {other.named}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
