"""Every address of the pages.

The pages of signing in are allauth's, each listed: what is not listed is not there. OPEN names, with the
reason, every route that asks no permission of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from waymark.interfaces.web import sign_in, start
from waymark.interfaces.web.views import (
    assessment,
    audit,
    deliveries,
    faults,
    going,
    links,
    queue,
    reference,
    referrals,
    reports,
)

OPEN: Mapping[str, str] = {
    "account_login": "asks who is there",
    "account_logout": "ends the session of whoever is there",
    "account_inactive": "tells someone whose account is closed",
    "account_reauthenticate": "asks a signed-in officer for the password again",
    "account_change_password": "changes the officer's own password; asks for the old one",
    "account_signup": "closed: always 404",
    "account_email": "closed: always 404",
    "account_reset_password": "closed: always 404",
    "account_set_password": "closed: always 404",
    "account_email_verification_sent": "closed: always 404",
    "mfa_index": "the officer's own second factors",
    "mfa_authenticate": "asks for the second factor while signing in",
    "mfa_reauthenticate": "asks a signed-in officer for the second factor again",
    "mfa_activate_totp": "the officer's own second factor, after the password again",
    "mfa_deactivate_totp": "the officer's own second factor, after the password again",
    "mfa_view_recovery_codes": "the officer's own recovery codes, after the password again",
    "mfa_generate_recovery_codes": "the officer's own recovery codes, after the password again",
    "mfa_download_recovery_codes": "the officer's own recovery codes, after the password again",
}

_SIGN_IN = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("my/again/", account.reauthenticate, name="account_reauthenticate"),
    path("my/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("my/password/", account.password_change, name="account_change_password"),
    path("my/second-factor/", mfa.index, name="mfa_index"),
    path("my/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("my/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("my/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("my/second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "my/second-factor/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]

# allauth asks for these by name, so the names must exist; the addresses answer 404.
_CLOSED = [
    path(f"closed/{name}/", sign_in.closed, name=name)
    for name, reason in OPEN.items()
    if reason.startswith("closed")
]

_RECORD = [
    path("go/", going.go, name="go"),
    path("queue/", queue.show, name="queue"),
    path("deliver/", deliveries.deliver, name="deliver"),
    path("deliver/one/", deliveries.deliver_one, name="deliver_one"),
    path("deliver/answers/", deliveries.answers_now, name="answers_now"),
    path("delivery/<str:reference>/", deliveries.show, name="delivery"),
    path("referral/<str:reference>/", referrals.show, name="referral"),
    path("referral/<str:reference>/answers/", assessment.answer, name="referral_answers"),
    path("referral/<str:reference>/looked/", audit.looked, name="looked"),
    path("report/<str:reference>/", reports.show, name="report"),
    path("link/<str:reference>/", links.show, name="link"),
    path("link/<str:reference>/judge/", links.judge, name="judge_link"),
    path("faults/", faults.show, name="faults"),
    path("faults/replay/", faults.replay, name="replay"),
    path("reference/", reference.show, name="reference"),
    path("audit/", audit.show, name="audit"),
    path("audit/looked/", audit.looked_go, name="looked_go"),
]

urlpatterns = [
    path("", start.start, name="start"),
    path("keys/", start.keys, name="keys"),
    *_RECORD,
    *_SIGN_IN,
    *_CLOSED,
]
