"""How long a sign-in lasts: half an hour of rest, a shift in all."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse

# Keys of the session; times are seconds since 1970.
SIGNED_IN_AT = "waymark_signed_in_at"
SEEN_AT = "waymark_seen_at"


class SessionLimitsMiddleware:
    """Ends a session that has lasted a whole shift, and moves the end of one that is in use.

    A session's row says when it ends, SESSION_COOKIE_AGE after it was last written. It is written again
    once a minute of use at most, so that a page costs no write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._limit(request, now=time.time())
        return self._get_response(request)

    def _limit(self, request: HttpRequest, *, now: float) -> None:
        # A session that does not say when it began begins now: none lasts for ever.
        began = request.session.setdefault(SIGNED_IN_AT, now)
        if now - began > settings.WAYMARK_SESSION_LONGEST:
            auth.logout(request)
            messages.info(
                request, "You were signed out because your session had lasted 12 hours. Sign in again."
            )
        elif now - request.session.get(SEEN_AT, 0) > settings.WAYMARK_SESSION_TOUCH:
            request.session[SEEN_AT] = now
