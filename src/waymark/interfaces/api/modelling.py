"""Operations that fit models: the holiday test, forecasts, capacity."""

# Annotations here are read by django-ninja when the module is loaded, so none is put off.

import json
import tomllib
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Body, Router

from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.interfaces.api.answers import CapacityRows, ForecastRows
from waymark.interfaces.api.asked import ForecastAsked, HolidayEffectAsked, Scenario, SeriesAsked
from waymark.interfaces.api.bearers import ApiRequest
from waymark.interfaces.api.door import answer, operation, rows
from waymark.interfaces.api.problems import Refused
from waymark.interfaces.api.tables import stream_of
from waymark.interfaces.plain_values import plain_figures
from waymark.stages.statistics.queries.asked import WholePeriods, whole_periods
from waymark.stages.statistics.queries.calendars import calendar_of
from waymark.stages.statistics.readers.tables import calendar_in, series_in, weeks_in
from waymark.stages.statistics.rules import seasonality
from waymark.stages.statistics.rules.breaks import stated_break
from waymark.stages.statistics.rules.calendars import Calendar
from waymark.stages.statistics.rules.capacity import scenario_file, simulation
from waymark.stages.statistics.rules.forecasts import forecasting
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.seasonality import HolidayEffect
from waymark.stages.statistics.rules.series import read_series
from waymark.stages.statistics.rules.units import By
from waymark.stages.statistics.rules.weeks import weekly

router = Router(tags=["modelling"])

_MOST_AT_ONCE = 10
"""Series, or scenarios with their changes, in one request: each takes a second or more of a processor."""

_MOST_JOBS = 5_000_000
"""Pieces of work in one request: a force of 1,700 referrals a week, looked at for a year, is half of it."""


@router.post(
    "/holiday-effect", response=HolidayEffect, url_name="api_holiday_effect", operation_id="holiday_effect"
)
@operation(Permission.READ_STATISTICS, models=True)
def show_holiday_effect(request: ApiRequest, asked: HolidayEffectAsked) -> HttpResponse:
    """Whether weeks after a school break differ from other term weeks, and whether these data could show it.

    Either `series`, or `unit` with `from` and `to`; and either `calendar`, or `loaded_calendar`.
    """
    stated = [stated_break(each).on for each in asked.break_]
    calendar = _calendar(request, asked)
    if asked.series is not None and asked.unit is None:
        weeks, known = weeks_in(stream_of(asked.series), "series"), []
    else:
        found = _from_record(request, asked, By.DAY)
        weeks = weekly((parse_period(name).start.isoformat(), count) for name, count in found.rows)
        known = list(found.breaks)
    return answer(
        seasonality.holiday_effect(
            weeks,
            calendar,
            days_after=asked.days_after,
            delay_days=asked.delay_days,
            effect=asked.effect,
            breaks=[*known, *stated],
        )
    )


@router.post("/forecast", response=ForecastRows, url_name="api_forecast", operation_id="forecast")
@operation(Permission.READ_STATISTICS, models=True)
def look_ahead(request: ApiRequest, asked: ForecastAsked) -> HttpResponse:
    """What comes next, by the method that did best on the past, and whether that beat a naive one.

    Either `series`, or `unit` with `from` and `to`.
    """
    stated = [stated_break(each).on for each in asked.break_]
    if asked.series is not None and asked.unit is None:
        every = series_in(stream_of(asked.series), "series", asked.where)
        _check_many("series", len(every), "choose with where")
        return rows(
            plain_figures(
                forecasting.forecast(one, horizon=asked.horizon, breaks=stated),
                **({"series": dict(name)} if name else {}),
            )
            for name, one in every.items()
        )
    found = _from_record(request, asked, asked.by)
    one = forecasting.forecast(
        read_series(found.rows), horizon=asked.horizon, breaks=[*found.breaks, *stated]
    )
    return rows([plain_figures(one)], **({"unfinished": found.unfinished} if found.unfinished else {}))


@router.post("/capacity", response=CapacityRows, url_name="api_capacity", operation_id="capacity")
@operation(Permission.READ_STATISTICS, models=True)
def run_scenarios(request: ApiRequest, scenario: Annotated[Scenario, Body()]) -> HttpResponse:  # noqa: ARG001 - django-ninja's signature
    """What a desk and its forensic unit can keep up with: backlog, waits, promises missed, who is needed.

    The body is a scenario, with any `what_if`: `/figures/capacity/example` has a whole one.
    """
    found = scenario_file.read_scenarios(json.dumps(scenario).encode())
    _check_many("scenarios", len(found), "ask for fewer changes at once")
    if sum(map(simulation.jobs_of, found)) > _MOST_JOBS:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "too_much_work",
            f"The scenarios hold more than {_MOST_JOBS:,} pieces of work over all runs: ask for fewer weeks, runs or "
            "changes, or run `waymark stats capacity`, which may take its time",
        )
    return rows(plain_figures(simulation.capacity(each)) for each in found)


@router.get(
    "/capacity/example",
    response=dict[str, Any],
    url_name="api_capacity_example",
    operation_id="capacity_example",
)
@operation(Permission.READ_STATISTICS)
def show_example(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - django-ninja's signature
    """A whole scenario to begin from, with its sources in docs/reference as the command prints them."""
    return answer(tomllib.loads(scenario_file.example()))


def _calendar(request: ApiRequest, asked: HolidayEffectAsked) -> Calendar:
    if (asked.calendar is None) == (not asked.loaded_calendar):
        raise _unclear("give calendar or loaded_calendar")
    if asked.calendar is not None:
        return calendar_in(stream_of(asked.calendar), "calendar", authority=asked.authority)
    with acting(request.viewer):
        return calendar_of(request.viewer, asked.loaded_calendar)


def _from_record(request: ApiRequest, asked: SeriesAsked, by: By) -> WholePeriods:
    if asked.series is not None or asked.unit is None or not (asked.from_ and asked.to):
        raise _unclear("give series, or unit with from and to")
    with acting(request.viewer):
        return whole_periods(
            request.viewer,
            asked.unit,
            by,
            (asked.from_, asked.to),
            as_at=request.now,
            by_offence=asked.by_offence_date,
        )


def _unclear(what: str) -> Refused:
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "unclear", f"What to model is not clear: {what}")


def _check_many(what: str, many: int, do: str) -> None:
    if many > _MOST_AT_ONCE:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "too_many",
            f"There are {many} {what}, and {_MOST_AT_ONCE} can be asked for at once: {do}",
        )
