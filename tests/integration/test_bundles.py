"""Two thousand reports of one item are one row, with everybody in it; one decision covers a list that was shown."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import RECEIVED, Held, a_viewer, receive
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.pipeline.deciding import answer, look_again, record_none_held
from waymark.stages.prioritisation.operations.bundle_decisions import (
    NoSuchDecision,
    decide_together,
    undo_decision,
)
from waymark.stages.prioritisation.queries import Filters, NothingBundled, QueueLine, bundle, queue
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.bundle_lists import Decision, ListChanged, NobodyToDecide

MD5 = "00112233445566778899aabbccddeeff"
NOW = RECEIVED
MOST_QUERIES = 40
EXPLICIT = "Child Pornography (possession, manufacture, and distribution)"


def a_file(md5: str = MD5) -> str:
    """A file as the received JSON states it."""
    return '{"uploadedFiles":{"uploadedFiles":[{"filename":"a.jpg","verificationHash":"' + md5 + '"}]},'


def a_report(n: int, *, md5: str = MD5, incident: str = EXPLICIT, more: str = "", people: str = "") -> Held:
    """One report, as received in JSON, of one account that had the item."""
    person = f'{{"espUserId":"u{n}","espService":"Examplechat"{more}}}'
    content = (
        f'{{"reportId":{9_910_000_000 + n},"dateReceived":"2026-11-19T10:00:00Z","reportedInformation":'
        + a_file(md5)
        + f'"incidentSummary":{{"incidentType":"{incident}"}},"reportingEsp":{{"espName":"Examplechat"}},'
        f'"reportedPeople":{{"reportedPersons":[{person}]}}{people}}}}}'
    )
    return Held(content.encode(), name=f"{n}.json")


def lines(viewer, *, unfolded=False):
    found: list[QueueLine] = []
    after = ""
    while True:
        with acting(viewer):
            page = queue(viewer, filters=Filters(unfolded=unfolded), after=after, limit=500, now=NOW)
        found += page.lines
        if not page.next_after:
            return found
        after = page.next_after


def shown(viewer, reference):
    with acting(viewer):
        return bundle(viewer, reference, now=NOW)


def searched(viewer, reference):
    with acting(viewer):
        digest = bundle(viewer, reference, now=NOW).unknown_digest
        return record_none_held(viewer, reference, digest=digest, source="PNC and PND, wash 1", now=NOW)


def decided(viewer, reference, **said):
    digest = said.pop("digest", None) or shown(viewer, reference).together_digest
    with acting(viewer):
        return decide_together(
            reference, Decision.NO_FURTHER_ACTION, digest=digest, reason="Viral item", viewer=viewer, now=NOW
        )


@pytest.fixture
def desk(database):
    return a_viewer("desk")


@pytest.fixture
def listed(desk):
    """A desk with a bundle of 22 people, and the bundle's reference."""
    receive(desk, *(a_report(n) for n in range(22)))
    (line,) = lines(desk)
    return desk, line.bundle.reference


