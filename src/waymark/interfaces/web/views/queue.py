"""The queue: what to do next, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.clocks import Level
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.interfaces.web.views.boards import clock_in_words
from waymark.interfaces.web.words import BUNDLE_DECISIONS, STAGES
from waymark.reference.forces import FORCES, UnknownForce, force_by_code, force_by_name
from waymark.referrals.queries import with_news
from waymark.stages.prioritisation.queries import (
    BadCursor,
    CheckLine,
    Filters,
    QueueLine,
    Sort,
    check_asking,
    queue,
)
from waymark.stages.prioritisation.queries.lists import saved_views
from waymark.stages.prioritisation.queries.own_first import levels_hidden
from waymark.stages.prioritisation.rules.bundle_lists import Decision
from waymark.stages.prioritisation.rules.own_first import WHY_HIDDEN, LevelsHidden

# A screen holds about eight lines at a desk; three screens are read before the next page is asked for.
LINES = 25
SORTS = {
    Sort.RANK: "Rank",
    Sort.DANGER: "Level",
    Sort.DUE: "Due",
    Sort.EVIDENCE: "Evidence lost",
    Sort.ACTIONABILITY: "What can be acted on",
    Sort.EFFORT: "Least work first",
    Sort.RECEIVED: "Received",
}
ASKED = ("force", "level", "stage", "bundles", "sort")


class QueueFilter(forms.Form):
    """What the officer wants to see. force: by any of its names, or its code."""

    force = forms.CharField(required=False, label="Force")
    level = forms.ChoiceField(required=False, label="Level")
    stage = forms.ChoiceField(required=False, label="Stage")
    bundles = forms.ChoiceField(
        required=False, label="Bundles", choices=[("", "One line for each"), ("unfold", "Everybody in them")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["force"].widget.attrs.update(list="forces", autocomplete="off")
        dangers = [level.value for level in sorted(Level, key=lambda each: -each.danger)]
        for name, choices in (("level", {each: LEVELS[each] for each in dangers}), ("stage", STAGES)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "All"), *choices.items()]

    def clean_force(self) -> str:
        """The code of the force that was named."""
        asked = self.cleaned_data["force"]
        try:
            return force_by_name(asked).code if asked else ""
        except UnknownForce:
            raise forms.ValidationError("No force goes by that name. Choose one from the list") from None

    @property
    def filters(self) -> Filters:
        chosen = self.cleaned_data if self.is_valid() else {}
        return Filters(
            chosen.get("force", ""),
            chosen.get("stage", ""),
            chosen.get("level", ""),
            chosen.get("bundles") == "unfold",
        )


class Row(NamedTuple):
    """One line of the queue as the page shows it. news: how much came since an officer last looked.

    breaches: other clocks than the promise that are late, in words. is_chosen: for what is done with a list.
    """

    line: QueueLine
    force: str
    check: CheckLine | None
    news: int
    breaches: list[str]
    is_chosen: bool


@page(permission=Permission.READ_QUEUE, not_found=(BadCursor,))
def show(request: ViewedRequest) -> HttpResponse:
    return queue_page(request)


def queue_page(request: ViewedRequest, *, problem: str = "", chosen: Collection[str] = ()) -> HttpResponse:
    """The whole page. problem, chosen: of what was just asked of a list and could not be done."""
    form = QueueFilter(request.GET)
    filters = form.filters
    sort = Sort(asked) if (asked := request.GET.get("sort", "")) in {*Sort} else Sort.RANK
    after = request.GET.get("after", "")
    is_hidden = levels_hidden(request.viewer)
    try:
        found = queue(request.viewer, filters=filters, sort=sort, after=after, limit=LINES, now=request.now)
    except LevelsHidden as hidden:
        problem, filters, sort, after = str(hidden), replace(filters, level=""), Sort.RANK, ""
        found = queue(request.viewer, filters=filters, sort=sort, limit=LINES, now=request.now)
    every = request.GET.get("choose") == "all"
    new = with_news(request.viewer, [line.referral for line in found.lines])
    rows = [
        Row(
            line,
            force_by_code(line.force).name if line.force else "",
            check_asking(line.next_check) if line.next_check else None,
            new.get(line.referral, 0),
            [clock_in_words(clock, line.force) for clock in line.breaches],
            every or line.referral in chosen,
        )
        for line in found.lines
    ]
    return render(
        request,
        "queue/queue.html",
        {
            "form": form,
            "forces": sorted(force.name for force in FORCES),
            "chosen": _chosen(request, filters),
            "sorts": [
                (each.value, words, each is sort)
                for each, words in SORTS.items()
                if each is not Sort.DANGER or not is_hidden
            ],
            "levels_hidden": is_hidden,
            "sort": sort.value,
            "problem": problem,
            "typed": request.POST.dict(),
            "views": saved_views(request.viewer),
            "asked": asked_of(request),
            "every": every,
            "decisions": [(each.value, BUNDLE_DECISIONS[each.value]) for each in Decision],
            "may_take": request.viewer.may(Permission.RECORD_FACT),
            "may_decide": request.viewer.may(Permission.DECIDE_BUNDLE),
            "rows": rows,
            "next_one": rows[0] if rows and sort is Sort.RANK and not after else None,
            "next_after": found.next_after,
            "is_later": bool(after),
            "hidden": WHY_HIDDEN if any(row.line.is_hidden for row in rows) else "",
            "may_deliver": request.viewer.may(Permission.DELIVER),
        },
    )


def asked_of(request: ViewedRequest) -> str:
    """The filters and the order of the address, without where in the list it is."""
    kept = QueryDict(mutable=True)
    for name in ASKED:
        if request.GET.get(name):
            kept[name] = request.GET[name]
    return str(kept.urlencode())


def _chosen(request: ViewedRequest, filters: Filters) -> list[tuple[str, str, str]]:
    """Each filter in force: its field, its value in the address, and its words."""
    words = {
        "force": force_by_code(filters.force).name if filters.force else "",
        "level": LEVELS.get(filters.level, ""),
        "stage": STAGES.get(filters.stage, ""),
        "bundles": "Everybody in bundles" if filters.unfolded else "",
    }
    return [(name, request.GET.get(name, ""), each) for name, each in words.items() if each]
