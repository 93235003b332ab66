"""Packs from the NCA and other forces: those that wait, and the form that one is entered by, beside its text."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.interfaces.web import moments, pack_answers, pack_form
from waymark.interfaces.web.pack_urgent import urgent
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.pipeline import packs as pipeline
from waymark.pipeline import resolutions
from waymark.pipeline.known_resolutions import doors_of
from waymark.pipeline.pack_corrections import told_of
from waymark.referrals.references import BadReference
from waymark.stages.intake.operations.packs import NoSuchPack, PackClosed, ReasonWanted, open_pack, set_aside
from waymark.stages.intake.queries.pack_facts import facts_from_packs
from waymark.stages.intake.queries.pack_glances import packs_to_enter
from waymark.stages.intake.queries.packs import PackRecord, packs
from waymark.stages.intake.readers.pack_cover import FIELDS, Subject, field_called
from waymark.stages.intake.readers.pack_cover.fields import MOST, named_from

NOT_FOUND = (BadReference, NoSuchPack)
# Another officer's save within so many seconds is told above the form: they may still be at it.
RECENT_SECONDS = 15 * 60


@page(permission=Permission.DELIVER)
def show_all(request: ViewedRequest) -> HttpResponse:
    waiting = packs_to_enter(request.viewer, now=request.now)
    lines = packs(request.viewer, now=request.now)
    names = names_of({line.changed_by for line in lines})
    return render(
        request,
        "pack/packs.html",
        {
            "waiting": waiting,
            "drafts": [(line, names.get(line.changed_by, "")) for line in lines if line.state == "draft"],
            "done": [(line, names.get(line.changed_by, "")) for line in lines if line.state != "draft"],
        },
    )


@page(permission=Permission.DELIVER, methods=("POST",), not_found=(BadReference,))
def begin(request: ViewedRequest) -> HttpResponse:
    """Begin one pack of the documents that were ticked."""
    reference = open_pack(request.viewer, request.POST.getlist("delivery"), now=request.now)
    return redirect("pack", reference)


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    standing = pipeline.draft(request.viewer, reference, now=request.now)
    if standing.pack.state == "draft" and request.viewer.may(Permission.DELIVER):
        return _form(request, standing)
    return _entered(request, standing.pack)


def _form(
    request: ViewedRequest, standing: pipeline.Draft, *, problems: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """problems: each with the key of the fact it is about, empty for none, and its words."""
    pack = standing.pack
    made = pack_form.groups(standing, wanted=_wanted(request))
    other = pack.changed_by != request.viewer.officer_id and pack.version > 0
    return render(
        request,
        "pack/form.html",
        {
            "pack": pack,
            "groups": made,
            "urgent": urgent(request.viewer, made, pack.texts, on=request.now.date()),
            "documents": pack_form.documents(standing),
            "open": len(standing.open),
            "problems": problems,
            "opened_by": names_of({pack.opened_by}).get(pack.opened_by, ""),
            "other": names_of({pack.changed_by}).get(pack.changed_by, "") if other else "",
            "other_is_recent": (request.now - pack.changed_at).total_seconds() < RECENT_SECONDS,
        },
        status=409 if problems else 200,
    )


def _wanted(request: ViewedRequest) -> dict[Subject, int]:
    asked = {subject: request.GET.get(subject.value, "") for subject in Subject}
    return {
        subject: min(int(text), MOST)
        for subject, text in asked.items()
        if text.isascii() and text.isdigit() and text
    }


def _entered(request: ViewedRequest, pack: PackRecord) -> HttpResponse:
    viewer = request.viewer
    names = names_of({pack.opened_by, pack.changed_by, *({pack.entered_by} if pack.entered_by else ())})
    facts = facts_from_packs(viewer, [pack.report_id]) if pack.report_id else []
    mine = {each.fact: each for each in facts if each.pack == pack.reference}
    found = resolutions.resolutions(viewer, pack) if pack.state == "entered" else []
    doors = doors_of(viewer, found, now=request.now)
    return render(
        request,
        "pack/entered.html",
        {
            "pack": pack,
            "entered_by": names.get(pack.entered_by or 0, ""),
            "facts": [
                (_label(key), each) for key, each in sorted(mine.items(), key=lambda pair: _order(pair[0]))
            ],
            "resolutions": [(each, doors.get(each.number, [])) for each in found],
            "may_check": viewer.may(Permission.RECORD_FACT),
            "may_enter": viewer.may(Permission.DELIVER),
            "told": told_of(viewer, pack) if pack.state == "entered" and pack.corrects else [],
        },
    )


def _label(key: str) -> str:
    place = named_from(key)
    label = field_called(place.subject, place.name).label
    return label if place.subject is Subject.COVER else f"{label} ({place.subject} {place.of})"


def _order(key: str) -> tuple[int, int, int, int]:
    place = named_from(key)
    subjects = list(Subject)
    fields = [field.name for field in FIELDS if field.subject is place.subject]
    return subjects.index(place.subject), place.of, fields.index(place.name), place.n


@page(permission=Permission.DELIVER, methods=("POST",), not_found=NOT_FOUND)
def save_draft(request: ViewedRequest, reference: str) -> HttpResponse:
    """Everything on the form: saved, and then what the button that was pressed asks for."""
    saved = _saved(request, reference)
    problems = _problems(saved)
    if problems:
        return _form(
            request,
            pipeline.draft(request.viewer, reference, now=request.now, is_read=False),
            problems=problems,
        )
    if "enter" in request.POST:
        return _enter(request, reference)
    address = reverse("pack", args=[reference])
    if (more := request.POST.get("more", "")) in {each.value for each in Subject} - {Subject.COVER.value}:
        standing = pipeline.draft(request.viewer, reference, now=request.now, is_read=False)
        standing_groups = pack_form.groups(standing, wanted={})
        last = max((group.of for group in standing_groups if group.subject == more), default=0)
        number = min(last + 1, MOST)
        return redirect(f"{address}?{more}={number}#{more}-{number}")
    messages.success(request, "The draft is saved.")
    return redirect(address)


def _saved(request: ViewedRequest, reference: str) -> pipeline.Saved:
    standing = pipeline.draft(request.viewer, reference, now=request.now, is_read=False)
    said = pack_answers.said_in(request.POST.dict(), standing)
    subject, _, of = request.POST.get("none", "").partition(".")
    if subject in {each.value for each in Subject} and of.isdigit():
        dropped = pack_answers.dropping(standing, Subject(subject), int(of))
        places = {each.place for each in dropped}
        said = [*(each for each in said if each.place not in places), *dropped]
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) <= 9 else 0  # noqa: PLR2004
    return pipeline.save_draft(request.viewer, reference, said, version=number, now=request.now)


def _problems(saved: pipeline.Saved) -> list[tuple[str, str]]:
    clashes = [(each.place.key, _clash_in_words(each)) for each in saved.clashes]
    return clashes + [(place.key, why) for place, _, why in saved.refused]


def _clash_in_words(clash: pipeline.Clash) -> str:
    label = field_called(clash.place.subject, clash.place.name).label
    return (
        f"{label}: {clash.by} saved \u201c{clash.theirs[:200]}\u201d at {moments.moment_in_words(clash.at)}, "
        "while you had "
        f"\u201c{clash.mine[:200]}\u201d. Theirs stands until you change it"
    )


def _enter(request: ViewedRequest, reference: str) -> HttpResponse:
    try:
        report = pipeline.enter(request.viewer, reference, now=request.now)
    except (pipeline.StillOpen, pipeline.NothingConfirmed) as why:
        standing = pipeline.draft(request.viewer, reference, now=request.now, is_read=False)
        first = why.places[0].key if isinstance(why, pipeline.StillOpen) else ""
        return _form(request, standing, problems=[(first, str(why))])
    messages.success(request, f"The pack is entered, as report {report}.")
    return redirect("pack", reference)


@page(permission=Permission.DELIVER, methods=("POST",), not_found=NOT_FOUND)
def keep(request: ViewedRequest, reference: str) -> HttpResponse:
    """What the page's script sends as the officer works: some facts, saved and answered for."""
    try:
        saved = _saved(request, reference)
    except PackClosed as closed:
        return JsonResponse({"closed": str(closed)}, status=409)
    standing = pipeline.draft(request.viewer, reference, now=request.now, is_read=False)
    made = pack_form.groups(standing, wanted=_wanted(request))
    keys = {each.place.key for each in saved.kept} | {each.place.key for each in saved.clashes}
    return JsonResponse(
        {
            "version": saved.version,
            "open": len(standing.open),
            "saved_at": moments.moment_in_words(request.now),
            "rows": [
                {
                    "key": row.key,
                    "state": row.state,
                    "source": row.source,
                    "reading": row.reading,
                    "doubts": row.doubts,
                }
                for group in made
                for row in group.rows
                if row.key in keys
            ],
            "problems": [{"key": key, "words": words} for key, words in _problems(saved)],
        }
    )


@page(permission=Permission.DELIVER, methods=("POST",), not_found=NOT_FOUND)
def aside(request: ViewedRequest, reference: str) -> HttpResponse:
    try:
        set_aside(request.viewer, reference, reason=request.POST.get("reason", ""), now=request.now)
    except ReasonWanted as why:
        standing = pipeline.draft(request.viewer, reference, now=request.now, is_read=False)
        return _form(request, standing, problems=[("reason", str(why))])
    messages.success(request, f"{reference} is set aside. Its documents stay as they came.")
    return redirect("packs")


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def check(request: ViewedRequest, reference: str, number: int) -> HttpResponse:
    """Mark one resolution as checked, as it was shown."""
    try:
        resolutions.check(
            request.viewer, reference, number, digest=request.POST.get("digest", ""), now=request.now
        )
    except resolutions.ChangedSince as why:
        messages.warning(request, str(why))
    return redirect(f"{reverse('pack', args=[reference])}#resolution-{number}")