class TestTwoThousandReportsOfOneItem:
    def test_are_one_row_with_everybody_ranked_and_openable(self, desk):
        held = [a_report(n) for n in range(1_960)]
        held += [
            a_report(n, incident="Online Enticement of Children for Sexual Acts") for n in range(1_960, 1_980)
        ]
        held += [a_report(n, incident="Another kind of incident") for n in range(1_980, 2_000)]
        began = time.monotonic()

        receive(desk, *held)

        print(f"2,000 reports of one item in {time.monotonic() - began:.1f} s")  # noqa: T201 - the speed noted
        rows, everybody = lines(desk), lines(desk, unfolded=True)
        (row,) = [line for line in rows if line.bundle.behind]
        assert (row.bundle.people, row.bundle.behind, row.bundle.singly) == (2_000, 1_959, 40)
        assert len(rows) == 41
        assert len(everybody) == len({line.referral for line in everybody}) == 2_000
        assert all(line.rank_reason for line in everybody)
        found = shown(desk, row.bundle.reference)
        assert (found.people, len(found.unknown), len(found.singly)) == (2_000, 1_960, 40)
        assert found.reasons == {"differing_facts": 40, "not_known": 40, "child_signal": 20}
        self.are_decided_through_their_page(desk, row.bundle.reference, unknown_digest=found.unknown_digest)

    def are_decided_through_their_page(self, desk, reference, *, unknown_digest):
        """The page asks no more of the database than for twenty; its one decision covers the shown list alone."""
        client = Client(SERVER_NAME="localhost")
        client.force_login(
            get_user_model().objects.get(username="desk"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        address = f"/bundle/{reference}/"
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        print(f"{len(asked)} queries, {len(page.content):,} bytes")  # noqa: T201 - the size noted
        assert len(asked) <= MOST_QUERIES

        client.post(f"{address}searched/", {"digest": unknown_digest, "source": "PNC and PND, search 7"})
        listed = shown(desk, reference)
        said = {"digest": listed.together_digest, "decision": "no_further_action", "reason": "Viral item"}
        client.post(f"{address}decide/", said)

        left = shown(desk, reference)
        assert (listed.people, len(listed.singly), len(left.singly)) == (2_000, 40, 40)
        assert (len(left.decided), len(left.decisions)) == (1_960, 1)


class TestABundle:
    def test_is_not_made_of_a_few_reports_that_nobody_marked(self, desk):
        receive(desk, *(a_report(n) for n in range(19)))

        assert len(lines(desk)) == 19

    def test_takes_in_those_who_came_before_it_was_one(self, desk):
        for n in range(21):
            receive(desk, a_report(n))

        (line,) = lines(desk)

        assert (line.bundle.people, line.bundle.behind) == (21, 20)

    def test_takes_nobody_of_another_item(self, listed):
        desk, _ = listed

        receive(desk, a_report(50, md5="f" * 31 + "0"))

        assert [line.bundle is None for line in lines(desk)].count(True) == 1

    def test_leaves_who_has_another_item_too_a_line_of_their_own(self, listed):
        desk, reference = listed

        receive(desk, a_report(50), a_report(51, more=',"screenName":{"value":"x"}'))
        other = a_report(50, md5="f" * 31 + "0")
        receive(desk, Held(other.content.replace(b"9910000050", b"9920000050"), name="other.json"))

        (line,) = shown(desk, reference).singly
        assert "several_items" in line.reasons

    def test_of_another_desk_is_not_there(self, listed):
        _, reference = listed
        stranger = a_viewer("stranger", desk="E23000001")

        with pytest.raises(NothingBundled):
            shown(stranger, reference)

    def test_stands_where_the_most_pressing_of_those_behind_it_stands(self, listed):
        desk, _ = listed

        (line,) = lines(desk)

        assert line.referral == lines(desk, unfolded=True)[0].referral


class TestADecisionTogether:
    def test_covers_nobody_of_whom_anything_is_not_known(self, listed):
        with pytest.raises(NobodyToDecide):
            decided(*listed)

    def test_covers_the_list_that_was_shown_and_accounts_for_it(self, listed):
        desk, reference = listed
        searched(desk, reference)

        name = decided(desk, reference)

        found = shown(desk, reference)
        assert (len(found.decided), found.people, found.decisions[0].people) == (22, 22, 22)
        assert lines(desk) == []
        assert len(lines(desk, unfolded=True)) == 22
        with acting(desk), connection.cursor() as cursor:
            cursor.execute(
                "select d.detail::jsonb->>'reason', jsonb_array_length(d.detail::jsonb->'referrals') from audit_entry e "
                "join audit_detail d on d.seq = e.seq where e.event = 'bundle_decided' and e.subject = %s",
                [name],
            )
            assert cursor.fetchall() == [("Viral item", 22)]

    def test_is_refused_when_the_list_has_changed_since(self, listed):
        desk, reference = listed
        searched(desk, reference)
        before = shown(desk, reference).together_digest
        with acting(desk):
            out = shown_first(desk, reference)
            answer(desk, out, {"other_convictions": Said.YES}, source="PNC", now=NOW)

        with pytest.raises(ListChanged):
            decided(desk, reference, digest=before)

        assert "prior_record" in shown(desk, reference).singly[0].reasons

    def test_is_undone_and_everybody_waits_again(self, listed):
        desk, reference = listed
        searched(desk, reference)
        name = decided(desk, reference)

        with acting(desk):
            undo_decision(name, reason="The wrong list", viewer=desk, now=NOW)

        found = shown(desk, reference)
        assert (len(found.together), len(found.decided)) == (22, 0)
        assert found.decisions[0].undone_because == "The wrong list"
        assert len(lines(desk)) == 1
        with acting(desk), pytest.raises(NoSuchDecision):
            undo_decision(name, reason="Again", viewer=desk, now=NOW)

    def test_leaves_whoever_something_new_comes_to(self, listed):
        desk, reference = listed
        searched(desk, reference)
        decided(desk, reference)

        more = a_report(3, incident="Online Enticement of Children for Sexual Acts")
        receive(desk, Held(more.content.replace(b"9910000003", b"9920000003"), name="more.json"))

        found = shown(desk, reference)
        assert (len(found.decided), len(found.singly)) == (21, 1)
        assert "child_signal" in found.singly[0].reasons
        assert len(lines(desk)) == 1

    def test_stands_when_only_a_search_has_grown_old(self, listed):
        desk, reference = listed
        searched(desk, reference)
        decided(desk, reference)

        look_again(desk, now=NOW + timedelta(days=60))

        assert len(shown(desk, reference).decided) == 22

    def test_over_somebody_with_a_reason_is_refused_by_the_database(self, listed):
        desk, reference = listed
        searched(desk, reference)
        decided(desk, reference)

        with pytest.raises(IntegrityError), acting(desk), connection.cursor() as cursor:
            cursor.execute("update bundle_member set reasons = array['child_signal']")

    def test_asks_permission(self, listed):
        _, reference = listed
        analyst = a_viewer("analyst", roles=("analyst",))

        with acting(analyst), pytest.raises(NotPermitted):
            decide_together(
                reference, Decision.NO_FURTHER_ACTION, digest="", reason="x", viewer=analyst, now=NOW
            )


def shown_first(viewer, reference):
    return bundle(viewer, reference, now=NOW).together[0].referral
