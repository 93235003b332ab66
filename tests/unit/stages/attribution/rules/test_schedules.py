"""What is wrong with asking about an event, who may answer for it, and what ties an answer to its question."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from waymark.stages.attribution.rules.enquiries import (
    OnePersonTwice,
    Purpose,
    Route,
    WrongRoute,
    authorisation_ends,
    check_people,
    check_route,
    digest_line,
    preservation_ends,
    schedule_digest,
)
from waymark.stages.attribution.rules.schedules import (
    SCHEDULE_COLUMNS,
    Answering,
    EventToAsk,
    Override,
    faults_of,
    standing_of,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AT = datetime(2026, 11, 10, 10, tzinfo=UTC)
GOOD = EventToAsk(
    1, "rep-1", 3, "198.51.100.7", None, "2026-11-10T10:00:00Z", AT, "stated", "", "Login", "u1", "Examplechat",
    NOW, "Fern", "fixed", "resolvable", (), date(2027, 11, 9),
)  # fmt: skip


def codes(event, *, now=NOW):
    return {fault.code: fault.override for fault in faults_of(event, now=now)}


class TestAnEvent:
    def test_that_an_operator_can_resolve_has_nothing_wrong_with_it(self):
        assert codes(GOOD) == {}

    @pytest.mark.parametrize(
        ("said", "code", "override"),
        [
            ({"kind": "tor", "resolvability": "not_a_person"}, "tor", Override.NEVER),
            ({"kind": "private_relay", "resolvability": "not_a_person"}, "private_relay", Override.NEVER),
            ({"kind": "reserved", "resolvability": "not_a_person"}, "reserved", Override.NEVER),
            ({"kind": "vpn", "resolvability": "not_a_person"}, "vpn", Override.SUPERVISOR),
            ({"kind": "hosting", "resolvability": "not_a_person"}, "hosting", Override.SUPERVISOR),
            ({"resolvability": "malformed"}, "malformed", Override.NEVER),
            ({"kind": "mobile", "resolvability": "needs_port"}, "needs_port", Override.SUPERVISOR),
            ({"resolvability": "shared"}, "shared", Override.SUPERVISOR),
            ({"kind": "unknown", "resolvability": "unknown"}, "network_unknown", Override.APPLICANT),
            ({"captured_at": None}, "no_time", Override.NEVER),
            ({"zone": "assumed", "zone_assumed_by": "the reader"}, "zone_assumed", Override.SUPERVISOR),
            ({"captured_at": NOW + timedelta(days=1)}, "after_receipt", Override.NEVER),
            ({"last_day_to_apply": date(2026, 11, 21)}, "likely_gone", Override.APPLICANT),
            ({"reasons": ("the range may have changed hands",)}, "changed_hands", Override.APPLICANT),
        ],
    )
    def test_is_refused_with_who_may_answer_for_it(self, said, code, override):
        changed: dict[str, Any] = {"captured_text": ""} if said == {"captured_at": None} else {}
        event = replace(GOOD, **(changed | said))

        assert codes(event)[code] is override

    def test_on_a_shared_address_without_port_is_refused_whatever_its_verdict_says(self):
        """A record that is likely gone, or a zone that was assumed, comes before the port in a verdict."""
        event = replace(GOOD, kind="cgnat", resolvability="likely_gone")

        assert "needs_port" in codes(event)

    def test_carries_one_value_a_column(self):
        assert len(GOOD.values()) == len(SCHEDULE_COLUMNS) - 1
        assert GOOD.values()[2:4] == ("2026-11-10T10:00:00Z", "2026-11-10T10:00:00Z")

    def test_has_the_worst_fault_first(self):
        event = replace(GOOD, kind="tor", resolvability="not_a_person", last_day_to_apply=date(2025, 1, 1))

        assert faults_of(event, now=NOW)[0].override is Override.NEVER


class TestALine:
    FAULTS = faults_of(replace(GOOD, resolvability="shared"), now=NOW)

    def test_stands_open_until_somebody_answers_for_each_fault(self):
        assert standing_of(self.FAULTS, ()).is_open

        standing = standing_of(self.FAULTS, (Answering("shared", "supervisor", "One household"),))

        assert not standing.is_open
        assert standing.answered[0][1:] == ("supervisor", "One household")

    def test_of_tor_stands_open_whoever_answers_for_it(self):
        faults = faults_of(replace(GOOD, kind="tor", resolvability="not_a_person"), now=NOW)

        standing = standing_of(faults, (Answering("tor", "supervisor", "Try"),))

        assert standing.is_open
        assert standing.is_refused


class TestThePeople:
    @pytest.mark.parametrize(
        "named",
        [
            {"applicant": "sam", "checker": "Sam "},
            {"applicant": "sam", "checker": "pat", "authoriser": "SAM"},
            {"applicant": "sam", "checker": "Pat Lee", "authoriser": "pat lee"},
        ],
    )
    def test_are_never_one_person_twice(self, named):
        with pytest.raises(OnePersonTwice):
            check_people(**named)

    def test_may_be_named_later(self):
        check_people(applicant="sam", checker="pat", authoriser="")

    def test_say_why_it_cannot_wait_when_it_is_urgent(self):
        with pytest.raises(WrongRoute):
            check_route(Route.S61A, Purpose.THREAT_TO_LIFE, " ")


class TestTheClocks:
    def test_end_an_urgent_authorisation_after_three_days(self):
        assert authorisation_ends(Route.S61A, date(2026, 11, 20)) == date(2026, 11, 22)

    def test_end_a_preservation_after_ninety(self):
        assert preservation_ends(NOW) - NOW == timedelta(days=90)


class TestTheTie:
    def test_differs_when_any_value_or_its_place_does(self):
        lines = [("1", "198.51.100.7", ""), ("2", "", "198.51.100.7")]

        digests = {
            schedule_digest("enq-1", lines),
            schedule_digest("enq-1", lines[::-1]),
            schedule_digest("enq-2", lines),
            schedule_digest("enq-1", [("1", "198.51.100.", "7"), lines[1]]),
        }

        assert len(digests) == 4

    def test_names_the_enquiry_and_how_many_lines(self):
        assert digest_line("enq-1", 1, "ab" * 32).startswith("enq-1 / 1 line / abab")
