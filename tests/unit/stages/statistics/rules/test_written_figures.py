import pytest

from waymark.stages.statistics.rules.written_figures import (
    NotAFigure,
    TwoReadings,
    check_points,
    figure_of,
    in_print,
)


class TestFigureOf:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1050", 1050),
            ("1,050", 1050),
            ("1 050", 1050),
            ("1\u00a0050\u00a0000", 1_050_000),
            (" 7.5 ", 7.5),
            ("2e3", 2000),
        ],
    )
    def test_reads_thousands_that_are_parted_in_threes(self, text, value):
        assert figure_of(text) == value

    @pytest.mark.parametrize(
        "text", ["", "12,5", "1,0500", "1,050 000", "1_000", "nan", "inf", "1e999", "\u0663", "0x10", "5%"]
    )
    def test_refuses_what_could_be_another_number_or_is_none(self, text):
        with pytest.raises(NotAFigure):
            figure_of(text)


class TestCheckPoints:
    def test_refuses_a_column_whose_every_point_may_part_thousands(self):
        with pytest.raises(TwoReadings, match="1795"):
            check_points(["950", "1.795", "12.020"])

    def test_passes_fractions(self):
        check_points(["0.125", "1.795"])
        check_points(["1.5", "1.795"])
        check_points(["1", "2"])


class TestInPrint:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (16_836_694, "16,836,694"),
            (1e6, "1,000,000"),
            (80.875, "80.875"),
            (999.72153, "999.7215"),
            (0.0000001, "1e-07"),
            (float("inf"), "no end"),
        ],
    )
    def test_cuts_no_figure_short(self, value, written):
        assert in_print(value) == written

    def test_writes_a_sign_where_that_is_asked(self):
        assert (in_print(1464, signed=True), in_print(-3, signed=True)) == ("+1,464", "-3")
