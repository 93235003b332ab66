"""Which people described in reports may be one person: names, birth dates, places and contacts compared.

The only module that knows Splink (Fellegi and Sunter's model, Ministry of Justice, MIT licence; docs/adr/0018).
It runs in memory on DuckDB, with no network. A model is fitted on the records themselves where there are
enough of them, and never on an officer's answers: what is a match is not told to it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple

from waymark.errors import WaymarkError

ID = "unique_id"
_THREADS = 2
# Pairs drawn to see how often two strangers agree; Splink's own advice for a first model.
_RANDOM_PAIRS = 5_000_000
_SEED = 20261122
# Of the pairs that agree on a whole deterministic rule, the part of all true pairs that they are taken to be.
_RECALL_OF_RULES = 0.7


class FieldKind(StrEnum):
    """What a column holds, which says how two of its values are compared."""

    FORENAME = "forename"
    SURNAME = "surname"
    BIRTH_DATE = "birth_date"  # ISO 8601, or empty
    POSTCODE = "postcode"
    PLACE = "place"
    WORD = "word"  # an occupation, a school: equal or not
    EMAIL = "email"
    PHONE = "phone"


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


Fields = Mapping[str, FieldKind]
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
    with _quietly(), _linker(people, chosen, fields) as linker:
        predicted = linker.inference.predict(threshold_match_probability=at_least)
        outcomes = _outcomes(chosen)
        found = [_alike(row, outcomes) for row in predicted.as_record_list()]
    return sorted(found, key=lambda each: (-each.probability, each.one, each.other))


def fit(people: Sequence[Person], *, fields: Fields = OUR_FIELDS) -> dict[str, Any]:
    """Fit a model to records alone: how often strangers agree, and one person differs from themselves.

    Returns Splink's settings with every probability in them, as plain values that JSON can hold.
    Raises TooFewPeople where some comparison never occurs.
    """
    from splink import block_on

    by_kind = _columns(fields)
    rules = _deterministic(by_kind)
    if len(people) < _FEWEST or not rules:
        raise TooFewPeople(
            f"{len(people)} people are too few to fit a model on: give one that was fitted before"
        )
    with _quietly(), _linker(people, _settings(fields), fields) as linker:
        linker.training.estimate_probability_two_random_records_match(rules, recall=_RECALL_OF_RULES)
        linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
        for columns in _sessions(by_kind):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        settings: dict[str, Any] = linker.misc.save_model_to_json()
    return settings


_FEWEST = 200  # under it random pairs are too few for the rarer outcomes (tried on the smaller neutral set)


def _columns(fields: Fields) -> dict[FieldKind, list[str]]:
    by_kind: dict[FieldKind, list[str]] = {kind: [] for kind in FieldKind}
    for name, kind in fields.items():
        by_kind[kind].append(name)
    return by_kind


def _settings(fields: Fields) -> dict[str, Any]:
    from splink import SettingsCreator

    made = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=ID,
        comparisons=_comparisons(fields),
        blocking_rules_to_generate_predictions=list(_blocking(_columns(fields))),
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )
    settings: dict[str, Any] = made.create_settings_dict("duckdb")
    return settings


def _comparisons(fields: Fields) -> list[Any]:
    from splink import comparison_library as compare

    by_kind = _columns(fields)
    forenames, surnames = by_kind[FieldKind.FORENAME], by_kind[FieldKind.SURNAME]
    made: list[Any] = []
    if forenames and surnames:
        # Together, because a name's parts come swapped, and a common forename says less beside a rare surname.
        made.append(
            compare.ForenameSurnameComparison(
                forenames[0], surnames[0], forename_surname_concat_col_name=_FULL_NAME
            )
        )
    for name, kind in fields.items():
        if kind is FieldKind.BIRTH_DATE:
            made.append(compare.DateOfBirthComparison(name, input_is_string=True))
        elif kind is FieldKind.POSTCODE:
            made.append(compare.PostcodeComparison(name))
        elif kind is FieldKind.PLACE:
            near = compare.JaroWinklerAtThresholds(name, [0.9])
            made.append(near.configure(term_frequency_adjustments=True))
        elif kind is FieldKind.WORD:
            made.append(compare.ExactMatch(name).configure(term_frequency_adjustments=True))
        elif kind is FieldKind.EMAIL:
            made.append(compare.EmailComparison(name))
        elif kind is FieldKind.PHONE:
            made.append(compare.ExactMatch(name))
    return made


_FULL_NAME = "full_name"


def _blocking(by_kind: Mapping[FieldKind, list[str]]) -> Iterator[Any]:
    """Which pairs are looked at: those that agree on any one of these. Wide, because a pair that no rule
    brings together is never compared; each rule still asks for something that few strangers share.
    """
    from splink import block_on

    first = {kind: names[0] for kind, names in by_kind.items() if names}
    words = {
        "forename": first.get(FieldKind.FORENAME),
        "surname": first.get(FieldKind.SURNAME),
        "born": first.get(FieldKind.BIRTH_DATE),
        "postcode": first.get(FieldKind.POSTCODE),
        "place": first.get(FieldKind.PLACE),
        "word": first.get(FieldKind.WORD),
        "email": first.get(FieldKind.EMAIL),
        "phone": first.get(FieldKind.PHONE),
    }
    for rule in _RULES:
        needed = [column for column in words if any(f"{{{column}}}" in part for part in rule)]
        if all(words[column] for column in needed):
            yield block_on(*(part.format(**words) for part in rule))


_RULES = (
    ("{forename}", "{surname}"),
    ("{born}",),
    ("{email}",),
    ("{phone}",),
    ("{postcode}",),
    ("{surname}", "substr({born}, 1, 4)"),
    ("{forename}", "substr({born}, 1, 4)"),
    ("{forename}", "substr({born}, 6, 5)"),
    ("{surname}", "substr({born}, 6, 5)"),
    ("{surname}", "{place}"),
    ("{forename}", "{place}"),
    ("{place}", "substr({born}, 1, 4)"),
    ("{surname}", "substr({postcode}, 1, 3)"),
    ("{forename}", "substr({postcode}, 1, 3)"),
    ("substr({surname}, 1, 4)", "substr({forename}, 1, 2)"),
    ("{word}", "{place}", "substr({born}, 1, 3)"),
    ("substr({email}, 1, 5)",),
)


def _deterministic(by_kind: Mapping[FieldKind, list[str]]) -> list[Any]:
    """Rules of agreement so close that a pair that keeps one is taken for one person when fitting starts."""
    from splink import block_on

    names = [*by_kind[FieldKind.FORENAME][:1], *by_kind[FieldKind.SURNAME][:1]]
    born, contacts = by_kind[FieldKind.BIRTH_DATE][:1], [*by_kind[FieldKind.EMAIL], *by_kind[FieldKind.PHONE]]
    rules = [block_on(contact) for contact in contacts]
    if born:
        rules += [block_on(name, *born) for name in names]
        rules += [block_on(*born, postcode) for postcode in by_kind[FieldKind.POSTCODE][:1]]
    return rules


def _sessions(by_kind: Mapping[FieldKind, list[str]]) -> Iterator[list[str]]:
    """Columns to hold equal in turn while the others are fitted, so that each is fitted at least once."""
    names = [*by_kind[FieldKind.FORENAME][:1], *by_kind[FieldKind.SURNAME][:1]]
    if len(names) == 2:  # noqa: PLR2004 - forename and surname
        yield names
    for kind in (FieldKind.BIRTH_DATE, FieldKind.EMAIL, FieldKind.POSTCODE):
        if by_kind[kind]:
            yield by_kind[kind][:1]


@contextmanager
def _linker(people: Sequence[Person], settings: Mapping[str, Any], fields: Fields) -> Iterator[Any]:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    names = [name for name, kind in fields.items() if kind in (FieldKind.FORENAME, FieldKind.SURNAME)]
    columns: dict[str, list[object]] = {ID: [person[ID] for person in people]}
    for name in fields:
        columns[name] = [person.get(name) or None for person in people]
    columns[_FULL_NAME] = [
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
def _quietly() -> Iterator[None]:
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


_Outcomes = Mapping[str, Mapping[int, str]]


def _outcomes(settings: Mapping[str, Any]) -> _Outcomes:
    """For each comparison, how it came out in words, by the number Splink gives that outcome."""
    found: dict[str, dict[int, str]] = {}
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        words = [level["label_for_charts"] for level in levels]
        found[comparison["output_column_name"]] = dict(zip(reversed(range(len(words))), words, strict=True))
    return found


def _alike(row: Mapping[str, Any], outcomes: _Outcomes) -> Alike:
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
