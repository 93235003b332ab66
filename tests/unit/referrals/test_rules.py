"""Who is who, and what is what, in documents of one number."""

import pytest

from waymark.referrals.rules import (
    Document,
    Relation,
    Subject,
    counterparts,
    house_of,
    join_subjects,
    relation_of,
)


def a_subject(report, party=1, *known_by):
    return Subject(report, party, known_by=frozenset(known_by))


def keys(pairs):
    return [(one.key, other.key) for one, other in pairs]


class TestCounterparts:
    def test_are_the_only_persons_of_two_documents_whatever_they_are_called(self):
        assert keys(counterparts([a_subject(1, 1, "a")], [a_subject(2, 0)])) == [((1, 1), (2, 0))]

    def test_are_found_by_what_nobody_else_in_either_document_has(self):
        one = [a_subject(1, 1, "a", "shared"), a_subject(1, 2, "b", "shared")]
        other = [a_subject(2, 1, "b", "shared"), a_subject(2, 2, "c")]

        assert keys(counterparts(one, other)) == [((1, 2), (2, 1))]

    def test_are_none_where_two_people_share_all_they_are_known_by(self):
        one = [a_subject(1, 1, "a"), a_subject(1, 2, "a")]

        assert counterparts(one, [a_subject(2, 1, "a")]) == []


class TestJoinSubjects:
    def test_joins_the_person_of_two_documents_of_one_report(self):
        arriving = [a_subject(1), a_subject(2)]

        (group,) = join_subjects(arriving, [], {}, [(1, 2)])

        assert len(group[0]) == 2

    def test_keeps_strangers_apart_that_two_documents_of_one_report_name(self):
        arriving = [a_subject(1, 1, "a"), a_subject(1, 2, "b"), a_subject(2, 1, "c")]

        assert len(join_subjects(arriving, [], {}, [(1, 2)])) == 3


class TestHouseOf:
    def test_is_one_for_every_reporter_where_numbers_are_given_centrally(self):
        assert house_of("ncmec", reporter="One Ltd") == house_of("ncmec", reporter="Other Ltd")

    def test_is_each_reporters_own_elsewhere_however_its_name_is_written(self):
        assert house_of("hotline_csv", reporter="One  LTD") == house_of("hotline_csv", reporter="one ltd")
        assert house_of("hotline_csv", reporter="One") != house_of("hotline_csv", reporter="Other")


def relate(form, *standing, differences=lambda _: 1):
    return relation_of(form, standing, differences=differences)


class TestRelationOf:
    def test_is_none_for_the_first_document_of_a_number(self):
        assert relate("json") is None

    @pytest.mark.parametrize("many", [1, 30])
    def test_is_another_original_in_a_form_that_the_report_does_not_have_yet(self, many):
        assert relate("pdf", Document(1, "json"), differences=lambda _: many) == (Relation.ORIGINAL, 1)

    def test_is_a_resend_where_form_and_content_are_the_same(self):
        assert relate("json", Document(1, "json"), differences=lambda _: 0) == (Relation.RESEND, 1)

    def test_is_a_supplement_where_the_form_is_the_same_and_the_content_is_not(self):
        assert relate("json", Document(1, "json")) == (Relation.SUPPLEMENT, 1)

    def test_belongs_to_the_report_that_it_differs_from_least(self):
        first, more = Document(1, "json"), Document(2, "json", 1, Relation.SUPPLEMENT)

        found = relate("xml", first, more, differences={1: 5, 2: 1}.__getitem__)

        assert found == (Relation.ORIGINAL, 2)

    def test_is_a_resend_of_the_report_that_another_original_belongs_to(self):
        standing = (Document(1, "json"), Document(2, "xml", 1, Relation.ORIGINAL))

        assert relate("xml", *standing, differences={1: 4, 2: 0}.__getitem__) == (Relation.RESEND, 1)
