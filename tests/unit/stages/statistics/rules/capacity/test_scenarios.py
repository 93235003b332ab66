import json
from dataclasses import replace

import numpy as np
import pytest

from waymark.stages.statistics.rules.capacity.formulas import erlang_c, mean_waits_by_priority
from waymark.stages.statistics.rules.capacity.running import backlogs
from waymark.stages.statistics.rules.capacity.scenario import (
    LEVELS,
    Arrivals,
    Forensics,
    LevelWork,
    Past,
    Scenario,
    Staff,
)
from waymark.stages.statistics.rules.capacity.scenario_file import BadScenario, example, read_scenarios
from waymark.stages.statistics.rules.capacity.simulation import capacity
from waymark.stages.statistics.rules.capacity.staffing import calibrate, desk_load, officers_needed

SMALL = Scenario(weeks=26, runs=20, forensics=None)


def run(scenario):
    return capacity(scenario)


class TestReadScenarios:
    def test_of_the_example_gives_the_defaults_and_what_if(self):
        first, *others = read_scenarios(example().encode())

        assert first == Scenario()
        assert [each.name for each in others] == ["referrals_double", "two_officers_leave", "a_triage_van"]
        assert others[0].arrivals.per_week == 66
        assert others[1].desk.people == first.desk.people - 2
        assert others[2].forensics is not None
        assert others[2].forensics.triage_keeps == pytest.approx(0.1)

    def test_reads_json_as_well(self):
        (found,) = read_scenarios(json.dumps({"desk": {"people": 3}, "forensics": False}).encode())

        assert (found.desk.people, found.forensics) == (3, None)

    def test_knows_people_by_what_they_do(self):
        (found,) = read_scenarios(b"desk.officers = 4\nforensics.examiners_more = -2")

        assert found.forensics is not None
        assert (found.desk.people, found.forensics.staff.people) == (4, 6)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("[desk", "neither TOML nor JSON"),
            ("\xff", "neither TOML nor JSON"),
            ("[desk]\npeeple = 3", "'peeple' is not known"),
            ("[desk]\npeople = 'nine'", "a number belongs"),
            ("[desk]\npeople = 2.5", "whole number"),
            ("[desk]\npeople = true", "a number belongs"),
            ("[desk]\navailable = 1.2", "must be from 0.01 to 1"),
            ("[arrivals]\nper_week = -3", "must be from"),
            ("[levels.low]\nshare = 0.9", "add up to"),
            ("[levels.urgent]\nshare = 0.9", "very_high, high, medium, low"),
            ("desk = 3", "is no table"),
            ("", "says nothing"),
            ("seed = -1", "must be from 0"),
            ("[past]\narrivals = [3, 3, 3, inf]\nbacklog = [1, 1, 1, 1]", "a number for each week"),
            ("weeks = 'x'", "scenario's weeks: is 'x'"),
            ("[past]\narrivals = [3]\nbacklog = [1, 2]", "fewer than 4 weeks"),
            ("[past]\narrivals = [3, 3, 3, 3]\nbacklog = [1, 2]", "as many weeks"),
            ("[[what_if]]\nname = 3", "a text belongs"),
            ("what_if = 3", "a list of tables"),
            ("[arrivals]\nper_week = nan", "must be from"),
        ],
    )
    def test_refuses_what_it_does_not_know_saying_where(self, text, says):
        with pytest.raises(BadScenario, match=says):
            read_scenarios(text.encode("latin-1"))


