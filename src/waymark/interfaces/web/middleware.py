"""Between the request and the page: who is looking, at what moment, in one accounted transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.response import SimpleTemplateResponse

from waymark.access.queries import viewer_of
from waymark.access.viewing import acting
from waymark.errors import WaymarkError
from waymark.interfaces.web import errors, second_factor

if TYPE_CHECKING:
    from waymark.access.rules import Viewer
    from waymark.interfaces.web.pages import PageRequest

_View = Callable[..., HttpResponseBase]


class StreamedPage(RuntimeError):
    """A fault of ours: a page streams its answer, which would be read after its transaction had closed."""

    def __init__(self, view: _View) -> None:
        super().__init__(
            f"{view!r} streams its answer: write it to a temporary file and answer with FileResponse"
        )


class ViewerMiddleware:
    """Sets `request.viewer` (None when nobody is signed in) and `request.now`, and opens the record.

    A view marked by `@page` runs, and its template is rendered, inside one `acting(viewer)`: whatever
    exception leaves the view undoes all of it. That is why the view is called from `process_view`: Django
    turns exceptions into answers before any middleware's own call would see them. Pages of signing in are
    not marked, and see no record.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = cast("PageRequest", request)
        seen.now = datetime.now(UTC)
        seen.viewer = viewer_of(request.user) if request.user.is_authenticated else None
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: _View, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        if not getattr(view, "waymark_is_page", False):
            return None
        seen = cast("PageRequest", request)
        if second_factor.is_missing(request):
            return second_factor.ask_for_one(request)
        assert seen.viewer is not None, "LoginRequiredMiddleware lets nobody else come this far"
        try:
            with _transaction_of(view, seen.viewer):
                response = _complete(view(request, *args, **kwargs), view)
        except WaymarkError as problem:
            return errors.refused(request, problem, view)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.wrong_method(request, response["Allow"])
        return response


def _transaction_of(view: _View, viewer: Viewer) -> AbstractContextManager[None]:
    """The officer's transaction, unless the view says that it opens those it needs."""
    if getattr(view, "waymark_opens_its_own_transactions", False):
        return nullcontext()
    return acting(viewer)


def _complete(response: HttpResponseBase, view: _View) -> HttpResponseBase:
    """Have everything read that the answer needs from the record. Raises StreamedPage."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.streaming and not isinstance(response, FileResponse):
        raise StreamedPage(view)
    return response
