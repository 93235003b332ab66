from collections import Counter
from datetime import date

import pytest
from lxml import etree

from waymark.synthetic.published import (
    PUBLISHED,
    UNITS,
    NotItsTotal,
    published_documents,
    split_of,
    total_of,
)
from waymark.synthetic.writing import write_published


def dated(document):
    (at,) = etree.fromstring(document.content).iter("{*}incidentDateTime")
    return date.fromisoformat((at.text or "")[:10])


class TestPublishedDocuments:
    @pytest.mark.parametrize("name", ["met-2017-2019", "police-recorded-2015-2017"])
    def test_come_to_the_published_totals_whatever_the_seed(self, name):
        for seed in (1, 2):
            found: Counter[tuple[str, str]] = Counter()
            for document in published_documents(name, seed=seed):
                source, first, _ = document.name.split("/")
                found[source, first] += 1
                total = next(t for t in PUBLISHED[name] if (t.source, t.first.isoformat()) == (source, first))
                assert total.first <= dated(document) <= total.last

            assert found == {(t.source, t.first.isoformat()): t.count for t in PUBLISHED[name]}

    def test_differ_by_seed_in_all_else(self):
        one, other = ([d.content for d in published_documents("met-2017-2019", seed=seed)] for seed in (1, 2))

        assert not set(one) & set(other)
        assert one == [d.content for d in published_documents("met-2017-2019", seed=1)]

    def test_are_a_different_account_each(self):
        accounts = {
            next(etree.fromstring(d.content).iter("{*}espIdentifier")).text
            for d in published_documents("met-2017-2019", seed=3)
        }

        assert len(accounts) == total_of("met-2017-2019") == 3881

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_say_what_was_published_and_by_what_they_are_counted(self, name):
        begin_in = {total.first.month for total in PUBLISHED[name]}

        assert UNITS[name]
        assert split_of(name) == ("financial_year" if begin_in == {4} else "year")

    def test_are_not_made_in_another_number(self, tmp_path):
        with pytest.raises(NotItsTotal, match="3,881"):
            next(write_published(tmp_path / "set", "met-2017-2019", referrals=10, seed=1))
