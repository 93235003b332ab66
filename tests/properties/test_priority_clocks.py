"""Laws of the clocks: a pause never shortens a promise, and the order of things told never matters."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.clocks import (
    PROMISES,
    Level,
    Pause,
    PromiseState,
    WorkingCalendar,
    due_at,
    elapsed,
    evidence_lost_at,
    platform_preservation_ends,
    promise_state,
)

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
AS_AT = START + timedelta(days=400)

promises = st.sampled_from(list(PROMISES.values()))
minutes = st.integers(-20_000, 120_000)
moments = minutes.map(lambda after: START + timedelta(minutes=after))


@st.composite
def pauses(draw):
    start = draw(moments)
    return Pause(start, start + timedelta(minutes=draw(st.integers(0, 30_000))))


@given(promises, st.lists(pauses(), max_size=5), pauses())
def test_a_further_pause_never_brings_a_promise_forward(promise, several, further):
    without = due_at(promise, started_at=START, as_at=AS_AT, pauses=several)

    assert due_at(promise, started_at=START, as_at=AS_AT, pauses=[*several, further]) >= without


@given(promises, st.lists(pauses(), max_size=5), st.randoms())
def test_the_order_of_pauses_never_matters(promise, several, chance):
    shuffled = chance.sample(several, len(several))

    assert due_at(promise, started_at=START, as_at=AS_AT, pauses=shuffled) == due_at(
        promise, started_at=START, as_at=AS_AT, pauses=several
    )


@given(promises, st.lists(pauses(), max_size=5))
def test_exactly_the_promised_time_has_elapsed_when_it_is_due(promise, several):
    due = due_at(promise, started_at=START, as_at=AS_AT, pauses=several)

    assert elapsed(started_at=START, until=due, pauses=several) == promise.duration


@given(st.lists(pauses(), max_size=4), moments, moments)
def test_elapsed_time_never_runs_backwards(several, one, other):
    earlier, later = sorted((one, other))

    assert elapsed(started_at=START, until=earlier, pauses=several) <= elapsed(
        started_at=START, until=later, pauses=several
    )


@given(promises, moments, moments)
def test_what_is_received_later_is_never_due_earlier(promise, one, other):
    earlier, later = sorted((one, other))

    assert due_at(promise, started_at=earlier, as_at=AS_AT) <= due_at(promise, started_at=later, as_at=AS_AT)


@given(promises, st.lists(pauses(), max_size=4), moments.filter(lambda moment: moment >= START))
def test_a_promise_is_overdue_exactly_when_more_than_its_time_has_elapsed(promise, several, moment):
    known = [pause for pause in several if pause.end <= moment]

    state = promise_state(promise, started_at=START, as_at=moment, pauses=known)

    is_over = elapsed(started_at=START, until=moment, pauses=known) > promise.duration
    assert (state is PromiseState.OVERDUE) == is_over


def test_a_graver_level_is_never_promised_later():
    durations = [PROMISES[level].duration for level in sorted(Level, key=lambda level: level.danger)]

    assert durations == sorted(durations, reverse=True)


days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(days, days)
def test_an_older_event_is_never_lost_later(one, other):
    earlier, later = sorted((one, other))

    assert evidence_lost_at(earlier) <= evidence_lost_at(later)


@given(days)
def test_evidence_is_lost_after_365_or_366_days(day):
    assert 365 <= (evidence_lost_at(day) - day).days <= 366


@given(st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_preservation_lasts_90_days_or_a_year(reported):
    assert (platform_preservation_ends(reported) - reported).days in {90, 365, 366}


@given(days, st.integers(0, 60), st.frozensets(days, max_size=20))
def test_so_many_working_days_later_there_are_so_many_between(day, count, holidays):
    calendar = WorkingCalendar("invented", holidays, date(1999, 1, 1), date(2092, 1, 1))

    assert calendar.between(day, calendar.after(day, count)) == count
