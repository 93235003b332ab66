"""Around every address of the API: no cookie comes in or goes out, and whatever fails says so as a problem."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from waymark.interfaces.api.problems import MEDIA_TYPE, as_problem

PREFIX = "/api/"

# What Django answers by itself, before or instead of an operation.
_SAID = {
    HTTPStatus.BAD_REQUEST: (
        "bad_request",
        "The request is not one that can be read: check how it is written",
    ),
    HTTPStatus.NOT_FOUND: (
        "not_found",
        "Nothing is at this address: docs/reference/openapi.json has those there are",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method_not_allowed",
        "This address does not answer to that method: see Allow",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "too_large",
        "More was sent than the API takes: send a smaller table",
    ),
}
_BROKEN = (
    "fault",
    "A fault of ours: nothing was changed. Tell whoever keeps this installation, with the time",
)


class ApiMiddleware:
    """Stands before every other middleware, which so sees a request of the API without a session.

    A session of a page is no key: were it taken, any page of another site could ask in the officer's name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self._get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self._get_response(request)
        response.cookies.clear()
        response.headers.pop("Vary", None)
        if response.status_code >= HTTPStatus.BAD_REQUEST and response.headers["Content-Type"] != MEDIA_TYPE:
            return as_problem(response, *_SAID.get(HTTPStatus(response.status_code), _BROKEN))
        return response
