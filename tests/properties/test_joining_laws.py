"""Which reports come together into referrals never depends on the order or the batches they arrive in."""

from __future__ import annotations

from tests.conftest import begin

begin()

from collections.abc import Iterable, Sequence  # noqa: E402
from typing import Any  # noqa: E402

import pytest  # noqa: E402
from django.db import connection  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive  # noqa: E402
from tests.conftest import fresh_database  # noqa: E402
from waymark.access.rules import Viewer  # noqa: E402
from waymark.access.viewing import acting  # noqa: E402
from waymark.referrals.rules import Known, Subject, join_subjects  # noqa: E402

NUMBERS = ("7001", "7002", "7003")
ACCOUNTS = ("", "examplechat\x1fu1", "examplechat\x1fu2", "other\x1fu1")

A_SUBJECT = st.tuples(
    st.sampled_from(ACCOUNTS), st.lists(st.sampled_from(NUMBERS), unique=True, max_size=2).map(tuple)
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[Subject], dict[str, list[tuple[int, int]]]]:
    """Subjects of up to six reports of one or two people each, and the subjects of whichever bears a number."""
    subjects: list[Subject] = []
    numbered: dict[str, list[tuple[int, int]]] = {}
    for report_id in range(1, draw(st.integers(1, 6)) + 1):
        mine = [
            Subject(report_id, party, *draw(A_SUBJECT)) for party in range(1, draw(st.integers(1, 2)) + 1)
        ]
        subjects += mine
        if number := draw(st.sampled_from(["", *NUMBERS])):
            numbered.setdefault(number, []).extend(subject.key for subject in mine)
    return subjects, numbered


def partition(groups: Iterable[tuple[list[Subject], list[int]]]) -> set[frozenset[tuple[int, int]]]:
    return {frozenset(subject.key for subject in subjects) for subjects, _ in groups}


def borne_by(numbered: dict[str, list[tuple[int, int]]], here: set[int]) -> dict[str, list[tuple[int, int]]]:
    return {number: [key for key in keys if key[0] in here] for number, keys in numbered.items()}


def one_by_one(
    subjects: Sequence[Subject], numbered: dict[str, list[tuple[int, int]]], order: Sequence[int]
) -> set[frozenset[tuple[int, int]]]:
    """Let reports arrive one at a time, merging as the record does; returns who ends up together."""
    standing: list[Known] = []
    here: set[int] = set()
    for report_id in order:
        here.add(report_id)
        arriving = [subject for subject in subjects if subject.report_id == report_id]
        for n, (new, touched) in enumerate(join_subjects(arriving, standing, borne_by(numbered, here))):
            home = touched[0] if touched else report_id * 10 + n
            standing = [
                Known(each.subject, home if each.referral_id in touched else each.referral_id)
                for each in standing
            ] + [Known(subject, home) for subject in new]
    homes: dict[int, set[tuple[int, int]]] = {}
    for each in standing:
        homes.setdefault(each.referral_id, set()).add(each.subject.key)
    return {frozenset(keys) for keys in homes.values()}


@given(reports(), st.randoms(use_true_random=False))
def test_subjects_that_arrive_together_are_joined_in_any_order(drawn, random):
    subjects, numbered = drawn
    shuffled = random.sample(subjects, len(subjects))

    assert partition(join_subjects(shuffled, [], numbered)) == partition(
        join_subjects(subjects, [], numbered)
    )


@given(reports(), st.randoms(use_true_random=False))
def test_reports_that_arrive_one_by_one_come_together_as_if_they_had_come_at_once(drawn, random):
    subjects, numbered = drawn
    ids = sorted({subject.report_id for subject in subjects})
    order = random.sample(ids, len(ids))

    assert one_by_one(subjects, numbered, order) == partition(join_subjects(subjects, [], numbered))


@given(reports())
def test_what_stands_is_not_joined_again(drawn):
    subjects, numbered = drawn
    groups = join_subjects(subjects, [], numbered)
    known = [Known(subject, n) for n, (members, _) in enumerate(groups, start=1) for subject in members]

    assert join_subjects([], known, numbered) == []


