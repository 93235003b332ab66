"""Historic registers: a column map made once, each row shown as what it becomes, and only then taken in."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from waymark import pipeline
from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.errors import WaymarkError
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.register_previews import lines_of
from waymark.interfaces.web.views.deliveries import TOKEN_SECONDS, UploadOffer
from waymark.pipeline.registers import RegisterOffer, as_offer, preview, source_of
from waymark.stages.intake.operations.column_maps import save_column_map
from waymark.stages.intake.queries.column_maps import NoSuchMap, column_map_called, column_maps
from waymark.stages.intake.readers.registers.documents import table_of
from waymark.stages.intake.readers.registers.maps import FIELDS, ColumnMap, MapRefused, likely_fields
from waymark.stages.intake.readers.written_dates import DateOrder

# A form may hold a mebibyte (`DATA_UPLOAD_MAX_MEMORY_SIZE`), and signing writes this a third longer.
_LARGEST_CARRIED = 600_000
_SALT = "waymark register"
_LONGEST_NAME = 100
_MOST_COLUMNS = 300
ORDERS = (
    ("", "Choose"),
    ("day_first", "Day first, such as 31/01/2019"),
    ("month_first", "Month first, such as 01/31/2019"),
    ("year_first", "Year first, such as 2019-01-31"),
)


class RegisterForm(forms.Form):
    """register: the file. map: the name of a saved map."""

    register = forms.FileField(label="Register", error_messages={"required": "Choose the register's file"})
    map = forms.ChoiceField(label="Column map", error_messages={"required": "Choose a column map"})

    def __init__(self, *args: Any, maps: list[ColumnMap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["map"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Choose"),
            *((each.name, f"{each.name}, version {each.version}") for each in maps),
        ]


class HeadingsForm(forms.Form):
    headings_of = forms.FileField(
        label="A file with the register's headings",
        error_messages={"required": "Choose a file of the register"},
    )


class MapForm(forms.Form):
    """One choice for each heading, beside the map's name, its dates' order and what its blanks are."""

    name = forms.CharField(
        label="Name of the map", max_length=_LONGEST_NAME, error_messages={"required": "Give the map a name"}
    )
    date_order = forms.ChoiceField(label="How its dates are written", choices=ORDERS, required=False)
    blanks = forms.CharField(label="What stands for not known", required=False, max_length=_LONGEST_NAME)

    def __init__(self, *args: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        choices = [("", "Keep as it is, without a place"), *FIELDS.items()]
        for n, (heading, likely) in enumerate(zip(headings, likely_fields(headings), strict=True)):
            self.fields[f"column_{n}"] = forms.ChoiceField(
                label=heading or f"Column {n + 1}, without a heading",
                choices=choices,
                required=False,
                initial=likely,
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{n}"] for n in range(len(self.headings))]

    def made(self) -> ColumnMap:
        said = self.cleaned_data
        pairs = ((heading, said[f"column_{n}"]) for n, heading in enumerate(self.headings) if heading)
        return ColumnMap(
            said["name"],
            0,
            tuple((heading, field) for heading, field in pairs if field),
            DateOrder(said["date_order"] or "unknown"),
            tuple(blank.strip() for blank in said["blanks"].split(",") if blank.strip()),
        )


@page(permission=Permission.DELIVER, methods=("GET", "HEAD", "POST"), opens_its_own_transactions=True)
def show(request: ViewedRequest) -> HttpResponse:
    """Choose a register and a map; see what each row becomes; take it in."""
    with acting(request.viewer):
        maps = column_maps(request.viewer)
    if request.method == "POST" and "taken" in request.POST:
        return _taken(request, maps)
    form = RegisterForm(initial={"map": request.GET.get("map", "")}, maps=maps)
    shown: dict[str, Any] = {}
    if request.method == "POST":
        form = RegisterForm(request.POST, request.FILES, maps=maps)
        if form.is_valid():
            shown = _previewed(request, form, maps)
    return render(
        request, "registers/registers.html", {"form": form, "headings": HeadingsForm(), "maps": maps, **shown}
    )


def _previewed(request: ViewedRequest, form: RegisterForm, maps: list[ColumnMap]) -> dict[str, Any]:
    by = next(each for each in maps if each.name == form.cleaned_data["map"])
    file = form.cleaned_data["register"]
    offer = UploadOffer(file.name or "", f"register:{by.name}", file)
    try:
        found = preview(offer, by)
        document = as_offer(offer, by)
    except WaymarkError as problem:
        form.add_error("register", str(problem))
        return {}
    return {
        "preview": found,
        "lines": lines_of(found.rows),
        "by": by,
        "token": _token(document, by, request.viewer.officer_id),
    }


def _token(document: RegisterOffer, by: ColumnMap, officer_id: int) -> str:
    """What the page carries so that exactly what was shown is taken in; empty where it would be too long."""
    packed = base64.b85encode(zlib.compress(document.content)).decode()
    if len(packed) > _LARGEST_CARRIED:
        return ""
    said = {"name": document.name, "map": by.name, "version": by.version, "content": packed}
    return signing.dumps(said, salt=f"{_SALT} {officer_id}")


def _taken(request: ViewedRequest, maps: list[ColumnMap]) -> HttpResponse:
    try:
        said = signing.loads(
            request.POST["taken"], salt=f"{_SALT} {request.viewer.officer_id}", max_age=TOKEN_SECONDS
        )
    except signing.BadSignature:
        form = RegisterForm({"map": ""}, maps=maps)
        form.add_error("register", "The preview is too old: choose the register again and preview it")
        return render(
            request, "registers/registers.html", {"form": form, "headings": HeadingsForm(), "maps": maps}
        )
    content = zlib.decompress(base64.b85decode(said["content"]))
    document = RegisterOffer(said["name"], f"register:{said['map']}", content)
    by = ColumnMap(said["map"], said["version"], ())
    answers = list(
        pipeline.receive(
            request.viewer, [document], source=source_of(by), door="page", clock=lambda: datetime.now(UTC)
        )
    )
    return render(request, "delivery/answered.html", {"answers": answers})


@page(permission=Permission.DELIVER, methods=("POST",))
def make_map(request: ViewedRequest) -> HttpResponse:
    """From a file's headings to a saved map."""
    if "name" not in request.POST:
        return _asked(request)
    headings = request.POST.getlist("heading")[:_MOST_COLUMNS]
    form = MapForm(request.POST, headings=headings)
    if form.is_valid():
        try:
            saved = save_column_map(form.made(), viewer=request.viewer, now=request.now)
        except MapRefused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Saved the column map {saved.name}, version {saved.version}")
            return HttpResponseRedirect(f"{reverse('registers')}?map={saved.name}")
    return render(request, "registers/map.html", {"form": form})


def _asked(request: ViewedRequest) -> HttpResponse:
    asked = HeadingsForm(request.POST, request.FILES)
    if asked.is_valid():
        try:
            headings = list(table_of(asked.cleaned_data["headings_of"]).headings)
        except WaymarkError as problem:
            asked.add_error("headings_of", str(problem))
        else:
            name = request.POST.get("base", "")
            begun = MapForm(initial=_begun(request, name), headings=headings)
            return render(request, "registers/map.html", {"form": begun})
    maps = column_maps(request.viewer)
    form = RegisterForm(maps=maps)
    return render(request, "registers/registers.html", {"form": form, "headings": asked, "maps": maps})


def _begun(request: ViewedRequest, name: str) -> dict[str, str]:
    """What a new version begins with: the map that it follows, if one is named."""
    try:
        known = column_map_called(request.viewer, name) if name else None
    except NoSuchMap:
        known = None
    if known is None:
        return {}
    return {"name": known.name, "date_order": known.date_order.value, "blanks": ", ".join(known.blanks)}
