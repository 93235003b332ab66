from waymark.interfaces.web.hostile_text import visible


class TestVisible:
    def test_leaves_ordinary_text_of_any_script_as_it_is(self):
        text = "Zoë, Łukasz, 日本, שלום, 👨\u200d👩\u200d👧\nsecond line\tcolumn"

        assert visible(text) == [(text, False)]

    def test_names_what_reorders_hides_or_imitates(self):
        pieces = visible("abc\u202egnp.exe\u200b\u00ad\x1b[0m\ue000")

        assert [piece for piece, is_name in pieces if is_name] == [
            "U+202E",
            "U+200B",
            "U+00AD",
            "U+001B",
            "U+E000",
        ]
        assert "".join(piece for piece, is_name in pieces if not is_name) == "abcgnp.exe[0m"

    def test_takes_every_line_break_for_one(self):
        assert visible("a\r\nb\rc\u2028d\u2029e") == [("a\nb\nc\nd\ne", False)]

    def test_gives_nothing_for_nothing(self):
        assert visible("") == []
