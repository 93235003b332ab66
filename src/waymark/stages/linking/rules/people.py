"""Which people described in reports may be one person: names, birth dates, places and contacts compared.

The module that asks Splink (Fellegi and Sunter's model, Ministry of Justice, MIT licence; docs/adr/0018), in memory
on DuckDB, with no network; `linking.spark` asks the same model on a cluster. A model is fitted on the records
themselves where there are enough of them, and never on an officer's answers: what is a match is not told to it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from waymark.errors import WaymarkError
from waymark.stages.linking.rules.people_model import (
    FULL_NAME,
    ID,
    FieldKind,
    Fields,
    certain_rules,
    columns_by_kind,
    fitting_sessions,
    settings_of,
)

__all__ = ["ID", "Alike", "FieldKind", "Fields", "Person", "TooFewPeople", "Weighed", "alike_people", "fit"]

_THREADS = 2
# Pairs drawn to see how often two strangers agree; Splink's own advice for a first model.
_RANDOM_PAIRS = 5_000_000
_SEED = 20261122
# Of the pairs that agree on a whole deterministic rule, the part of all true pairs that they are taken to be.
_RECALL_OF_RULES = 0.7


class Weighed(NamedTuple):
    """One comparison of two people: what was compared, how it came out in words, and its weight in bits."""

    field: str
    outcome: str
    weight: float


class Alike(NamedTuple):
    """Two people who may be one. one < other. probability: 0 to 1, under the model's own assumptions."""

    one: int
    other: int
    probability: float
    weights: tuple[Weighed, ...]


class TooFewPeople(WaymarkError):
    """There are too few people, or too little is known of them, to fit a model on."""


Person = Mapping[str, object]

OUR_FIELDS: Fields = {
    "forename": FieldKind.FORENAME,
    "surname": FieldKind.SURNAME,
    "born": FieldKind.BIRTH_DATE,
    "postcode": FieldKind.POSTCODE,
    "place": FieldKind.PLACE,
    "email": FieldKind.EMAIL,
    "phone": FieldKind.PHONE,
}


def alike_people(
    people: Sequence[Person],
    *,
    fields: Fields = OUR_FIELDS,
    model: Mapping[str, Any] | None = None,
    at_least: float = 0.5,
) -> list[Alike]:
    """Pairs of people who may be one, the likeliest first.

    people: each with an integer `unique_id` and the columns of `fields`, None where not stated.
    model: what `fit` gave; None fits one on these people. at_least: probability under which a pair is left out.
    Raises TooFewPeople.
    """
    if len(people) < 2:  # noqa: PLR2004 - a pair
        return []
    chosen = dict(model) if model is not None else fit(people, fields=fields)
    with quietly(), _linker(people, chosen, fields) as linker:
        predicted = linker.inference.predict(threshold_match_probability=at_least)
        outcomes = outcomes_of(chosen)
        found = [alike_of(row, outcomes) for row in predicted.as_record_list()]
    return sorted(found, key=lambda each: (-each.probability, each.one, each.other))


def fit(people: Sequence[Person], *, fields: Fields = OUR_FIELDS) -> dict[str, Any]:
    """Fit a model to records alone: how often strangers agree, and one person differs from themselves.

    Returns Splink's settings with every probability in them, as plain values that JSON can hold.
    Raises TooFewPeople where some comparison never occurs.
    """
    from splink import block_on

    by_kind = columns_by_kind(fields)
    rules = certain_rules(by_kind)
    if len(people) < _FEWEST or not rules:
        raise TooFewPeople(
            f"{len(people)} people are too few to fit a model on: give one that was fitted before"
        )
    with quietly(), _linker(people, settings_of(fields), fields) as linker:
        linker.training.estimate_probability_two_random_records_match(rules, recall=_RECALL_OF_RULES)
        linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
        for columns in fitting_sessions(by_kind):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        settings: dict[str, Any] = linker.misc.save_model_to_json()
    return settings


_FEWEST = 200  # under it random pairs are too few for the rarer outcomes (tried on the smaller neutral set)


@contextmanager
def _linker(people: Sequence[Person], settings: Mapping[str, Any], fields: Fields) -> Iterator[Any]:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    names = [name for name, kind in fields.items() if kind in (FieldKind.FORENAME, FieldKind.SURNAME)]
    columns: dict[str, list[object]] = {ID: [person[ID] for person in people]}
    for name in fields:
        columns[name] = [person.get(name) or None for person in people]
    columns[FULL_NAME] = [
        " ".join(str(person[name]) for name in names) if all(person.get(name) for name in names) else None
        for person in people
    ]
    table = pa.table(
        {
            name: pa.array(values, pa.int64() if name == ID else pa.string())
            for name, values in columns.items()
        }
    )
    connection = duckdb.connect(config={"threads": _THREADS, "autoinstall_known_extensions": False})
    try:
        database = DuckDBAPI(connection=connection)
        yield Linker(database.register(table), dict(settings), log_level=logging.ERROR)
    finally:
        connection.close()


@contextmanager
def quietly() -> Iterator[None]:
    """Splink warns of every outcome that too few records show; a pair's own weights say so already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logger = logging.getLogger("splink")
        level = logger.level
        logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)


Outcomes = Mapping[str, Mapping[int, str]]


def outcomes_of(settings: Mapping[str, Any]) -> Outcomes:
    """For each comparison, how it came out in words, by the number Splink gives that outcome."""
    found: dict[str, dict[int, str]] = {}
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        words = [level["label_for_charts"] for level in levels]
        found[comparison["output_column_name"]] = dict(zip(reversed(range(len(words))), words, strict=True))
    return found


def alike_of(row: Mapping[str, Any], outcomes: Outcomes) -> Alike:
    weights = [
        Weighed(
            name,
            words[row[f"gamma_{name}"]],
            round(row[f"mw_{name}"] + row.get(f"mw_tf_adj_{name}", 0.0), 2),
        )
        for name, words in outcomes.items()
        if row[f"gamma_{name}"] >= 0
    ]
    one, other = sorted((int(row[f"{ID}_l"]), int(row[f"{ID}_r"])))
    return Alike(one, other, row["match_probability"], tuple(weights))
