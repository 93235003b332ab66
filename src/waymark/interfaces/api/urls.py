"""Every address of the API, and what answers at those that are none."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import Router

from waymark.interfaces.api import comparing, counting, modelling, publishing
from waymark.interfaces.api.bearers import ApiRequest
from waymark.interfaces.api.door import WaymarkAPI
from waymark.interfaces.api.problems import problem

VERSION = "/api/v1/"

api = WaymarkAPI()
_description = Router(tags=["description"])


@_description.get("/openapi.json", response=dict, url_name="api_description", operation_id="description")
def describe(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - django-ninja's signature
    """What can be asked and answered here, in OpenAPI 3.1: what you read."""
    return HttpResponse(written(), content_type="application/json")


_ROUTERS = (counting.router, comparing.router, modelling.router, publishing.router, _description)
for _router in _ROUTERS:
    api.add_router("" if _router is _description else "/figures", _router)


def written() -> str:
    """The description of the API as it is served and kept in docs/reference."""
    return (
        json.dumps(api.get_openapi_schema(path_prefix=VERSION.strip("/")), indent=2, ensure_ascii=False)
        + "\n"
    )


@csrf_exempt
@login_not_required
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """What every other address answers, so that no page of ours says it in HTML."""
    return problem(
        HTTPStatus.NOT_FOUND,
        "not_found",
        "Nothing is at this address: docs/reference/openapi.json has those there are",
    )


nothing_here.waymark_reason = "says that nothing is there"  # type: ignore[attr-defined]


def _routes() -> list[URLPattern]:
    """django-ninja's routes, each marked with the permission it asks, and open to whoever shows a key."""
    found = [each for each in cast("list[URLPattern]", api.urls[0]) if each.name != "api-root"]
    for each in found:
        each.callback.login_required = False  # type: ignore[attr-defined]  # the key is asked for instead
    _mark(found)
    return found


def _mark(found: list[URLPattern]) -> None:
    asked = {
        operation.url_name: operation.view_func
        for router in _ROUTERS
        for view in router.path_operations.values()
        for operation in view.operations
    }
    for each in found:
        function = asked[str(each.name)]
        each.callback.waymark_permission = getattr(function, "waymark_permission", None)  # type: ignore[attr-defined]
        if function is describe:
            each.callback.waymark_reason = "describes the API; shows no record"  # type: ignore[attr-defined]


urlpatterns = [*_routes(), re_path(r"^.*$", nothing_here, name="api_nothing")]
