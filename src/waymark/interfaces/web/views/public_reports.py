"""A report taken by hand: first whether a child is in danger now; then who, whom, where and when.

What is entered becomes a document of our own, kept under its digest and read like everything else.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from waymark import pipeline
from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.intake.readers.ours.by_hand import write_by_hand
from waymark.stages.intake.readers.ours.by_hand_schema import DANGER, OFFENCES, SOURCES

_LINE, _TEXT = 300, 10_000
_OLDEST_AGE = 150


@dataclass(frozen=True, slots=True)
class EnteredReport:
    """The document of a form, held out as a delivery."""

    name: str
    folder: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


def _line(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=_LINE)


def _long(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=_TEXT, widget=forms.Textarea(attrs={"rows": rows})
    )


class ByHandForm(forms.Form):
    """danger, opened: carried along from the question and the moment at which the form was opened."""

    danger = forms.ChoiceField(choices=[(each, each) for each in DANGER], widget=forms.HiddenInput)
    opened = forms.DateTimeField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label="Who brought it",
        choices=[("", "Choose"), *SOURCES.items()],
        error_messages={"required": "Choose who brought the report"},
    )
    authority = _line("Authority")
    operation = _line("Name of the operation")
    reporter_name = _line("Name")
    reporter_relationship = _line("Relationship")
    reporter_organisation = _line("School or organisation")
    reporter_phone = _line("Telephone")
    reporter_email = _line("E-mail address")
    suspected_first_name = _line("First name")
    suspected_last_name = _line("Last name")
    suspected_date_of_birth = _line("Date of birth or age")
    suspected_service = _line("App or site")
    suspected_screen_name = _line("User name")
    suspected_identifier = _line("Account number")
    suspected_profile_url = _line("Address of the profile")
    suspected_phone = _line("Telephone")
    suspected_email = _line("E-mail address")
    suspected_address = _line("Street and town")
    suspected_postcode = _line("Postcode")
    child_first_name = _line("First name")
    child_last_name = _line("Last name")
    child_age = forms.IntegerField(label="Age", required=False, min_value=0, max_value=_OLDEST_AGE)
    child_school = _line("School")
    child_service = _line("App or site")
    child_screen_name = _line("User name")
    child_address = _line("Street and town")
    child_postcode = _line("Postcode")
    offence_types = forms.MultipleChoiceField(
        label="Kind of offence",
        required=False,
        choices=[(each, each) for each in OFFENCES],
        widget=forms.CheckboxSelectMultiple,
    )
    platform = _line("App or site where it happened")
    place = _line("Where")
    occurred = _line("When")
    urls = _long("Addresses on the internet", 3)
    statement = _long("What was said", 6)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("source") == "proactive" and not (said.get("authority") and said.get("operation")):
            self.add_error("authority", "Enter the authority and the operation of proactive work")
        if not any(said.get(name) for name in self.fields if name not in _SAYS_NOTHING_OF_IT):
            raise forms.ValidationError(
                "Enter whom it is about, an address on the internet, or what was said"
            )
        return said

    def document(self, *, taken_by: str) -> bytes:
        """What was entered, as a report by hand."""
        said = self.cleaned_data
        people = [{"role": role, **found} for role in ("suspected", "child") if (found := _under(said, role))]
        return write_by_hand(
            {
                **{name: said[name] for name in _PLAIN},
                "taken_at": said["opened"].astimezone(UTC).isoformat(),
                "taken_by": taken_by,
                "danger_now": said["danger"],
                "told_to_call_999": True if said["danger"] == "yes" else None,
                "reporter": _under(said, "reporter"),
                "people": people,
                "urls": [line.strip() for line in said["urls"].splitlines() if line.strip()],
            }
        )


_PLAIN = ("source", "authority", "operation", "offence_types", "platform", "place", "occurred", "statement")
_SAYS_NOTHING_OF_IT = frozenset(
    ("danger", "opened", "source", "authority", "operation", "place", "occurred")
) | {f"reporter_{name}" for name in ("name", "relationship", "organisation", "phone", "email")}


def _under(said: dict[str, Any], role: str) -> dict[str, Any]:
    """What was said of one person, by the names of the schema."""
    named = {
        name.removeprefix(f"{role}_"): value for name, value in said.items() if name.startswith(f"{role}_")
    }
    return {name: value for name, value in named.items() if value not in (None, "")}


@page(permission=Permission.DELIVER, methods=("GET", "HEAD", "POST"), opens_its_own_transactions=True)
def enter(request: ViewedRequest) -> HttpResponse:
    """The question, then the form, then what became of it."""
    danger = request.POST.get("danger", request.GET.get("danger", ""))
    if danger not in DANGER:
        is_unanswered = "asked" in request.GET or request.method == "POST"
        return render(request, "by_hand/danger.html", {"is_unanswered": is_unanswered})
    if request.method != "POST":
        opened = {"danger": danger, "opened": request.now.isoformat()}
        return render(request, "by_hand/enter.html", {"form": ByHandForm(initial=opened), "danger": danger})
    form = ByHandForm(request.POST)
    if not form.is_valid():
        return render(request, "by_hand/enter.html", {"form": form, "danger": danger})
    answers = _received(request, form)
    return render(request, "by_hand/entered.html", {"answers": answers, "danger": danger})


def _received(request: ViewedRequest, form: ByHandForm) -> list[Any]:
    source = form.cleaned_data["source"]
    entered = EnteredReport(
        f"report by hand, {SOURCES[source].lower()}.json",
        f"by hand:{secrets.token_urlsafe(8)}",
        form.document(taken_by=request.viewer.username),
    )
    return list(
        pipeline.receive(
            request.viewer,
            [entered],
            source=source.replace("_", " "),
            door="page",
            clock=lambda: datetime.now(UTC),
        )
    )
