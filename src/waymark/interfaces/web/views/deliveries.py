"""Deliver: choose files, and an answer for each as it is read. And what came in by one delivery."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypeAlias

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waymark import pipeline
from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.interfaces.web.elements import elements_asked
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import Part, offset_asked
from waymark.interfaces.web.uploads import MemoryFile
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference, read_reference
from waymark.stages.intake.queries import (
    DeliveryAnswer,
    MemberLine,
    answers,
    answers_to,
    containers_of,
    delivery_called,
    member_counts,
    members,
)

# As long as a session may last: a page that was opened at the beginning of a shift still delivers.
TOKEN_SECONDS = 12 * 3600
_SALT = "waymark upload"
LONGEST_SOURCE = 200
# References that fit in one address of 4 KiB.
MOST_ASKED = 100
MEMBERS = 50

_File: TypeAlias = "UploadedFile[Any]"


@dataclass(slots=True)
class UploadOffer:
    """A file that a browser sent. folder: one for all files chosen together: they find one another by it."""

    name: str
    folder: str
    file: _File

    @property
    def size(self) -> int:
        return self.file.size or 0

    def open(self) -> BinaryIO:
        """The bytes from their beginning; a large delivery is read twice, so the upload itself stays open."""
        if isinstance(self.file, MemoryFile):
            return self.file.opened()
        self.file.seek(0)
        return io.BytesIO(self.file.read())


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class DeliverForm(forms.Form):
    """documents are looked at apart: Django's own field takes one file, and refuses an empty one."""

    documents = forms.FileField(required=False, label="Files", widget=SeveralFiles)
    source = forms.CharField(required=False, label="Who reported", max_length=LONGEST_SOURCE)
    password = forms.CharField(
        required=False, label="Password", max_length=LONGEST_SOURCE, strip=False, widget=forms.PasswordInput
    )
    upload = forms.CharField(required=False, widget=forms.HiddenInput)

    def folder_for(self, officer_id: int) -> str:
        """The upload that the page's token names; a fresh one where the token is missing, old or another's."""
        token = self.data.get("upload", "")
        try:
            key = signing.loads(token, salt=f"{_SALT} {officer_id}", max_age=TOKEN_SECONDS)
        except signing.BadSignature:
            key = secrets.token_urlsafe(16)
        return f"upload:{key}"


def _token(officer_id: int) -> str:
    return signing.dumps(secrets.token_urlsafe(16), salt=f"{_SALT} {officer_id}")


@page(permission=Permission.DELIVER, methods=("GET", "HEAD", "POST"), opens_its_own_transactions=True)
def deliver(request: ViewedRequest) -> HttpResponse:
    if request.method == "POST":
        form = DeliverForm(request.POST)
        if files := _files(request, form):
            return render(request, "delivery/answered.html", {"answers": _received(request, form, files)})
    else:
        form = DeliverForm()
    return render(
        request, "delivery/deliver.html", {"form": form, "upload": _token(request.viewer.officer_id)}
    )


@page(permission=Permission.DELIVER, methods=("POST",), opens_its_own_transactions=True)
def deliver_one(request: ViewedRequest) -> HttpResponse:
    """The row that answers for one file: the page's script asks for it, file by file."""
    form = DeliverForm(request.POST)
    files = _files(request, form)
    if not files:
        return HttpResponse(status=400)
    return render(request, "delivery/answer_rows.html", {"answers": _received(request, form, files)})


@page(permission=Permission.DELIVER)
def answers_now(request: ViewedRequest) -> HttpResponse:
    """The rows of files that waited for another: what has become of them now that all have come."""
    asked = request.GET.getlist("delivery")[:MOST_ASKED]
    return render(request, "delivery/answer_rows.html", {"answers": answers_to(request.viewer, asked)})


def _files(request: HttpRequest, form: DeliverForm) -> list[_File]:
    files = request.FILES.getlist("documents")
    if form.is_valid() and not files:
        form.add_error("documents", "Choose at least one file")
    return files if form.is_valid() else []


def _received(request: ViewedRequest, form: DeliverForm, files: Sequence[_File]) -> list[DeliveryAnswer]:
    folder = form.folder_for(request.viewer.officer_id)
    return list(
        pipeline.receive(
            request.viewer,
            [UploadOffer(each.name or "", folder, each) for each in files],
            source=form.cleaned_data["source"].strip(),
            door="page",
            clock=lambda: datetime.now(UTC),
            passwords=[password] if (password := form.cleaned_data["password"]) else [],
        )
    )


@page(permission=Permission.READ_RECORD, not_found=(BadReference, NothingByThatReference))
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    _, written = read_reference(reference)
    found = delivery_called(request.viewer, written, now=request.now)
    if found is None:
        raise NothingByThatReference(written)
    return render(
        request,
        "delivery/delivery.html",
        {
            "delivery": found,
            "sha256": bytes(found.sha256).hex(),
            "received_by": names_of({found.received_by}).get(found.received_by, ""),
            "answer": answers([found.id])[found.id],
            "member_counts": member_counts(request.viewer, found.id),
            "members": _members(request, found.id),
            "lies_in": containers_of(request.viewer, found.id),
            **elements_asked(request, found),
        },
    )


def _members(request: ViewedRequest, delivery_id: int) -> Part[MemberLine]:
    """What a container holds, a part at a time."""
    after = offset_asked(request, "members")
    found = members(request.viewer, delivery_id, after=after, limit=MEMBERS + 1)
    total = sum(member_counts(request.viewer, delivery_id).values())
    following = str(found[MEMBERS - 1].n) if len(found) > MEMBERS else ""
    return Part("members", found[:MEMBERS], total, following, after > 0)
