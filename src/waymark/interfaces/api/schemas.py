"""The description of the API, in OpenAPI 3.1: what django-ninja writes, made true of what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from waymark.interfaces.api.problems import MEDIA_TYPE

_PROBLEM = {
    "title": "Problem",
    "description": "What went wrong, as RFC 9457 has it. code: stable, for a program; detail: one line, for a person.",
    "type": "object",
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "code"],
    "additionalProperties": False,
}
_ALWAYS = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
_WITH_A_BODY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_HEADERS = {
    HTTPStatus.UNAUTHORIZED: "WWW-Authenticate",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
}


def describe(found: OpenAPISchema) -> OpenAPISchema:
    """Declare every error, and that a number which JSON does not have is null."""
    for address, path in found["paths"].items():
        for operation in path.values():
            operation["summary"] = operation["operationId"].replace("_", " ")
            _declare_problems(operation, names_something="{" in address)
            for parameter in operation.get("parameters", ()):
                # A parameter's own `examples` are named in OpenAPI; those of its schema, which stay, are a list.
                parameter.pop("examples", None)
    asked = {
        name
        for path in found["paths"].values()
        for each in path.values()
        for name in _named(each.get("requestBody"))
    }
    schemas = found["components"]["schemas"]
    for name, schema in schemas.items():
        if name not in asked:
            _let_numbers_be_null(schema)
    schemas["Problem"] = _PROBLEM
    found["components"]["schemas"] = dict(sorted(schemas.items()))
    return found


def _declare_problems(operation: dict[str, Any], *, names_something: bool) -> None:
    with_a_body = _WITH_A_BODY if "requestBody" in operation else ()
    for status in (*_ALWAYS, *with_a_body, *((HTTPStatus.NOT_FOUND,) if names_something else ())):
        said: dict[str, Any] = {
            "description": status.phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        if status in _HEADERS:
            said["headers"] = {_HEADERS[status]: {"schema": {"type": "string"}}}
        operation["responses"][status.value] = said
    operation["responses"] = {
        str(int(status)): operation["responses"][status] for status in sorted(operation["responses"])
    }


def _named(schema: Any) -> Iterator[str]:
    """The components that a schema refers to by itself."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for each in schema.values():
            yield from _named(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named(each)


def _let_numbers_be_null(schema: Any) -> None:
    """A ratio to nothing has no end, and an interval may have none: both are null in JSON."""
    if isinstance(schema, dict):
        if schema.get("type") == "number":
            schema["type"] = ["number", "null"]
        for each in schema.values():
            _let_numbers_be_null(each)
    elif isinstance(schema, list):
        for each in schema:
            _let_numbers_be_null(each)
