import pytest

from waymark.stages.attribution.rules.access_kinds import NetworkKind, read_access


class TestReadAccess:
    @pytest.mark.parametrize(
        ("words", "kind", "mixed"),
        [
            ("fixed", "fixed", False),
            ("fixed and business", "fixed", False),
            ("Cable/DSL", "fixed", False),
            ("mobile", "mobile", False),
            ("4G LTE", "mobile", False),
            ("fixed and mobile", "unknown", True),
            ("mobile, fixed", "unknown", True),
            ("fixed cgnat", "cgnat", False),
            ("public wifi", "cgnat", False),
            ("hosting", "hosting", False),
            ("cloud and fixed", "hosting", False),
            ("vpn", "vpn", False),
            ("business", "unknown", False),
            ("access", "unknown", False),
            ("", "unknown", False),
        ],
    )
    def test_takes_from_an_operator_s_words_only_what_they_are_evidence_of(self, words, kind, mixed):
        access = read_access(words)

        assert (access.kind, access.is_mixed) == (NetworkKind(kind), mixed)
