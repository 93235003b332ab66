"""How Waymark bends allauth: nobody signs themselves up, and every sign-in is accounted for."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import force_bytes

from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.interfaces.web.sessions import SIGNED_IN_AT


@login_not_required
def closed(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:  # noqa: ARG001 - any address
    """Where allauth would let people sign up, reset a password by mail or manage addresses: nothing is there.

    An administrator makes officers and sets lost passwords (`waymark officer`).
    """
    raise Http404


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Signing in as a force needs it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The username or password is not right. Check both and try again.",
        "account_inactive": "This officer's account is closed. Ask an administrator to open it.",
        "incorrect_password": "The password is not right.",
        "enter_current_password": "Enter your current password as it is now.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session[SIGNED_IN_AT] = time.time()
        viewer = viewer_called(user.get_username())
        with acting(viewer):
            record(
                Event.OFFICER_SIGNED_IN,
                f"officer:{viewer.officer_id}",
                actor=viewer.officer_id,
                at=datetime.now(UTC),
                desk=None,
                detail={"by": "page"},
            )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Second factors, with their secrets encrypted under keys that the database does not hold."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Wait for your app to show the next one, and enter that.",
        "cannot_delete_authenticator": "Nobody signs in here on a password alone.",
    }

    def encrypt(self, text: str) -> str:
        return str(_keys().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        return str(_keys().decrypt(encrypted_text.encode()).decode())

    def build_totp_svg(self, url: str) -> str:
        """The picture as an element of the page: our policy refuses one that is a `data:` address."""
        picture = str(super().build_totp_svg(url))
        return picture[picture.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:  # noqa: ARG002 - as above
        return not settings.WAYMARK_SECOND_FACTOR_REQUIRED


def _keys() -> MultiFernet:
    """Keys derived from the secret key, and from former ones so that it can be changed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str | bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"waymark second factor")
    return base64.urlsafe_b64encode(derivation.derive(force_bytes(secret)))
