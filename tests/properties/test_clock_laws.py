"""Laws of running clocks: order never matters, what has not happened changes nothing, a pause never hurries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.clocks.calendars import shipped_calendar
from waymark.clocks.catalogue import CLOCKS, SHIPPED
from waymark.clocks.milestones import Milestone, MilestoneKind
from waymark.clocks.nations import Nation
from waymark.clocks.running import runs

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
AS_AT = START + timedelta(days=300)

clocks = st.sampled_from(list(CLOCKS.values()))
nations = st.sampled_from(Nation)
moments = st.integers(0, 200 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
happened = st.builds(
    Milestone, st.sampled_from(MilestoneKind), moments, st.sampled_from(["", "V1", "V2"]), st.none() | moments
)
histories = st.lists(happened, max_size=12)


def found(spec, history, nation, as_at=AS_AT):
    return runs(spec, history, nation=nation, lengths=SHIPPED, calendar=shipped_calendar(nation), as_at=as_at)


@given(clocks, nations, histories, st.randoms())
def test_the_order_in_which_things_are_told_never_matters(spec, nation, history, chance):
    assert found(spec, chance.sample(history, len(history)), nation) == found(spec, history, nation)


@given(clocks, nations, histories, moments)
def test_what_happens_later_changes_nothing_that_was_known_before(spec, nation, history, as_at):
    until_then = [each for each in history if each.at <= as_at]

    assert found(spec, history, nation, as_at) == found(spec, until_then, nation, as_at)


@given(clocks, nations, histories)
def test_at_most_one_run_is_open_for_each_and_none_ends_before_it_began(spec, nation, history):
    every = found(spec, history, nation)
    still_open = [run.about for run in every if run.stopped_at is None]

    assert len(still_open) == len(set(still_open))
    assert all(run.stopped_at is None or run.stopped_at >= run.started_at for run in every)


@given(nations, histories, moments)
def test_giving_the_work_to_somebody_or_anything_but_the_two_stops_leaves_a_promise_running(
    nation, history, received
):
    stops = {MilestoneKind.ENFORCEMENT, MilestoneKind.SAFEGUARDING_DISRUPTION}
    others = [each for each in history if each.kind not in stops | {MilestoneKind.RECEIVED}]

    (run,) = found(CLOCKS["enforcement_high"], [*others, Milestone(MilestoneKind.RECEIVED, received)], nation)

    assert run.stopped_at is None
    assert run.due_at == received + timedelta(days=7)
