"""The forms of enquiries: what an officer must say; what is asked about is picked and never typed."""

from __future__ import annotations

from django import forms

from waymark.referrals.types import StatedTime
from waymark.stages.attribution.readers.operator_answers import read_answer_time
from waymark.stages.attribution.rules.answers import AnswerRow
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.attribution.rules.enquiries import PURPOSE_WORDS, ROUTE_WORDS, Purpose, Route
from waymark.stages.attribution.rules.states import EnquiryKind

_LONGEST = 4000
_KINDS = (
    (EnquiryKind.COMMUNICATIONS_DATA.value, "Communications data: ask the operator about IP events"),
    (EnquiryKind.ACCOUNT.value, "Platform account enquiry: ask the platform about an account"),
    (EnquiryKind.PRESERVATION.value, "Preservation letter: ask the platform to destroy nothing"),
)


class DraftForm(forms.Form):
    """Why something is asked. picks and account are keys of what reports state."""

    kind = forms.ChoiceField(label="What kind of enquiry", choices=_KINDS)
    route = forms.ChoiceField(
        label="By which power", choices=[(r.value, ROUTE_WORDS[r]) for r in (Route.S60A, Route.S61A)]
    )
    purpose = forms.ChoiceField(label="What for", choices=[(p.value, PURPOSE_WORDS[p]) for p in Purpose])
    necessity = forms.CharField(
        label="Why it is needed",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is needed: the authoriser reads it first"},
    )
    urgency = forms.CharField(
        label="Why it cannot wait (section 61A only)", required=False, max_length=_LONGEST
    )
    account = forms.CharField(required=False)


class AnswerForm(forms.Form):
    """An answer typed by hand: every field of it is marked as typed, and compared with the question."""

    line = forms.ChoiceField(label="Which line it answers", required=False)
    address = forms.CharField(label="IP address it repeats", required=False, max_length=100)
    port = forms.IntegerField(label="Port it repeats", required=False, min_value=0, max_value=65_535)
    at = forms.CharField(label="Time it repeats, or start of the period", required=False, max_length=100)
    until = forms.CharField(label="End of the period", required=False, max_length=100)
    account = forms.CharField(label="Account it repeats", required=False, max_length=300)
    operator = forms.CharField(label="Who answers", required=False, max_length=300)
    subscriber = forms.CharField(label="Subscriber: who pays", required=False, max_length=300)
    installation = forms.CharField(
        label="Installation address: where the line ends", required=False, max_length=1000
    )
    installation_postcode = forms.CharField(label="Its postcode", required=False, max_length=20)
    uprn = forms.CharField(label="Its UPRN", required=False, max_length=12)
    billing = forms.CharField(label="Billing address: where the bills go", required=False, max_length=1000)
    billing_postcode = forms.CharField(label="Postcode of the billing address", required=False, max_length=20)

    def typed(self) -> list[str]:
        """The names of the fields that were filled in by hand."""
        return [
            name for name, value in self.cleaned_data.items() if value not in {"", None} and name != "line"
        ]

    def row(self) -> AnswerRow:
        """The answer as it is compared; a time that could be read two ways keeps its words and no moment."""
        said = self.cleaned_data
        about = Stated(
            said["address"].strip(),
            said["port"],
            _time(said["at"]),
            _time(said["until"]),
            said["account"].strip(),
            said["operator"].strip(),
        )
        line = said["line"]
        return AnswerRow(
            Answered(
                about,
                said["subscriber"].strip(),
                said["installation"].strip(),
                said["billing"].strip(),
                said["installation_postcode"].strip(),
                said["billing_postcode"].strip(),
                said["uprn"].strip(),
            ),
            line=int(line) if line else None,
        )


def _time(text: str) -> StatedTime | None:
    return read_answer_time(text)


class ReportForm(forms.Form):
    report = forms.CharField(
        label="The report that answers it",
        max_length=40,
        error_messages={"required": "Give the reference of the report, such as rep-1B2C-3D4F-5G6H"},
    )


class ImportForm(forms.Form):
    table = forms.FileField(
        label="The operator's table (CSV)",
        error_messages={"required": "Choose the file that the operator sent"},
    )
