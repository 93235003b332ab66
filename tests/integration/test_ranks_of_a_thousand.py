"""A thousand unresearched reports, through the whole pipeline: told apart well enough to choose the next one."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, receive
from waymark.access.viewing import acting
from waymark.stages.prioritisation.rules.ranking import TIE_BREAK
from waymark.synthetic.profiles import DESK
from waymark.synthetic.writing import write

REPORTS = 1_000
INVENTED = 780
"""People whom the invented desk's week is about: more than a thousand referrals come of them."""
MOST_SHARING = 25
"""Referrals that may share a rank before its stated tie-break: a page of the queue."""


class Ranked(NamedTuple):
    """The line of one referral. place: its rank before the stated tie-break."""

    place: str
    key: str
    reason: str
    lowest: str
    highest: str


@pytest.fixture(scope="module")
def ranked(module_database, tmp_path_factory) -> list[Ranked]:
    """The lines of the first thousand referrals that an invented desk's reports made, none of them researched."""
    folder = tmp_path_factory.mktemp("thousand") / "set"
    for _ in write(folder, DESK, referrals=INVENTED, seed=7, until=RECEIVED):
        pass
    desk = a_viewer()
    held = [
        Held(file.read_bytes(), name=file.name, folder=str(file.parent))
        for file in sorted((folder / "deliveries").rglob("*.xml"))
    ]
    receive(desk, *held)
    with acting(desk), connection.cursor() as cursor:
        cursor.execute(
            "select split_part(rank, '/', 1), rank, rank_reason, lowest, highest from queue_entry "
            "where stage = 'unresearched' order by referral_id limit %s",
            [REPORTS],
        )
        return sorted(Ranked(*row) for row in cursor.fetchall())


class TestAThousandUnresearchedReports:
    def test_are_told_apart_so_that_few_share_a_rank(self, ranked, record_property):
        sharing = Counter(each.place for each in ranked)
        _, commonest = sharing.most_common(1)[0]
        for name, figure in (
            ("referrals", len(ranked)),
            ("ranks", len(sharing)),
            ("most sharing a rank", commonest),
            ("alone at their rank", sum(count == 1 for count in sharing.values())),
        ):
            record_property(name, figure)

        assert len(ranked) == REPORTS
        assert commonest <= MOST_SHARING
        assert len({each.key for each in ranked}) == len(ranked), TIE_BREAK

    def test_say_each_why_it_stands_there(self, ranked):
        assert all(each.reason for each in ranked)
        bands = Counter(each.place.partition(".")[0] for each in ranked)

        assert bands.most_common(1)[0][1] < len(ranked)
