"""However the documents of one number arrive, they make as many reports, and join the same people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from waymark.referrals.rules import Document, Known, Relation, Subject, join_subjects, relation_of

# A document is its form and what it says; two with the same of both are one document sent twice.
DOCUMENTS = st.lists(st.tuples(st.sampled_from("JXP"), st.integers(0, 3)), min_size=1, max_size=8)


def arrived(documents: Sequence[tuple[str, int]]) -> list[Document]:
    """What each document is found to be, as they arrive one after the other."""
    standing: list[Document] = []
    for report_id, (form, content) in enumerate(documents, start=1):

        def differences(old: int, content: int = content) -> int:
            return abs(documents[old - 1][1] - content)

        found = relation_of(form, standing, differences=differences)
        relation, of = found or (None, None)
        standing.append(Document(report_id, form, of, relation))
    return standing


def reports(standing: Sequence[Document]) -> int:
    return len({each.whole for each in standing})


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_documents_of_one_number_make_as_many_reports_in_any_order(documents, random):
    shuffled = random.sample(documents, len(documents))

    assert reports(arrived(documents)) == reports(arrived(shuffled))


@given(DOCUMENTS)
def test_there_are_as_many_reports_as_the_form_with_the_most_contents_has(documents):
    contents = {form: {said for each, said in documents if each == form} for form, _ in documents}

    assert reports(arrived(documents)) == max(len(each) for each in contents.values())


@given(DOCUMENTS)
def test_a_report_has_each_form_once_but_for_resends(documents):
    forms = [(each.whole, each.form) for each in arrived(documents) if each.relation is not Relation.RESEND]

    assert len(forms) == len(set(forms))


KNOWN_BY = st.frozensets(st.sampled_from("abc"), max_size=2)


@st.composite
def kin(draw: st.DrawFn) -> list[list[Subject]]:
    """The subjects of up to five documents of one report."""
    return [
        [
            Subject(report_id, party, known_by=draw(KNOWN_BY))
            for party in range(1, draw(st.integers(1, 3)) + 1)
        ]
        for report_id in range(1, draw(st.integers(2, 5)) + 1)
    ]


@given(kin(), st.randoms(use_true_random=False))
def test_people_of_documents_of_one_report_are_joined_in_any_order(documents, random):
    together = {
        frozenset(subject.key for subject in subjects)
        for subjects, _ in join_subjects(
            [subject for each in documents for subject in each],
            [],
            {},
            combinations([each[0].report_id for each in documents], 2),
        )
    }
    standing: list[Known] = []
    for n, arriving in enumerate(random.sample(documents, len(documents))):
        here = {each.subject.report_id for each in standing}
        pairs = [(report_id, arriving[0].report_id) for report_id in here]
        for m, (new, touched) in enumerate(join_subjects(arriving, standing, {}, pairs)):
            home = touched[0] if touched else (n + 1) * 10 + m
            standing = [
                Known(each.subject, home if each.referral_id in touched else each.referral_id)
                for each in standing
            ] + [Known(subject, home) for subject in new]
    homes: dict[int, set[tuple[int, int]]] = {}
    for each in standing:
        homes.setdefault(each.referral_id, set()).add(each.subject.key)

    assert {frozenset(keys) for keys in homes.values()} == together
