"""A bundle is a list: it folds nobody, loses nobody, and does not depend on the order of its members."""

from hypothesis import given
from hypothesis import strategies as st

from waymark.referrals.bundles import Member, Why, bundles_of, told_by, why_singly
from waymark.referrals.types import DocumentKind, FileHash, Report, ReportedFile

ANSWERS = st.none() | st.booleans()


@st.composite
def members(draw):
    found = []
    for report_id in range(1, draw(st.integers(0, 8)) + 1):
        files = draw(
            st.lists(
                st.builds(
                    ReportedFile,
                    st.just(1),
                    hashes=st.sampled_from("abc").map(lambda sign: (FileHash("MD5", sign * 32, "md5"),)),
                    annotations=st.sampled_from([(), (), ("viral",)]),
                ),
                max_size=2,
            )
        )
        head = Report(
            DocumentKind.REPORT,
            incident_type=draw(st.sampled_from(["one", "two"])),
            batched=draw(st.sampled_from(["", "", "VIRAL_POTENTIAL_MEME"])),
        )
        told = told_by([*files, head])
        found += [
            Member(report_id, party, told, draw(ANSWERS), draw(ANSWERS), draw(ANSWERS))
            for party in range(1, draw(st.integers(1, 3)) + 1)
        ]
    return found


@given(members(), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_members_never_matters(everybody, very_many, random):
    shuffled = random.sample(everybody, len(everybody))

    assert bundles_of(shuffled, very_many=very_many) == bundles_of(everybody, very_many=very_many)


@given(members(), st.integers(1, 5))
def test_every_subject_stays_one_and_is_listed_once(everybody, very_many):
    listed = [
        member.key
        for bundle in bundles_of(everybody, very_many=very_many)
        for member in (*bundle.together, *(member for member, _ in bundle.singly))
    ]

    assert len(listed) == len(set(listed))
    assert set(listed) <= {member.key for member in everybody}


@given(members(), st.integers(1, 5))
def test_nobody_with_a_reason_or_an_unknown_is_decided_with_others(everybody, very_many):
    for bundle in bundles_of(everybody, very_many=very_many):
        for member in bundle.together:
            assert (member.child_signal, member.prior_record, member.uk_resolvable) == (False, False, False)
        assert len({member.told.said for member in bundle.together}) <= 1


@given(
    st.tuples(ANSWERS, ANSWERS, ANSWERS, st.booleans(), st.booleans()),
)
def test_no_reason_is_ever_outweighed_by_another(known):
    child, prior, resolvable, differs, several = known

    why = why_singly(
        child_signal=child,
        prior_record=prior,
        uk_resolvable=resolvable,
        differs=differs,
        several_items=several,
    )

    assert (Why.CHILD_SIGNAL in why) is (child is True)
    assert (Why.NOT_KNOWN in why) is (None in (child, prior, resolvable))
    assert (why == ()) is (known == (False,) * 5)
