"""What is wrong with a document by its schema, each at its JSON path, in words and without any value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from waymark.stages.intake.readers.schema_building import TIME, Schema
from waymark.stages.intake.readers.times import stated

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_NO_SUCH_TIME = "no such time"
_KINDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "array": "a list",
    "object": "an object",
    "null": "null",
    "number": "a number",
}


class SchemaFault(NamedTuple):
    """path: JSONPath of the member. what: what is wrong there, and what would be right."""

    path: str
    what: str


def faults_in(document: object, schema: Schema) -> list[SchemaFault]:
    """Every fault of a document by a schema, in the document's order. document: as `json.loads` gives it."""
    faults = [
        _told(fault) for fault in _validator(schema["$id"], _Held(schema)).iter_errors(cast("Any", document))
    ]
    return sorted(faults)


class _Held:
    """A schema as a key of the cache: the same `$id` is the same schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.schema is other.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=8)
def _validator(_identifier: str, held: _Held) -> Validator:
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    plain = Draft202012Validator.VALIDATORS["pattern"]

    def of_a_day_that_is(
        validator: Any, asked: str, text: object, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        """The pattern; and of a time, that there is such a day and hour."""
        found = list(plain(validator, asked, text, schema))
        if (
            not found
            and asked == TIME
            and isinstance(text, str)
            and stated(text.replace(" ", "T")).instant is None
        ):
            found = [ValidationError(_NO_SUCH_TIME)]
        yield from found

    kind = cast("Any", extend)(Draft202012Validator, {"pattern": of_a_day_that_is})
    return cast("Validator", kind(held.schema))


def _told(fault: ValidationError) -> SchemaFault:
    path, asked = fault.json_path, cast("Any", fault.validator_value)
    match fault.validator:
        case "required":
            name = _missing(fault, asked)
            return SchemaFault(f"{path}.{name}", f"is missing: {_asks(_schema(fault), name)}")
        case "type":
            return SchemaFault(path, f"should be {_kinds(asked)}")
        case "enum":
            return SchemaFault(path, f"should be one of {', '.join(map(str, asked))}")
        case "const":
            return SchemaFault(path, f"should be {asked}")
        case "pattern" if fault.message == _NO_SUCH_TIME:
            return SchemaFault(path, "should be a time that exists: there is no such day or hour")
        case "pattern" if asked == TIME:
            return SchemaFault(path, "should be a time with its offset, such as 2026-01-31T09:00:00Z")
        case "minLength":
            return SchemaFault(path, "should not be empty")
        case "minimum" | "maximum":
            lowest, highest = (_schema(fault).get(end, "any") for end in ("minimum", "maximum"))
            return SchemaFault(path, f"should be a number from {lowest} to {highest}")
        case _:
            return SchemaFault(path, f"does not keep to the schema ({fault.validator})")


def _missing(fault: ValidationError, required: Sequence[str]) -> str:
    """The member that this one fault is about: each missing member has a fault of its own."""
    return next(name for name in required if fault.message.startswith(repr(name)))


def _schema(fault: ValidationError) -> Mapping[str, Any]:
    return fault.schema if isinstance(fault.schema, Mapping) else {}


def _asks(schema: Mapping[str, Any], name: str) -> str:
    described = schema.get("properties", {}).get(name, {}).get("description", "the schema asks for it")
    return str(described).removeprefix("ASKED: ").removeprefix("READING: ").rstrip(".")


def _kinds(kinds: str | list[str]) -> str:
    names = [kinds] if isinstance(kinds, str) else kinds
    return " or ".join(_KINDS.get(name, name) for name in names if name != "null")
