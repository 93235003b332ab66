"""The API itself: what every operation of it has in common, and its description."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from inspect import signature
from typing import Any, get_args, get_origin

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from waymark.access.keys.rules import require_scope
from waymark.access.rules import Permission, require
from waymark.errors import WaymarkError
from waymark.interfaces.api import limits
from waymark.interfaces.api.bearers import ApiRequest, OfficerKey
from waymark.interfaces.api.limits import Limit
from waymark.interfaces.api.problems import Refused, as_problem, of_foreseen, problem
from waymark.interfaces.api.schemas import describe
from waymark.interfaces.plain_values import plain, plain_figures

_Function = Callable[..., Any]

_UNREADABLE = HTTPStatus.UNPROCESSABLE_ENTITY


class StrictJSON(Parser):
    """Bodies as JSON alone, in which nothing is said twice and no text is what the record cannot hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises Refused."""
        if request.content_type != "application/json":
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send a body as application/json; a CSV file goes into it as text: see docs/api.md",
            )
        try:
            found = json.loads(request.body, object_pairs_hook=_said_once, parse_constant=_no_number)
            _check_text(json.dumps(found, ensure_ascii=False))
        except (ValueError, RecursionError):
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                "not_json",
                "The body is not JSON, says something twice, or holds what is no text or no number",
            ) from None
        return found


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_word: str) -> float:
    raise ValueError


def _check_text(text: str) -> None:
    """Raises ValueError for half a character, and for the one character that PostgreSQL keeps in no text."""
    text.encode()
    if "\x00" in text or "\\u0000" in text:
        raise ValueError


class WaymarkAPI(NinjaAPI):
    """django-ninja with our problems in place of its own, and without its pages."""

    def __init__(self) -> None:
        super().__init__(
            title="Waymark",
            version="1",
            description="Figures by key, for programs that act for an officer. See docs/api.md.",
            docs_url=None,
            openapi_url=None,
            auth=OfficerKey(),
            parser=StrictJSON(),
            urls_namespace="api",
        )
        handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
            WaymarkError: _foreseen,
            ValidationError: _invalid,
            AuthenticationError: _no_key,
            HttpError: _unreadable,
            RequestDataTooBig: _too_big,
        }
        for kind, handler in handlers.items():
            self.add_exception_handler(kind, handler)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return describe(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


def _foreseen(_request: HttpRequest, found: WaymarkError) -> HttpResponse:
    return of_foreseen(found)


def _invalid(_request: HttpRequest, found: ValidationError) -> HttpResponse:
    """Each thing that is wrong with what was sent, in one line; what was sent is not repeated."""
    said = [f"{_where(each['loc'])}: {each['msg']}" for each in found.errors]
    return problem(
        _UNREADABLE, "invalid", "; ".join(said) + ". docs/reference/openapi.json has what is taken"
    )


def _where(place: Sequence[object]) -> str:
    """The name of a parameter, or the path into the body: django-ninja puts its own names before it."""
    source, *path = map(str, place)
    return ".".join(path[1:] if source == "body" else path) or source


def _no_key(_request: HttpRequest, _found: AuthenticationError) -> HttpResponse:
    response = problem(
        HTTPStatus.UNAUTHORIZED,
        "no_key",
        "Send a key as `Authorization: Bearer KEY`: an administrator makes one with `waymark officer key create`",
    )
    response["WWW-Authenticate"] = 'Bearer realm="waymark"'
    return response


def _unreadable(_request: HttpRequest, found: HttpError) -> HttpResponse:
    """A body that the parser refused: django-ninja puts its own words around ours."""
    if isinstance(found.__cause__, WaymarkError):
        return of_foreseen(found.__cause__)
    return as_problem(HttpResponse(status=found.status_code), "bad_request", str(found))


def _too_big(_request: HttpRequest, _found: RequestDataTooBig) -> HttpResponse:
    return problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too_large",
        "More than 1 MiB was sent: send one table at a time, or fewer rows",
    )


def operation(permission: Permission, *, models: bool = False) -> Callable[[_Function], _Function]:
    """Mark a function as an operation that asks `permission` of the officer, and the scope that opens it of the key.

    models: whether it takes seconds of a processor, and may be asked less often.
    """

    def mark(function: _Function) -> _Function:
        takes = _parameters_of(function)

        @wraps(function)
        def asked(request: ApiRequest, **given: Any) -> Any:
            require(request.viewer, permission)
            require_scope(permission, request.auth.scopes)
            _check_parameters(request, takes)
            if models:
                limits.count(Limit.MODELLED, str(request.auth.number), now=request.now)
            return function(request, **given)

        asked.waymark_permission = permission  # type: ignore[attr-defined]
        return asked

    return mark


def answer(found: Any, **more: Any) -> HttpResponse:
    """One answer, with `more` beside it: the same keys and values as the command's `--json`."""
    return _in_json(plain_figures(found, **more))


def rows(lines: Iterable[Any], **more: Any) -> HttpResponse:
    """What the command prints one a line, as the rows of one answer; and `more` beside them."""
    return _in_json({"rows": [plain(each) for each in lines], **plain(more)})


def _in_json(found: Any) -> HttpResponse:
    said = json.dumps(found, ensure_ascii=False, allow_nan=False)
    return HttpResponse(said, content_type="application/json")


def _parameters_of(function: _Function) -> Mapping[str, bool]:
    """The names that may stand in the address, each with whether it may stand there again."""
    found: dict[str, bool] = {}
    for each in signature(function).parameters.values():
        kind = get_args(each.annotation)[0] if get_args(each.annotation) else each.annotation
        is_query = any(type(how).__name__ == "Query" for how in get_args(each.annotation)[1:])
        if is_query and issubclass(kind, Schema):
            for name, field in kind.model_fields.items():
                found[field.alias or name] = get_origin(field.annotation) is list
    return found


def _check_parameters(request: HttpRequest, takes: Mapping[str, bool]) -> None:
    """Raises Refused for a parameter that is not known, that is said twice, or that no text can hold."""
    for name, values in request.GET.lists():
        if name not in takes:
            known = ", ".join(takes) or "none"
            raise Refused(
                _UNREADABLE, "unknown_parameter", f"{name[:40]!r} is not a parameter here: there are {known}"
            )
        if len(values) > 1 and not takes[name]:
            raise Refused(
                _UNREADABLE, "said_twice", f"{name} is said {len(values)} times, and can be said once"
            )
        if any("\x00" in value for value in values):
            raise Refused(_UNREADABLE, "invalid", f"{name} holds a character that no text has")
