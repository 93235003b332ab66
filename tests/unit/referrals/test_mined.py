"""Identifiers in free text: whose they are said to be, and whose they are not."""

import pytest

from waymark.referrals.mined import found_in, found_in_bio


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
            ("Their other account is 'Invented_Heron77' on Chat.", "handle", "invented_heron77"),
            ("Same user appears to be @invented.heron77 on Chat", "alias", "inventedheron77"),
            ("Address on file was invented77 at example dot com", "email", "invented77@example.com"),
            ("Write to invented dot heron [at] example [dot] net.", "email", "invented.heron@example.net"),
            ("Device seen at sign-in: GH91381388890", "device", "\x1fgh91381388890"),
            (
                "File one.jpg MD5 0CAF3F279FE9009D42F2E627CBDDA2C1",
                "file_hash",
                "md5\x1f0caf3f279fe9009d42f2e627cbdda2c1",
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
            "Paid to @invented.heron77 twice.",
            "Another account on Chat was used, signed in at example dot com.",
            "Known as @dave.",
        ],
    )
    def test_leaves_out_what_is_said_to_be_anothers(self, text):
        assert kinds(text) == set()

    def test_begins_anew_with_each_sentence(self):
        assert ("email", "own@example.com") in kinds("Sent to a friend. Signed up as own@example.com")

    def test_leaves_out_whoever_reports(self):
        assert kinds("Ask desk@chat.example", nobodys={"chat.example"}) == set()

    def test_takes_what_a_text_calls_a_device_for_no_file(self):
        assert {kind for kind, _ in kinds("Device: 0caf3f279fe9009d42f2e627cbdda2c1")} == {"device"}

    @pytest.mark.parametrize("text", ["a" * 1_000_000, "a dot " * 100_000, "other account is " * 50_000])
    def test_looks_through_one_very_long_word_in_one_go(self, text):
        assert kinds(text) == set()


class TestFoundInBio:
    @pytest.mark.parametrize(
        "text",
        [
            "backup invented_heron77",
            "other acc: invented_heron77",
            "chat: invented_heron77",
            "find me @invented_heron77 on Chat",
        ],
    )
    def test_names_another_account_of_its_owners(self, text):
        found = {(kind, key) for kind, key, _ in found_in_bio(text)}

        assert found == {("handle", "invented_heron77"), ("alias", "inventedheron77")}

    def test_names_nobody_in_a_few_words(self):
        assert list(found_in_bio("just a lad from the north: football, music, new here")) == []
