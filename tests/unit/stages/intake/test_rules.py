"""What becomes of what arrives, decided from what it was found to be."""

import pytest

from waymark.referrals.types import DocumentKind, KeptRaw, Report
from waymark.stages.intake.rules import (
    Kind,
    by_report,
    clearing_house_of,
    folders_around,
    outcome_of,
)


class TestOutcomeOf:
    @pytest.mark.parametrize(
        ("inside", "whole"),
        [
            (["accepted", "quarantined"], "accepted"),
            (["supplement", "refused"], "supplement"),
            (["duplicate"], "duplicate"),
            (["unfinished", "quarantined"], "unfinished"),
            (["quarantined", "refused"], "quarantined"),
            (["kept", "accepted"], "kept"),
        ],
    )
    def test_is_what_was_accepted_before_what_was_not(self, inside, whole):
        assert outcome_of(inside) == whole


class TestFoldersAround:
    def test_are_the_folder_and_all_above_it_the_nearest_first(self):
        assert folders_around("x /a/b.zip!/c") == ("x /a/b.zip!/c", "x /a/b.zip!", "x /a", "x ")


class TestByReport:
    def test_gives_each_report_the_facts_before_its_head(self):
        one, other = Report(DocumentKind.REPORT, "1"), Report(DocumentKind.REPORT, "2")
        a, b, c = (KeptRaw(path, "") for path in "abc")

        assert list(by_report([a, one, b, other, c])) == [[a, one], [b, c, other]]


class TestClearingHouseOf:
    def test_is_one_for_every_form_of_what_the_clearing_house_sends(self):
        forms = {Kind.CYBERTIPLINE_XML, Kind.NCMEC_JSON, Kind.NCMEC_XML, Kind.NCMEC_PDF}

        assert {clearing_house_of(kind) for kind in forms} == {"ncmec"}
