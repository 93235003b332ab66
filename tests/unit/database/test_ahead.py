"""Work done ahead keeps its order, and a failure its place."""

from threading import Event, current_thread, main_thread

import pytest

from waymark.database.ahead import one_ahead


class TestOneAhead:
    def test_gives_every_result_in_order(self):
        assert list(one_ahead(lambda item: item * 2, range(5))) == [0, 2, 4, 6, 8]

    def test_gives_nothing_for_nothing(self):
        assert list(one_ahead(str, [])) == []

    def test_does_the_first_work_in_the_thread_that_asked(self):
        threads = list(one_ahead(lambda _: current_thread(), range(2)))

        assert threads[0] is main_thread()
        assert threads[1] is not main_thread()

    def test_has_begun_the_next_while_the_caller_uses_this_one(self):
        begun = Event()

        def work(item):
            if item == 2:
                begun.set()
            return item

        given = one_ahead(work, [1, 2])

        assert next(given) == 1
        assert begun.wait(5)

    def test_works_no_further_ahead_than_one(self):
        worked: list[int] = []

        next(one_ahead(worked.append, range(5)))

        assert worked == [0, 1]

    def test_raises_what_the_work_raised_after_everything_before_it(self):
        given = one_ahead(lambda item: 1 // item, [1, 1, 0, 1])

        assert [next(given), next(given)] == [1, 1]
        with pytest.raises(ZeroDivisionError):
            next(given)

    def test_raises_what_the_items_raised_after_everything_before_it(self):
        def items():
            yield 1
            raise OSError("gone")

        given = one_ahead(str, items())

        assert next(given) == "1"
        with pytest.raises(OSError, match="gone"):
            next(given)
