"""An authority's school holidays, from the term dates that are loaded."""

from __future__ import annotations

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.calendars import Calendar, Span, from_spans


class NoSuchAuthority(WaymarkError):
    """No term dates of that authority are loaded."""

    def __init__(self, authority: str) -> None:
        super().__init__(
            f"No term dates of {authority!r} are loaded: `waymark reference load term-dates FILE` loads them, "
            "by the authority's name or code"
        )


def calendar_of(viewer: Viewer, authority: str) -> Calendar:
    """The holidays of an authority, by its name or code, from every version loaded.

    Raises NotPermitted, NoSuchAuthority, BadCalendar.
    """
    require(viewer, Permission.READ_STATISTICS)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct first_day, last_day from term_date where is_holiday "
            "and (lower(authority) = lower(%(name)s) or code = %(name)s) order by 1",
            {"name": authority},
        )
        spans = [Span(first, last) for first, last in cursor.fetchall()]
    if not spans:
        raise NoSuchAuthority(authority)
    return from_spans(spans)
