"""The simulation against queues whose answer is known in closed form."""

import numpy as np
import pytest

from waymark.stages.statistics.rules.capacity.formulas import (
    erlang_b,
    erlang_c,
    mean_wait,
    mean_wait_of_one,
    mean_waits_by_priority,
)
from waymark.stages.statistics.rules.capacity.queueing import serve

JOBS = 60_000


def waits(arrivals_a_day, service, servers, *, variation=1.0, shares=(1.0,)):
    """Mean waits by urgency of a long simulated queue, its beginning left out."""
    draws = np.random.default_rng(4)
    came = np.cumsum(draws.exponential(1 / arrivals_a_day, JOBS))
    shape = 1 / variation**2 if variation else 0
    lengths = draws.gamma(shape, service / shape, JOBS) if variation else np.full(JOBS, service)
    urgency = draws.choice(len(shares), size=JOBS, p=shares)
    served = serve(came, lengths, urgency, servers=servers, until=np.inf)
    late = np.arange(JOBS) > JOBS // 10
    return [float((served.starts - came)[late & (urgency == each)].mean()) for each in range(len(shares))]


class TestFormulas:
    def test_are_those_of_the_tables(self):
        assert erlang_b(10, 10) == pytest.approx(0.2146, abs=5e-5)
        assert erlang_c(8, 10) == pytest.approx(0.4092, abs=5e-5)
        assert mean_wait(0.5, 1, 1) == pytest.approx(1)

    def test_have_no_end_where_the_load_is_too_much(self):
        assert erlang_c(3, 3) == 1
        assert mean_wait(3, 1, 3) == mean_wait_of_one(1, 1, variation=1) == float("inf")
        assert mean_waits_by_priority([1, 1], 1, 2) == [float("inf")] * 2

    def test_agree_with_one_another(self):
        assert mean_wait_of_one(0.7, 1, variation=1) == pytest.approx(mean_wait(0.7, 1, 1))
        assert mean_waits_by_priority([2.0], 1, 3) == pytest.approx([mean_wait(2, 1, 3)])


class TestServe:
    @pytest.mark.parametrize(("arrivals", "servers"), [(0.7, 1), (2.4, 3), (8.0, 10)])
    def test_waits_as_m_m_c_does(self, arrivals, servers):
        assert waits(arrivals, 1, servers)[0] == pytest.approx(mean_wait(arrivals, 1, servers), rel=0.15)

    @pytest.mark.parametrize("variation", [0.0, 0.5, 2.0])
    def test_waits_as_m_g_1_does(self, variation):
        expected = mean_wait_of_one(0.6, 1, variation=variation)

        assert waits(0.6, 1, 1, variation=variation)[0] == pytest.approx(expected, rel=0.1)

    def test_waits_by_urgency_as_cobham_has_it(self):
        found = waits(2.4, 1, 3, shares=(0.2, 0.3, 0.5))

        assert found == pytest.approx(mean_waits_by_priority([0.48, 0.72, 1.2], 1, 3), rel=0.1)

    def test_share_of_those_who_wait_is_erlang_s(self):
        draws = np.random.default_rng(5)
        came = np.cumsum(draws.exponential(1 / 8, JOBS))

        served = serve(came, draws.exponential(1, JOBS), np.zeros(JOBS, int), servers=10, until=np.inf)

        assert (served.starts > came + 1e-12).mean() == pytest.approx(erlang_c(8, 10), abs=0.02)

    def test_takes_the_most_urgent_first_and_then_the_longest_waiting(self):
        came, lengths = np.array([0.0, 1, 2, 3]), np.array([10.0, 1, 1, 1])

        served = serve(came, lengths, np.array([1, 1, 1, 0]), servers=1, until=np.inf)

        assert list(served.starts) == [0, 11, 12, 10]

    def test_begins_nothing_after_the_end_or_with_nobody(self):
        came = np.array([0.0, 1.0])

        assert list(serve(came, came + 5, np.zeros(2, int), servers=1, until=2).starts) == [0, np.inf]
        assert list(serve(came, came + 5, np.zeros(2, int), servers=0, until=9).starts) == [np.inf] * 2
