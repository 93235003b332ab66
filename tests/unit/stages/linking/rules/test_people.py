"""People described in reports, compared by a model that was fitted on records alone."""

from pathlib import Path

import pytest

from benchmarks.people import NEUTRAL, SETS, read, recall_at
from waymark.stages.linking.rules.people import ID, TooFewPeople, alike_people, fit

# Recall at precision 0.99 of Splink's published model for each set, as `make bench` measured it on
# 22 November 2026 with Splink 5.0.0.
PUBLISHED = {"historical": 0.627, "fake-1000": 0.762}


def _path(neutral) -> Path:
    path = SETS / neutral.file
    if not path.exists():
        pytest.skip(f"{neutral.file} is not beside the project: ../shared/data/linkage has it")
    return path


@pytest.mark.shared
@pytest.mark.parametrize("neutral", NEUTRAL, ids=lambda neutral: neutral.name)
class TestAlikePeople:
    def test_finds_no_fewer_of_a_neutral_set_than_its_published_model(self, neutral):
        people, clusters = read(_path(neutral), neutral.fields)

        model = fit(people, fields=neutral.fields)
        pairs = alike_people(people, fields=neutral.fields, model=model, at_least=0.0005)

        found = recall_at([(a.one, a.other, a.probability) for a in pairs], clusters)
        assert found >= PUBLISHED[neutral.name]

    def test_says_of_each_pair_what_was_compared_and_what_it_weighs(self, neutral):
        people, _ = read(_path(neutral), neutral.fields)

        pairs = alike_people(people[:600], fields=neutral.fields, at_least=0.9)

        assert pairs
        assert all(each.one < each.other for each in pairs)
        assert all(each.weights for each in pairs)
        assert pairs == sorted(pairs, key=lambda each: (-each.probability, each.one, each.other))


class TestFit:
    def test_refuses_a_handful_of_people(self):
        people = [
            {ID: n, "forename": "Ada", "surname": f"Example{n}", "born": "1990-01-01"} for n in range(5)
        ]

        with pytest.raises(TooFewPeople, match="5 people are too few"):
            fit(people)

    def test_is_not_asked_for_a_single_person(self):
        assert alike_people([{ID: 1, "forename": "Ada"}]) == []
