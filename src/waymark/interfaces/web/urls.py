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
    answers,
    asking,
    assessment,
    audit,
    bundles,
    deliveries,
    disseminations,
    doors,
    enquiries,
    faults,
    going,
    ip_events,
    links,
    neighbourhood,
    packages,
    packs,
    patterns,
    premises,
    public_reports,
    queue,
    reference,
    referrals,
    registers,
    reports,
    sharing,
    statistics,
    unplaced,
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
    path("queue/without-force/", unplaced.show, name="unplaced"),
    path("figures/", statistics.show, name="statistics"),
    path("figures/count/", statistics.count_now, name="statistics_count"),
    path("figures/report/", statistics.report, name="statistics_report"),
    path("figures/report/files/", statistics.files, name="statistics_files"),
    path("deliver/", deliveries.deliver, name="deliver"),
    path("deliver/one/", deliveries.deliver_one, name="deliver_one"),
    path("deliver/answers/", deliveries.answers_now, name="answers_now"),
    path("report-by-hand/", public_reports.enter, name="report_by_hand"),
    path("registers/", registers.show, name="registers"),
    path("registers/map/", registers.make_map, name="register_map"),
    path("delivery/<str:reference>/", deliveries.show, name="delivery"),
    path("packs/", packs.show_all, name="packs"),
    path("packs/begin/", packs.begin, name="begin_pack"),
    path("pack/<str:reference>/", packs.show, name="pack"),
    path("pack/<str:reference>/save/", packs.save_draft, name="save_pack"),
    path("pack/<str:reference>/keep/", packs.keep, name="keep_pack"),
    path("pack/<str:reference>/aside/", packs.aside, name="set_pack_aside"),
    path("pack/<str:reference>/check/<int:number>/", packs.check, name="check_resolution"),
    path("referral/<str:reference>/", referrals.show, name="referral"),
    path("referral/<str:reference>/ip-events/", ip_events.show, name="ip_events"),
    path("referral/<str:reference>/areas/", ip_events.areas, name="areas"),
    path("referral/<str:reference>/answers/", assessment.answer, name="referral_answers"),
    path("referral/<str:reference>/seen/", referrals.news_seen, name="news_seen"),
    path("referral/<str:reference>/looked/", audit.looked, name="looked"),
    path("report/<str:reference>/", reports.show, name="report"),
    path("enquiries/", enquiries.show_all, name="enquiries"),
    path("referral/<str:reference>/enquire/", enquiries.draft, name="enquire"),
    path("referral/<str:reference>/doors/", doors.show, name="doors"),
    path("enquiry/<str:reference>/", enquiries.show, name="enquiry"),
    path("enquiry/<str:reference>/lines/", enquiries.change, name="enquiry_lines"),
    path("enquiry/<str:reference>/step/", enquiries.step, name="enquiry_step"),
    path("enquiry/<str:reference>/schedule.<str:form>", enquiries.schedule, name="enquiry_schedule"),
    path("enquiry/<str:reference>/answer/", answers.enter, name="enter_answer"),
    path("enquiry/<str:reference>/table/", answers.take_in, name="take_in_answers"),
    path("enquiry/<str:reference>/report/", answers.take_report, name="take_report_as_answer"),
    path("answer/<str:reference>/", answers.show, name="answer"),
    path("disseminations/", packages.show_all, name="packages"),
    path("disseminations/take/", packages.take, name="take_package"),
    path("disseminations/keys/", packages.keys, name="package_keys"),
    path("package/<str:reference>/", packages.show, name="package"),
    path("referral/<str:reference>/disseminations/", disseminations.of_referral, name="disseminations"),
    path("dissemination/<str:reference>/", disseminations.show, name="dissemination"),
    path("dissemination/<str:reference>/file/", disseminations.file, name="dissemination_file"),
    path("doors/", premises.search, name="doors_search"),
    path("premises/<str:reference>/", premises.show, name="premises"),
    path("link/<str:reference>/", links.show, name="link"),
    path("link/<str:reference>/judge/", links.judge, name="judge_link"),
    path("referral/<str:reference>/asking/", asking.show, name="asking"),
    path("referral/<str:reference>/asking/ask/", asking.ask_desks, name="ask_desks"),
    path("referral/<str:reference>/asking/check/", asking.check, name="record_check"),
    path("notices/", asking.notices, name="notices"),
    path("patterns/", patterns.show, name="patterns"),
    path("referral/<str:reference>/around/", neighbourhood.show, name="neighbourhood"),
    path("bundle/<str:reference>/", bundles.show, name="bundle"),
    path("bundle/<str:reference>/decide/", bundles.decide, name="decide_bundle"),
    path("bundle/<str:reference>/searched/", bundles.searched, name="bundle_searched"),
    path("bundle/<str:reference>/undo/<str:decision>/", bundles.undo, name="undo_bundle_decision"),
    path("sharing/", sharing.show, name="sharing"),
    path("sharing/label/", sharing.label, name="label_sharing"),
    path("faults/", faults.show, name="faults"),
    path("faults/replay/", faults.replay, name="replay"),
    path("reference/", reference.show, name="reference"),
    path("reference/load/", reference.load, name="reference_load"),
    path("reference/<int:number>/", reference.version, name="reference_version"),
    path("reference/<int:number>/end/", reference.end, name="reference_end"),
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
