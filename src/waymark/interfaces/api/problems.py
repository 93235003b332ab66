"""What went wrong, as RFC 9457 has it: one clear line, and a word that a program can act on."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from django.http import HttpResponse

from waymark.access.keys.queries import KeyRefused
from waymark.access.keys.rules import OutsideScope
from waymark.access.rules import NotPermitted
from waymark.errors import WaymarkError

MEDIA_TYPE = "application/problem+json"

_LONGEST = 600
"""The longest `detail`, in characters: a problem may quote what was sent, and not all of it."""


class Refused(WaymarkError):
    """A request that the door itself refuses: how it is written, and not what it asks for."""

    def __init__(self, status: HTTPStatus, code: str, detail: str, **headers: str) -> None:
        self.status, self.code, self.headers = status, code, headers
        super().__init__(detail)


def problem(status: HTTPStatus, code: str, detail: str) -> HttpResponse:
    """An answer that says what went wrong. code: stable, lower_snake; detail: for a person, with what to do."""
    response = HttpResponse(status=status)
    return as_problem(response, code, detail)


def as_problem(response: HttpResponse, code: str, detail: str) -> HttpResponse:
    """The same answer with its headers, its body replaced by what went wrong."""
    status = HTTPStatus(response.status_code)
    said = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail[:_LONGEST],
        "code": code,
    }
    response.content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))
    return response


def of_foreseen(found: WaymarkError) -> HttpResponse:
    """A foreseen problem in its own words: 401 and 403 for what may not be, else 422."""
    if isinstance(found, Refused):
        response = problem(found.status, found.code, str(found))
        for name, value in found.headers.items():
            response[name.replace("_", "-")] = value
        return response
    if isinstance(found, KeyRefused):
        response = problem(HTTPStatus.UNAUTHORIZED, "key_refused", str(found))
        response["WWW-Authenticate"] = 'Bearer realm="waymark", error="invalid_token"'
        return response
    if isinstance(found, NotPermitted | OutsideScope):
        return problem(HTTPStatus.FORBIDDEN, code_of(found), str(found))
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, code_of(found), str(found))


def code_of(found: WaymarkError) -> str:
    """The name of a problem as a program reads it: NotAPeriod is not_a_period."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(found).__name__).lower()
