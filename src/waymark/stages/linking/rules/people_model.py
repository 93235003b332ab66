"""What of two people is compared, and how: Splink's settings for the fields there are.

One of the two modules that know Splink; the other asks it (`people`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

ID = "unique_id"
FULL_NAME = "full_name"


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


Fields = Mapping[str, FieldKind]


def columns_by_kind(fields: Fields) -> dict[FieldKind, list[str]]:
    by_kind: dict[FieldKind, list[str]] = {kind: [] for kind in FieldKind}
    for name, kind in fields.items():
        by_kind[kind].append(name)
    return by_kind


def settings_of(fields: Fields, *, dialect: str = "duckdb") -> dict[str, Any]:
    from splink import SettingsCreator

    made = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=ID,
        comparisons=_comparisons(fields),
        blocking_rules_to_generate_predictions=list(_blocking(columns_by_kind(fields))),
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )
    settings: dict[str, Any] = made.create_settings_dict(dialect)
    return settings


def _comparisons(fields: Fields) -> list[Any]:
    from splink import comparison_library as compare

    by_kind = columns_by_kind(fields)
    forenames, surnames = by_kind[FieldKind.FORENAME], by_kind[FieldKind.SURNAME]
    made: list[Any] = []
    if forenames and surnames:
        # Together, because a name's parts come swapped, and a common forename says less beside a rare surname.
        made.append(
            compare.ForenameSurnameComparison(
                forenames[0], surnames[0], forename_surname_concat_col_name=FULL_NAME
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


def certain_rules(by_kind: Mapping[FieldKind, list[str]]) -> list[Any]:
    """Rules of agreement so close that a pair that keeps one is taken for one person when fitting starts."""
    from splink import block_on

    names = [*by_kind[FieldKind.FORENAME][:1], *by_kind[FieldKind.SURNAME][:1]]
    born, contacts = by_kind[FieldKind.BIRTH_DATE][:1], [*by_kind[FieldKind.EMAIL], *by_kind[FieldKind.PHONE]]
    rules = [block_on(contact) for contact in contacts]
    if born:
        rules += [block_on(name, *born) for name in names]
        rules += [block_on(*born, postcode) for postcode in by_kind[FieldKind.POSTCODE][:1]]
    return rules


def fitting_sessions(by_kind: Mapping[FieldKind, list[str]]) -> Iterator[list[str]]:
    """Columns to hold equal in turn while the others are fitted, so that each is fitted at least once."""
    names = [*by_kind[FieldKind.FORENAME][:1], *by_kind[FieldKind.SURNAME][:1]]
    if len(names) == 2:  # noqa: PLR2004 - forename and surname
        yield names
    for kind in (FieldKind.BIRTH_DATE, FieldKind.EMAIL, FieldKind.POSTCODE):
        if by_kind[kind]:
            yield by_kind[kind][:1]
