"""Whether an officer has a second factor, and sending one who must have it to set it up."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# A session remembers that it was checked: a second factor that is required cannot be removed.
_CHECKED = "waymark_second_factor"


def is_missing(request: HttpRequest) -> bool:
    """Whether a second factor is required here and this officer has none."""
    if not settings.WAYMARK_SECOND_FACTOR_REQUIRED or request.session.get(_CHECKED):
        return False
    if not is_mfa_enabled(request.user):
        return True
    request.session[_CHECKED] = True
    return False


def ask_for_one(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Set up an authenticator app before you go on: this installation holds live data.")
    return redirect("mfa_activate_totp")
