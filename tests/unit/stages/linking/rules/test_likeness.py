"""How alike two words are spelt, on every engine."""

import random

import duckdb

from waymark.stages.linking.rules.likeness import jaro_winkler


class TestJaroWinkler:
    def test_is_what_the_engine_of_this_machine_says(self):
        draw = random.Random(5)
        words = ["".join(draw.choices("abcdeéß '", k=draw.randrange(9))) for _ in range(400)]
        pairs = [(draw.choice(words), draw.choice(words)) for _ in range(2_000)]

        with duckdb.connect() as connection:
            connection.execute(
                "create table pairs as select unnest(?) as a, unnest(?) as b",
                [list(each) for each in zip(*pairs, strict=True)],
            )
            theirs = connection.execute("select jaro_winkler_similarity(a, b) from pairs").fetchall()

        assert [round(jaro_winkler(*pair), 12) for pair in pairs] == [round(each, 12) for (each,) in theirs]
