"""What is proposed of a pack's text: where it stands, of whom it is, and nothing that is not there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waymark.stages.intake.readers.pack_cover import (
    MOST_CHARACTERS,
    MOST_PAGES,
    Unsearched,
    Why,
    mine,
    unsearched,
)
from waymark.stages.intake.readers.pack_cover.merging import propose
from waymark.stages.intake.readers.pack_cover.values import one_line
from waymark.synthetic.pack_documents import as_text
from waymark.synthetic.packs import packs

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def found(text: str) -> dict[str, str]:
    return {each.place.key: one_line(each.value) for each in mine(text, received_at=NOW)}


def of(text: str, key: str):
    return next(each for each in mine(text, received_at=NOW) if each.place.key == key)


class TestALabel:
    @pytest.mark.parametrize(
        "text",
        [
            "NCA reference: AB/123",
            "Our ref\tAB/123",
            "NCA Ref No.    AB/123",
            "Reference number\nAB/123",
            "URN - AB/123",
        ],
    )
    def test_has_its_value_beside_or_below_it(self, text):
        assert found(text)["cover.1.sender_reference.1"] == "AB/123"

    def test_of_several_lines_ends_with_the_postcode(self):
        text = "Suspect\nName: Jo Example\nAddress: 1 High Street\nExampletown\nEX1 1EX\nSee below"

        assert found(text)["person.1.address.1"] == "1 High Street, Exampletown, EX1 1EX"

    def test_says_nothing_where_it_says_not_known(self):
        assert found("Suspect\nName: Not known\nDOB: N/A") == {}

    def test_cuts_a_value_where_another_begins(self):
        text = "Suspect\nName: Jo Example\nDOB: 23/04/1985 Mobile: 07700 900123"

        assert (found(text)["person.1.date_of_birth.1"], found(text)["person.1.phone.1"]) == (
            "23/04/1985",
            "07700 900123",
        )


class TestPeople:
    def test_keep_those_who_wrote_the_pack_out(self):
        text = "Author\nName: Jo Officer\nTel: 07700 900123\nEmail: jo@nca.example\n"

        assert found(text) == {}

    def test_are_told_apart_by_their_headings(self):
        text = "Suspect 1\nName: Jo Example\n\nSuspect 2\nName: Al Example\n\nChild\nName: Zoe Example\n"

        names = {key: value for key, value in found(text).items() if ".name." in key}
        assert names == {
            "person.1.name.1": "Jo Example",
            "person.2.name.1": "Al Example",
            "person.3.name.1": "Zoe Example",
        }

    def test_that_pay_for_a_line_are_no_persons_of_their_own(self):
        text = (
            "IP address: 198.51.100.7\nSubscriber: Mary Example\nBill payer address: 1 High Street, EX1 1EX"
        )

        assert not any(key.startswith("person") for key in found(text))
        assert found(text)["resolution.1.subscriber_name.1"] == "Mary Example"


class TestResolutions:
    def test_keep_installation_and_billing_apart(self):
        text = (
            "IP address: 198.51.100.7\nSubscriber: Mary Example\nInstallation address: 1 High Street, EX1 1EX\n"
            "Billing address: 2 Low Street, EX2 2EX"
        )

        assert found(text)["resolution.1.installation_address.1"] == "1 High Street, EX1 1EX"
        assert found(text)["resolution.1.billing_address.1"] == "2 Low Street, EX2 2EX"

    def test_take_a_day_and_a_time_of_day_together(self):
        text = "IP address: 198.51.100.7\nDate of use: 13/10/2026\nTime (UTC): 21:14:05"

        assert of(text, "resolution.1.used_at.1").normal == "2026-10-13T21:14:05Z"

    def test_of_a_table_are_one_a_row_with_the_zone_of_its_head(self):
        text = (
            "IP Address       Port    Date/Time (UTC)\n"
            "198.51.100.7     50233   2026-10-12 21:14:05\n"
            "203.0.113.9      1024    2026-10-13 08:00:00\n"
        )

        assert of(text, "resolution.2.port.1").value == "1024"
        assert of(text, "resolution.2.used_at.1").normal == "2026-10-13T08:00:00Z"


class TestTheMarking:
    def test_is_the_highest_of_all_pages_and_says_so(self):
        marking = of("OFFICIAL\ntext\n\fOFFICIAL-SENSITIVE\ntext", "cover.1.marking.1")

        assert (marking.normal, marking.where.page) == ("OFFICIAL-SENSITIVE", 2)
        assert "the higher is proposed" in marking.doubts[0]

    def test_is_not_the_word_in_a_sentence(self):
        assert found("The official said that it was secret.") == {}


class TestAContradiction:
    def test_is_a_doubt_about_what_stands_first(self):
        text = "Suspect\nName: Jo Example\nDOB: 23/04/1985\nDOB: 24/04/1985"

        assert "also says: 24/04/1985" in of(text, "person.1.date_of_birth.1").doubts[-1]


class TestSeveralDocuments:
    def test_speak_of_one_person_under_one_number(self):
        made = propose(
            ["Suspect\nName: Jo Example", "Suspect\nName: Jo Example\nDOB: 23/04/1985"], received_at=NOW
        )

        assert set(made) == {"person.1.role.1", "person.1.name.1", "person.1.date_of_birth.1"}
        assert made["person.1.date_of_birth.1"].document == 2


class TestInventedPacks:
    """Written in manners and words chosen apart from the reader's own."""

    MADE = packs(11, 25, until=NOW)

    @pytest.mark.parametrize("pack", MADE, ids=lambda pack: f"{pack.number}-{pack.manner}")
    def test_have_each_stated_fact_proposed(self, pack):
        proposed = {
            (each.place.subject.value, each.place.name, form.replace(" ", "").casefold())
            for each in mine(as_text(pack), received_at=NOW)
            for form in (one_line(each.value), each.normal, each.normal.replace(" ", "/"))
        }

        missed = [
            fact
            for fact in pack.stated
            if (fact.subject, fact.name, fact.value.replace(" ", "").casefold()) not in proposed
            and not (fact.name == "source_grade" and fact.value.replace("/", "").replace(" ", "").casefold()
                     in {form for _, name, form in proposed if name == "source_grade"})
        ]  # fmt: skip

        assert missed == []

    @pytest.mark.parametrize("pack", MADE, ids=lambda pack: f"{pack.number}-{pack.manner}")
    def test_have_nothing_proposed_that_does_not_stand_where_it_is_said_to(self, pack):
        pages = as_text(pack).split("\f")

        for each in mine(as_text(pack), received_at=NOW):
            page, start, end = each.where
            assert pages[page - 1][start:end] == each.value


