"""Keys of programs: for how long, for what, and what is kept of them."""

from datetime import date
from hashlib import sha256

import pytest

from waymark.access.keys.rules import (
    OPENS,
    BadKey,
    OutsideScope,
    Scope,
    digest_of,
    ends_on,
    program_named,
    require_scope,
    written,
)
from waymark.access.rules import Permission


class TestAKey:
    def test_says_what_it_is_to_whoever_finds_it(self):
        assert written("abc") == "wmk_abc"

    def test_is_kept_as_its_digest(self):
        assert digest_of("wmk_abc") == sha256(b"wmk_abc").digest()

    @pytest.mark.parametrize(("days", "last"), [(1, date(2026, 1, 1)), (365, date(2026, 12, 31))])
    def test_counts_the_day_on_which_it_is_made(self, days, last):
        assert ends_on(date(2026, 1, 1), days) == last

    @pytest.mark.parametrize("days", [-1, 0, 366])
    def test_holds_a_day_at_least_and_a_year_at_most(self, days):
        with pytest.raises(BadKey, match="from 1 to 365 days"):
            ends_on(date(2026, 1, 1), days)


class TestTheNameOfAProgram:
    def test_is_one_line(self):
        assert program_named("  weekly\n figures ") == "weekly figures"

    @pytest.mark.parametrize("name", ["", " \n", "x" * 81, "a\x1b[31mb"])
    def test_is_refused_where_no_person_could_read_it(self, name):
        with pytest.raises(BadKey, match="1 to 80 characters"):
            program_named(name)


class TestAScope:
    def test_of_figures_opens_statistics_and_nothing_else(self):
        assert OPENS[Scope.FIGURES] == {Permission.READ_STATISTICS}

    def test_is_needed_for_what_it_opens(self):
        require_scope(Permission.READ_STATISTICS, [Scope.FIGURES])
        with pytest.raises(OutsideScope, match="does not let a program read statistics"):
            require_scope(Permission.READ_STATISTICS, [])

    def test_opens_nothing_that_was_not_named(self):
        with pytest.raises(OutsideScope):
            require_scope(Permission.READ_RECORD, list(Scope))
