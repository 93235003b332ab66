"""References keep their form and find every slip; comparable forms are stable."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.referrals.identifiers import email_key, ip_key, phone_key, url_key
from waymark.referrals.references import ALPHABET, BadReference, Kind, new_references, read_reference

A_REFERENCE = st.sampled_from(list(Kind)).map(lambda kind: new_references(kind, 1)[0])
# The first letters are the kind's; what is checked comes after them.
PLACES = [n for n in range(4, 18) if n not in (8, 13)]


@given(A_REFERENCE, st.integers(0, 2**12 - 1), st.lists(st.sampled_from([" ", "-", "\t", ""]), max_size=12))
def test_any_typing_of_a_reference_is_read_as_its_one_written_form(reference, cases, gaps):
    bare = reference.replace("-", "")
    signs = [sign.lower() if cases >> (n % 12) & 1 else sign.upper() for n, sign in enumerate(bare)]
    typed = "".join(sign + (gaps[n] if n < len(gaps) else "") for n, sign in enumerate(signs))

    assert read_reference(typed) == (Kind(reference[:3]), reference)


@given(A_REFERENCE)
def test_every_single_wrong_sign_is_found(reference):
    for place in PLACES:
        for sign in ALPHABET.replace(reference[place], ""):
            with pytest.raises(BadReference):
                read_reference(reference[:place] + sign + reference[place + 1 :])


@given(A_REFERENCE)
def test_every_exchange_of_two_neighbours_is_found(reference):
    for one, other in pairwise(PLACES):
        if reference[one] == reference[other]:
            continue
        signs = list(reference)
        signs[one], signs[other] = signs[other], signs[one]
        with pytest.raises(BadReference):
            read_reference("".join(signs))


@given(A_REFERENCE)
def test_every_sign_left_out_or_put_in_is_found(reference):
    for place in PLACES:
        with pytest.raises(BadReference):
            read_reference(reference[:place] + reference[place + 1 :])
        with pytest.raises(BadReference):
            read_reference(reference[:place] + reference[place] + reference[place:])


@given(st.text())
def test_no_text_ends_the_reading_of_a_reference_otherwise(text):
    try:
        kind, written = read_reference(text)
    except BadReference:
        return

    assert read_reference(written) == (kind, written)


@pytest.mark.parametrize("key", [email_key, ip_key, phone_key, url_key])
@given(text=st.text() | st.from_regex(r"[0-9+(). /:@a-zA-Z-]{1,30}", fullmatch=True))
def test_a_comparable_form_is_its_own_comparable_form(key, text):
    assert key(key(text)) in (key(text), "") if key is email_key else key(key(text)) == key(text)


@given(st.ip_addresses())
def test_an_address_has_one_comparable_form_however_it_is_written(address):
    assert ip_key(f" {address.exploded.upper()} ") == ip_key(str(address)) == ip_key(address.compressed)
