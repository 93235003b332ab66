import pytest

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.evaluation import (
    Label,
    Labelled,
    agreement,
    evaluate,
    wilson,
)

HIGH, LOW = Level.HIGH, Level.LOW


def many(count, level, label):
    return [Labelled(level, label)] * count


class TestEvaluate:
    def test_gives_the_published_figures_in_their_own_definitions(self):
        # 374 police files: 170 with contact offences, 97.6% high or very high; 204 without, 62.3% low or medium.
        # Long et al. 2016; the ratios follow from those two shares.
        labelled = [
            *many(166, HIGH, Label.CONTACT),
            *many(4, LOW, Label.CONTACT),
            *many(77, HIGH, Label.NO_CONTACT),
            *many(127, LOW, Label.NO_CONTACT),
        ]

        found = {each.level: each for each in evaluate(labelled).at_level}[HIGH]

        assert found.recall.share == pytest.approx(0.976, abs=5e-4)
        assert found.specificity.share == pytest.approx(0.623, abs=5e-4)
        assert found.correct.share == pytest.approx(0.783, abs=5e-4)
        assert found.positive_ratio == pytest.approx(2.59, abs=5e-3)
        assert found.negative_ratio == pytest.approx(0.0378, abs=5e-4)

    def test_counts_who_is_not_resolved_as_unknown_and_never_as_without(self):
        labelled = [
            *many(3, HIGH, Label.CONTACT),
            *many(1, HIGH, Label.NO_CONTACT),
            *many(4, HIGH, Label.UNRESOLVED),
        ]

        found = {each.level: each for each in evaluate(labelled).at_level}[HIGH]

        assert (found.flagged, found.unresolved) == (8, 4)
        assert found.precision.share == 0.75
        assert found.precision_could_be == (3 / 8, 7 / 8)

    def test_shares_a_cut_within_a_tie_out_evenly(self):
        labelled = [
            *many(2, HIGH, Label.CONTACT),
            *many(2, HIGH, Label.NO_CONTACT),
            *many(6, LOW, Label.CONTACT),
        ]

        (cut,) = evaluate(labelled, capacities=[2]).at_capacity

        assert (cut.recall.number, cut.recall.of, cut.precision.share) == (1.0, 8, 0.5)

    def test_takes_the_order_within_a_level_where_there_is_one(self):
        labelled = [Labelled(HIGH, Label.NO_CONTACT, 2), Labelled(HIGH, Label.CONTACT, 1)]

        (cut,) = evaluate(labelled, capacities=[1]).at_capacity

        assert cut.recall.share == 1.0

    def test_knows_no_share_of_nothing(self):
        found = evaluate(many(2, HIGH, Label.UNRESOLVED)).at_level[0]

        assert (found.recall.share, found.precision.share, found.positive_ratio) == (None, None, None)


class TestWilson:
    @pytest.mark.parametrize(
        ("number", "of", "low", "high"),
        [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (15, 50, 0.1910, 0.4375)],
    )
    def test_gives_the_interval_of_the_textbook(self, number, of, low, high):
        found = wilson(number, of)

        assert found.low == pytest.approx(low, abs=1e-4)
        assert found.high == pytest.approx(high, abs=1e-4)


class TestAgreement:
    def test_gives_cohens_kappa(self):
        # Two raters of 50: both high 20, both low 15, apart 5 and 10: observed 0.7, by chance 0.5.
        rated = [*[(HIGH, HIGH)] * 20, *[(LOW, LOW)] * 15, *[(HIGH, LOW)] * 5, *[(LOW, HIGH)] * 10]

        found = agreement(rated)

        assert found.kappa == pytest.approx(0.4)
        assert found.same.share == 0.7

    def test_weighs_levels_far_apart_more_than_neighbours(self):
        near = agreement([(HIGH, Level.MEDIUM), (LOW, LOW), (HIGH, HIGH), (Level.VERY_HIGH, Level.VERY_HIGH)])
        far = agreement([(HIGH, LOW), (LOW, LOW), (HIGH, HIGH), (Level.VERY_HIGH, Level.VERY_HIGH)])

        assert near.weighted is not None
        assert far.weighted is not None
        assert near.weighted > far.weighted

    def test_is_not_known_where_chance_alone_agrees_on_everything(self):
        assert agreement([(HIGH, HIGH)] * 3).kappa is None
