import pytest

from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.prevention import (
    APPROACH,
    IMAGES,
    OTHER_KIND,
    Audience,
    PeriodTooFine,
    Told,
    age_band,
    check_period,
    in_ten,
    kind_in_plain_words,
    made_safe,
)
from waymark.stages.statistics.rules.prevention_pdf import sheet_as_pdf
from waymark.stages.statistics.rules.prevention_sheets import sheet_of


def told(ages, kinds, quarters=None):
    return Told(
        "1 January 2018 to 31 December 2018", "a desk", "2019-01-01T09:00:00+00:00",
        made_safe(ages), made_safe(kinds), made_safe(quarters or {"2018-Q1": sum(kinds.values())}),
    )  # fmt: skip


class TestASafeTable:
    def test_hides_the_small_and_the_next_with_it(self):
        table = made_safe({"a": 3, "b": 12, "c": 80})

        assert table.rows == (("a", None), ("b", None), ("c", 80))
        assert table.total == 95

    def test_hides_its_total_where_that_would_give_it_away(self):
        assert made_safe({"a": 3}).total is None

    def test_shows_nought_as_nought_and_never_rounds_something_to_it(self):
        assert dict(made_safe({"a": 0, "b": 6, "c": 7}).rows) == {"a": 0, "b": 5, "c": 5}


class TestPlainWords:
    @pytest.mark.parametrize(
        ("stated", "plain"),
        [
            ("Online Enticement of Children for Sexual Acts", APPROACH),
            ("Apparent Child Pornography", IMAGES),
            ("Misleading Words or Digital Images on the Internet", OTHER_KIND),
            ("", OTHER_KIND),
        ],
    )
    def test_guess_at_no_kind(self, stated, plain):
        assert kind_in_plain_words(stated) == plain

    def test_of_an_age_are_broad(self):
        assert [age_band(text) for text in ("9", "10", "15", "17", "40", "", "teen")] == [
            "under 10", "10 to 12", "13 to 15", "16 and 17", "18 and over", "not known", "not known",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("part", "whole", "words"),
        [(75, 155, "about 5 in 10"), (1, 100, "fewer than 1 in 10"), (5, 15, ""), (5, None, "")],
    )
    def test_of_a_share_are_given_only_of_enough(self, part, whole, words):
        assert in_ten(part, whole) == words


class TestASheet:
    def test_of_too_little_gives_advice_and_no_figure(self):
        sheet = sheet_of(told({"13 to 15": 2}, {IMAGES: 3}), Audience.PARENTS)

        assert "too few" in sheet.parts[0].sentences[0]
        assert not any(character.isdigit() for each in sheet.parts[0].sentences[1:] for character in each)
        assert sheet.parts[-1].points

    def test_is_a_tagged_pdf_with_the_same_bytes_each_time(self):
        sheet = sheet_of(told({"13 to 15": 60}, {IMAGES: 300}), Audience.SCHOOLS)

        assert sheet_as_pdf(sheet) == sheet_as_pdf(sheet)
        assert b"StructTreeRoot" in sheet_as_pdf(sheet)

    @pytest.mark.parametrize("text", ["2018-01", "2018-W05", "2018-01-01..2018-06-30"])
    def test_is_not_made_of_days_that_could_be_subtracted(self, text):
        with pytest.raises(PeriodTooFine):
            check_period(parse_period(text))
