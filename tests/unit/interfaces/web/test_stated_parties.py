from datetime import UTC, datetime

import pytest

from waymark.interfaces.web.stated_parties import name_of, party_rows, place_of, time_in_words
from waymark.referrals.types import Account, Contact, Party, Role, StatedTime, Zone

AT = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)


class TestPartyRows:
    def test_give_what_was_stated_and_nothing_else(self):
        party = Party(1, Role.SUSPECT, age=0, emails=(Contact("a@example.com", verified=False),))

        assert [(row.label, row.values) for row in party_rows(party)] == [
            ("Age", (("0", ""),)),
            ("E-mail", (("a@example.com", "not verified"),)),
        ]

    def test_say_no_only_where_no_was_stated(self):
        unstated = party_rows(Party(1, Role.SUSPECT, account=Account(identifier="u1")))
        stated = party_rows(Party(1, Role.SUSPECT, account=Account(identifier="u1", compromised=False)))

        assert "Account taken over by another" not in {row.label for row in unstated}
        assert ("Account taken over by another", (("No", ""),)) in stated

    @pytest.mark.parametrize("code", ["44", "+44"])
    def test_write_a_calling_code_with_one_plus_however_it_came(self, code):
        party = Party(1, Role.SUSPECT, phones=(Contact("7700 900123", calling_code=code),))

        assert party_rows(party)[0].values == (("+44 7700 900123", ""),)


class TestNameOf:
    @pytest.mark.parametrize(
        ("party", "expected"),
        [
            (Party(1, Role.SUSPECT, first_name="Ada", last_name="Invented"), "Ada Invented"),
            (Party(1, Role.SUSPECT, account=Account(identifier="u1", screen_name="ada")), "ada"),
            (Party(1, Role.SUSPECT, account=Account(identifier="u1")), "u1"),
            (Party(1, Role.SUSPECT), ""),
        ],
    )
    def test_is_the_best_that_was_stated(self, party, expected):
        assert name_of(party) == expected


class TestPlaceOf:
    def test_puts_whoever_made_the_report_last(self):
        roles = sorted((Party(n, role) for n, role in enumerate(Role)), key=place_of)

        assert roles[0].role is Role.SUSPECT
        assert roles[-1].role is Role.REPORTER


class TestTimeInWords:
    def test_keeps_the_words_and_says_how_the_zone_is_known(self):
        assumed = StatedTime("2026-11-01 10:00", AT, Zone.ASSUMED, "the reader")

        assert time_in_words(assumed) == (
            "2026-11-01 10:00: 1 Nov 2026, 10:00\N{NO-BREAK SPACE}UTC, no zone stated: taken for UTC by the reader"
        )

    def test_says_of_a_text_that_is_no_time_that_it_is_none(self):
        assert (
            time_in_words(StatedTime("last week", None, Zone.UNKNOWN))
            == "last week (not a time that can be placed)"
        )