class TestWhatIsNotLookedThrough:
    def test_is_nothing_of_a_cover_of_a_few_pages(self):
        assert unsearched("Suspect\nName: Jo Example\f\fPage three\f") == []

    def test_is_what_follows_as_many_pages_as_a_cover_can_have(self):
        text = "\f".join(f"Page {n}" for n in range(1, MOST_PAGES + 21))

        assert unsearched(text) == [
            Unsearched(MOST_PAGES + 1, MOST_PAGES + 20, is_partly=False, why=Why.TOO_LONG)
        ]

    def test_is_what_follows_as_many_characters_as_a_cover_can_have(self):
        text = "x\n" * MOST_CHARACTERS + "Suspect\nName: Jo Example\fPage two"

        assert unsearched(text) == [Unsearched(1, 2, is_partly=True, why=Why.TOO_LONG)]
        assert mine(text, received_at=NOW) == []

    def test_is_a_report_that_is_bound_in(self):
        text = "Suspect\nName: Jo Example\f\nSection A: Reported Information\nName: Al Example"

        assert unsearched(text) == [Unsearched(2, 2, is_partly=False, why=Why.ENCLOSED)]
        assert "Al Example" not in found(text).values()

    def test_is_what_stands_after_more_blanks_than_a_hand_sets(self):
        text = "Suspect\nName: Jo Example" + " " * 500 + "Port: 50233\fPort: 50234"

        assert unsearched(text) == [Unsearched(1, 1, is_partly=True, why=Why.BLANKS)]

    def test_is_not_told_of_blanks_alone(self):
        assert unsearched("Suspect\nName: Jo Example" + "\n" * 5_000) == []
