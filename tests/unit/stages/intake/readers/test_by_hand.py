"""A report taken by hand: what the form was told, written and read again."""

import io
import json
import re

import pytest

from waymark.referrals.types import Flaw, KeptRaw, Party, Read, Role
from waymark.stages.casework.rules.schemas import SCHEMAS as OF_PACKAGES
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.ours.by_hand import KNOWN_PATHS, looks_like, read, write_by_hand
from waymark.stages.intake.readers.schemas import SCHEMAS as OF_DOCUMENTS
from waymark.stages.intake.readers.schemas import schema_text

SAID = {
    "source": "parent",
    "taken_at": "2026-11-20T09:00:00+00:00",
    "taken_by": "desk",
    "danger_now": "yes",
    "told_to_call_999": True,
    "authority": "an authority",
    "operation": "Operation Example",
    "reporter": {
        "name": "Ada Invented",
        "relationship": "mother",
        "organisation": "Example School",
        "phone": "07700 900001",
        "email": "ada@example.org",
    },
    "people": [
        {
            "role": "suspected",
            "first_name": "Ben",
            "last_name": "Invented",
            "age": 40,
            "date_of_birth": "1986-01-31",
            "address": "1 Example Street",
            "postcode": "ZZ99 9ZZ",
            "phone": "07700 900002",
            "email": "ben@example.org",
            "school": "none",
            "service": "Examplechat",
            "screen_name": "ben_1",
            "identifier": "100200",
            "profile_url": "https://chat.example.com/ben_1",
            "note": "a note",
        }
    ],
    "offence_types": ["Sexual communication with a child (Sexual Offences Act 2003 s 15A)"],
    "occurred_at": "2026-11-19T20:00:00+00:00",
    "occurred": "last night",
    "place": "at home",
    "urls": ["https://chat.example.com/room"],
    "platform": "Examplechat",
    "statement": "as stated",
}


def facts_of(said, *, trace=False):
    return list(read(io.BytesIO(write_by_hand(said)), trace=trace))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


class TestRead:
    def test_places_everything_that_was_said(self):
        facts = facts_of(SAID)

        assert those(facts, KeptRaw) + those(facts, Flaw) == []

    def test_keeps_who_reports_apart_from_whom_it_is_about(self):
        parties = those(facts_of(SAID), Party)

        assert [(party.role, party.last_name) for party in parties] == [
            (Role.REPORTER, "Ada Invented"),
            (Role.SUSPECT, "Invented"),
        ]

    def test_takes_danger_now_for_an_escalation(self):
        assert facts_of(SAID)[-1].escalation != ""

    @pytest.mark.parametrize("answer", ["no", "not_known"])
    def test_escalates_nothing_that_was_not_said_to_be_danger(self, answer):
        assert facts_of({**SAID, "danger_now": answer})[-1].escalation == ""

    def test_tells_what_is_missing(self):
        (flaw,) = those(facts_of({key: value for key, value in SAID.items() if key != "danger_now"}), Flaw)

        assert flaw.where == "$.danger_now"

    def test_knows_every_path_of_its_document(self):
        named = {
            re.sub(r"\[\d+\]", "[]", fact.path)
            for fact in facts_of(SAID, trace=True)
            if isinstance(fact, Read)
        }

        assert named == set(KNOWN_PATHS)

    @pytest.mark.parametrize("content", [b"", b"[]", b'{"schema": "other"}', b"{"])
    def test_refuses_what_is_none(self, content):
        with pytest.raises(CannotRead):
            list(read(io.BytesIO(content)))

    def test_is_recognised_by_its_schema(self):
        assert looks_like(write_by_hand(SAID).decode())


SCHEMAS = {**OF_DOCUMENTS, **OF_PACKAGES}


class TestSchemas:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_are_published_as_they_are_in_the_code(self, name, pytestconfig):
        published = pytestconfig.rootpath / "docs" / "schemas" / f"{name}.json"

        assert published.read_text("utf-8") == schema_text(SCHEMAS[name])

    @pytest.mark.parametrize("name", SCHEMAS)
    def test_have_a_name_that_nothing_fetches(self, name):
        assert json.loads(schema_text(SCHEMAS[name]))["$id"].startswith("urn:waymark:schema:")
