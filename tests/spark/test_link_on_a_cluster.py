"""`waymark link --all --engine spark`: on a cluster of processes, the links that this machine finds."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.spark.local_cluster import local_cluster
from waymark.access.viewing import acting
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.operations.judging import Judgement, judge_link
from waymark.stages.linking.operations.labelling import Saying, label_value
from waymark.stages.linking.operations.relinking import relink_all
from waymark.stages.linking.operations.relinking_on_spark import relink_all_on_spark
from waymark.stages.linking.queries import links
from waymark.stages.linking.rules.sharing import Label
from waymark.stages.linking.spark import ClusterFailed
from waymark.synthetic.documents import deliveries
from waymark.synthetic.profiles import DESK

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with local_cluster(tmp_path_factory.mktemp("cluster")) as url:
        yield url


def rows(viewer, query, *parameters):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def as_proposed(viewer):
    return rows(
        viewer,
        "select one_id, other_id, probability, evidence, relation, judgement from link order by one_id, other_id",
    )


def take_in(viewer, referrals):
    until = datetime(2026, 11, 1, tzinfo=UTC)
    made = deliveries(DESK, referrals=referrals, seed=5, until=until)
    receive(viewer, *(Held(each.content, name=f"{n}.xml", folder=f"/{n}") for n, each in enumerate(made)))


def a_named(identifier, first, last, born):
    named = f"<firstName>{first}</firstName><lastName>{last}</lastName><dateOfBirth>{born}</dateOfBirth>"
    empty = b"<personOrUserReportedPerson></personOrUserReportedPerson>"
    return Held(
        an_xml_report(identifier=identifier, service="A").replace(
            empty, named.encode().join([b"<personOrUserReportedPerson>", b"</personOrUserReportedPerson>"])
        )
    )


class TestLinkingOnACluster:
    def test_gives_the_links_and_the_clusters_that_this_machine_gives(self, database, cluster, tmp_path):
        viewer = a_viewer()
        take_in(viewer, 100)
        receive(
            viewer,
            *(
                a_named(f"n{n}", first, "Examplewood", "1984-03-12")
                for n, first in enumerate(["Rosalind", "Rosalynd", "Rosélind", "Gerald"])
            ),
            *(
                Held(
                    an_xml_report(
                        identifier=f"c{n}", service="A", events=[("198.51.100.7", "2026-11-01T10:00:00Z", 0)]
                    )
                )
                for n in range(30)
            ),
        )
        with acting(viewer):
            label_value(
                viewer, IdentifierKind.IP, "198.51.100.7", Saying(Label.OWN, "a house", "seen"), now=RECEIVED
            )
        judge_some(viewer)
        rows(viewer, "delete from link where id in (select id from link order by id limit 5) returning id")

        with acting(viewer):
            found = relink_all_on_spark(viewer, master=cluster, folder=tmp_path, now=RECEIVED)
        on_the_cluster, alike = as_proposed(viewer), people_alike(viewer)
        rows(viewer, "delete from link where judgement = 'open' returning id")
        rows(
            viewer,
            "with gone as (delete from people_alike returning 1) "
            "update described_person set is_compared = false returning id",
        )
        with acting(viewer):
            here = relink_all(viewer, now=RECEIVED)

        assert on_the_cluster
        assert [
            kind for kind in ("person_alike", "email") if any(kind in str(row[3]) for row in on_the_cluster)
        ]
        assert without_pair_numbers(as_proposed(viewer)) == without_pair_numbers(on_the_cluster)
        assert people_alike(viewer) == alike
        ours, theirs = here[0], found[0]
        assert (theirs.referrals, theirs.compared, theirs.crowded, theirs.clusters, theirs.largest) == (
            ours.referrals,
            ours.compared,
            ours.crowded,
            ours.clusters,
            ours.largest,
        )
        assert not list(tmp_path.iterdir())

    def test_refuses_a_cluster_that_is_not_there_and_changes_nothing(self, database, tmp_path):
        viewer = a_viewer()
        take_in(viewer, 5)
        before = as_proposed(viewer)

        with pytest.raises(ClusterFailed, match="nothing was changed"), acting(viewer):
            relink_all_on_spark(viewer, master="spark://127.0.0.1:9", folder=tmp_path, now=RECEIVED)

        assert as_proposed(viewer) == before
        assert not list(tmp_path.iterdir())


def judge_some(viewer):
    """One accepted, one rejected: neither is touched on either engine."""
    with acting(viewer):
        open_links = [line for line in links(viewer, now=RECEIVED) if line.relation == "one_subject"][:2]
        for line, judgement in zip(open_links, (Judgement.ACCEPTED, Judgement.REJECTED), strict=True):
            judge_link(
                reference=line.reference, judgement=judgement, reason="seen", viewer=viewer, now=RECEIVED
            )


def people_alike(viewer):
    return rows(viewer, "select one_id, other_id, weight, words from people_alike order by one_id, other_id")


def without_pair_numbers(found):
    """Links as they are but for the numbers of pairs of people, which are given anew each time."""
    import json

    def plain(evidence):
        pieces = json.loads(evidence) if isinstance(evidence, str) else evidence
        return [
            each | {"identifier": 0 if each["kind"] == "person_alike" else each["identifier"]}
            for each in pieces
        ]

    return [
        (one, other, p, plain(evidence), relation, judgement)
        for one, other, p, evidence, relation, judgement in found
    ]
