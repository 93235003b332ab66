"""Do weeks just after a school break differ from other term weeks, and could these data have shown it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtr, stdtrit

from waymark.stages.statistics.rules.calendars import DAYS_AFTER, Calendar
from waymark.stages.statistics.rules.holiday_design import Design, design_of, mixed, rate_of
from waymark.stages.statistics.rules.holiday_readings import (
    LEVEL,
    RateRatio,
    Verdict,
    reading_of,
    readings_of,
)
from waymark.stages.statistics.rules.intervals import Interval
from waymark.stages.statistics.rules.quasi_poisson import Fit, covariance_of, fit
from waymark.stages.statistics.rules.weeks import DAYS, Week, missing_weeks, without_bulk

EFFECTS = (1.1, 1.2, 1.3, 1.4, 1.5)
"""The effects whose power is stated; the verdict is by the last, unless another is asked for."""

ENOUGH_POWER = 0.5
"""Below this power a test that saw nothing says *not enough data* (decision of the statistics issue)."""

_ROUNDS = 3  # of the mixture's slopes: they move by less than a hundredth after two
_FEWEST_WEEKS = 26
_FEWEST_AFTER = 2.0  # whole weeks' worth of days after a break
# Mean days to recording that are tried where none is given.
_DELAYS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0, 17.0, 21.0, 28.0)
_LIKE_TERM = 0.2  # p of holidays like term: above, there is nothing that could go on after them
_AS_GOOD = 5.0  # of misfit: a delay so much worse than the best is not believed (chi-squared, 97.5%)
_SEED = 20170422  # fixed, so that the same data give the same answer


@dataclass(frozen=True, slots=True)
class HolidayEffect:
    """What the weeks after breaks were like. power: by effect, the chance that the test would have found it.

    during: the holiday weeks themselves. permutation_p: of labels shuffled within each year, as a check.
    smallest_effect_found: what 8 tests in 10 would find. dispersion: variance over mean.
    """

    rate_ratio: float | None
    interval: Interval | None
    p: float | None
    power: Mapping[str, float]
    verdict: Verdict
    readings: Mapping[str, str]
    reading: str
    during: RateRatio | None
    permutation_p: float | None
    smallest_effect_found: float | None
    dispersion: float | None
    autocorrelation: float | None
    weeks: int
    weeks_after: float
    breaks: int
    missing_weeks: int
    counted: float
    warnings: tuple[str, ...]


def holiday_effect(
    weeks: Sequence[Week],
    calendar: Calendar,
    *,
    days_after: int = DAYS_AFTER,
    delay_days: float = 0,
    effect: float = EFFECTS[-1],
    breaks: Sequence[date] = (),
    shuffles: int = 999,
) -> HolidayEffect:
    """Test weeks after school breaks against other term weeks.

    The mean is log-linear in a trend that bends once a year, the season, the share of each week in a holiday
    and in the days after; neighbouring weeks may correlate. A week that is out of line as much as all others
    together is left out, and said. delay_days: mean time to recording, see `Calendar.shares`; where it is 0, weeks
    after that are like the holidays are no effect where a delay that fits as well has none.
    effect: by whose power the verdict is. breaks: days on which what is counted changed: a step is allowed for.
    shuffles: of the labels, for `permutation_p`; 0 leaves it out.
    """
    asked = _Asked(days_after, delay_days, effect, tuple(breaks), shuffles)
    usual, bulk = without_bulk(weeks)
    found = _tested(usual, calendar, asked, bulk)
    answer = found.answer
    if delay_days or answer.verdict is not Verdict.EFFECT or not _goes_on(answer):
        return answer
    tried = {days: _tested(usual, calendar, asked._replace(delay_days=days), bulk) for days in _DELAYS}
    days, least = _least_sure({0.0: found} | tried)
    if not days:
        return answer
    said = f"recording may lag by some {days:g} days: what the holidays were like then goes on after them"
    warning = f"{said}; --delay-days says how long it is"
    return replace(least.answer, warnings=(*least.answer.warnings, warning))


class _Asked(NamedTuple):
    """What `holiday_effect` was asked with."""

    days_after: int
    delay_days: float
    effect: float
    breaks: tuple[date, ...]
    shuffles: int


class _Tested(NamedTuple):
    """An answer, and how badly the model fits."""

    answer: HolidayEffect
    misfit: float = 0.0


def _goes_on(found: HolidayEffect) -> bool:
    """Whether weeks after breaks differ the way that holidays do, as they would by late recording alone."""
    after, during = found.rate_ratio, found.during
    if after is None or during is None or during.p > _LIKE_TERM:
        return False
    return (after < 1) == (during.rate_ratio < 1)


def _least_sure(tried: Mapping[float, _Tested]) -> tuple[float, _Tested]:
    """Of the delays that fit about as well as the best, the one whose test says least, and its days."""
    best = min(each.misfit for each in tried.values())
    as_good = {days: each for days, each in tried.items() if each.misfit <= best + _AS_GOOD}
    return max(as_good.items(), key=lambda item: item[1].answer.p or 0.0)


def _tested(weeks: Sequence[Week], calendar: Calendar, asked: _Asked, bulk: Sequence[Week]) -> _Tested:
    covered = [week for week in weeks if calendar.covers(week.start)]
    shares = calendar.shares(
        [week.start for week in covered], days_after=asked.days_after, delay_days=asked.delay_days
    )
    warnings = [*_warnings(weeks, covered, asked.breaks), *map(_bulk_left_out, bulk)]
    after_weeks = sum(share.after for share in shares)
    counted, effect = sum(week.count for week in covered), asked.effect
    if len(covered) < _FEWEST_WEEKS or after_weeks < _FEWEST_AFTER or not counted:
        return _Tested(_nothing(covered, after_weeks, calendar, warnings, effect))
    data = design_of(covered, shares, asked.breaks)
    plain, found = data, fit(data.counts, data.design, data.offset, times=data.times)
    for _ in range(_ROUNDS):
        data = mixed(data, found.coefficients)
        found = fit(data.counts, data.design, data.offset, times=data.times)
    tested = _ratio(found, data.after)
    power = {f"{each:g}": power_of(data, found, each) for each in _effects(effect)}
    verdict = _verdict(tested.p, power[f"{effect:g}"])
    during = _ratio(found, data.during) if data.during is not None else None
    smallest = _smallest_found(data, found)
    answer = HolidayEffect(
        rate_ratio=tested.rate_ratio,
        interval=tested.interval,
        p=tested.p,
        power=power,
        verdict=verdict,
        readings=readings_of(verdict, tested, during),
        reading=reading_of(verdict, tested, effect, power[f"{effect:g}"], smallest),
        during=during,
        permutation_p=_permuted(plain, asked.shuffles) if asked.shuffles else None,
        smallest_effect_found=smallest,
        dispersion=found.dispersion,
        autocorrelation=found.autocorrelation,
        weeks=len(covered),
        weeks_after=after_weeks,
        breaks=_breaks_seen(calendar, covered),
        missing_weeks=missing_weeks(weeks),
        counted=counted,
        warnings=tuple(warnings),
    )
    return _Tested(answer, found.misfit)


def _effects(effect: float) -> list[float]:
    return sorted({*EFFECTS, effect})


def _verdict(p: float, power: float) -> Verdict:
    if p < LEVEL:
        return Verdict.EFFECT
    return Verdict.NO_EFFECT_SEEN if power >= ENOUGH_POWER else Verdict.NOT_ENOUGH_DATA


def _ratio(found: Fit, column: int) -> RateRatio:
    estimate = float(found.coefficients[column])
    error = sqrt(float(found.covariance[column, column]))
    reach = float(stdtrit(found.free, 1 - LEVEL / 2)) * error
    p = 2 * float(stdtr(found.free, -abs(estimate) / error)) if error else 1.0
    low, high = (exp(max(-30.0, min(30.0, estimate + side * reach))) for side in (-1, 1))
    return RateRatio(exp(max(-30.0, min(30.0, estimate))), Interval(low, high), p)


def power_of(data: Design, found: Fit, effect: float) -> float:
    """The chance that the two-sided test would find that rate ratio in these weeks, were it there."""
    during = float(found.coefficients[data.during]) if data.during is not None else 0.0
    seen = rate_of(data, during=during, after=float(found.coefficients[data.after]))
    # The level of the series is as fitted: the effect is laid on weeks after breaks alone.
    mean = found.mean * rate_of(data, during=during, after=log(effect)) / seen
    covariance = covariance_of(data.design, mean, found.variance, found.alike)
    shift = abs(log(effect)) / sqrt(float(covariance[data.after, data.after]))
    least = float(stdtrit(found.free, 1 - LEVEL / 2))
    return float(1 - stdtr(found.free, least - shift) + stdtr(found.free, -least - shift))


def _smallest_found(data: Design, found: Fit) -> float | None:
    """The smallest effect that 8 tests in 10 would find, to a hundredth; None beyond ten times."""
    low, high = 1.0, 10.0
    if power_of(data, found, high) < 0.8:  # noqa: PLR2004 - eight in ten
        return None
    while high - low > 0.005:  # noqa: PLR2004 - half a hundredth
        middle = (low + high) / 2
        low, high = (middle, high) if power_of(data, found, middle) < 0.8 else (low, middle)  # noqa: PLR2004
    return round(high, 2)


def _permuted(data: Design, shuffles: int) -> float:
    """How often labels shuffled among a year's term weeks differ as much as the true ones did.

    What the other columns explain is taken out of the labels first, each time.
    """
    others = np.delete(data.design, data.after, axis=1)
    null = fit(data.counts, others, data.offset, times=data.times)
    root = null.mean / np.sqrt(null.variance.of(null.mean))
    basis, _ = np.linalg.qr(others * root[:, None])
    residuals = null.residuals
    draws = np.random.default_rng(_SEED)
    years = np.array([week.start.year for week in data.weeks])
    groups = [np.flatnonzero((years == year) & (data.in_term > 0)) for year in np.unique(years)]
    labels = np.repeat(data.design[:, [data.after]], shuffles + 1, axis=1)
    for group in groups:
        labels[group, 1:] = draws.permuted(labels[group, 1:], axis=0)
    weighted = labels * root[:, None]
    weighted -= basis @ (basis.T @ weighted)
    scale = np.sqrt(np.maximum((weighted**2).sum(axis=0), 1e-12))
    scores = np.abs(residuals @ weighted) / scale
    return float((scores[1:] >= scores[0] - 1e-12).sum() + 1) / (shuffles + 1)


def _breaks_seen(calendar: Calendar, weeks: Sequence[Week]) -> int:
    first, last = weeks[0].start, weeks[-1].start + timedelta(days=DAYS)
    return sum(first <= span.end < last for span in calendar.holidays)


def _warnings(weeks: Sequence[Week], covered: Sequence[Week], breaks: Sequence[date]) -> list[str]:
    found = []
    if len(covered) < len(weeks):
        found.append(f"{len(weeks) - len(covered)} weeks lie outside the calendar and are left out")
    if missing := missing_weeks(weeks):
        found.append(f"{missing} weeks are missing between the first and the last; they are not taken for 0")
    if partial := sum(week.days < DAYS for week in covered):
        found.append(
            f"{partial} weeks have days missing: counted by the days that are there; write a day that had none as 0"
        )
    found += [f"a step on {on.isoformat()} is allowed for, where what is counted changed" for on in breaks]
    return found


def _bulk_left_out(week: Week) -> str:
    said = f"the week of {week.start.isoformat()} has {week.count:,g}, out of line as much as all others together"
    return f"{said}: left out; see whether it came in bulk"


def _nothing(
    covered: Sequence[Week], after: float, calendar: Calendar, warnings: list[str], effect: float
) -> HolidayEffect:
    reading = (
        f"not enough data to test anything: {len(covered)} weeks inside the calendar, of which {after:.1f} after "
        f"a break; it takes {_FEWEST_WEEKS} weeks with counts, and {_FEWEST_AFTER:g} after breaks"
    )
    return HolidayEffect(
        rate_ratio=None,
        interval=None,
        p=None,
        power={f"{each:g}": 0.0 for each in _effects(effect)},
        verdict=Verdict.NOT_ENOUGH_DATA,
        readings=readings_of(Verdict.NOT_ENOUGH_DATA, None, None),
        reading=reading,
        during=None,
        permutation_p=None,
        smallest_effect_found=None,
        dispersion=None,
        autocorrelation=None,
        weeks=len(covered),
        weeks_after=after,
        breaks=_breaks_seen(calendar, covered) if covered else 0,
        missing_weeks=missing_weeks(covered) if covered else 0,
        counted=sum(week.count for week in covered),
        warnings=tuple(warnings),
    )
