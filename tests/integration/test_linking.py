"""Links judged: what one person's work is made of, and what undoing a judgement leaves."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.rules import Role, Viewer
from waymark.access.viewing import acting
from waymark.reference.kinds import Kind
from waymark.reference.operations import load
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.operations.judging import Judgement, NeverOneSubject, judge_link
from waymark.stages.linking.operations.labelling import NothingToLabel, Saying, label_network, label_value
from waymark.stages.linking.operations.mentioning import follow
from waymark.stages.linking.operations.people import compare_people
from waymark.stages.linking.operations.relinking import relink_all
from waymark.stages.linking.queries import Together, leads_of, links, together_with, work_together
from waymark.stages.linking.queries.neighbourhood import neighbourhood
from waymark.stages.linking.queries.patterns import patterns
from waymark.stages.linking.rules.sharing import Label
from waymark.stages.prioritisation.queries import Filters, queue
from waymark.synthetic.documents import deliveries
from waymark.synthetic.profiles import DESK

AT = "2026-11-01T10:00:00Z"
A_VICTIM = "<victim><victimPerson><email>{}</email></victimPerson></victim>"


def rows(viewer, query, *parameters):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def synthetic_reports(referrals, *, seed):
    until = datetime(2026, 11, 1, tzinfo=UTC)
    made = deliveries(DESK, referrals=referrals, seed=seed, until=until)
    return [Held(each.content, name=f"{n}.xml", folder=f"/{n}") for n, each in enumerate(made)]


def two_with_one_address(viewer, *, first="u1", second="u2", email="x@example.com"):
    return receive(
        viewer,
        Held(an_xml_report(identifier=first, service="A", emails=[email])),
        Held(an_xml_report(identifier=second, service="B", emails=[email])),
    )


def the_link(viewer):
    with acting(viewer):
        (line,) = links(viewer, now=RECEIVED)
    return line


def judge(viewer, reference, judgement, reason="Seen together"):
    with acting(viewer):
        judge_link(reference=reference, judgement=judgement, reason=reason, viewer=viewer, now=RECEIVED)


def groups(viewer):
    ids = [id_ for (id_,) in rows(viewer, "select id from referral order by id")]
    with acting(viewer):
        return work_together(viewer, ids)


class TestALinkThroughDifferentPeople:
    def test_relates_the_suspect_of_one_to_the_victim_of_another(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"])),
            Held(an_xml_report(identifier="u2", service="B", extra=A_VICTIM.format("x@example.com"))),
        )

        line = the_link(viewer)

        assert line.relation == "related"
        assert "have to do with each other, through different people" in line.sentence

    def test_is_never_judged_one_subject(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"])),
            Held(an_xml_report(identifier="u2", service="B", extra=A_VICTIM.format("x@example.com"))),
        )
        reference = the_link(viewer).reference

        with pytest.raises(NeverOneSubject, match="note it"):
            judge(viewer, reference, Judgement.ACCEPTED)

        with pytest.raises(IntegrityError):
            rows(viewer, "update link set judgement = 'accepted' returning id")
        judge(viewer, reference, Judgement.NOTED)
        assert the_link(viewer).judgement == "noted"


class TestAnAcceptedLink:
    def test_makes_one_piece_of_work_led_by_the_eldest(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        (one,), (other,) = rows(viewer, "select id from referral order by id")

        judge(viewer, the_link(viewer).reference, Judgement.ACCEPTED)

        assert groups(viewer) == {one: (one, other), other: (one, other)}

    def test_undone_after_fifty_later_reports_leaves_what_would_have_been_without_it(self, database):
        viewer = a_viewer()
        later = [
            Held(an_xml_report(identifier=f"u{1 + n % 2}", service="AB"[n % 2], note=str(n)))
            for n in range(50)
        ]
        two_with_one_address(viewer)
        reference = the_link(viewer).reference
        judge(viewer, reference, Judgement.ACCEPTED)
        receive(viewer, *later)

        judge(viewer, reference, Judgement.OPEN, reason="Another household")

        (one,), (other,) = rows(viewer, "select id from referral order by id")
        assert groups(viewer) == {one: (one,), other: (other,)}
        by_referral = rows(viewer, "select referral_id, count(*) from referral_report group by 1 order by 1")
        assert by_referral == [(one, 26), (other, 26)]
        assert the_link(viewer).judgement == "open"

    def test_undone_is_what_it_would_be_had_nobody_judged_it(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        reference = the_link(viewer).reference
        judge(viewer, reference, Judgement.ACCEPTED)
        receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"c{n}", service="A", emails=["x@example.com"], note=str(n)))
                for n in range(5)
            ),
        )

        judge(viewer, reference, Judgement.OPEN, reason="Another household")

        undone = as_proposed(viewer)
        rows(viewer, "delete from link returning id")
        with acting(viewer):
            relink_all(viewer, now=RECEIVED)
        assert undone == as_proposed(viewer)
        assert len(undone) == 21

    def test_undone_is_gone_where_what_proposed_it_has_come_to_be_shared_by_too_many(self, database):
        viewer = a_viewer()
        two_at_one_address(viewer)
        reference = the_link(viewer).reference
        judge(viewer, reference, Judgement.ACCEPTED)
        label(viewer, IdentifierKind.IP, "198.51.100.7", Label.SHARED)

        judge(viewer, reference, Judgement.OPEN, reason="A library")

        assert as_proposed(viewer) == []


class TestARejectedLink:
    def test_is_not_proposed_again_by_the_evidence_it_was_judged_on(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        judge(viewer, the_link(viewer).reference, Judgement.REJECTED)

        receive(viewer, Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"], note="2")))

        assert the_link(viewer).judgement == "rejected"

    def test_is_proposed_again_by_more_evidence(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        judge(viewer, the_link(viewer).reference, Judgement.REJECTED)

        two_with_one_address(viewer, email="y@example.com")

        line = the_link(viewer)
        assert line.judgement == "open"
        assert {each.value for each in line.evidence} == {"x@example.com", "y@example.com"}

    def test_is_not_proposed_again_by_people_described_once_more_in_the_same_words(self, database):
        viewer = a_viewer()
        receive(viewer, *ALMOST)
        compare(viewer)
        judge(viewer, the_link(viewer).reference, Judgement.REJECTED)
        again = ALMOST[0].content.replace(b"</report>", b"<additionalInfo>2</additionalInfo></report>")

        receive(viewer, Held(again))
        compare(viewer)

        assert len(rows(viewer, "select id from described_person")) == 3
        assert the_link(viewer).judgement == "rejected"

    def test_is_not_proposed_again_by_one_more_address_of_a_household_that_makes_nothing_likelier(
        self, database
    ):
        viewer = a_viewer()
        two_at_one_address(viewer)
        judge(viewer, the_link(viewer).reference, Judgement.REJECTED)

        for n, service in enumerate("AB", start=1):
            receive(
                viewer,
                Held(an_xml_report(identifier=f"u{n}", service=service, events=[("203.0.113.9", AT, 0)])),
            )

        assert the_link(viewer).judgement == "rejected"

    @pytest.mark.parametrize(
        ("said", "later", "stands"),
        [
            (Judgement.REJECTED, None, "rejected"),
            (Judgement.ACCEPTED, None, "accepted"),
            (Judgement.REJECTED, Judgement.REJECTED, "rejected"),
            (Judgement.REJECTED, Judgement.ACCEPTED, "open"),
        ],
    )
    def test_is_still_judged_when_its_referral_becomes_part_of_another(self, database, said, later, stands):
        viewer = a_viewer()
        receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"u{n}", service="A", emails=["x@example.com"]))
                for n in range(3)
            ),
        )
        one, other, third = (id_ for (id_,) in rows(viewer, "select id from referral order by id"))
        by_ends = {
            (a, b): reference
            for reference, a, b in rows(viewer, "select reference, one_id, other_id from link")
        }
        judge(viewer, by_ends[other, third], said)
        if later:
            judge(viewer, by_ends[one, third], later)

        with acting(viewer):
            follow([(other, one)])

        assert rows(viewer, "select one_id, other_id, judgement from link") == [(one, third, stands)]


def as_proposed(viewer):
    """Every link with its evidence, by what does not depend on when it was found."""
    query = "select one_id, other_id, probability, evidence, relation from link order by one_id, other_id"
    return rows(viewer, query)


class TestLinkingAllAtOnce:
    def test_changes_nothing_that_was_linked_on_arrival(self, database):
        viewer = a_viewer()
        receive(viewer, *synthetic_reports(120, seed=5))
        compare(viewer)
        before = as_proposed(viewer)

        with acting(viewer):
            (found,) = relink_all(viewer, now=RECEIVED)

        assert before
        assert as_proposed(viewer) == before
        assert found.changed == 0
        assert found.clusters >= 1

    def test_finds_what_is_missing_and_takes_back_what_nothing_speaks_for(self, database):
        viewer = a_viewer()
        receive(viewer, *synthetic_reports(120, seed=6))
        before = as_proposed(viewer)
        rows(viewer, "delete from link where id in (select id from link order by id limit 3) returning id")

        with acting(viewer):
            (found,) = relink_all(viewer, now=RECEIVED)

        assert found.changed == 3
        assert as_proposed(viewer) == before

    def test_never_links_a_thousand_people_behind_one_address_that_nobody_has_labelled(self, database):
        viewer = a_viewer()
        crowd = [
            Held(an_xml_report(identifier=f"u{n}", service="A", events=[("198.51.100.7", AT, 0)]))
            for n in range(1_000)
        ]
        receive(viewer, *crowd)

        with acting(viewer):
            (found,) = relink_all(viewer, now=RECEIVED)

        assert rows(viewer, "select count(*) from link") == [(0,)]
        assert found.crowded == 1
        assert found.clusters == 0


def label(viewer, kind, value, said, what="a library's line"):
    with acting(viewer):
        return label_value(viewer, kind, value, Saying(said, what, "Seen there"), now=RECEIVED)


class TestALabelOfSharing:
    def test_takes_back_what_shared_infrastructure_alone_had_proposed(self, database):
        viewer = a_viewer()
        two_at_one_address(viewer)
        assert len(as_proposed(viewer)) == 1

        label(viewer, IdentifierKind.IP, "198.51.100.7", Label.SHARED)

        assert as_proposed(viewer) == []

    def test_taken_back_proposes_again_as_if_it_had_never_been_made(self, database):
        viewer = a_viewer()
        two_at_one_address(viewer)
        before = as_proposed(viewer)
        label(viewer, IdentifierKind.IP, "198.51.100.7", Label.SHARED)

        label(viewer, IdentifierKind.IP, "198.51.100.7", Label.UNLABELLED)

        assert as_proposed(viewer) == before

    def test_of_a_network_holds_for_addresses_that_come_later(self, database):
        viewer = a_viewer()
        with acting(viewer):
            label_network(
                viewer, "198.51.100.0/24", Saying(Label.SHARED, "a carrier", "Its own word"), now=RECEIVED
            )

        two_at_one_address(viewer)

        assert as_proposed(viewer) == []
        with acting(viewer):
            (found,) = relink_all(viewer, now=RECEIVED)
        assert found.crowded == 1
        assert found.changed == 0

    def test_of_ones_own_lets_more_share_it_than_an_unlabelled_address_may(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"u{n}", service="A", events=[("198.51.100.7", AT, 0)]))
                for n in range(7)
            ),
        )
        assert as_proposed(viewer) == []

        changed = label(viewer, IdentifierKind.IP, "198.51.100.7", Label.OWN, "one household")

        assert len(changed) == 21

    def test_of_what_no_referral_names_is_refused(self, database):
        viewer = a_viewer()

        with pytest.raises(NothingToLabel):
            label(viewer, IdentifierKind.IP, "198.51.100.7", Label.SHARED)


def known_of_networks(*prefixes):
    """Load a table of operators, of prefixes and what is provided over each."""
    rows = (f"{prefix},Lark,{access}" for prefix, access in prefixes)
    table = io.BytesIO("\n".join(("prefix,operator,access", *rows)).encode())
    administrator = Viewer(1, "administrator", frozenset({Role.ADMINISTRATOR}), (), None)
    with acting(administrator):
        load(administrator, Kind.OPERATORS, [table], name="operators.csv", now=RECEIVED)


class TestAnAddressThatReferenceDataKnow:
    def test_as_one_given_to_many_proposes_nothing_however_few_share_it(self, database):
        viewer = a_viewer()
        known_of_networks(("198.51.100.0/24", "mobile"))

        two_at_one_address(viewer)

        assert as_proposed(viewer) == []
        with acting(viewer):
            (found,) = relink_all(viewer, now=RECEIVED)
        assert (found.crowded, found.changed, found.clusters) == (1, 0, 0)

    def test_as_a_line_is_weighed_as_one_that_nobody_knows(self, database):
        viewer = a_viewer()
        known_of_networks(("198.51.100.0/24", "fixed"))

        two_at_one_address(viewer)

        assert len(as_proposed(viewer)) == 1

    def test_only_since_it_was_compared_is_taken_back_when_everything_is_linked_again(self, database):
        viewer = a_viewer()
        two_at_one_address(viewer)
        known_of_networks(("198.51.100.0/24", "carrier NAT"))

        with acting(viewer):
            relink_all(viewer, now=RECEIVED)

        assert as_proposed(viewer) == []

    def test_proposes_again_what_an_officer_says_is_ones_own(self, database):
        viewer = a_viewer()
        known_of_networks(("198.51.100.0/24", "mobile"))
        two_at_one_address(viewer)

        label(viewer, IdentifierKind.IP, "198.51.100.7", Label.OWN, "one household")

        assert len(as_proposed(viewer)) == 1


def two_at_one_address(viewer, *, days_apart=0):
    then = (datetime(2026, 11, 1, 10, tzinfo=UTC) - timedelta(days=days_apart)).isoformat()
    receive(
        viewer,
        Held(an_xml_report(identifier="u1", service="A", events=[("198.51.100.7", AT, 0)])),
        Held(an_xml_report(identifier="u2", service="B", events=[("198.51.100.7", then, 0)])),
    )


class TestAnIdentifierInVeryManyReports:
    def test_still_links_whoever_stands_behind_a_thousand_mentions(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        with acting(viewer), connection.cursor() as cursor:
            cursor.execute(
                "insert into mention (identifier_id, referral_id, report_id, desk_id, role, value) "
                "select m.identifier_id, m.referral_id, 100000 + n, m.desk_id, m.role, m.value "
                "from mention m, generate_series(1, 1000) n where m.value = 'x@example.com' "
                "and m.referral_id = (select min(id) from referral)"
            )
        before = as_proposed(viewer)
        rows(viewer, "delete from link returning id")

        with acting(viewer):
            relink_all(viewer, now=RECEIVED)

        assert as_proposed(viewer) == before


class TestAnAddressUsedTwice:
    def test_says_less_the_further_apart_its_nearest_uses_lie(self, database):
        viewer = a_viewer()
        two_at_one_address(viewer, days_apart=100)
        far = the_link(viewer)

        receive(
            viewer,
            Held(
                an_xml_report(
                    identifier="u2", service="B", events=[("198.51.100.7", "2026-10-31T10:00:00Z", 0)]
                )
            ),
        )

        near = the_link(viewer)
        assert (far.evidence[0].gap, near.evidence[0].gap) == (100.0, 1.0)
        assert near.probability > far.probability
        assert "100 days apart" in far.sentence

    def test_counts_the_whole_time_over_which_one_report_saw_it(self, database):
        viewer = a_viewer()
        uses = [("198.51.100.7", f"2026-{month}-01T10:00:00Z", 0) for month in ("01", "06", "11")]
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", events=uses)),
            Held(an_xml_report(identifier="u2", service="B", events=[uses[1]])),
        )

        assert the_link(viewer).evidence[0].gap == 0.0


class TestOnePersonOnTheQueue:
    def lines(self, viewer, **asked):
        with acting(viewer):
            found, after = [], ""
            while True:
                page = queue(viewer, filters=Filters(**asked), after=after, limit=2, now=RECEIVED)
                found += [(line.referral, line.together) for line in page.lines]
                if not page.next_after:
                    return found
                after = page.next_after

    def test_is_one_line_until_the_link_is_undone(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"u{n}", service="A", emails=["x@example.com"]))
                for n in range(3)
            ),
            *(Held(an_xml_report(identifier=f"v{n}", service="A")) for n in range(3)),
        )
        before = self.lines(viewer)
        with acting(viewer):
            made = [line.reference for line in links(viewer, now=RECEIVED)][:2]
        for reference in made:
            judge(viewer, reference, Judgement.ACCEPTED)

        folded = self.lines(viewer)

        assert len(before) == 6
        assert len(folded) == 4
        (stands,) = [(referral, others) for referral, others in folded if others]
        together = {stands[0], *stands[1]}
        assert len(together) == 3
        assert next(name for name, _ in before if name in together) == stands[0]
        assert {name for name, _ in folded} | together == {name for name, _ in before}
        assert self.lines(viewer, unfolded=True) == before
        for reference in made:
            judge(viewer, reference, Judgement.OPEN)
        assert self.lines(viewer) == before


class TestWorkTogether:
    def test_names_the_others_and_the_eldest_as_the_lead(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        (one, reference), (other, _) = rows(viewer, "select id, reference from referral order by id")
        judge(viewer, the_link(viewer).reference, Judgement.ACCEPTED)

        with acting(viewer):
            found = together_with(viewer, other)
            leads = leads_of(viewer, [one, other])

        assert found == [Together(one, reference, is_lead=True)]
        assert leads == {one: one, other: one}


def a_named_report(identifier, *, first, last, born="", postcode="", role="suspect"):
    """A report that names its suspect, or a victim."""
    address = f"<address><zipCode>{postcode}</zipCode></address>" if postcode else ""
    birth = f"<dateOfBirth>{born}</dateOfBirth>" if born else ""
    person = f"<firstName>{first}</firstName><lastName>{last}</lastName>{birth}{address}"
    content = an_xml_report(identifier=identifier, service="A")
    if role == "victim":
        victim = f"<victim><victimPerson>{person}</victimPerson></victim>"
        content = an_xml_report(identifier=identifier, service="A", extra=victim)
    else:
        content = content.replace(
            b"<personOrUserReportedPerson></personOrUserReportedPerson>",
            f"<personOrUserReportedPerson>{person}</personOrUserReportedPerson>".encode(),
        )
    return Held(content)


ALMOST = (
    a_named_report("u1", first="Rosalind", last="Examplewood", born="1984-03-12", postcode="ZZ1 9ZZ"),
    a_named_report("u2", first="Rosalynd", last="Examplewood", born="1984-03-12", postcode="ZZ19ZZ"),
)


def compare(viewer):
    with acting(viewer):
        return compare_people(viewer, now=RECEIVED)


class TestPeopleDescribedAlmostAlike:
    def test_are_proposed_with_each_comparison_in_words(self, database):
        viewer = a_viewer()
        receive(viewer, *ALMOST)

        assert compare(viewer) == 2

        line = the_link(viewer)
        assert [each.kind for each in line.evidence] == ["person_alike"]
        assert "names spelt almost alike" in line.sentence
        assert "the same date of birth" in line.sentence
        assert line.relation == "one_subject"

    @pytest.mark.parametrize("in_one", [True, False], ids=["together", "one after the other"])
    def test_are_found_whichever_came_first_and_again_all_at_once(self, database, in_one):
        viewer = a_viewer()
        if in_one:
            receive(viewer, *reversed(ALMOST))
        else:
            receive(viewer, ALMOST[1])
            compare(viewer)
            receive(viewer, ALMOST[0])
        compare(viewer)
        before = as_proposed(viewer)
        rows(viewer, "delete from link returning id")

        with acting(viewer):
            relink_all(viewer, now=RECEIVED)

        assert len(before) == 1
        assert as_proposed(viewer) == before

    def test_are_not_proposed_for_one_household_under_one_surname(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            a_named_report("u1", first="Rosalind", last="Examplewood", born="1984-03-12", postcode="ZZ1 9ZZ"),
            a_named_report("u2", first="Gerald", last="Examplewood", born="1984-03-12", postcode="ZZ1 9ZZ"),
            a_named_report("u3", first="Rosalind", last="Examplewood", born="1951-08-30", postcode="ZZ1 9ZZ"),
        )

        compare(viewer)

        with acting(viewer):
            assert links(viewer, now=RECEIVED) == []

    def test_speak_against_a_link_as_soon_as_they_are_described_otherwise(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        before = the_link(viewer)

        receive(
            viewer,
            a_named_report("u1", first="Rosalind", last="Examplewood", born="1984-03-12"),
            Held(
                a_named_report("u2", first="Gerald", last="Othername", born="1957-08-30").content.replace(
                    b"<espService>A<", b"<espService>B<"
                )
            ),
        )

        line = the_link(viewer)
        assert line.probability < before.probability
        assert (
            "Against it, the two describe people who differ: other names and other dates of birth"
            in line.sentence
        )

    def test_stand_once_when_two_referrals_of_one_report_become_one(self, database):
        viewer = a_viewer()
        victim = (
            "<victim><victimPerson><firstName>Rosalynd</firstName><lastName>Examplewood</lastName>"
            "<dateOfBirth>2012-03-12</dateOfBirth></victimPerson></victim>"
        )
        receive(viewer, Held(an_xml_report(suspects=3, extra=victim), folder="/one"))
        homes = [id_ for (id_,) in rows(viewer, "select id from referral order by id")]
        assert len(rows(viewer, "select id from described_person")) == len(homes) == 3

        with acting(viewer):
            follow([(homes[1], homes[0]), (homes[2], homes[0])])

        assert rows(viewer, "select referral_id from described_person") == [(homes[0],)]

    def test_relate_a_suspect_and_a_victim_and_never_make_them_one(self, database):
        viewer = a_viewer()
        victim = a_named_report(
            "u2", first="Rosalynd", last="Examplewood", born="1984-03-12", postcode="ZZ1 9ZZ", role="victim"
        )
        receive(viewer, ALMOST[0], victim)

        compare(viewer)

        assert the_link(viewer).relation == "related"


class TestTheNeighbourhood:
    def around(self, viewer, *, until=RECEIVED + timedelta(days=1), start=0):
        ((id_, reference),) = rows(viewer, "select id, reference from referral order by id limit 1")
        with acting(viewer):
            return neighbourhood(viewer, id_, reference, until=until, now=RECEIVED, start=start)

    def test_has_what_a_referral_names_and_who_else_names_it(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)
        ((other,),) = rows(viewer, "select reference from referral order by id offset 1")

        found = self.around(viewer)

        near = {thing.kind: thing.referrals for thing in found.things}
        assert near["email"] == (other,)
        assert found.links == {other: "open"}

    def test_brings_nobody_near_by_what_too_many_share(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"u{n}", service="A", events=[("198.51.100.7", AT, 0)]))
                for n in range(7)
            ),
        )

        (thing,) = [each for each in self.around(viewer).things if each.kind == "ip"]

        assert (thing.is_shared, thing.shared_by, thing.referrals) == (True, 7, ())

    def test_is_told_in_parts_that_leave_nothing_out(self, database):
        viewer = a_viewer()
        events = [(f"198.51.100.{n}", AT, 0) for n in range(1, 31)]
        receive(viewer, Held(an_xml_report(identifier="u1", service="A", events=events)))

        first = self.around(viewer)
        second = self.around(viewer, start=len(first.things))

        assert first.total == second.total == len(first.things) + len(second.things)
        assert not {thing.identifier for thing in first.things} & {each.identifier for each in second.things}
        assert self.around(viewer, start=first.total).things == first.things

    def test_is_empty_before_the_first_report(self, database):
        viewer = a_viewer()
        two_with_one_address(viewer)

        assert self.around(viewer, until=RECEIVED - timedelta(days=1)).things == ()


class TestPatterns:
    def test_find_a_reporter_far_above_its_usual_and_an_account_with_several_victims(self, database):
        viewer = a_viewer()
        victims = "".join(A_VICTIM.format(f"v{n}@example.com") for n in range(3))
        receive(viewer, Held(an_xml_report(identifier="u0", service="A")), now=RECEIVED - timedelta(weeks=6))
        for n in range(12):
            receive(
                viewer, Held(an_xml_report(identifier="u1", service="A", note=str(n))), source="Examplechat"
            )
        receive(viewer, Held(an_xml_report(identifier="u2", service="A", extra=victims)), source="Other")

        with acting(viewer):
            found = patterns(viewer, now=RECEIVED + timedelta(days=1))

        assert [(each.name, each.count) for each in found.reporters] == [("Examplechat", 12)]
        assert [each.name for each in found.kinds] == ["account"]
        assert [each.victims for each in found.series] == [3]
        assert found.weeks == 5

    def test_find_nothing_unusual_at_a_desk_that_has_only_begun(self, database):
        viewer = a_viewer()
        for n in range(12):
            receive(
                viewer, Held(an_xml_report(identifier="u1", service="A", note=str(n))), source="Examplechat"
            )

        with acting(viewer):
            found = patterns(viewer, now=RECEIVED + timedelta(days=1))

        assert (found.reporters, found.kinds, found.weeks) == ([], [], 0)
