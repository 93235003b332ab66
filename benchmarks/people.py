"""Person linkage on neutral sets: recall at precision 0.99, against Splink's own published model for each set.

The true clusters are used to judge both, and to fit neither. Sources of the published models: Splink's
documentation, "Deduplicate 50k rows historical persons" and the introductory tutorial (fake_1000).
"""

from __future__ import annotations

import csv
import logging
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.rows import Better, Measured, Row, compare
from waymark.stages.linking.rules.people import ID, FieldKind, Fields, alike_people, fit

SETS = Path(__file__).parents[2] / "shared" / "data" / "linkage"
PRECISION = 0.99
_LOW = 0.0005  # probability from which pairs are asked for; precision 0.99 lies far above it in every set

Person = dict[str, object]
Scored = list[tuple[int, int, float]]


class Neutral(NamedTuple):
    """A public set with known clusters, our fields for it, and the published model's way with it."""

    name: str
    file: str
    fields: Fields
    published: Callable[[list[Person]], Scored]


def rows() -> Iterator[Row]:
    """One row a set; none where the sets are not beside the project."""
    for each in NEUTRAL:
        path = SETS / each.file
        if not path.exists():
            continue
        people, clusters = read(path, each.fields)

        def measure(_run: int, each=each, people=people, clusters=clusters) -> Measured:
            model = fit(people, fields=each.fields)
            pairs = alike_people(people, fields=each.fields, model=model, at_least=_LOW)
            ours = recall_at([(a.one, a.other, a.probability) for a in pairs], clusters)
            theirs = recall_at(each.published(people), clusters)
            return Measured(ours, theirs, is_same=True)

        yield compare(
            f"people-{each.name}",
            f"recall at precision {PRECISION}, {len(people)} records; clusters not used to fit",
            "Splink's published model for the set",
            target=1.0,
            better=Better.HIGHER,
            unit="recall",
            runs=1,
            measure=measure,
        )


def read(path: Path, fields: Fields) -> tuple[list[Person], dict[int, str]]:
    """The records of a set with the columns of `fields`, and the true cluster of each, by number."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    people: list[Person] = [
        {ID: n, **{name: line[name] or None for name in fields}} for n, line in enumerate(lines)
    ]
    return people, {n: line["cluster"] for n, line in enumerate(lines)}


def recall_at(pairs: Scored, clusters: dict[int, str], *, precision: float = PRECISION) -> float:
    """The largest part of all true pairs that is found at a threshold where `precision` holds."""
    true_pairs = sum(count * (count - 1) // 2 for count in Counter(clusters.values()).values())
    right, best = 0, 0.0
    for n, (one, other, _) in enumerate(sorted(pairs, key=lambda pair: -pair[2]), 1):
        right += clusters[one] == clusters[other]
        if right / n >= precision:
            best = right / true_pairs
    return best


def _splink(
    people: list[Person],
    *,
    comparisons: Sequence[Any],
    blocking: Sequence[Any],
    deterministic: Sequence[Any],
    recall: float,
    pairs: float,
    sessions: Sequence[Any],
) -> Scored:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(blocking),
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings(), duckdb.connect(config={"threads": 2}) as connection:
        warnings.simplefilter("ignore")
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register(pa.Table.from_pylist(people)), settings, log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(list(deterministic), recall=recall)
        training.estimate_u_using_random_sampling(max_pairs=pairs, seed=1)
        for columns in sessions:
            training.estimate_parameters_using_expectation_maximisation(columns)
        found = linker.inference.predict(threshold_match_probability=_LOW).as_record_list()
    return [(row[f"{ID}_l"], row[f"{ID}_r"], row["match_probability"]) for row in found]


def _historical(people: list[Person]) -> Scored:
    from splink import block_on
    from splink import comparison_library as cl

    for person in people:
        names = (person["first_name"], person["surname"])
        person["full_name"] = " ".join(map(str, names)) if all(names) else None
    return _splink(
        people,
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="full_name"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        deterministic=[
            "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
            (
                "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
                "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)"
            ),
            "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
        ],
        recall=0.6,
        pairs=5e6,
        sessions=[block_on("first_name", "surname"), block_on("dob")],
    )


def _fake(people: list[Person]) -> Scored:
    from splink import block_on
    from splink import comparison_library as cl

    return _splink(
        people,
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking=[block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
        deterministic=[
            "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
            "l.email = r.email",
            "l.surname = r.surname and l.dob = r.dob",
        ],
        recall=0.7,
        pairs=1e6,
        sessions=[block_on("first_name", "surname"), block_on("dob"), block_on("email")],
    )


NEUTRAL = (
    Neutral(
        "historical",
        "historical_figures_20pct_of_clusters.csv",
        {
            "first_name": FieldKind.FORENAME,
            "surname": FieldKind.SURNAME,
            "dob": FieldKind.BIRTH_DATE,
            "birth_place": FieldKind.PLACE,
            "postcode_fake": FieldKind.POSTCODE,
            "occupation": FieldKind.WORD,
        },
        _historical,
    ),
    Neutral(
        "fake-1000",
        "fake_1000_two_thirds.csv",
        {
            "first_name": FieldKind.FORENAME,
            "surname": FieldKind.SURNAME,
            "dob": FieldKind.BIRTH_DATE,
            "city": FieldKind.PLACE,
            "email": FieldKind.EMAIL,
        },
        _fake,
    ),
)
