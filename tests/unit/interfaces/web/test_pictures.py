"""Drawings of events over time, and of force areas."""

from datetime import UTC, datetime, timedelta

from shapely import to_wkb
from shapely.geometry import box

from waymark.interfaces.web.area_pictures import area_picture
from waymark.interfaces.web.event_pictures import HEIGHT, WIDTH, event_picture
from waymark.reference.outlines import outlines_of
from waymark.reference.polygons import AreaMap
from waymark.reference.rows import ForceAreaRow
from waymark.stages.attribution.rules.event_groups import JudgedEvent, group_events

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODES = ("E23000026", "E23000027", "E23000028")
AREAS = AreaMap(
    ForceAreaRow(code, "", to_wkb(box(west, 52, west + 1, 53)), west, 52, west + 1, 53)
    for west, code in enumerate(CODES)
)


def an_event(ordinal, *, days_ago, resolvability="resolvable") -> JudgedEvent:
    at = None if days_ago is None else NOW - timedelta(days=days_ago)
    return JudgedEvent(
        1, "rep", ordinal, "198.18.1.1", None, at, "stated", "", "Fern", 1, "fixed", resolvability, None
    )


class TestEventPicture:
    def test_has_a_bar_for_each_unit_with_events_that_stays_inside(self):
        events = [
            an_event(1, days_ago=0),
            an_event(2, days_ago=0, resolvability="unknown"),
            an_event(3, days_ago=9),
        ]

        picture = event_picture(group_events(events))

        assert picture is not None
        assert (picture.unit, picture.most, len(picture.bars)) == ("day", 2, 2)
        assert picture.bars[1].words == "22 Nov 2026: 2 events, 1 can be resolved"
        assert all(
            bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y + bar.height <= HEIGHT for bar in picture.bars
        )

    def test_takes_a_longer_unit_for_a_longer_time_and_loses_no_event(self):
        events = [an_event(n, days_ago=n * 11) for n in range(200)]

        picture = event_picture(group_events(events))

        assert picture is not None
        assert len(picture.bars) <= 60
        assert sum(int(bar.words.split(": ")[1].split()[0]) for bar in picture.bars) == 200

    def test_is_not_there_without_a_day(self):
        assert event_picture(group_events([an_event(1, days_ago=None)])) is None


class TestAreaPicture:
    def test_numbers_candidates_in_order_over_their_neighbours(self):
        candidates = CODES[1:2]

        picture = area_picture(
            candidates, outlines_of(AREAS, candidates), names=dict(zip(CODES, "ABC", strict=True))
        )

        assert picture is not None
        assert [(area.name, area.number) for area in picture.areas] == [("A", 0), ("C", 0), ("B", 1)]
        assert all(area.path.startswith("M") and area.path.endswith("Z") for area in picture.areas)

    def test_is_not_there_without_a_boundary(self):
        assert area_picture(["JSY"], outlines_of(AREAS, ["JSY"]), names={"JSY": "Jersey"}) is None
