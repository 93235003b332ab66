"""A count as a panel: what an officer reads first stands first."""

from datetime import UTC, datetime

from waymark.interfaces.web.count_panels import counts_panel
from waymark.stages.statistics.queries.counting import CountRow, Counts
from waymark.stages.statistics.queries.telling import published
from waymark.stages.statistics.rules.units import Unit


def by_level(**counted):
    rows = tuple(CountRow({"level": level}, count) for level, count in sorted(counted.items()))
    return Counts(
        unit=Unit.REFERRAL,
        definition="a referral",
        by=("level",),
        rows=rows,
        total=sum(counted.values()),
        start=None,
        end=None,
        as_at=datetime(2026, 11, 23, tzinfo=UTC),
        query="",
    )


class TestACountByLevel:
    def test_has_the_gravest_first_and_what_is_no_level_last(self):
        found = by_level(high=33, low=2, medium=45, not_known_then=1, very_high=7)

        panel = counts_panel(found, published(found, threshold=0))

        assert [row.label for row in panel.rows][:4] == ["Very high", "High", "Medium", "Low"]
        assert [row.numbers[0].words for row in panel.rows] == ["7", "33", "45", "2", "1", "88"]
