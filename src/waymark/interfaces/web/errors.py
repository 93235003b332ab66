"""Pages for what went wrong: what happened, that nothing was lost, and what to do next."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from waymark.access.rules import NotPermitted
from waymark.errors import WaymarkError

_log = logging.getLogger(__name__)


def refused(request: HttpRequest, problem: WaymarkError, view: Any) -> HttpResponse:
    """Show a foreseen problem in its own words: 403, 404 where the view says so, else 409."""
    if isinstance(problem, NotPermitted):
        return _page(request, "403", 403, said=str(problem))
    if isinstance(problem, view.waymark_not_found):
        return _page(request, "404", 404, said=str(problem))
    return _page(request, "409", 409, said=str(problem))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    # The exception's words may repeat what was sent: they are not shown.
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(request, "404", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin: most often one that was open while the session ended."""
    _log.warning("form refused", extra={"step": reason.partition("(")[0].strip()})
    return _page(request, "stale_form", 403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The last page: made without the request, whose officer or database may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=500)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only a form may be sent to, opened by itself: most often after signing in again."""
    response = _page(request, "405", 405)
    response["Allow"] = allowed
    return response


def _page(request: HttpRequest, name: str, status: int, **said: str) -> HttpResponse:
    return render(request, f"{name}.html", said, status=status)
