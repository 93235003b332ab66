"""An act that a form asks for: done, or undone whole with the reason in words for the same page."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from waymark.access.rules import NotPermitted
from waymark.errors import WaymarkError


def attempt(act: Callable[[], object]) -> str:
    """Do what a form asks. Returns why it could not be done, for the page to show; empty when it was.

    What an act wrote before it failed is undone. Not being permitted is not a fault of the form, and leaves.
    """
    try:
        with transaction.atomic():
            act()
    except NotPermitted:
        raise
    except WaymarkError as problem:
        return str(problem)
    return ""
