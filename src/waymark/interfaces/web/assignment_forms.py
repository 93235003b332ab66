"""The forms of the board: officers, hours, plans and exposure. Every time is the desk's own, as on every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from waymark.interfaces.web.assignment_words import DUTIES, EXPOSURES, PARTS, SKILLS
from waymark.interfaces.web.moments import at_desk
from waymark.stages.assignment.rules.exposure import DEFAULT_LIMIT
from waymark.stages.assignment.rules.outcomes import OUTCOME_WORDS

_LONGEST = 1000


class Moment(forms.DateTimeField):
    """A moment by the clock on the desk's wall, as a browser's own control gives it; kept in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        found: datetime | None = super().to_python(value)
        if found is None:
            return None
        try:
            return at_desk(found.replace(tzinfo=None))
        except ValueError as skipped:
            raise forms.ValidationError(str(skipped)) from skipped


class BoardFilter(forms.Form):
    name = forms.CharField(label="Officer", required=False, max_length=100)
    team = forms.ChoiceField(label="Team", required=False)
    skill = forms.ChoiceField(label="Skill", required=False)
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "Everybody"), ("here", "Who is here now"), ("late", "Who will be late")],
    )
    order = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[
            ("", "By team"),
            ("late", "What will be late first, then who has most"),
            ("room", "Who can take most now first"),
        ],
    )

    def __init__(self, *args: Any, teams: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("team", [(each, each) for each in teams]),
            ("skill", [each for each in SKILLS.items() if each[0]]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "All"), *choices]


class GiveForm(forms.Form):
    officer = forms.CharField(
        label="Officer", max_length=200, error_messages={"required": "Choose who is to have it"}
    )
    seat = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why",
        max_length=_LONGEST,
        error_messages={"required": "Say why: both officers will read it"},
    )


class ProfileForm(forms.Form):
    """What an officer can be given; see `stages.assignment.models.DutyProfile`."""

    team = forms.CharField(label="Team", required=False, max_length=100)
    skills = forms.MultipleChoiceField(
        label="Skills", required=False, choices=[each for each in SKILLS.items() if each[0]]
    )
    places = forms.IntegerField(label="Parts of work at once", min_value=0, max_value=60, initial=10)
    piece_minutes = forms.IntegerField(
        label="Minutes of work in one part", min_value=1, max_value=7200, initial=180
    )
    exposure_limit = forms.IntegerField(
        label="Limit of exposure, minutes in seven days", min_value=0, initial=DEFAULT_LIMIT
    )
    rest_until = Moment(label="Rest from exposing work until", required=False)
    is_available = forms.ChoiceField(
        label="Given work", choices=[("yes", "Yes"), ("no", "Not at present")], initial="yes"
    )
    mail = forms.EmailField(label="Mail address for digests", required=False)


class TimeForm(forms.Form):
    kind = forms.ChoiceField(label="What", choices=list(DUTIES.items()))
    starts = Moment(label="Starts", error_messages={"required": "Give when it starts"})
    ends = Moment(label="Ends", error_messages={"required": "Give when it ends"})


class ConflictForm(forms.Form):
    referral = forms.CharField(
        label="Referral", max_length=40, error_messages={"required": "Give the referral's reference"}
    )
    reason = forms.CharField(
        label="Why they may not work on it",
        max_length=_LONGEST,
        error_messages={"required": "Say why: it is never given to them again"},
    )


class HoursForm(forms.Form):
    hours = forms.FileField(
        label="Shifts and leave (CSV)", error_messages={"required": "Choose the duty system's file"}
    )
    zone = forms.CharField(
        label="Its times are in the zone", initial="Europe/London", required=False, max_length=60
    )


class PlanForm(forms.Form):
    """A part of the work that the queue does not ask for by itself, or a team on a fixed date."""

    referral = forms.CharField(
        label="Referral", max_length=40, error_messages={"required": "Give the referral's reference"}
    )
    kind = forms.ChoiceField(label="What", choices=list(PARTS.items()))
    starts = Moment(label="Starts, for work on a fixed date", required=False)
    ends = Moment(label="Ends", required=False)
    team = forms.IntegerField(
        label="Officers it takes", required=False, min_value=1, max_value=30, initial=None
    )
    skill = forms.ChoiceField(
        label="Skill of one of them",
        required=False,
        choices=[("", "As usual for it"), *list(SKILLS.items())[1:]],
    )


class ExposureForm(forms.Form):
    kind = forms.ChoiceField(label="What", choices=list(EXPOSURES.items()))
    minutes = forms.IntegerField(
        label="Minutes", min_value=1, max_value=1440, error_messages={"required": "Give the minutes"}
    )
    items = forms.IntegerField(label="Items", min_value=0, required=False)
    referral = forms.CharField(label="Referral", required=False, max_length=40)


class OutcomeForm(forms.Form):
    referral = forms.CharField(
        label="Referral", max_length=40, error_messages={"required": "Give the referral's reference"}
    )
    outcome = forms.ChoiceField(
        label="What came of it", choices=[(each.value, words) for each, words in OUTCOME_WORDS.items()]
    )