class TestCapacity:
    def test_misses_more_promises_with_fewer_officers(self):
        enough, few = (run(replace(SMALL, desk=Staff(people=each))) for each in (12, 6))

        assert few.backlog.mean > enough.backlog.mean + 50
        assert few.promises_missed["low"].mean > enough.promises_missed["low"].mean
        assert any("grows without end" in warning for warning in few.warnings)

    def test_sees_the_most_urgent_first_however_much_waits(self):
        found = run(replace(SMALL, desk=Staff(people=6)))

        assert found.waits["very_high"].median.mean < 2 < found.waits["low"].median.mean

    def test_says_how_many_officers_keep_the_promises_and_they_do(self):
        needed = officers_needed(SMALL)

        assert needed is not None
        assert needed >= desk_load(SMALL)
        kept = run(replace(SMALL, desk=replace(SMALL.desk, people=needed)))
        assert max(each.mean for each in kept.promises_missed.values()) <= 6
        assert kept.staffing == {"officers": needed}

    def test_says_so_when_no_number_of_officers_would(self):
        hopeless = {**SMALL.levels, "high": replace(SMALL.levels["high"], promise_days=0.1)}

        assert officers_needed(replace(SMALL, levels=hopeless)) is None

    def test_examines_fewer_devices_with_a_triage_van(self):
        without, with_van = (
            run(each)
            for each in read_scenarios(b"weeks=26\nruns=20\n[[what_if]]\nforensics.triage_keeps=0.1")
        )

        assert with_van.forensic_backlog is not None
        assert without.forensic_backlog is not None
        assert with_van.forensic_backlog.mean < without.forensic_backlog.mean

    def test_starts_from_the_backlog_that_there_is(self):
        found = run(replace(SMALL, weeks=1, desk=Staff(people=9, backlog=500)))

        assert found.backlog.mean > 400

    def test_gives_the_same_answer_to_the_same_scenario(self):
        assert run(SMALL) == run(SMALL)


class TestCalibrate:
    @pytest.fixture
    def past(self):
        """A year of a desk that is as the scenario says."""
        draws = np.random.default_rng(11)
        counts = draws.poisson(33, 52)
        scenario = replace(SMALL, desk=Staff(people=7), arrivals=Arrivals(per_week=33))
        waiting = backlogs(scenario, draws, counts)
        return scenario, Past(tuple(map(float, counts)), tuple(waiting))

    def test_knows_a_desk_that_is_as_it_says(self, past):
        scenario, happened = past

        assert calibrate(scenario, happened).within_90 > 0.7

    def test_says_so_of_a_desk_that_is_not(self, past):
        scenario, happened = past
        wrong = replace(
            scenario,
            past=happened,
            levels={n: replace(w, hours=w.hours * 2) for n, w in scenario.levels.items()},
        )

        found = run(wrong)

        assert found.calibration is not None
        assert found.calibration.within_90 < 0.5
        assert any("before believing it" in warning for warning in found.warnings)
        assert set(found.waits) == set(LEVELS)


class TestQueues:
    """A whole scenario against the closed forms, as a reader of the answer would hold it against them."""

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_hold_what_cobham_and_erlang_say_within_the_stated_interval(self, seed):
        shares, people, service = (0.1, 0.2, 0.3, 0.4), 4, 7.0 / 28 * 7
        a_day = 0.8 * people / service
        levels = {level: LevelWork(share, 7.0, 30.0) for level, share in zip(LEVELS, shares, strict=True)}
        scenario = Scenario(
            arrivals=Arrivals(a_day * 7, 1.0),
            levels=levels,
            desk=Staff(people, variation=1.0),
            forensics=None,
            weeks=156,
            runs=40,
            seed=seed,
        )

        queues = run(scenario).queues

        means = mean_waits_by_priority([a_day * share for share in shares], service, people)
        for level, mean in zip(LEVELS, means, strict=True):
            assert queues[level].mean_days.lo90 <= mean <= queues[level].mean_days.hi90
            waited = queues[level].had_to_wait
            assert waited.lo90 <= 100 * erlang_c(a_day * service, people) <= waited.hi90


class TestWarnings:
    def test_do_not_say_that_devices_pile_up_where_the_desk_holds_them_up(self):
        forensics = Forensics(staff=Staff(people=10))
        scenario = replace(SMALL, forensics=forensics, arrivals=Arrivals(66.0))

        warnings = " ".join(run(scenario).warnings)

        assert "were the desk not holding the work up" in warnings
        assert "their backlog grows without end" not in warnings

    def test_say_so_where_nothing_does(self):
        forensics = Forensics(staff=Staff(people=2))

        assert "their backlog grows without end" in " ".join(
            run(replace(SMALL, forensics=forensics)).warnings
        )
