"""Mailboxes that stand where there was nothing to write."""

import pytest

from waymark.referrals.fillings import is_nobodys_mailbox


class TestIsNobodysMailbox:
    @pytest.mark.parametrize(
        "address", ["noreply@example.com", "asd@asd.example", "qwerty@example.org", "a@a.example"]
    )
    def test_knows_what_is_typed_to_be_let_in(self, address):
        assert is_nobodys_mailbox(address)

    @pytest.mark.parametrize("address", ["a@example.com", "invented.heron@example.com"])
    def test_leaves_what_may_be_somebodys(self, address):
        assert not is_nobodys_mailbox(address)
