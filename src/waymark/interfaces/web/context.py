"""What the frame round every page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from waymark.interfaces.web.navigation import laid_out, places


def frame(request: HttpRequest) -> dict[str, Any]:
    """For every template: is this a demonstration, who is looking, and where may they go."""
    viewer = getattr(request, "viewer", None)
    shown: dict[str, Any] = {
        "is_demonstration": getattr(settings, "WAYMARK_EMBEDDED", False),
        "viewer": viewer,
    }
    if viewer is not None:
        shown["officer"] = request.user
        shown["roles"] = sorted(role.replace("_", " ") for role in viewer.roles)
        shown["places"] = places(viewer, path=request.path)
        shown["in_the_bar"], shown["under_more"] = laid_out(shown["places"])
    return shown
