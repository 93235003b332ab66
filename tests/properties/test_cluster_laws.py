"""Laws of clusters: the order of mentions never matters, and nobody hangs together without a chain."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from waymark.stages.linking.rules.clusters import clusters, holders

REFERRALS = 12
mentions = st.lists(st.tuples(st.integers(0, REFERRALS - 1), st.integers(0, 8)), max_size=40)


def _clusters(pairs):
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return clusters(pairs[:, 0].copy(), pairs[:, 1].copy(), referral_count=REFERRALS)


class TestClusters:
    @given(mentions, st.randoms(use_true_random=False))
    def test_never_depend_on_the_order_of_mentions(self, pairs, random):
        shuffled = random.sample(pairs, len(pairs))

        assert (_clusters(pairs) == _clusters(shuffled)).all()

    @given(mentions)
    def test_are_the_connected_parts_of_the_graph(self, pairs):
        size = REFERRALS + 9
        rows, columns = ([p[0] for p in pairs], [REFERRALS + p[1] for p in pairs])
        graph = coo_matrix((np.ones(len(pairs)), (rows, columns)), shape=(size, size))
        _, labels = connected_components(graph, directed=False)

        found = _clusters(pairs)

        for one in range(REFERRALS):
            for other in range(REFERRALS):
                assert (found[one] == found[other]) == (labels[one] == labels[other])

    @given(mentions)
    def test_are_named_by_their_lowest_member(self, pairs):
        found = _clusters(pairs)

        assert (found <= np.arange(REFERRALS)).all()
        assert (found[found] == found).all()


class TestHolders:
    @given(mentions)
    def test_count_each_referral_once_for_each_identifier(self, pairs):
        array = np.array(pairs, dtype=np.int64).reshape(-1, 2)

        found = holders(array[:, 0].copy(), array[:, 1].copy(), identifier_count=9)

        assert found.tolist() == [len({r for r, i in pairs if i == identifier}) for identifier in range(9)]
