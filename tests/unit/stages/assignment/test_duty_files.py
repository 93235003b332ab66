"""Shifts and leave as duty systems write them: every form is read, a wrong row costs the whole file and says why."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from waymark.clocks import Level
from waymark.stages.assignment.readers.duty_files import DutyFileRefused, read_duty_file
from waymark.stages.assignment.readers.past_files import PastFileRefused, read_past_file
from waymark.stages.assignment.rules.duty import Kind


def read(text: str, **zone: str):
    return list(read_duty_file(io.BytesIO(text.encode()), **zone))


class TestADutyFile:
    @pytest.mark.parametrize(
        "text",
        [
            "officer,kind,starts,ends\nada,duty,2026-11-20T08:00,2026-11-20T16:00\n",
            "Officer;Duty Type;Start;End\nada;Early;20/11/2026 08:00;20/11/2026 16:00\n",
            "\ufeffCollar Number\tDate\tFrom\tTo\nada\t20/11/2026\t0800\t16:00\n",
            "username,date,start time,end time,type\nada,2026-11-20,08:00,16:00,\n",
            "officer,starts,ends\nada,2026-11-20T08:00Z,2026-11-20T17:00+01:00\n",
        ],
    )
    def test_is_read_in_each_form_that_is_met(self, text):
        (row,) = read(text)

        assert (row.officer, row.kind) == ("ada", Kind.DUTY)
        assert row.starts_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
        assert row.ends_at == datetime(2026, 11, 20, 16, tzinfo=UTC)

    def test_takes_a_night_into_the_next_day_and_leave_as_whole_days(self):
        night, leave, week = read(
            "officer,kind,date,from,to\nada,night,2026-11-20,22:00,06:00\nada,annual leave,2026-11-21,,\n"
        ) + read("officer,kind,starts,ends\nada,AL,23/11/2026,27/11/2026\n")

        assert night.ends_at == datetime(2026, 11, 21, 6, tzinfo=UTC)
        assert (leave.ends_at - leave.starts_at).days == 1
        assert week.ends_at == datetime(2026, 11, 28, tzinfo=UTC)

    def test_reads_summer_time_as_the_zone_has_it(self):
        (row,) = read("officer,starts,ends\nada,2026-07-01T08:00,2026-07-01T16:00\n")

        assert row.starts_at == datetime(2026, 7, 1, 7, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "headings are missing"),
            ("who,when\nada,today\n", "headings are who, when"),
            (
                "officer,starts,ends\nada,2026-11-20T08:00,2026-11-20T07:00\n",
                "Row 2: it ends before it starts",
            ),
            ("officer,starts,ends\nada,31/02/2026,01/03/2026\n", "is no date"),
            ("officer,kind,starts,ends\nada,fishing,2026-11-20T08:00,2026-11-20T09:00\n", "no kind of duty"),
            ("officer,starts,ends\n,2026-11-20T08:00,2026-11-20T09:00\n", "names no officer"),
            ("officer,starts,ends\nada,2026-11-20T08:00,2026-12-20T09:00\n", "longer than a day"),
            ("officer,date,from,to\nada,2026-11-20,8am,16:00\n", "is no time"),
        ],
    )
    def test_says_in_one_line_what_is_wrong(self, text, why):
        with pytest.raises(DutyFileRefused, match=why):
            read(text)

    def test_of_an_unknown_zone_is_refused(self):
        with pytest.raises(DutyFileRefused, match="no time zone"):
            read("officer,starts,ends\n", zone="Europe/Nowhere")


class TestAFileOfPastWork:
    def test_is_read_with_what_was_never_done(self):
        text = (
            "Opened,Due,Done,Level,Minutes\n2026-01-01T09:00Z,2026-01-08,,Very High,120\n"
            "2026-01-02,2026-01-09,2026-01-05 10:00,low,\n"
        )

        first, second = read_past_file(io.BytesIO(text.encode()))

        assert (first.level, first.done_at, first.minutes) == (Level.VERY_HIGH, None, 120)
        assert second.done_at == datetime(2026, 1, 5, 10, tzinfo=UTC)
        assert first.key != second.key

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("opened,due\n", "no column done, level"),
            ("opened,due,done,level\n2026-01-01,2026-01-02,,urgent\n", "is no level"),
            ("opened,due,done,level\n2026-01-03,2026-01-02,,low\n", "before it was opened"),
            ("opened,due,done,level\nsoon,2026-01-02,,low\n", "is no time"),
        ],
    )
    def test_says_in_one_line_what_is_wrong(self, text, why):
        with pytest.raises(PastFileRefused, match=why):
            list(read_past_file(io.BytesIO(text.encode())))
