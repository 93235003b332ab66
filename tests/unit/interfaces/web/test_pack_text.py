"""A pack's text as the form shows it, and the line that says what of it nothing is proposed from."""

from __future__ import annotations

import pytest

from waymark.interfaces.web.pack_text import in_words
from waymark.stages.intake.readers.pack_cover import Unsearched, Why


class TestWhatNothingIsProposedFrom:
    @pytest.mark.parametrize(
        ("left_out", "words"),
        [
            (
                Unsearched(13, 80, is_partly=True, why=Why.TOO_LONG),
                (
                    "Nothing is proposed from pages 13 (in part) to 80: only the first 60 pages, and 60,000 characters, "
                    "are looked through. Read them yourself"
                ),
            ),
            (
                Unsearched(3, 9, is_partly=False, why=Why.ENCLOSED),
                "Nothing is proposed from pages 3 to 9: a CyberTipline report is bound in there. Read them yourself",
            ),
            (
                Unsearched(2, 2, is_partly=True, why=Why.BLANKS),
                "Nothing is proposed from page 2 (in part): it stands after hundreds of blanks. Read it yourself",
            ),
        ],
    )
    def test_is_told_by_its_pages_with_the_reason(self, left_out, words):
        assert in_words(left_out) == words
