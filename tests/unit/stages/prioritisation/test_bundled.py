"""What is known of somebody listed in a bundle: never a no that nobody gave."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.bundle_lists import list_digest
from waymark.stages.prioritisation.rules.bundled import SEARCHED, child_signal, prior_record
from waymark.stages.prioritisation.rules.facts import FACTS
from waymark.stages.prioritisation.rules.signals import Signal, Signals

NOW = datetime(2026, 11, 20, tzinfo=UTC)
QUIET = Signals(account=True)


def said(word, *names, at=NOW):
    return {name: Answer(name, word, at, FACTS[name].check) for name in names}


class TestChildSignal:
    @pytest.mark.parametrize(
        "signals",
        [
            QUIET._replace(child=(Signal.ENTICEMENT,)),
            QUIET._replace(escalated=True),
            QUIET._replace(child_possibly_suspect=True),
        ],
    )
    def test_is_any_sign_of_any_report(self, signals):
        assert child_signal([QUIET, signals], {}) is True

    def test_is_any_danger_that_an_officer_answered_yes(self):
        assert child_signal([QUIET], said(Said.YES, "child_at_address")) is True

    def test_is_none_only_where_the_reports_were_read(self):
        assert child_signal([QUIET], {}) is False
        assert child_signal([], {}) is None


class TestPriorRecord:
    def test_is_not_known_until_every_register_was_searched(self):
        some = said(Said.NO, *SEARCHED[:-1])

        assert prior_record({}, names_earlier=False, now=NOW) is None
        assert prior_record(some, names_earlier=False, now=NOW) is None

    def test_is_none_held_when_every_search_said_so_and_stands(self):
        searched = said(Said.NO, *SEARCHED)

        assert prior_record(searched, names_earlier=False, now=NOW) is False
        assert prior_record(searched, names_earlier=False, now=NOW + timedelta(days=60)) is None

    @pytest.mark.parametrize("name", [*SEARCHED, "other_convictions"])
    def test_is_one_yes_of_any_register(self, name):
        assert prior_record(said(Said.YES, name), names_earlier=False, now=NOW) is True

    def test_is_an_earlier_report_that_a_report_names(self):
        assert prior_record(said(Said.NO, *SEARCHED), names_earlier=True, now=NOW) is True


class TestListDigest:
    def test_knows_a_list_in_any_order_and_no_other(self):
        assert list_digest(["a", "b"]) == list_digest(["b", "a"])
        assert list_digest(["a", "b"]) != list_digest(["a"])
