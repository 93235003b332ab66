"""`waymark level`, `waymark policy` and `waymark assess --as-at`, as one story told on one database."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access import operations
from waymark.access.rules import Role
from waymark.access.viewing import acting
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build
from waymark.stages.prioritisation.rules.policy import shipped_policy_text


@pytest.fixture(scope="module")
def referral(module_database):
    desk = a_viewer("first")
    with acting(operations.SYSTEM):
        operations.make_officer(
            username="second",
            name="",
            roles=[Role.SUPERVISOR],
            desk_codes=["E23000036"],
            password=None,
            actor=operations.SYSTEM,
            now=RECEIVED,
        )
    report = Held(an_xml_report(identifier="u1", service="Examplechat", screen_name="invented_one"), "u1.xml")
    (answer,) = receive(desk, report)
    return answer.referrals[0]


@pytest.fixture
def run(referral, monkeypatch):
    """Run a command in this process as an officer, as JSON where asked."""

    def command(*words, officer="first", as_json=True):
        monkeypatch.setattr(door.OPTIONS, "officer", officer)
        monkeypatch.setattr(door.OPTIONS, "as_json", as_json)
        return CliRunner().invoke(build(words[0]), [*map(str, words)])

    return command


@pytest.fixture(scope="module")
def stricter(tmp_path_factory):
    file = tmp_path_factory.mktemp("policy") / "policy.toml"
    text = shipped_policy_text().replace('version = "2026-11"', 'version = "northshire-1"')
    for name in ("other_factors", "not_all_known"):
        text = text.replace(f'name = "{name}"\nlevel = "medium"', f'name = "{name}"\nlevel = "high"')
    file.write_text(text, encoding="utf-8")
    return file


def answer(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


class TestLevels:
    def test_are_decided_lowered_by_two_and_answered(self, run, referral):
        own = run("level", "own", referral, "low")
        result = answer(run("level", "force-result", referral, "high", "--source", "form 1"))
        decided = answer(
            run("level", "decide", referral, "low", "--reason", "child_safe", "--words", "Seen today")
        )
        waiting = answer(run("level", "waiting"))
        mine = run("level", "confirm", referral)
        confirmed = answer(run("level", "confirm", referral, officer="second"))

        assert own.exit_code == 0
        assert (result["level"], result["from"], result["proposed"]) == ("high", "force", "medium")
        assert (decided["level"], decided["lowering_to"]) == ("high", "low")
        assert (waiting["referral"], waiting["held"]) == (referral, "high")
        assert (mine.exit_code, "second person" in mine.output) == (2, True)
        assert (confirmed["level"], confirmed["from"], confirmed["challenge"]) == ("low", "officer", None)

    def test_are_held_against_what_was_found_out_later(self, run, referral):
        assert run("level", "outcome", referral, "child_at_address").exit_code == 0

        held = [json.loads(line) for line in run("level", "held").stdout.splitlines()]

        assert sum(line["children"] for line in held) == 1

    def test_refuse_a_decision_without_its_reason_in_one_line(self, run, referral):
        done = run("level", "decide", referral, "very_high")

        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert "choose the reason" in done.stderr


class TestAPastAssessment:
    def test_is_made_again_to_the_byte(self, run, referral):
        told = answer(run("assess", referral, "--as-at", "2099-01-01"))

        assert (told["is_same"], told["again"]) == (True, told["text"])

    def test_is_said_to_be_missing_before_the_first(self, run, referral):
        assert run("assess", referral, "--as-at", "2020-01-01T00:00Z").exit_code == 1

    def test_needs_a_moment_that_can_be_placed(self, run, referral):
        done = run("assess", referral, "--as-at", "2026-11-22T10:00")

        assert (done.exit_code, "with its zone" in done.stderr) == (2, True)


class TestAPolicy:
    def test_is_replayed_proposed_approved_by_another_and_shown_to_the_byte(self, run, referral, stricter):
        replayed = answer(run("policy", "replay", stricter))
        words = run("policy", "replay", stricter, as_json=False).stdout
        proposed = answer(run("policy", "propose", stricter, "--reason", "Reviewed"))
        mine = run("policy", "approve", proposed["policy"])
        approved = run("policy", "approve", proposed["policy"], officer="second")
        listed = answer(run("policy", "list"))

        assert (replayed["up"], replayed["moves"][0]["referral"]) == (1, referral)
        assert sum(load["referrals_after"] for load in replayed["loads"]) == 1
        assert "1 would rise, 0 would fall" in words
        assert (mine.exit_code, approved.exit_code) == (2, 0)
        assert listed["changes"][0]["outcome"] == "approved"
        name = listed["changes"][0]["policy"]
        assert run("policy", "show", name, "--file").stdout == stricter.read_text(encoding="utf-8")
        assert "never below high" in run("policy", "show", as_json=False).stdout
        assert "No policy is called 'nothing'" in run("policy", "show", "nothing").stderr

    def test_is_refused_with_its_first_problem_when_it_may_not_be_used(self, run, tmp_path):
        file = tmp_path / "refused.toml"
        file.write_text(shipped_policy_text().replace('"substance_misuse"]', '"postcode"]'), encoding="utf-8")

        done = run("policy", "replay", file)

        assert (done.exit_code, "postcode" in done.stderr) == (2, True)


class TestEvaluation:
    def test_takes_levels_from_the_file_its_facts_or_the_record(self, run, referral, tmp_path):
        file = tmp_path / "labels.csv"

        file.write_text("outcome,level\ncontact,high\nno_contact,low\n,high\n", encoding="utf-8")
        by_level = answer(run("policy", "evaluate", file, "--capacity", "1"))
        file.write_text("outcome,child_at_address\ncontact,yes\nno_contact,no\n", encoding="utf-8")
        by_facts = answer(run("policy", "evaluate", file))
        file.write_text(f"outcome,referral\ncontact,{referral}\n", encoding="utf-8")
        by_record = answer(run("policy", "evaluate", file))

        assert by_level["labels"] == {"contact": 1, "no_contact": 1, "unresolved": 1}
        assert by_level["at_level"][1]["recall"]["share"] == 1.0
        assert by_level["at_capacity"][0]["recall"]["number"] == 0.5
        assert by_facts["at_level"][1]["specificity"]["share"] == 1.0
        assert by_record["labels"]["contact"] == 1

    def test_refuses_a_wrong_file_in_one_line(self, run, tmp_path):
        file = tmp_path / "labels.csv"
        file.write_text("level\nhigh\n", encoding="utf-8")

        done = run("policy", "evaluate", file)

        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
