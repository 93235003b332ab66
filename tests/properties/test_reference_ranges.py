"""Laws of the look-ups that verdicts and places rest on."""

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from waymark.reference.addresses import read_address
from waymark.reference.ranges import flatten


@st.composite
def prefixes(draw):
    length = draw(st.integers(min_value=0, max_value=16))
    number = draw(st.integers(min_value=0, max_value=2**16 - 1)) >> (16 - length) << (16 - length)
    return number, number + 2 ** (16 - length) - 1, length


class TestFlatten:
    @given(st.lists(prefixes(), max_size=40), st.lists(st.integers(0, 2**16 - 1), min_size=1, max_size=40))
    def test_finds_what_trying_every_prefix_would(self, rows, numbers):
        ranges = flatten(rows)

        for number in numbers:
            holding = [length for low, high, length in rows if low <= number <= high]
            assert ranges.find(number) == (max(holding) if holding else None)


class TestReadAddress:
    @given(st.ip_addresses())
    def test_agrees_with_the_standard_library_on_every_address(self, address):
        read = read_address(str(address))

        if read.inside:
            assert read.family == 4
        else:
            assert ipaddress.ip_address(read.normal) == address
            assert read.number == int(address)

    @given(st.text(max_size=40))
    def test_answers_every_text_with_an_address_or_a_fault(self, text):
        read = read_address(text)

        assert bool(read.family) != bool(read.fault)
