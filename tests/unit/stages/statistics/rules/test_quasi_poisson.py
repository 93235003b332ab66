import numpy as np
import pytest
import statsmodels.api as sm

from waymark.stages.statistics.rules.quasi_poisson import fit


@pytest.fixture
def regression():
    draws = np.random.default_rng(8)
    design = np.column_stack([np.ones(120), draws.normal(size=120), draws.integers(0, 2, 120)])
    offset = np.log(draws.uniform(0.5, 1, 120))
    mean = np.exp(design @ [1.5, 0.3, 0.4] + offset)
    return draws.negative_binomial(mean, 0.5).astype(float), design, offset


def with_square(seed):
    """Counts whose rate varies by the week, at levels far apart: the variance grows with the mean's square."""
    draws = np.random.default_rng(seed)
    design = np.column_stack([np.ones(400), np.repeat([0.0, 1.0], 200)])
    return (
        draws.negative_binomial(3, 3 / (3 + np.exp(design @ [1.5, 2.5]))).astype(float),
        design,
        np.zeros(400),
    )


class TestFit:
    def test_agrees_with_another_implementation_of_either_variance(self, regression):
        for counts, design, offset in (regression, with_square(2)):
            found = fit(counts, design, offset)
            part = found.variance.part
            family = sm.families.NegativeBinomial(alpha=part) if part else sm.families.Poisson()
            other = sm.GLM(counts, design, family=family, offset=offset).fit(scale="X2")

            assert found.coefficients == pytest.approx(other.params, abs=1e-5)
            if not found.autocorrelation:
                assert np.sqrt(np.diag(found.covariance)) == pytest.approx(other.bse, rel=1e-4)

    def test_sees_which_way_the_variance_grows(self):
        draws = np.random.default_rng(4)
        _, design, offset = with_square(3)
        batches = draws.negative_binomial(np.exp(design @ [1.5, 2.5]), 0.3).astype(float)

        assert fit(with_square(3)[0], design, offset).variance.part == pytest.approx(1 / 3, rel=0.3)
        assert fit(batches, design, offset).variance.part == 0
        assert fit(batches, design, offset).variance.factor == pytest.approx(1 / 0.3, rel=0.2)

    def test_never_claims_less_variance_than_chance(self):
        counts = np.full(60, 9.0)

        assert fit(counts, np.ones((60, 1)), np.zeros(60)).dispersion == 1

    def test_is_less_sure_when_neighbours_are_alike(self, regression):
        _, design, offset = regression
        counts = np.repeat([4.0, 12.0, 6.0, 16.0, 5.0, 11.0], 20)

        found = fit(counts, design[:, :1], offset * 0)
        alone = fit(np.random.default_rng(1).permutation(counts), design[:, :1], offset * 0)

        assert found.autocorrelation > 0.8
        assert found.covariance[0, 0] > 5 * alone.covariance[0, 0]

    def test_of_nothing_but_noughts_ends(self):
        found = fit(np.zeros(30), np.ones((30, 1)), np.zeros(30))

        assert found.mean == pytest.approx(np.zeros(30), abs=1e-6)
