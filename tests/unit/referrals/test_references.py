"""References as people read them out, write them down and type them."""

import re

import pytest

from waymark.referrals.references import ALPHABET, BadReference, Kind, new_references, read_reference

WRITTEN = "ref-0123-4567-89BZ"


class TestNewReferences:
    @pytest.mark.parametrize("kind", list(Kind))
    def test_are_written_in_three_groups_of_four_after_their_kind(self, kind):
        (reference,) = new_references(kind, 1)

        assert re.fullmatch(rf"{kind}(-[{ALPHABET}]{{4}}){{3}}", reference)

    def test_are_all_different(self):
        assert len(set(new_references(Kind.REPORT, 5_000))) == 5_000

    def test_spell_no_word(self):
        assert not set("AEIOU") & set(ALPHABET)

    def test_use_every_sign_about_equally(self):
        signs = "".join(each[4:].replace("-", "")[:11] for each in new_references(Kind.REPORT, 3_000))

        counts = [signs.count(sign) for sign in ALPHABET]

        assert 0.8 < min(counts) / (len(signs) / 31) <= max(counts) / (len(signs) / 31) < 1.2


class TestReadReference:
    def test_knows_the_written_form_for_ever(self):
        assert read_reference(WRITTEN) == (Kind.REFERRAL, WRITTEN)

    @pytest.mark.parametrize(
        "typed",
        [
            "REF-0123-4567-89BZ",
            "ref0123456789bz",
            " ref 0123 4567 89bz\n",
            "ref-o123-4567-89bZ",
            "rEf-0i2345-6789bZ",
        ],
    )
    def test_reads_it_however_it_is_typed(self, typed):
        assert read_reference(typed) == (Kind.REFERRAL, WRITTEN)

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "ref",
            "xyz-0123-4567-89BZ",
            "ref-0123-4567-89B",
            "ref-0123-4567-89BZY",
            "ref-0123-4567-89B\u0660",
        ],
    )
    def test_refuses_what_is_no_reference_with_what_to_do(self, typed):
        with pytest.raises(BadReference, match="check it against"):
            read_reference(typed)
