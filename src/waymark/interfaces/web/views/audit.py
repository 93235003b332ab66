"""Who looked at what: of one referral, and of the ledger as a whole."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import access_log, newest_entries
from waymark.access.rules import Permission
from waymark.audit.queries import head
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.referrals.queries import NothingByThatReference, related_references
from waymark.referrals.references import BadReference, read_reference
from waymark.stages.intake.queries import delivery_references
from waymark.stages.linking.queries import link_references

ENTRIES = 200
NEWEST = 50


@page(permission=Permission.READ_ACCESS_LOG, not_found=(BadReference, NothingByThatReference))
def looked(request: ViewedRequest, reference: str) -> HttpResponse:
    """Who did what with a referral, its reports, their deliveries and its links."""
    viewer = request.viewer
    related = related_references(viewer, reference)
    subjects = [
        *related.referrals,
        *related.reports,
        *delivery_references(viewer, related.reports),
        *link_references(viewer, related.referrals),
    ]
    lines = access_log(viewer, subjects, about=related.referral, now=request.now, limit=ENTRIES)
    return render(
        request,
        "audit/looked.html",
        {
            "referral": related.referral,
            "lines": lines,
            "limit": ENTRIES,
            "officers": sorted({line.officer for line in lines if line.officer}),
            "may_read": viewer.may(Permission.READ_RECORD),
        },
    )


@page(permission=Permission.READ_ACCESS_LOG, not_found=(BadReference,))
def looked_go(request: ViewedRequest) -> HttpResponse:
    """From a reference as typed to the page of who looked at it."""
    _, written = read_reference(request.GET.get("reference", ""))
    return redirect("looked", written)


@page(permission=Permission.READ_ACCESS_LOG)
def show(request: ViewedRequest) -> HttpResponse:
    number, digest = head()
    return render(
        request,
        "audit/audit.html",
        {
            "entries": number,
            "digest": digest.hex(),
            "lines": newest_entries(request.viewer, now=request.now, limit=NEWEST),
            "may_read": request.viewer.may(Permission.READ_RECORD),
            "may_verify": request.viewer.may(Permission.VERIFY_AUDIT),
        },
    )
