"""Comparing two documents: order never matters, a document has nothing new to itself, and sides are alike."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.referrals.comparing import Only, differences
from waymark.referrals.types import (
    Account,
    Addition,
    Contact,
    DocumentKind,
    FileHash,
    IPCaptureEvent,
    KeptRaw,
    Of,
    Party,
    Report,
    ReportedFile,
    Role,
    StatedTime,
    Zone,
)

WORDS = st.sampled_from(["", "example", "Example", "someone@example.com", "100200", "N/A"])
TIMES = st.none() | st.builds(
    lambda day, zone: StatedTime(f"2026-01-{day:02}", datetime(2026, 1, day, tzinfo=UTC), zone),
    st.integers(1, 2),
    st.sampled_from(Zone),
)
ACCOUNTS = st.builds(
    Account, identifier=WORDS, screen_name=WORDS, profile_urls=st.lists(WORDS, max_size=1).map(tuple)
)
CONTACTS = st.lists(st.builds(Contact, WORDS, verified=st.none() | st.booleans()), max_size=2).map(tuple)
HASHES = st.lists(
    st.builds(FileHash, WORDS, st.sampled_from(["a" * 32, "b" * 32]), st.just("md5")), max_size=2
)
PARTIES = st.tuples(st.sampled_from([Role.SUSPECT, Role.VICTIM]), WORDS, CONTACTS, ACCOUNTS)
FILES = st.builds(ReportedFile, st.just(0), name=WORDS, hashes=HASHES.map(tuple))
EVENTS = st.builds(
    IPCaptureEvent,
    st.just(1),
    st.sampled_from(Of),
    st.integers(1, 4),
    st.sampled_from(["192.0.2.1", "tor"]),
    captured_at=TIMES,
    port=st.none() | st.just(1),
)


@st.composite
def documents(draw):
    parties = draw(st.lists(PARTIES, max_size=3))
    return [
        *(
            Party(n, role, first_name=name, emails=emails, account=account, associated_with=tied)
            for n, (role, name, emails, account) in enumerate(parties, start=1)
            for tied in [draw(st.none() | st.integers(1, 3))]
        ),
        *(file._replace(ordinal=n) for n, file in enumerate(draw(st.lists(FILES, max_size=3)), start=1)),
        *draw(st.lists(EVENTS, max_size=4)),
        *draw(st.lists(st.builds(Addition, WORDS, WORDS, WORDS, WORDS), max_size=2)),
        *draw(st.lists(st.builds(KeptRaw, WORDS, WORDS), max_size=1)),
        Report(DocumentKind.REPORT, number=draw(WORDS), incident_at=draw(TIMES)),
    ]


class TestDifferences:
    @given(documents(), st.randoms(use_true_random=False))
    def test_a_document_has_nothing_that_is_new_to_itself_in_any_order(self, facts, random):
        assert differences(facts, random.sample(facts, len(facts))) == ()

    @given(documents(), documents(), st.randoms(use_true_random=False))
    def test_the_order_of_facts_never_changes_what_differs(self, one, other, random):
        shuffled = random.sample(one, len(one)), random.sample(other, len(other))

        assert differences(*shuffled) == differences(one, other)

    @settings(max_examples=200)
    @given(documents(), documents())
    def test_what_differs_is_the_same_from_either_side(self, one, other):
        swapped = {Only.FIRST: Only.SECOND, Only.SECOND: Only.FIRST, Only.DIFFERS: Only.DIFFERS}

        there = [(each.kind, each.what, each.first, each.second) for each in differences(one, other)]
        back = [(swapped[each.kind], each.what, each.second, each.first) for each in differences(other, one)]

        assert sorted(there) == sorted(back)
