"""Identifiers in free text: whose they are said to be, and whose they are not."""

import pytest

from waymark.referrals.mined import found_in


def kinds(text, **named):
    return {(kind, key) for kind, key, _ in found_in(text, **named)}


class TestFoundIn:
    @pytest.mark.parametrize(
        ("text", "kind", "key"),
        [
            ("User supplied +44 7700 900123 as contact number.", "phone", "+447700900123"),
            (
                "Profile linked in bio: https://chat.example/u/invented.",
                "profile_url",
                "chat.example/u/invented",
            ),
            ("Registered with Some.One@example.com", "email", "some.one@example.com"),
            ("Cash name $invented9", "payment", "$invented9"),
            ("also known as xX_Invented.Name42_Xx (Chat)", "alias", "inventedname42"),
            (
                "Device seen at last sign-in: 17344420-D523-4E0C-8ABE-5D205B18AFBF",
                "device",
                "long\x1f17344420d5234e0c8abe5d205b18afbf",
            ),
        ],
    )
    def test_names_what_may_be_the_subjects(self, text, kind, key):
        assert (kind, key) in kinds(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Payment sent to $invented9 on 2026-01-01.",
            "Other party in the conversation: invented, invented@example.com.",
            "Messages to the recipient invented@example.com.",
            "Questions: contact safety1@example.com.",
        ],
    )
    def test_leaves_out_what_is_said_to_be_anothers(self, text):
        assert kinds(text) == set()

    def test_begins_anew_with_each_sentence(self):
        assert ("email", "own@example.com") in kinds("Sent to a friend. Signed up as own@example.com")

    def test_leaves_out_whoever_reports(self):
        assert kinds("Ask desk@chat.example", nobodys={"chat.example"}) == set()

    def test_looks_through_one_very_long_word_in_one_go(self):
        assert kinds("a" * 1_000_000) == set()
