"""The other formats through the whole pipeline: what each delivery becomes, and what comes again."""

from __future__ import annotations

import pytest

from tests.builders import RECEIVED, Held, a_viewer, receive
from waymark.access.viewing import acting
from waymark.pipeline.registers import as_offer, preview, source_of
from waymark.stages.intake.operations.column_maps import save_column_map
from waymark.stages.intake.queries.column_maps import NoSuchMap, column_map_called, column_maps
from waymark.stages.intake.readers.ours.by_hand import write_by_hand
from waymark.stages.intake.readers.registers.maps import ColumnMap
from waymark.stages.intake.readers.written_dates import DateOrder
from waymark.synthetic import answers
from waymark.synthetic.hotline import assessments
from waymark.synthetic.registers import register
from waymark.synthetic.statutory import statutory_report

MAP = ColumnMap(
    "old desk",
    0,
    (
        ("Ref", "reference"),
        ("Date recd", "received_at"),
        ("Surname", "suspect_last_name"),
        ("E-mail", "suspect_email"),
    ),
    DateOrder.DAY_FIRST,
    ("n/k",),
)


def saved(viewer, by=MAP):
    with acting(viewer):
        return save_column_map(by, viewer=viewer, now=RECEIVED)


class TestStatutoryReport:
    def test_becomes_a_report_on_a_referral(self, database):
        (answer,) = receive(a_viewer(), Held(statutory_report(whole=False), "report.json"))

        assert (answer.outcome, len(answer.reports), answer.faults) == ("accepted", 1, [])

    def test_is_a_supplement_when_it_names_the_report_it_adds_to(self, database):
        (answer,) = receive(a_viewer(), Held(statutory_report(serial=2), "report.json"))

        assert (answer.outcome, answer.faults) == ("supplement", [])

    def test_is_taken_in_with_its_faults_put_before_a_person(self, database):
        flawed = statutory_report(whole=False).replace(b"2026-11-19T22:10:00Z", b"2026-11-19")

        (answer,) = receive(a_viewer(), Held(flawed, "report.json"))

        assert answer.outcome == "accepted"
        assert [fault["where"] for fault in answer.faults] == ["$.detection.detected_at"]


class TestHotline:
    def test_makes_a_report_of_each_row(self, database):
        (answer,) = receive(a_viewer(), Held(assessments(rows=5), "assessments.csv"))

        assert (answer.outcome, len(answer.reports)) == ("accepted", 5)


class TestPlatformAnswer:
    def test_is_taken_in(self, database):
        viewer = a_viewer()

        taken = receive(
            viewer,
            Held(answers.meta_records(), "records.html"),
            Held(answers.google_activities(), "Activities.csv"),
            Held(answers.kik_bind(), "bind.txt"),
            Held(answers.snapchat_subscriber(), "subscriber_info.csv"),
        )

        assert [answer.faults for answer in taken] == [[], [], [], []]
        assert all(answer.outcome in ("accepted", "unfinished", "supplement") for answer in taken)


class TestReportByHand:
    def test_becomes_a_referral_that_escalates(self, database):
        said = {
            "source": "telephone",
            "taken_at": RECEIVED.isoformat(),
            "taken_by": "desk",
            "danger_now": "yes",
            "people": [{"role": "suspected", "screen_name": "invented_1", "service": "Examplechat"}],
        }

        (answer,) = receive(a_viewer(), Held(write_by_hand(said), "report by hand.json"))

        assert (answer.outcome, answer.faults) == ("accepted", [])


class TestRegister:
    def test_makes_a_report_of_each_row_and_changes_nothing_the_second_time(self, database):
        viewer = a_viewer()
        offer = as_offer(Held(register(rows=4), "old.csv"), saved(viewer))

        first = receive(viewer, offer, source=source_of(MAP))
        again = receive(viewer, offer, source=source_of(MAP))

        assert (first[0].outcome, len(first[0].reports)) == ("accepted", 4)
        assert again[0].outcome == "duplicate"

    def test_takes_in_the_rows_around_those_that_fail(self, database):
        viewer = a_viewer()
        table = b"Ref,Surname,Colour\n1,A,x\n,,blue\n3,C,y\n"

        (answer,) = receive(viewer, as_offer(Held(table, "old.csv"), saved(viewer)))

        assert len(answer.reports) == 2
        assert [fault["where"] for fault in answer.faults] == ["row 3"]

    def test_is_shown_before_anything_is_written(self, database):
        shown = preview(Held(register(rows=30), "old.csv"), MAP, most=5)

        assert (len(shown.rows), shown.reports, shown.without) == (5, 30, 0)
        assert ("Officer", 30) in shown.kept_raw


class TestColumnMap:
    def test_gets_the_next_version_only_when_it_says_something_new(self, database):
        viewer = a_viewer()

        versions = [
            saved(viewer).version,
            saved(viewer).version,
            saved(viewer, ColumnMap("old desk", 0, MAP.columns, DateOrder.MONTH_FIRST)).version,
        ]

        assert versions == [1, 1, 2]

    def test_is_found_by_its_name_in_its_newest_version(self, database):
        viewer = a_viewer()
        saved(viewer)

        with acting(viewer):
            assert column_map_called(viewer, "old desk").columns == MAP.columns

    def test_is_not_seen_by_another_desk(self, database):
        saved(a_viewer())
        other = a_viewer("other", desk="E23000001")

        with acting(other):
            assert column_maps(other) == []
            with pytest.raises(NoSuchMap, match="none is saved yet"):
                column_map_called(other, "old desk")
