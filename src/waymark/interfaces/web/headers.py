"""The headers that keep a page from being stored, framed, embedded or given the machine's devices."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Every powerful feature that Chromium and Firefox know and no page of ours needs. Passkeys are left to us.
_REFUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _REFUSED)


class HeadersMiddleware:
    """Sets what Django's own security middleware does not.

    Nothing but the static files is ever kept by a browser or a proxy: after signing out, the back button
    shows no record, and a shared desk keeps no copy on its disk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response["X-Robots-Tag"] = "noindex, nofollow"
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        return response
