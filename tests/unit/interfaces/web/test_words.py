import pytest

from waymark.audit.events import Event
from waymark.interfaces.web import words
from waymark.interfaces.web.event_words import EVENTS


class TestWords:
    def test_are_there_for_every_event(self):
        assert set(EVENTS) == set(Event)

    def test_say_a_name_plainly_that_nobody_has_given_words(self):
        assert words.words_for("brand_new", "outcome") == "Brand new"
        assert words.event_in_words("brand_new") == "Brand new"

    @pytest.mark.parametrize(("said", "expected"), [(True, "Yes"), (False, "No"), (None, "Not stated")])
    def test_never_take_not_stated_for_no(self, said, expected):
        assert words.yes_or_no(said) == expected


class TestSizeInWords:
    @pytest.mark.parametrize(
        ("size", "expected"),
        [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 KiB"),
            (1 << 20, "1 MiB"),
            (3 << 29, "1.5 GiB"),
        ],
    )
    def test_is_in_the_unit_that_matters(self, size, expected):
        assert words.size_in_words(size) == expected
