"""Laws of the invented reports: the same arguments give the same bytes, whatever else has been made."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from waymark.errors import WaymarkError
from waymark.synthetic.documents import deliveries
from waymark.synthetic.profiles import BENCH, DESK, NATIONAL, VIRAL, giant
from waymark.synthetic.reference import reference_files

UNTIL = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SEEDS = st.integers(min_value=0, max_value=2**63)
PROFILES = st.sampled_from([DESK, NATIONAL, VIRAL, BENCH, giant(files=3, events=5)])
DIGEST = """
from datetime import UTC, datetime
from hashlib import sha256
from waymark.synthetic.documents import deliveries
from waymark.synthetic.profiles import PROFILES
until = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
told = sha256()
for document in deliveries(PROFILES["national"], referrals=30, seed=5, until=until):
    told.update(document.name.encode() + document.content)
print(told.hexdigest())
"""


class TestTheSameArguments:
    @settings(max_examples=25, deadline=None)
    @given(profile=PROFILES, seed=SEEDS, referrals=st.integers(1, 8))
    def test_always_give_the_same_bytes(self, profile, seed, referrals):
        first = list(deliveries(profile, referrals=referrals, seed=seed, until=UNTIL))
        again = list(deliveries(profile, referrals=referrals, seed=seed, until=UNTIL))

        assert first == again

    def test_give_the_same_bytes_in_a_process_with_another_hash_seed(self):
        digests = {
            subprocess.run(
                [sys.executable, "-c", DIGEST],
                capture_output=True,
                check=True,
                text=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        }

        here = sha256()
        for document in deliveries(NATIONAL, referrals=30, seed=5, until=UNTIL):
            here.update(document.name.encode() + document.content)
        assert digests == {f"{here.hexdigest()}\n"}


class TestAnotherSeed:
    @settings(max_examples=15, deadline=None)
    @given(seed=SEEDS, profile=PROFILES)
    def test_gives_other_reports_and_another_world(self, seed, profile):
        one = [each.content for each in islice(deliveries(profile, referrals=2, seed=seed, until=UNTIL), 1)]
        two = [
            each.content for each in islice(deliveries(profile, referrals=2, seed=seed + 1, until=UNTIL), 1)
        ]

        assert one != two
        assert reference_files(seed) != reference_files(seed + 1)


class TestEverySet:
    @settings(max_examples=25, deadline=None)
    @given(profile=PROFILES, seed=SEEDS, referrals=st.integers(1, 8))
    def test_is_xml_without_two_documents_of_one_name(self, profile, seed, referrals):
        documents = list(deliveries(profile, referrals=referrals, seed=seed, until=UNTIL))

        assert len({each.name for each in documents}) == len(documents)
        for each in documents:
            if not each.name.startswith("unreadable/"):
                etree.fromstring(each.content)

    @settings(max_examples=25, deadline=None)
    @given(files=st.integers(1, 40), events=st.integers(1, 40), seed=SEEDS)
    def test_of_a_giant_has_the_files_and_events_asked_for(self, files, events, seed):
        documents = list(deliveries(giant(files=files, events=events), referrals=1, seed=seed, until=UNTIL))
        trees = [etree.fromstring(each.content) for each in documents]

        (report,) = (tree for tree in trees if tree.tag == "report")
        assert len(report.findall("personOrUserReported[1]/ipCaptureEvent")) == events
        assert sum(tree.tag == "fileDetails" for tree in trees) == files

    @settings(max_examples=25, deadline=None)
    @given(seed=SEEDS, days=st.integers(-20_000, 20_000))
    def test_tells_of_nothing_after_its_newest_receipt(self, seed, days):
        until = UNTIL + timedelta(days=days)
        documents = deliveries(NATIONAL, referrals=3, seed=seed, until=until)

        stated = [
            element.text or ""
            for each in documents
            if not each.name.startswith("unreadable/")
            for element in etree.fromstring(each.content).iter("dateTime", "incidentDateTime")
        ]
        moments = [datetime.fromisoformat(text) for text in stated]
        assert all((each if each.tzinfo else each.replace(tzinfo=UTC)) <= until for each in moments)


class TestArgumentsThatMakeNoSense:
    @given(referrals=st.integers(max_value=0))
    def test_are_refused_before_anything_is_made(self, referrals):
        with pytest.raises(WaymarkError, match="1 or more"):
            deliveries(DESK, referrals=referrals, seed=1, until=UNTIL)

    def test_are_refused_when_the_newest_receipt_has_no_zone(self):
        with pytest.raises(WaymarkError, match="time zone"):
            deliveries(DESK, referrals=1, seed=1, until=UNTIL.replace(tzinfo=None))
