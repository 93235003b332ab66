"""The forms in which people give a level."""

from __future__ import annotations

from django import forms

from waymark.clocks import GRAVEST_FIRST
from waymark.interfaces.web.level_words import FOUND, REASONS
from waymark.interfaces.web.templatetags.waymark_components import LEVELS

_LEVELS = [(level.value, LEVELS[level.value]) for level in GRAVEST_FIRST]
_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
_CHOOSE_LEVEL = {"required": "Choose a level"}


class OwnLevelForm(forms.Form):
    level = forms.ChoiceField(
        label="The level you would give",
        choices=[("", "Choose"), *_LEVELS],
        error_messages=_CHOOSE_LEVEL,
    )


class DecisionForm(forms.Form):
    """shown: the digest of what the officer was shown, so that nobody decides on what is no longer so."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    level = forms.ChoiceField(label="Level", choices=_LEVELS, error_messages=_CHOOSE_LEVEL)
    reason = forms.ChoiceField(label="Reason", choices=list(REASONS.items()))
    words = forms.CharField(label="In your words", max_length=2000, required=False)


class SecondForm(forms.Form):
    because = forms.CharField(label="Your reason", max_length=2000, required=False)


class ForceResultForm(forms.Form):
    tool = forms.CharField(
        label="Tool and version",
        max_length=200,
        error_messages={"required": "Say which tool, with its version"},
    )
    result = forms.ChoiceField(
        label="Its level", choices=[("", "Choose"), *_LEVELS], error_messages=_CHOOSE_LEVEL
    )
    scored_on = forms.DateField(
        label="Scored on",
        input_formats=_DAYS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"required": "Give the day it was scored", "invalid": "Write the day as 22/11/2026"},
    )
    source = forms.CharField(
        label="Where the form is held",
        max_length=500,
        error_messages={"required": "Say where the form is held, for example its number"},
    )


class OutcomeForm(forms.Form):
    found = forms.ChoiceField(
        label="What was found",
        choices=[("", "Choose"), *FOUND.items()],
        error_messages={"required": "Choose what was found"},
    )
    found_on = forms.DateField(
        label="On",
        input_formats=_DAYS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"required": "Give the day", "invalid": "Write the day as 22/11/2026"},
    )
    recorded_in = forms.CharField(label="Where it is recorded", max_length=500, required=False)
