"""How often a key may ask, and how often an address may be wrong, by the minute.

Counted in the same table as attempts to sign in are, which every server process shares. Two at the same instant
may be counted as one, so that a limit lets a few more through under load: it guards against floods, not numbers.
"""

from __future__ import annotations

from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from waymark.interfaces.api.problems import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

_MINUTE = 60


class Limit(Enum):
    """Requests a minute. Sources: our own decisions of 23 November 2026 (decision 0033)."""

    ASKED = 120  # a key: two a second is more than a script needs that waits for its answers
    MODELLED = (
        20  # a key, of what takes seconds of a processor: two of the eight threads that pages share, at most
    )
    WRONG = 60  # an address, keys that were refused: as many as wrong passwords, see ACCOUNT_RATE_LIMITS


def check(limit: Limit, who: str, *, now: datetime) -> None:
    """Pass while the limit is not reached. Raises Refused, 429."""
    if int(cache.get(_name(limit, who, now), 0)) >= limit.value:
        _refuse(limit, now)


def count(limit: Limit, who: str, *, now: datetime) -> None:
    """Count one, and pass unless it is one too many. Raises Refused, 429."""
    name = _name(limit, who, now)
    if cache.add(name, 1, timeout=2 * _MINUTE):
        return
    try:
        found = cache.incr(name)
    except ValueError:  # the minute's count ended between the two
        return
    if found > limit.value:
        _refuse(limit, now)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind proxies of our own, what the outermost of them saw."""
    proxies = int(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(seen) >= proxies and seen[-proxies]:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _name(limit: Limit, who: str, now: datetime) -> str:
    return f"api-{limit.name.lower()}-{who.replace(' ', '')[:80]}-{int(now.timestamp()) // _MINUTE}"


def _refuse(limit: Limit, now: datetime) -> None:
    wait = _MINUTE - int(now.timestamp()) % _MINUTE
    raise Refused(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_requests",
        f"More than {limit.value} of these in a minute: wait {wait} seconds and ask again",
        Retry_After=str(wait),
    )
