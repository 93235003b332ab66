import pytest

from waymark.stages.intake.readers.unpacking.names import as_utf8, harmless, told_apart


class TestHarmless:
    @pytest.mark.parametrize(
        ("named", "path"),
        [
            ("a/b.xml", "a/b.xml"),
            ("../../a.xml", "a.xml"),
            ("/etc/a.xml", "etc/a.xml"),
            ("C:\\a\\..\\b.xml", "a/b.xml"),
            ("", "unnamed"),
            ("../..", "unnamed"),
            ("a!/b.xml", "a!_/b.xml"),
            ("a\0b", "a\ufffdb"),
            ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ],
    )
    def test_leads_nowhere_else(self, named, path):
        assert harmless(named, longest=100) == path

    def test_keeps_the_end_of_a_long_name_where_its_kind_stands(self):
        assert harmless("a" * 50 + ".xml", longest=20) == "..." + "a" * 13 + ".xml"


class TestToldApart:
    def test_numbers_a_name_given_again(self):
        taken: dict[str, int] = {}

        assert [told_apart(each, taken) for each in ("a", "a", "a (2)", "a")] == [
            "a",
            "a (2)",
            "a (2) (2)",
            "a (3)",
        ]


class TestAsUtf8:
    def test_reads_utf8_that_was_taken_for_an_old_code_page(self):
        assert as_utf8("résumé".encode().decode("cp437"), written_as="cp437") == "résumé"

    def test_leaves_what_is_in_the_old_code_page(self):
        assert as_utf8("résumé", written_as="cp437") == "résumé"
