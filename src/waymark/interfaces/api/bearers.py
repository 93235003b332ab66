"""Who asks: the key that a program shows, counted, accounted for and turned into the officer it acts for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from waymark.access.keys.operations import note_use, record_refused
from waymark.access.keys.queries import Bearer, KeyRefused, bearer_of
from waymark.access.operations import SYSTEM
from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.interfaces.api import limits
from waymark.interfaces.api.limits import Limit


class ApiRequest(HttpRequest):
    """A request as an operation sees it, when its key has been found to hold."""

    auth: Bearer
    viewer: Viewer
    now: datetime


class OfficerKey(HttpBearer):
    """`Authorization: Bearer KEY`, and no other way: an address is written to logs, and a cookie is sent unasked."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """The bearer of a key. Raises KeyRefused; Refused where too much was asked or too often wrong."""
        now = datetime.now(UTC)
        address = limits.address_of(request)
        limits.check(Limit.WRONG, address, now=now)
        try:
            bearer = bearer_of(token, now=now)
        except KeyRefused as problem:
            limits.count(Limit.WRONG, address, now=now)
            with acting(SYSTEM):
                record_refused(problem, now=now)
            raise
        limits.count(Limit.ASKED, str(bearer.number), now=now)
        if bearer.is_first_today:
            with acting(bearer.viewer):
                note_use(bearer, now=now)
        seen = cast("ApiRequest", request)
        seen.viewer, seen.now = bearer.viewer, now
        return bearer
