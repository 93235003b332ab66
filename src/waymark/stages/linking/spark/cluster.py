"""What a cluster is asked: to compare people, to compare what shares an identifier, and to join it into clusters."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, cast

from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY
from waymark.stages.linking.rules.described import (
    FIELDS,
    LEAST,
    MOST_BEHIND_A_KEY,
    Described,
    shipped_model,
)
from waymark.stages.linking.rules.pairing import TIMED
from waymark.stages.linking.rules.people import outcomes_of, quietly
from waymark.stages.linking.rules.people_model import ID, settings_of
from waymark.stages.linking.spark.work import alike_rows, alike_shared, pairs_of, proposal_row, spelt_alike

_ROWS_A_PARTITION = 200_000  # of the largest table; Spark's own 200 partitions are ruinous for a small one
_FEWEST_PARTITIONS = 4


class Found(NamedTuple):
    """What a cluster found at one desk; as `operations.relinking.Relinked`."""

    desk: int
    referrals: int
    compared: int
    crowded: int
    clusters: int
    largest: int


class Cluster:
    """A running connection to a cluster that works in a folder."""

    def __init__(self, session: Any, folder: Path, *, rows: int) -> None:
        self._session = session
        self._folder = folder
        partitions = max(_FEWEST_PARTITIONS, rows // _ROWS_A_PARTITION)
        session.conf.set("spark.sql.shuffle.partitions", partitions)
        self._partitions = partitions

    def compare_people(self) -> None:
        """Compare all of `people` who share a key that few do, by Splink on Spark; writes `people_alike`."""
        from pyspark.sql import functions as f

        people = self._read("people")
        by_key = people.select("desk", ID, f.explode("keys").alias("key"))
        few = by_key.groupBy("desk", "key").count().where(f.col("count").between(2, MOST_BEHIND_A_KEY))
        telling = by_key.join(few, ["desk", "key"])
        keyed = telling.groupBy("desk", ID).agg(
            f.collect_set(f.concat_ws("|", f.col("desk"), f.col("key"))).alias("keys")
        )
        compared = people.drop("keys").join(keyed, ["desk", ID])
        ends = people.select(ID, "desk", "referral", "report")
        found = self._predicted(compared)
        for end in ("l", "r"):
            named = ends.select(*(f.col(name).alias(f"{name}_of_{end}") for name in ends.columns))
            found = found.join(named, f.col(f"{ID}_{end}") == f.col(f"{ID}_of_{end}"))
        found = found.where("referral_of_l <> referral_of_r and report_of_l <> report_of_r")
        outcomes = outcomes_of(shipped_model())
        rows = found.rdd.map(lambda row: row.asDict()).flatMap(lambda row: alike_rows(row, outcomes))
        self._write("people_alike", rows, "desk long, one long, other long, weight double, words string")

    def _predicted(self, people: Any) -> Any:
        from splink import Linker, block_on
        from splink.backends.spark import SparkAPI

        settings = settings_of(FIELDS, dialect="spark")
        model = shipped_model()
        settings["probability_two_random_records_match"] = model["probability_two_random_records_match"]
        for ours, fitted in zip(settings["comparisons"], model["comparisons"], strict=True):
            levels = zip(ours["comparison_levels"], fitted["comparison_levels"], strict=True)
            for level, weighed in levels:
                level.pop("tf_adjustment_column", None)
                level.update({k: weighed[k] for k in ("m_probability", "u_probability") if k in weighed})
        rule = block_on("keys", arrays_to_explode=["keys"]).create_blocking_rule_dict("spark")
        settings["blocking_rules_to_generate_predictions"] = [rule]
        with quietly():
            database: Any = cast("Any", SparkAPI)(
                spark_session=self._session, register_udfs_automatically=False
            )
            self._session.udf.register("jaro_winkler", spelt_alike, "double")
            linker = Linker(database.register(people), settings)
            return linker.inference.predict(threshold_match_probability=LEAST).as_spark_dataframe()

    def link(self) -> list[Found]:
        """Compare whatever shares an identifier and join it into clusters; writes `links` and `clusters`."""
        from pyspark.sql import functions as f

        held = _holders(self._read("mentions")).persist()
        sizes = (
            held.groupBy("desk", "identifier", "kind")
            .count()
            .join(self._read("limits"), ["desk", "identifier"], "left")
        )
        limit_of = f.create_map(
            *(f.lit(each) for kind, most in SHARED_BY_TOO_MANY.items() for each in (kind.value, most))
        )
        shared = sizes.where("count > 1").withColumn(
            "is_crowded", f.col("count") > f.coalesce(f.col("most"), limit_of[f.col("kind")])
        )
        telling = shared.where(~f.col("is_crowded")).select("desk", "identifier")
        together = held.join(telling, ["desk", "identifier"]).groupBy("desk", "identifier", "kind")
        brought = together.agg(
            f.collect_list(f.struct("referral", "value", "roles", "reports", "uses")).alias("holders")
        ).persist()
        pairs = brought.rdd.flatMap(pairs_of).union(self._read("alike").rdd.map(alike_shared))
        self._write(
            "links",
            self._with_people(pairs.groupByKey(self._partitions)).map(proposal_row),
            "desk long, one long, other long, relation string, probability double, evidence string",
        )
        edges = brought.select(
            f.array_min("holders.referral").alias("low"), f.explode("holders.referral").alias("high")
        )
        members = held.select("desk", "referral").distinct()
        clustered = self._clusters(edges, members)
        return _summaries(shared, clustered)

    def _with_people(self, grouped: Any) -> Any:
        """Pairs with what they share, and beside it how the suspects of each are described."""
        rows = self._read("suspects").rdd.map(lambda row: (row.referral, Described(*row[1:])))
        people = rows.groupByKey(self._partitions).mapValues(list)
        by_one = grouped.map(lambda each: (each[0][1], each)).leftOuterJoin(people)
        by_other = by_one.map(lambda found: (found[1][0][0][2], found[1])).leftOuterJoin(people)
        return by_other.values()

    def _clusters(self, edges: Any, members: Any) -> Any:
        """The cluster of each member, named by its lowest: large-star and small-star, in turn, until nothing moves.

        Source: Kiveris and others, Connected Components in MapReduce and Beyond (2014): log-squared many rounds.
        """
        from pyspark.sql import functions as f

        edges, before, turn = edges.where("low < high").distinct(), None, 0
        while True:
            both = edges.union(edges.select(f.col("high").alias("low"), f.col("low").alias("high")))
            nearest = both.groupBy("low").agg(f.least(f.col("low"), f.min("high")).alias("least"))
            large = (
                both.join(nearest, "low").where("high > low").selectExpr("least as low", "high").distinct()
            )
            lowest = large.groupBy("high").agg(f.min("low").alias("least"))
            small = large.join(lowest, "high").selectExpr("least as low", "low as high").where("low < high")
            small = small.union(lowest.selectExpr("least as low", "high")).distinct()
            edges = self._kept(small, f"edges-{turn}")
            now = edges.agg(f.count("*"), f.bit_xor(f.xxhash64("low", "high"))).first()
            if now == before:
                break
            before, turn = now, turn + 1
        clustered = members.join(edges.selectExpr("high as referral", "low as cluster"), "referral", "left")
        clustered = clustered.select("desk", "referral", f.coalesce("cluster", "referral").alias("cluster"))
        return self._kept(clustered, "clusters")

    def _read(self, name: str) -> Any:
        return self._session.read.parquet(str(self._folder / name))

    def _kept(self, frame: Any, name: str) -> Any:
        """Written and read back, so that the next round does not begin at the first."""
        frame.write.mode("overwrite").parquet(str(self._folder / name))
        return self._read(name)

    def _write(self, name: str, rows: Any, columns: str) -> None:
        frame = self._session.createDataFrame(rows, columns)
        frame.write.mode("overwrite").parquet(str(self._folder / name))


def _holders(mentions: Any) -> Any:
    """For each desk and identifier the referrals that mention it, as `pairing.Holder` has them."""
    from pyspark.sql import functions as f

    timed = f.col("kind").isin([kind.value for kind in TIMED])
    return mentions.groupBy("desk", "identifier", "kind", "referral").agg(
        f.min("value").alias("value"),
        f.collect_set("role").alias("roles"),
        f.sort_array(f.collect_set("report")).alias("reports"),
        f.collect_set(f.when(timed, f.struct("at", "until"))).alias("uses"),
    )


def _summaries(shared: Any, clustered: Any) -> list[Found]:
    from pyspark.sql import functions as f

    crowded = {
        row.desk: (row.compared, row.crowded)
        for row in shared.groupBy("desk")
        .agg(f.count_if(~f.col("is_crowded")).alias("compared"), f.count_if("is_crowded").alias("crowded"))
        .collect()
    }
    sizes = clustered.groupBy("desk", "cluster").count().groupBy("desk")
    return [
        Found(row.desk, row.referrals, *crowded.get(row.desk, (0, 0)), row.clusters, row.largest)
        for row in sizes.agg(
            f.sum("count").alias("referrals"),
            f.count_if(f.col("count") > 1).alias("clusters"),
            f.max("count").alias("largest"),
        ).collect()
    ]
