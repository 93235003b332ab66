"""Whatever a pack's text is: mining never fails, and proposes nothing that does not stand in it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from waymark.interfaces.web.pack_text import Marked, pieces
from waymark.stages.intake.readers.pack_cover import mine

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WORDS = st.sampled_from(
    ["Suspect", "Name:", "DOB", "IP address", "Port", "Subscriber", "1.", "198.51.100.7", "12/03/2026", "21:14:05", "UTC",
     "Child", "Address", "EX1 1EX", "Jo Example", "\t", "  ", "\n", "\n\n", "\f", ":", "OFFICIAL", "CyberTipline", "182345671",
     "was allocated to", "aged 7", "(", ")", "\r\n", "please", ".", "Surname", "Forename", "Time (UTC)", "Handling code", "C"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join))


class TestMining:
    @given(TEXTS)
    def test_proposes_only_what_stands_where_it_says(self, text):
        pages = text.split("\f")

        for each in mine(text, received_at=NOW):
            page, start, end = each.where
            assert each.value
            assert pages[page - 1][start:end] == each.value

    @given(TEXTS)
    def test_is_the_same_each_time(self, text):
        assert mine(text, received_at=NOW) == mine(text, received_at=NOW)


class TestTheTextAsShown:
    @given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
    def test_holds_each_character_once_at_its_place(self, text, spans):
        marks = [
            Marked(min(a, b), max(a, b), n, f"k{n}")
            for n, (a, b) in enumerate(spans)
            if min(a, b) < max(a, b) <= len(text)
        ]

        found = pieces(text, marks)

        at = 0
        for piece in found:
            assert piece.start == at
            assert text.startswith(piece.text, at)
            at += len(piece.text) or 1
        assert at == len(text)
