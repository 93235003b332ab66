"""What makes a function a page: the permission it asks, or why it asks none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, cast

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError


class PageRequest(HttpRequest):
    """A request as a page sees it. `viewer` is None only on pages of signing in and of errors."""

    viewer: Viewer | None
    now: datetime


class ViewedRequest(PageRequest):
    """A request on a page that asks a permission: there is always someone looking."""

    viewer: Viewer


class Page(Protocol):
    """A view that may be routed to.

    waymark_permission: what it asks; None when `waymark_reason` says why it asks nothing.
    waymark_not_found: the foreseen problems that mean there is no such thing, for this viewer at least.
    waymark_opens_its_own_transactions: it is called outside `acting`; see `page`.
    """

    waymark_is_page: bool
    waymark_permission: Permission | None
    waymark_reason: str
    waymark_not_found: tuple[type[WaymarkError], ...]
    waymark_opens_its_own_transactions: bool

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


_Function = Callable[..., HttpResponseBase]


def page(
    *,
    permission: Permission,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    not_found: tuple[type[WaymarkError], ...] = (),
    opens_its_own_transactions: bool = False,
) -> Callable[[_Function], Page]:
    """Mark a view as a page that asks `permission`, answered inside the officer's transaction.

    methods: what it answers to; anything else is 405. not_found: problems that are shown as 404.
    opens_its_own_transactions: for what must be durable step by step. A delivery's bytes are committed
    before anything reads them, so that a reader that fails loses nothing: such a page calls the pipeline,
    which opens a transaction for each step, and reads the record nowhere else.
    """

    def mark(view: _Function) -> Page:
        @wraps(view)
        def asked(request: ViewedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.viewer, permission)
            return view(request, *args, **kwargs)

        marked = _marked(asked, permission=permission, reason="", methods=methods, not_found=not_found)
        marked.waymark_opens_its_own_transactions = opens_its_own_transactions
        return marked

    return mark


def page_for_every_officer(
    *, reason: str, methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[_Function], Page]:
    """Mark a view as a page for whoever is signed in, whatever their role; `reason` says why that is safe."""

    def mark(view: _Function) -> Page:
        return _marked(view, permission=None, reason=reason, methods=methods, not_found=())

    return mark


def _marked(
    view: _Function,
    *,
    permission: Permission | None,
    reason: str,
    methods: tuple[str, ...],
    not_found: tuple[type[WaymarkError], ...],
) -> Page:
    marked = cast("Page", require_http_methods(list(methods))(view))
    marked.waymark_is_page = True
    marked.waymark_permission = permission
    marked.waymark_reason = reason
    marked.waymark_not_found = not_found
    marked.waymark_opens_its_own_transactions = False
    return marked
