"""The forms of disseminations: whom is told is picked, never typed but for a force's name."""

from __future__ import annotations

from django import forms

from waymark.reference.forces import FORCES
from waymark.stages.casework.rules.proposals import About
from waymark.stages.casework.rules.reasons import CORRECTION_WORDS, RETURN_WORDS

_FORCES = [("", "Choose a force"), *((each.code, each.name) for each in FORCES)]
_LONGEST = 4000


class SendForm(forms.Form):
    handling_code = forms.CharField(label="Handling code", required=False, max_length=40)
    conditions = forms.CharField(label="Handling conditions", required=False, max_length=_LONGEST)
    marking = forms.CharField(label="Marking", required=False, max_length=100)
    grade = forms.CharField(label="Source grade (3x5x2)", required=False, max_length=40)
    asked = forms.CharField(
        label="What they are asked to do",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(forms.Form):
    """person: `report party` as the page offers it; after: the dissemination that this one follows."""

    person = forms.ChoiceField(label="About whom")
    about = forms.ChoiceField(
        label="As what", choices=[(About.CHILD.value, "A child"), (About.SUSPECT.value, "A suspect")]
    )
    force = forms.ChoiceField(
        label="Which force is told", choices=_FORCES, error_messages={"required": "Choose a force"}
    )
    reason = forms.CharField(
        label="Why this force",
        max_length=_LONGEST,
        error_messages={"required": "Say why this force: another officer will rely on it"},
    )
    after = forms.ChoiceField(label="Follows one that was returned", required=False)


class CorrectForm(forms.Form):
    kind = forms.ChoiceField(
        label="What was wrong", choices=[(kind.value, words) for kind, words in CORRECTION_WORDS.items()]
    )
    person = forms.ChoiceField(label="About whom", required=False)
    words = forms.CharField(
        label="What was wrong, and what is right",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was wrong, and what is right: they act on it"},
    )


class ReturnForm(forms.Form):
    code = forms.ChoiceField(
        label="Why it is returned", choices=[(code.value, words) for code, words in RETURN_WORDS.items()]
    )
    reason = forms.CharField(
        label="In words, for the sender",
        max_length=_LONGEST,
        error_messages={"required": "Say why: the sender begins again from it"},
    )


class KnowForm(forms.Form):
    key = forms.CharField(
        label="Key", max_length=200, error_messages={"required": "Give the key: 64 hexadecimal digits"}
    )
    force = forms.ChoiceField(
        label="Whose it is", choices=_FORCES, error_messages={"required": "Choose the force whose key it is"}
    )
    checked = forms.CharField(
        label="How you made sure",
        max_length=_LONGEST,
        error_messages={"required": "Say how you made sure: by telephone, with whom"},
    )
