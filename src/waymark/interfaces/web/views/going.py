"""Going to what a reference names, however it was typed."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from waymark.interfaces.web.pages import ViewedRequest, page_for_every_officer
from waymark.referrals.references import BadReference, Kind, read_reference

_PAGES = {
    Kind.REFERRAL: "referral",
    Kind.REPORT: "report",
    Kind.DELIVERY: "delivery",
    Kind.LINK: "link",
    Kind.ENQUIRY: "enquiry",
    Kind.ANSWER: "answer",
    Kind.PREMISES: "premises",
    Kind.DISSEMINATION: "dissemination",
    Kind.RECEIVED: "package",
    Kind.BUNDLE: "bundle",
}


@page_for_every_officer(reason="reads what was typed, and sends on to a page that asks its own permission")
def go(request: ViewedRequest) -> HttpResponse:
    typed = request.GET.get("reference", "").strip()
    problem = "Type a reference, such as ref-1B2C-3D4F-5G6H" if not typed else ""
    if typed:
        try:
            kind, written = read_reference(typed)
        except BadReference as why:
            problem = str(why)
        else:
            if kind is Kind.FAULT:
                return HttpResponseRedirect(f"{reverse('faults')}?settled=yes#{written}")
            return HttpResponseRedirect(reverse(_PAGES[kind], args=[written]))
    return render(request, "web/go.html", {"typed": typed, "problem": problem})
