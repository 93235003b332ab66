from itertools import pairwise
from xml.etree import ElementTree as ET

from waymark.reference.outlines import Outline
from waymark.stages.statistics.rules.maps import SHADES, class_at, classes_of, force_map


def a_square(west, south, side=1.0):
    ring = (
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
        (west, south),
    )
    return Outline((ring,), (west, south), west, south, west + side, south + side)


class TestTheClasses:
    def test_hold_every_count_once_with_round_ends(self):
        classes = classes_of([1, 4, 37, 2514])

        assert classes[0].low == 1
        assert all(a.high == b.low - 1 for a, b in pairwise(classes))
        assert class_at(classes, 2514) == len(classes) - 1 == len(SHADES) - 1
        assert class_at(classes, 0) is None

    def test_are_none_where_there_is_nothing(self):
        assert classes_of([0, 0]) == []


class TestTheMap:
    def test_shades_each_area_by_its_count_and_says_it(self):
        outlines = {"a": a_square(0, 50), "b": a_square(2, 50), "c": a_square(4, 50)}

        picture = ET.fromstring(
            force_map(outlines, {"a": 100, "b": 1}, names={"a": "A & co"}, title="By force")
        )

        areas = {path[0].text: path.get("fill") for path in picture.iter() if path.tag.endswith("path")}
        assert areas == {"A & co: 100": SHADES[-1], "b: 1": SHADES[0], "c: 0": "#ffffff"}

    def test_is_nothing_without_boundaries(self):
        assert force_map({}, {"a": 1}, names={}, title="By force") == ""
