"""The pages that belong to every officer: where to begin, and the keys."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from waymark.interfaces.web.navigation import first_place
from waymark.interfaces.web.pages import ViewedRequest, page_for_every_officer


@page_for_every_officer(reason="sends each officer to the first page that their roles allow; shows no record")
def start(request: ViewedRequest) -> HttpResponse:
    address = first_place(request.viewer)
    if address:
        return HttpResponseRedirect(address)
    return render(request, "web/start.html")


@page_for_every_officer(reason="tells how to use the pages; shows no record")
def keys(request: ViewedRequest) -> HttpResponse:
    return render(request, "web/keys.html")
