"""Every operation asks permission and is accounted for; every query that is given a viewer asks permission."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.architecture.sources import Module, modules, name_of

# Operations that write without an entry of their own: each is a part of a larger act, which has one.
PART_OF_A_LARGER_ACT = {
    "reference.operations.ending.note_use": "REPORT_READ_IN of the reports whose events were judged",
    "referrals.operations.recording.RecordWriter.write": "REPORT_READ_IN, one for each report, by the pipeline",
    "referrals.operations.describing.attach_named": "REPORT_READ_IN of the description, which names its referrals",
    "referrals.operations.describing.attach_again": "REPORT_READ_IN or REPORT_NUMBERED of the report it describes",
    "referrals.operations.news.note_news": "REPORT_READ_IN of what is new",
    "referrals.operations.relating.note_same": "REPORT_READ_IN, which says the relation, or REPORT_NUMBERED",
    "stages.attribution.operations.judging.VerdictWriter.write": "REPORT_READ_IN",
    "stages.attribution.operations.placing.place_reports": "REPORT_READ_IN",
    "stages.attribution.operations.placing.propose_forces": "REPORT_READ_IN, or FACT_RECORDED",
    "stages.attribution.operations.placing.place_again": "SUSPECT_JUDGED, ANSWER_JUDGED, or REFERRALS_JOINED",
    "stages.attribution.operations.placing.follow": "REFERRALS_JOINED",
    "stages.attribution.operations.placing.keep_forces": "what proposes a force anew, or ATTRIBUTION_REOPENED",
    "stages.casework.operations.sending.keep_sent": "DISSEMINATED, CORRECTION_SENT or ANSWER_SENT",
    "stages.casework.operations.receiving.place_package": "REPORT_READ_IN of what it became, after PACKAGE_RECEIVED",
    "stages.intake.operations.concluding.conclude": "REPORT_READ_IN or FAULT_RAISED",
    "stages.intake.operations.concluding.mark": "REPORT_NUMBERED",
    "stages.intake.operations.concluding.wait_for_report": "DELIVERY_KEPT of the document that waits",
    "stages.intake.operations.concluding.stop_waiting": "REPORT_NUMBERED or REPORT_READ_IN",
    "stages.intake.operations.members.note_media": "DELIVERY_NOT_KEPT of the media file",
    "stages.intake.operations.members.note_members": "DELIVERY_KEPT or DELIVERY_NOT_KEPT of the container",
    "stages.intake.operations.storing.store_deliveries": "DELIVERY_KEPT or DELIVERY_NOT_KEPT, by keeping",
    "stages.intake.operations.storing.give_content": "DELIVERY_KEPT of the container, by opening",
    "stages.linking.operations.mentioning.MentionWriter.write": "REPORT_READ_IN",
    "stages.linking.operations.mentioning.follow": "REFERRALS_JOINED",
    "stages.linking.operations.mentioning.mention_number": "REPORT_NUMBERED",
    "stages.linking.operations.mentioning.mention_again": "REPORT_READ_IN or REPORT_NUMBERED",
    "stages.linking.operations.people.forget_crowded": "PEOPLE_COMPARED",
    "stages.linking.operations.people.write_alike": "PEOPLE_COMPARED",
    "stages.linking.operations.proposing.propose_links": "LINK_PROPOSED, one a link, by settling",
    "stages.linking.operations.settling.follow": "REFERRALS_JOINED",
    "stages.prioritisation.operations.assessing.follow": "REFERRALS_JOINED",
    "stages.prioritisation.operations.clocking.run_clocks": "MILESTONE_RECORDED, RESEARCH_RECORDED or FACT_RECORDED, "
    "or CLOCK_SET of what it follows",
    "stages.prioritisation.operations.bundling.fold": "REPORT_READ_IN, BUNDLE_DECIDED or BUNDLE_DECISION_UNDONE",
    "stages.prioritisation.operations.policy_changes.spread_policies": "REFERRAL_ASSESSED, after POLICY_DECIDED",
    "stages.prioritisation.operations.summarising.SummaryWriter.write": "REPORT_READ_IN",
}

# Given a viewer to account to, and no permission to ask: why.
ASKS_NOTHING = {
    "stages.intake.operations.faults.raise_faults": "a finding of the reading itself, whose permission was asked",
}

_WRITES = re.compile(r"\b(insert into|update \S+ set|update \S+ \S+ set|delete from)\b")
_WRITING_CALLS = {"insert", "keep_policies", "accounted"}


@dataclass(frozen=True)
class Function:
    """A public function, or a public method of a public class, with what it calls in its own module."""

    name: str
    node: ast.FunctionDef
    module: Module

    @property
    def arguments(self) -> set[str]:
        given = self.node.args
        return {each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)}

    def reached(self) -> list[ast.FunctionDef]:
        """The function itself and every function of its module that it comes to call."""
        ours = {node.name: node for node in ast.walk(self.module.tree) if isinstance(node, ast.FunctionDef)}
        found, waiting = [], [self.node]
        while waiting:
            node = waiting.pop()
            found.append(node)
            for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
                called = ours.get(name_of(call).removeprefix("self."))
                if called is not None and called not in found and called not in waiting:
                    waiting.append(called)
        return found

    def calls(self) -> set[str]:
        return {
            name_of(call) for node in self.reached() for call in ast.walk(node) if isinstance(call, ast.Call)
        }

    @property
    def writes(self) -> bool:
        texts = [
            each.value
            for node in self.reached()
            for each in ast.walk(node)
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        return bool(
            _WRITING_CALLS & self.calls()
            or any(call.endswith((".save", ".create", ".get_or_create", "settle")) for call in self.calls())
            or any(_WRITES.search(text) for text in texts)
        )


def functions(part: str) -> Iterator[Function]:
    """Public functions and methods of every module of that name, or in a package of that name."""
    for module in modules():
        if part not in module.name.split("."):
            continue
        short = module.name.removeprefix("waymark.")
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield Function(f"{short}.{node.name}", node, module)
            elif isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _is_problem(node):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and (
                        inner.name == "__init__" or not inner.name.startswith("_")
                    ):
                        yield Function(f"{short}.{node.name}.{inner.name}", inner, module)


def _is_problem(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith(("Error", "Protocol")) for base in node.bases)


OPERATIONS = list(functions("operations"))
QUERIES = list(functions("queries"))


class TestEveryOperation:
    def test_is_found_by_these_tests(self):
        assert {"access.operations.make_officer", "stages.intake.operations.keeping.keep"} <= {
            f.name for f in OPERATIONS
        }

    @pytest.mark.parametrize(
        "operation",
        [each for each in OPERATIONS if {"viewer", "actor"} & each.arguments],
        ids=lambda operation: operation.name,
    )
    def test_that_is_told_who_acts_asks_whether_they_may(self, operation):
        assert operation.name in ASKS_NOTHING or "require" in operation.calls()

    def test_that_writes_is_accounted_for_or_is_part_of_what_is(self):
        unaccounted = {each.name for each in OPERATIONS if each.writes and "record" not in each.calls()}

        assert unaccounted == set(PART_OF_A_LARGER_ACT)


class TestEveryQuery:
    @pytest.mark.parametrize(
        "query", [query for query in QUERIES if "viewer" in query.arguments], ids=lambda query: query.name
    )
    def test_that_is_told_who_looks_asks_whether_they_may(self, query):
        assert "require" in query.calls()

    def test_writes_nothing(self):
        assert [query.name for query in QUERIES if query.writes] == []


# What happens at the sign-in pages is recorded by `record_sign_in`, which is given the event.
BEFORE_SIGN_IN = {
    "officer_signed_in",
    "officer_signed_out",
    "sign_in_refused",
    "password_changed",
    "second_factor_added",
    "second_factor_removed",
}


class TestEveryEvent:
    def test_is_recorded_somewhere(self):
        from waymark.audit.events import Event

        used = {
            node.attr
            for module in modules()
            # Pages have words for every event, recorded or not.
            if not module.name.startswith("waymark.interfaces.web")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Event"
        }

        assert {event for event in Event if event.name not in used} - BEFORE_SIGN_IN == set()
