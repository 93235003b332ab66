from datetime import UTC, datetime, timedelta

import pytest

from waymark.clocks import PROMISES
from waymark.clocks.calendars import shipped_calendar
from waymark.clocks.catalogue import CLOCKS, SHIPPED, Group, Length, Lengths, Unit, UnknownClock, clock_called
from waymark.clocks.milestones import Milestone, MilestoneKind, milestone_in_words
from waymark.clocks.nations import WORDS, Nation
from waymark.clocks.running import end_of, runs

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
E, S, N = Nation
K = MilestoneKind


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def runs_of(name, *milestones, nation=E, as_at=FRIDAY + timedelta(days=400), lengths=SHIPPED):
    return runs(
        CLOCKS[name],
        milestones,
        nation=nation,
        lengths=lengths,
        calendar=shipped_calendar(nation),
        as_at=as_at,
    )


class TestTheCatalogue:
    def test_names_who_says_so_for_every_length_in_every_nation(self):
        assert all(length.source for spec in CLOCKS.values() for length in spec.lengths.values())

    def test_stops_the_four_promises_by_enforcement_or_disruption_and_by_nothing_else(self):
        promises = [spec for spec in CLOCKS.values() if spec.group is Group.PROMISE]

        assert {spec.name for spec in promises} == {promise.name for promise in PROMISES.values()}
        assert all(spec.stops == {K.ENFORCEMENT, K.SAFEGUARDING_DISRUPTION} for spec in promises)
        assert all(not spec.pauses and not spec.extends for spec in promises)

    def test_leaves_the_statutory_times_unset_until_somebody_has_read_them(self):
        for name in ("statutory_report_time_frame", "statutory_report_retention"):
            assert {length.amount for length in CLOCKS[name].lengths.values()} == {None}

    def test_gives_a_child_one_working_day_in_every_nation(self):
        lengths = CLOCKS["victim_update"].lengths.values()

        assert {(length.amount, length.unit) for length in lengths} == {(1, Unit.WORKING_DAYS)}

    @pytest.mark.parametrize("term", WORDS)
    def test_has_words_of_its_own_for_each_nation(self, term):
        assert set(WORDS[term]) == set(Nation)

    def test_refuses_a_name_that_it_does_not_hold(self):
        with pytest.raises(UnknownClock, match="the page Clocks"):
            clock_called("lunch")

    def test_says_what_happened_in_the_words_of_the_nation(self):
        assert milestone_in_words("bail_began", S) == "Investigative liberation: began"
        assert milestone_in_words("bail_began", E) == "Pre-charge bail: began"


class TestEndOf:
    @pytest.mark.parametrize(
        ("nation", "started", "ends"),
        [
            # Friday to Monday; over Christmas and its substitute day; over Saint Andrew's; over the Twelfth.
            (E, datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC)),
            (E, datetime(2026, 12, 24, 9, tzinfo=UTC), datetime(2026, 12, 29, 17, tzinfo=UTC)),
            (S, datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(2026, 12, 1, 17, tzinfo=UTC)),
            (E, datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(2026, 11, 30, 17, tzinfo=UTC)),
            (N, datetime(2026, 7, 10, 9, tzinfo=UTC), datetime(2026, 7, 14, 16, tzinfo=UTC)),
        ],
    )
    def test_counts_a_working_day_by_the_nations_holidays_to_five_in_london(self, nation, started, ends):
        one = Length(1, Unit.WORKING_DAYS, "made")

        assert end_of(one, started_at=started, calendar=shipped_calendar(nation)) == ends

    def test_counts_months_the_shorter_way(self):
        three = Length(3, Unit.MONTHS, "made")

        ends = end_of(three, started_at=datetime(2026, 11, 30, 12, tzinfo=UTC), calendar=shipped_calendar(E))

        assert ends == datetime(2027, 2, 28, tzinfo=UTC)


