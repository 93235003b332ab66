"""The UK statutory report: each member placed, each fault told at its path, nothing lost."""

import io
import json
import re

import pytest
from jsonschema import Draft202012Validator

from waymark.referrals.types import (
    DocumentKind,
    Flaw,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Read,
    Report,
    ReportedFile,
    Role,
)
from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    TooLarge,
    UnknownRoot,
    WrongEncoding,
)
from waymark.stages.intake.readers.statutory.reader import KNOWN_PATHS, looks_like, read
from waymark.stages.intake.readers.statutory.schema import IDENTIFIER, SCHEMA
from waymark.synthetic.statutory import statutory_report


def facts_of(document, *, trace=False):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return list(read(io.BytesIO(content), trace=trace))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def a_report(**changes):
    return {**json.loads(statutory_report(whole=False)), **changes}


class TestRead:
    def test_places_every_member_of_a_whole_report(self):
        facts = facts_of(statutory_report())

        assert those(facts, KeptRaw) == []
        assert those(facts, Flaw) == []

    def test_keeps_the_roles_of_users_and_children_apart(self):
        parties = those(facts_of(statutory_report()), Party)

        assert [party.role for party in parties] == [
            Role.REPORTER,
            Role.REPORTER,
            Role.SUSPECT,
            Role.OTHER,
            Role.INTENDED_RECIPIENT,
            Role.VICTIM,
        ]

    def test_ties_a_connected_account_to_its_user(self):
        parties = those(facts_of(statutory_report()), Party)

        connected = next(party for party in parties if party.association)
        assert (connected.associated_with, connected.association) == (3, "same device")

    def test_reads_each_event_with_its_port_and_owner(self):
        events = those(facts_of(statutory_report()), IPCaptureEvent)

        assert [(e.of.value, e.of_ordinal, e.port) for e in events] == [
            ("party", 3, 40001),
            ("party", 3, 40002),
            ("party", 6, 40001),
            ("party", 6, 40002),
            ("file", 1, 40001),
        ]

    def test_knows_a_pdq_from_a_sha256_by_its_label(self):
        (file,) = those(facts_of(statutory_report()), ReportedFile)

        assert [each.kind for each in file.hashes] == ["md5", "pdq"]

    def test_takes_the_providers_priority_as_its_word(self):
        *_, head = facts_of(statutory_report())

        assert (head.priority, head.escalation) == ("high", "stated age")

    def test_takes_danger_for_an_escalation_only_where_it_is_stated(self):
        *_, head = facts_of(a_report(priority={"level": "high", "reason": "a reason"}))

        assert head.escalation == ""

    def test_calls_a_report_that_only_withdraws_a_retraction(self):
        *_, head = facts_of(a_report(subsequent_to=[{"reference": "EXS-1", "relation": "withdraws"}]))

        assert (head.kind, head.withdraws) == (DocumentKind.RETRACTION, ("EXS-1",))

    def test_takes_a_correction_for_an_addition(self):
        *_, head = facts_of(a_report(subsequent_to=[{"reference": "EXS-1", "relation": "corrects"}]))

        assert (head.kind, head.adds_to) == (DocumentKind.REPORT, ("EXS-1",))

    def test_ends_with_its_head(self):
        assert isinstance(facts_of(statutory_report(), trace=True)[-1], Report)

    def test_keeps_what_is_beyond_the_schema_at_its_path(self):
        facts = facts_of(a_report(newThing={"a b": [1.50, True, None]}))

        assert those(facts, KeptRaw) == [
            KeptRaw("$.newThing['a b'][0]", "1.5"),
            KeptRaw("$.newThing['a b'][1]", "true"),
            KeptRaw("$.newThing['a b'][2]", "null"),
        ]

    def test_keeps_a_huge_number_in_its_own_digits(self):
        digits = "9" * 6_000
        content = (
            json.dumps(a_report()).replace('"reference": "EXS-000001"', f'"reference": {digits}').encode()
        )

        *_, head = facts_of(content)

        assert head.number == digits

    def test_takes_neither_of_two_values_of_one_key(self):
        content = (
            json.dumps(a_report()).replace('"users"', '"made_at": "a", "made_at": "b", "users"').encode()
        )

        raw = those(facts_of(content), KeptRaw)

        assert raw == [KeptRaw("$.made_at", "a"), KeptRaw("$.made_at#2", "b")]

    def test_keeps_nan_as_the_word_it_is(self):
        content = json.dumps(a_report()).replace('"users"', '"odd": NaN, "users"').encode()

        assert KeptRaw("$.odd", "NaN") in facts_of(content)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    def test_reads_any_encoding_of_unicode(self, encoding):
        *_, head = facts_of(json.dumps(a_report()).encode(encoding))

        assert head.number == "EXS-000001"

    def test_shows_half_a_surrogate_pair_and_a_zero_byte_as_they_were_written(self):
        content = json.dumps(a_report(notes=["a"])).replace('["a"]', '["\\ud800 \\u0000"]').encode()

        *_, head = facts_of(content)

        assert head.additional_info == ("\\ud800 \\u0000",)

    def test_tells_what_is_missing_and_what_the_schema_asks(self):
        document = a_report()
        del document["provider"]["name"]

        (flaw,) = those(facts_of(document), Flaw)

        assert flaw.where == "$.provider.name"
        assert "missing: its name" in flaw.what

    @pytest.mark.parametrize(
        ("changes", "where", "words"),
        [
            (
                {"detection": {"detected_at": "2026-11-19T22:10:00"}},
                "$.detection.detected_at",
                "with its offset",
            ),
            ({"detection": {"reviewed_by_person": "yes"}}, "$.detection.reviewed_by_person", "true or false"),
            (
                {
                    "users": [
                        {"id": "u1", "role": "suspected", "ip_events": [{"address": "x", "port": 65536}]}
                    ]
                },
                "$.users[0].ip_events[0].port",
                "from 0 to 65535",
            ),
            ({"users": [{"id": "u1", "role": "owner"}]}, "$.users[0].role", "suspected, recipient, other"),
            ({"notes": "one"}, "$.notes", "a list"),
        ],
    )
    def test_tells_each_fault_at_its_path_in_plain_words(self, changes, where, words):
        flaws = those(facts_of(a_report(**changes)), Flaw)

        assert [flaw.where for flaw in flaws] == [where]
        assert words in flaws[0].what

    def test_never_says_a_value_in_a_fault(self):
        flaws = those(facts_of(a_report(reference="", users=[{"id": "secret", "role": "secret"}])), Flaw)

        assert flaws
        assert not any("secret" in flaw.what for flaw in flaws)

    def test_shows_the_first_fifty_of_a_thousand_faults(self):
        flaws = those(facts_of(a_report(users=[{"id": "u"}] * 1_000)), Flaw)

        assert len(flaws) == 51
        assert "950 more" in flaws[-1].what

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"[]", UnknownRoot),
            (b"{}", UnknownRoot),
            (b'{"schema": "urn:waymark:schema:uk-statutory-report:2"}', UnknownRoot),
            (b'{"schema": ', BrokenDocument),
            (b"\xff{", WrongEncoding),
            (b'{"a":' * 70 + b"1" + b"}" * 70, TooLarge),
            (b"", CannotRead),
        ],
    )
    def test_refuses_what_is_no_statutory_report(self, content, kind):
        with pytest.raises(kind):
            facts_of(content)


class TestKnownPaths:
    def test_are_those_that_a_whole_report_has(self):
        paths = {
            re.sub(r"\[\d+\]", "[]", fact.path)
            for fact in facts_of(statutory_report(), trace=True)
            if isinstance(fact, Read)
        }

        assert paths == set(KNOWN_PATHS)


class TestSchema:
    def test_is_a_schema_of_its_draft(self):
        Draft202012Validator.check_schema(SCHEMA)

    def test_has_a_name_that_nothing_fetches(self):
        assert SCHEMA["$id"] == IDENTIFIER
        assert "://" not in SCHEMA["$id"]


class TestLooksLike:
    def test_knows_it_by_the_schema_it_names(self):
        assert looks_like(statutory_report().decode())

    def test_does_not_take_other_json_for_it(self):
        assert not looks_like('{"reportId": 1}')
