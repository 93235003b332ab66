"""The forms of signing in, saying what is missing in words that help."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm

_MISSING = {
    "login": "Enter your username",
    "password": "Enter your password",
    "oldpassword": "Enter your current password",
    "password1": "Enter a new password",
    "password2": "Enter the new password again",
    "code": "Enter the code",
}


class _SaysWhatIsMissing:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # mixed into forms alone
            if name in _MISSING:
                field.error_messages["required"] = _MISSING[name]


class SignIn(_SaysWhatIsMissing, LoginForm):  # type: ignore[misc]  # allauth is not typed
    pass


class PasswordAgain(_SaysWhatIsMissing, ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    pass


class PasswordChange(_SaysWhatIsMissing, ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    pass


class Code(_SaysWhatIsMissing, AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    pass


class CodeAgain(_SaysWhatIsMissing, ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth is not typed
    pass


class AppCode(_SaysWhatIsMissing, ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    pass
