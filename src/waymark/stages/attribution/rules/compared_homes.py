"""Whom and where two answers name, beside one another: never an installation address beside a billing address."""

from __future__ import annotations

from waymark.stages.attribution.rules.agreements import Agreement, Field, FieldComparison, Sign
from waymark.stages.attribution.rules.premises import Sameness, compare_doors, read_door


def unstated(field: Field, asked: str, answered: str) -> FieldComparison:
    """One of the two, or neither, states the field."""
    if not asked and not answered:
        return FieldComparison(field, Agreement.NOT_STATED, asked, answered, f"neither states {_THE[field]}")
    which = "the answer does not repeat" if asked else "the question did not state"
    return FieldComparison(field, Agreement.NOT_STATED, asked, answered, f"{which} {_THE[field]}")


_THE = {
    Field.ADDRESS: "the IP address",
    Field.PORT: "the port",
    Field.ACCOUNT: "the account",
    Field.OPERATOR: "the operator",
    Field.SUBSCRIBER: "the subscriber",
    Field.INSTALLATION: "the installation address",
    Field.BILLING: "the billing address",
}


def compare_names(one: str, other: str) -> FieldComparison:
    """Two names as subscribers; the order of their parts, capitals and points tell nobody apart."""
    if not one.strip() or not other.strip():
        return unstated(Field.SUBSCRIBER, one, other)
    a, b = (frozenset("".join(c if c.isalpha() else " " for c in n.casefold()).split()) for n in (one, other))
    if a == b:
        return FieldComparison(Field.SUBSCRIBER, Agreement.EQUAL, one, other, "the same name")
    if a & b:
        words = "the names share a part: one family, or one person written in two ways"
        return FieldComparison(Field.SUBSCRIBER, Agreement.NOT_COMPARABLE, one, other, words)
    words = "two different names"
    return FieldComparison(Field.SUBSCRIBER, Agreement.DIFFERS, one, other, words, (Sign.OTHER_SUBSCRIBER,))


def compare_addresses(
    field: Field, one: tuple[str, str, str], other: tuple[str, str, str]
) -> FieldComparison:
    """Two postal addresses of one kind, each as (lines, postcode, UPRN)."""
    a, b = one[0].strip(), other[0].strip()
    if not (a or one[2]) or not (b or other[2]):
        return unstated(field, a, b)
    doors = compare_doors(
        read_door(one[0], postcode=one[1], uprn=one[2]), read_door(other[0], postcode=other[1], uprn=other[2])
    )
    if doors.sameness is Sameness.SAME:
        return FieldComparison(field, Agreement.EQUAL, a, b, f"the same door: {doors.words}")
    if doors.sameness is Sameness.MAYBE:
        return FieldComparison(field, Agreement.NOT_COMPARABLE, a, b, doors.words)
    return FieldComparison(field, Agreement.DIFFERS, a, b, f"two doors: {doors.words}", (Sign.OTHER_DOOR,))