def documents() -> dict[str, Held]:
    """Seven documents that have to do with one another in every way that joins or links."""
    seen = ("203.0.113.9", "2026-11-01T10:00:00Z", 443)
    return {
        "first": Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"]), folder="/first"),
        "answer": Held(a_response(7001), name="answer.xml", folder="/first"),
        "file": Held(file_details(7001, md5="a" * 32), name="file.xml", folder="/files"),
        "supplement": Held(an_xml_report(identifier="u9", service="B", prior=["7001"]), folder="/supplement"),
        "again": Held(
            an_xml_report(identifier="u9", service="B", events=[seen], note="again"), folder="/again"
        ),
        "shares": Held(
            an_xml_report(identifier="u5", service="C", emails=["X@example.com"], events=[seen]),
            folder="/shares",
        ),
        "other file": Held(file_details(7001, file_id="f2", md5="b" * 32), name="file2.xml", folder="/files"),
    }


def together(viewer: Viewer) -> Any:
    """Which documents are about one referral, and the evidence of each link between two of them."""
    names = {held.content: name for name, held in documents().items()}
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(
            "select a.referral_id, string_agg(p.content, ''::bytea order by p.n) from referral_report a "
            "join reading g on g.report_id = a.report_id join delivery_part p on p.delivery_id = g.delivery_id "
            "group by a.referral_id, a.report_id, a.party_ordinal"
        )
        homes: dict[int, set[str]] = {}
        for referral, content in cursor.fetchall():
            homes.setdefault(referral, set()).add(names[bytes(content)])
        cursor.execute(
            "select one_id, other_id, array(select lower(concat_ws(' ', e->>'kind', e->>'value', e->>'shared_by')) "
            "from jsonb_array_elements(evidence) e order by 1) from link"
        )
        links = {
            (frozenset({frozenset(homes[one]), frozenset(homes[other])}), tuple(evidence))
            for one, other, evidence in cursor.fetchall()
        }
    return {frozenset(each) for each in homes.values()}, links


def received(names: Sequence[str], cuts: set[int]) -> Any:
    """Receive documents in this order, a new call after each of the cuts."""
    fresh_database()
    viewer = a_viewer()
    batch: list[Held] = []
    for n, name in enumerate(names):
        batch.append(documents()[name])
        if n in cuts:
            receive(viewer, *batch)
            batch = []
    receive(viewer, *batch)
    return together(viewer)


class TestThePipeline:
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(order=st.permutations(list(documents())), cuts=st.sets(st.integers(0, 6)))
    def test_joins_and_links_documents_alike_in_any_order_and_any_batches(self, module_database, order, cuts):
        joined, links = received(order, cuts)

        assert joined == {
            frozenset({"first", "file", "other file", "supplement", "again"}),
            frozenset({"shares"}),
        }
        assert {evidence for _, evidence in links} == {
            ("email x@example.com 2", "email_loose x@example.com 2", "ip 203.0.113.9 2")
        }
        assert {ends for ends, _ in links} == {frozenset(joined)}

    @pytest.mark.parametrize("cuts", [set(), {2, 4}])
    def test_changes_nothing_when_everything_comes_twice(self, module_database, cuts):
        names = list(documents())
        once = received(names, cuts)
        viewer = _the_viewer()
        counted = _counted(viewer)

        receive(viewer, *documents().values())

        assert together(viewer) == once
        assert _counted(viewer) == counted


def _the_viewer() -> Viewer:
    from waymark.access.queries import viewer_called

    return viewer_called("desk")


def _counted(viewer: Viewer) -> dict[str, int]:
    tables = ["delivery", "report", "party", "ip_capture", "reported_file", "referral", "referral_report"]
    tables += ["mention", "link", "assessment", "queue_entry", "waiting_document", "fault", "ip_verdict"]
    with acting(viewer), connection.cursor() as cursor:
        found = {}
        for name in tables:
            cursor.execute(f"select count(*) from {name}")
            found[name] = cursor.fetchone()[0]
    return found
