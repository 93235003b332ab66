"""The form that asks for a period."""

from __future__ import annotations

from django import forms

from waymark.stages.statistics.rules.periods import NotAPeriod, Period, parse_period
from waymark.stages.statistics.rules.prevention import PeriodTooFine, check_period


class PeriodForm(forms.Form):
    period = forms.CharField(label="Period", max_length=40)

    def clean_period(self) -> Period:
        """The period that was named."""
        try:
            return parse_period(self.cleaned_data["period"])
        except NotAPeriod as problem:
            raise forms.ValidationError(str(problem)) from None


class SheetForm(PeriodForm):
    """Of a period that a prevention sheet may be made of."""

    def clean_period(self) -> Period:
        period = super().clean_period()
        try:
            check_period(period)
        except PeriodTooFine as problem:
            raise forms.ValidationError(str(problem)) from None
        return period
