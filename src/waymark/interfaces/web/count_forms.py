"""What may be counted, by what, over which time, and as the record stood when."""

from __future__ import annotations

from datetime import date, datetime

from django import forms

from waymark.interfaces.web.figure_words import BY_NAMES, UNIT_NAMES
from waymark.stages.statistics.queries.counting import day_ends
from waymark.stages.statistics.rules.periods import NotAPeriod, Period, parse_period
from waymark.stages.statistics.rules.units import TIMES, By, Unit

_TIMES = [("", "Nothing: one number"), *((each.value, BY_NAMES[each]) for each in TIMES)]
_OTHERS = [("", "Nothing else"), *((each.value, BY_NAMES[each]) for each in By if each not in TIMES)]
_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class CountForm(forms.Form):
    """over, by: a kind of period and another split, each or neither. start, end: periods, as `2018-19` or `2026-11`."""

    unit = forms.ChoiceField(label="What to count", choices=[(unit.value, UNIT_NAMES[unit]) for unit in Unit])
    over = forms.ChoiceField(label="Over time, by", choices=_TIMES, required=False)
    by = forms.ChoiceField(label="And by", choices=_OTHERS, required=False)
    start = forms.CharField(label="From the first day of", max_length=40, required=False)
    end = forms.CharField(label="To the last day of", max_length=40, required=False)
    as_at = forms.DateField(
        label="As the record stood at the end of",
        input_formats=_DAYS,
        required=False,
        error_messages={"invalid": "Write the day as 22/11/2026"},
    )
    publish = forms.BooleanField(label="Hide small numbers, for publication", required=False)

    def clean_start(self) -> Period | None:
        return self._period("start")

    def clean_end(self) -> Period | None:
        return self._period("end")

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        start, end = given.get("start"), given.get("end")
        if start and end and end.end < start.start:
            self.add_error("end", "It ends before it begins: give a later period")
        return given

    def splits(self) -> list[By]:
        given = self.cleaned_data
        return [By(given[name]) for name in ("over", "by") if given[name]]

    def first_day(self) -> date | None:
        start = self.cleaned_data["start"]
        return start.start if start else None

    def last_day(self) -> date | None:
        end = self.cleaned_data["end"]
        return end.end if end else None

    def moment(self, *, now: datetime) -> datetime:
        """The end of the day asked for, by UK clocks; now where none was, or it is not over."""
        day = self.cleaned_data["as_at"]
        return min(now, day_ends(day)) if day else now

    def _period(self, name: str) -> Period | None:
        said = self.cleaned_data[name]
        try:
            return parse_period(said) if said else None
        except NotAPeriod as problem:
            raise forms.ValidationError(str(problem)) from None
