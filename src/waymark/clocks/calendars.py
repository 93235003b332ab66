"""The bank holidays that ship with Waymark, for where no newer list is loaded as reference data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from waymark.clocks.nations import NATION_NAMES, Nation
from waymark.clocks.working_days import WorkingCalendar


@cache
def shipped_calendar(nation: Nation) -> WorkingCalendar:
    """A nation's working days. Source: GOV.UK, to the end of the year that the file names."""
    told = _read()
    return WorkingCalendar(
        NATION_NAMES[nation], frozenset(told[nation.value]), told["covers_from"], told["covers_to"]
    )


@cache
def _read() -> Mapping[str, Any]:
    text = resources.files("waymark.clocks").joinpath("bank_holidays.toml").read_text("utf-8")
    return tomllib.loads(text)
