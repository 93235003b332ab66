from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from waymark.interfaces.web.notices import alarms_by_day, without_repeats

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_notice(kind, *, minutes=0, officer=7):
    at = NOON + timedelta(minutes=minutes)
    return SimpleNamespace(kind=kind, from_desk="North desk", officer_id=officer, at=at)


class TestAlarmsByDay:
    def test_count_the_questions_of_one_officer_on_one_day(self):
        found = [
            a_notice("bulk"),
            a_notice("bulk", minutes=1),
            a_notice("bulk", officer=8),
            a_notice("asked"),
        ]

        assert alarms_by_day(found) == {
            (7, "North desk", date(2026, 11, 23)): 2,
            (8, "North desk", date(2026, 11, 23)): 1,
        }


class TestWithoutRepeats:
    def test_leave_out_an_alarm_beside_the_question_that_raised_it(self):
        asked, alarm = a_notice("asked"), a_notice("bulk")

        assert without_repeats([alarm, asked]) == [asked]

    def test_keep_an_alarm_of_a_question_that_is_not_told_here(self):
        alarm = a_notice("bulk")

        assert without_repeats([alarm]) == [alarm]