class TestRuns:
    def test_run_elapsed_hours_from_what_started_them(self):
        (run,) = runs_of("police_protection", Milestone(K.POLICE_PROTECTION_BEGAN, FRIDAY))

        assert run.due_at == FRIDAY + hours(72)
        assert run.stopped_at is None

    def test_keep_to_the_nations_own_length(self):
        (run,) = runs_of("police_protection", Milestone(K.POLICE_PROTECTION_BEGAN, FRIDAY), nation=S)

        assert run.due_at == FRIDAY + hours(24)

    def test_are_not_begun_anew_while_one_is_open(self):
        again = Milestone(K.CHILD_AT_ADDRESS_KNOWN, FRIDAY + hours(5))

        found = runs_of("childrens_services_told", Milestone(K.CHILD_AT_ADDRESS_KNOWN, FRIDAY), again)

        assert [run.due_at for run in found] == [FRIDAY + hours(24)]

    def test_stop_only_by_what_stops_them(self):
        found = runs_of(
            "enforcement_high",
            Milestone(K.RECEIVED, FRIDAY),
            Milestone(K.ARREST, FRIDAY + hours(2)),
            Milestone(K.SAFEGUARDING_DISRUPTION, FRIDAY + hours(30)),
        )

        assert [(run.stopped_at, run.stopped_by) for run in found] == [
            (FRIDAY + hours(30), "safeguarding_disruption")
        ]

    def test_of_one_victim_are_not_stopped_by_telling_another(self):
        found = runs_of(
            "victim_update_adult",
            Milestone(K.ADULT_VICTIM_EVENT, FRIDAY, "V1"),
            Milestone(K.ADULT_VICTIM_EVENT, FRIDAY, "V2"),
            Milestone(K.VICTIM_UPDATED, FRIDAY + hours(1), "V1"),
        )

        assert {run.about: run.stopped_at is not None for run in found} == {"V1": True, "V2": False}

    def test_of_everybody_stop_by_what_is_about_everybody(self):
        found = runs_of(
            "victim_update_adult",
            Milestone(K.ADULT_VICTIM_EVENT, FRIDAY, "V1"),
            Milestone(K.VICTIM_UPDATED, FRIDAY + hours(1)),
        )

        assert all(run.stopped_at for run in found)

    def test_stand_still_while_the_prosecutor_has_the_file_and_run_on_after(self):
        began = Milestone(K.BAIL_BEGAN, FRIDAY)
        sent = Milestone(K.SENT_TO_PROSECUTOR, FRIDAY + timedelta(days=10))
        back = Milestone(K.RETURNED_BY_PROSECUTOR, FRIDAY + timedelta(days=25))

        (open_run,) = runs_of("bail", began)
        (paused,) = runs_of("bail", began, sent)
        (resumed,) = runs_of("bail", began, sent, back)

        assert paused.is_paused
        assert paused.due_at is None
        assert resumed.due_at == open_run.due_at + timedelta(days=15)

    def test_are_extended_to_the_moment_that_the_extension_says(self):
        until = FRIDAY + timedelta(days=180)

        (run,) = runs_of(
            "bail",
            Milestone(K.BAIL_BEGAN, FRIDAY),
            Milestone(K.BAIL_EXTENDED, FRIDAY + hours(9), until=until),
        )

        assert run.due_at == until

    def test_end_when_what_began_says_so_where_that_is_sooner_or_nothing_else_does(self):
        soon, early = Milestone(K.WARRANT_ISSUED, FRIDAY, until=FRIDAY + hours(48)), FRIDAY + hours(48)

        assert [run.due_at for run in runs_of("warrant", soon)] == [early]
        assert [run.due_at for run in runs_of("warrant", soon, nation=S)] == [early]

    def test_fall_due_never_where_no_length_is_set_and_do_where_an_administrator_sets_one(self):
        reported = Milestone(K.PLATFORM_REPORTED, FRIDAY)
        set_here = Lengths({("statutory_report_time_frame", ""): Length(24, Unit.HOURS, "reg 7")})

        (unset,) = runs_of("statutory_report_time_frame", reported)
        (chosen,) = runs_of("statutory_report_time_frame", reported, lengths=set_here)

        assert unset.due_at is None
        assert chosen.due_at == FRIDAY + hours(24)

    def test_begin_again_with_a_review_that_both_stops_and_starts_them(self):
        found = runs_of(
            "under_investigation_review",
            Milestone(K.UNDER_INVESTIGATION, FRIDAY),
            Milestone(K.UNDER_INVESTIGATION_REVIEWED, FRIDAY + timedelta(days=20)),
        )

        assert [run.due_at for run in found] == [FRIDAY + timedelta(days=30), FRIDAY + timedelta(days=50)]
        assert [run.stopped_at is None for run in found] == [False, True]

    def test_are_stopped_by_what_was_written_down_within_the_same_minute(self):
        found_out = Milestone(K.CHILD_AT_ADDRESS_KNOWN, FRIDAY + timedelta(seconds=30))
        told = Milestone(K.CHILDRENS_SERVICES_TOLD, FRIDAY)

        (run,) = runs_of("childrens_services_told", found_out, told)

        assert run.stopped_at == found_out.at
