"""Our values as values of JSON, alike at every door that answers programs."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

import pytest

from waymark.interfaces.plain_values import plain, plain_figures


class Ends(NamedTuple):
    low: float
    high: float


class Word(StrEnum):
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Found:
    value: float
    interval: Ends
    words: tuple[Word, ...]


class TestPlainValues:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=1))), "2026-07-01T09:00:00Z"),
            (datetime(2026, 7, 1, 10, 0, 0, 5, tzinfo=UTC), "2026-07-01T10:00:00.000005Z"),
            (date(2026, 7, 1), "2026-07-01"),
            (Word.SAID, "said"),
            (Ends(1, 2), {"low": 1, "high": 2}),
            ((1, 2), [1, 2]),
            ({1: {Word.SAID}}, {"1": ["said"]}),
            (b"\x00\xff", "00ff"),
            (None, None),
        ],
    )
    def test_are_what_json_has(self, value, said):
        assert plain(value) == said


class TestPlainFigures:
    def test_have_intervals_as_lists_and_no_number_that_json_has_not(self):
        found = Found(float("nan"), Ends(1.5, float("inf")), (Word.SAID,))

        said = plain_figures(found, name="x")

        assert said == {"value": None, "interval": [1.5, None], "words": ["said"], "name": "x"}
        assert json.loads(json.dumps(said, allow_nan=False)) == said
