"""What may be asked: the parameters and bodies of the operations, named as the command's options are."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from waymark.interfaces.api.tables import Cell
from waymark.stages.statistics.rules.units import By, Unit

# A body is 1 MiB at most, which bounds the rows of a table.
_LONGEST, _MOST_COLUMNS, _MOST_SAID = 200, 50, 50

Word = Annotated[str, Field(max_length=_LONGEST)]
Words = Annotated[list[Word], Field(max_length=_MOST_SAID)]
Row = Annotated[dict[Word, Cell], Field(max_length=_MOST_COLUMNS)]
Table = Annotated[
    str | list[Row],
    Field(
        description="The text of a CSV file with headings, or its rows as objects with the headings as keys."
    ),
]
Period = Annotated[
    str, Field(max_length=_LONGEST, examples=["2018", "2018-19", "2018-Q1", "2018-01", "2018-01..2018-09"])
]
Figure = Annotated[str, Field(max_length=_LONGEST, description="Thousands may be parted by commas.")]
AsAt = Annotated[
    str,
    Field(
        max_length=_LONGEST,
        description="As the record stood at this time (RFC 3339) or the end of this day.",
    ),
]
ByOffence = Annotated[bool, Field(description="Date by the offence, not by receipt.")]


class Asked(Schema):
    """What is not known is refused, so that a misspelt word never changes a figure."""

    model_config = ConfigDict(extra="forbid")


class CountsAsked(Asked):
    unit: Annotated[Unit, Field(description="What to count.")]
    by: Annotated[
        list[By], Field(description="What to split it by; may be said again.", max_length=_MOST_SAID)
    ] = []
    from_: Annotated[Period, Field(alias="from", description="From the first day of this period.")] = ""
    to: Annotated[Period, Field(description="To the last day of this period.")] = ""
    as_at: AsAt = ""
    publish: Annotated[bool, Field(description="Hide small numbers, and others that give them away.")] = False
    threshold: Annotated[int, Field(ge=2, le=1000, description="Counts below it are small.")] = 5
    by_offence_date: ByOffence = False
    beside: Annotated[Word, Field(description="A reference series to set beside it, never joined.")] = ""


class VictimsAsked(Asked):
    from_: Annotated[Period, Field(alias="from", description="From the first day of this period.")] = ""
    to: Annotated[Period, Field(description="To the last day of this period.")] = ""
    as_at: AsAt = ""


class ReferenceAsked(Asked):
    series: Annotated[Word, Field(description="Only this series.")] = ""


class ChangeAsked(Asked):
    old: Figure = ""
    new: Figure = ""
    a: Annotated[Period, Field(description="The period of the old figure.")] = ""
    b: Annotated[Period, Field(description="The period of the new figure.")] = ""
    unit: Annotated[Unit | None, Field(description="Count this unit from the record in both periods.")] = None
    figure: Annotated[
        list[Word], Field(description="A reference series, or two, for both periods.", max_length=2)
    ] = []
    by_offence_date: ByOffence = False
    claimed: Annotated[Word, Field(description="A published percentage to hold against the counts.")] = ""
    series: Annotated[Word, Field(description="What is counted, so that its known breaks are seen.")] = ""
    break_: Annotated[
        list[Word],
        Field(
            alias="break",
            description="DATE or DATE=WHAT: what is counted changed then.",
            max_length=_MOST_SAID,
        ),
    ] = []
    across_breaks: Annotated[bool, Field(description="Give one percentage across a break all the same.")] = (
        False
    )


class BaseAsked(Asked):
    value: Annotated[Figure, Field(description="The later figure.")]
    rise: Annotated[Word, Field(description="The rise in percent, as published: 79.5, 700, -12.")]
    rounded_to: Annotated[
        float,
        Field(ge=0, le=1000, description="What the percentage was rounded to, in points; 0: as written."),
    ] = 0
    period: Annotated[Period, Field(description="The period of the figure, where it is part of a year.")] = ""


class DecomposeAsked(Asked):
    """Parts that somebody else counted (`parts`), or a unit of the record with `by`, `a` and `b`."""

    parts: Annotated[
        Table | None, Field(description="The columns source, old and new: the text of a CSV file, or rows.")
    ] = None
    total: Annotated[
        list[Figure | float] | None,
        Field(
            min_length=2,
            max_length=2,
            description="Old and new of all sources; what is left over is `other`.",
        ),
    ] = None
    unit: Annotated[Unit | None, Field(description="Count this unit from the record in both periods.")] = None
    by: Annotated[By, Field(description="What to split the unit by.")] = By.SOURCE
    a: Annotated[Period, Field(description="The old period.")] = ""
    b: Annotated[Period, Field(description="The new period.")] = ""
    by_offence_date: ByOffence = False
    across_breaks: Annotated[bool, Field(description="Give shares across a break all the same.")] = False


class SeriesAsked(Asked):
    """A series that somebody else counted, or a unit of the record."""

    series: Annotated[
        Table | None, Field(description="A period and a count a row: the text of a CSV file, or rows.")
    ] = None
    unit: Annotated[Unit | None, Field(description="Instead: count this unit from the record.")] = None
    from_: Annotated[Period, Field(alias="from", description="From the first day of this period.")] = ""
    to: Annotated[Period, Field(description="To the last day of this period.")] = ""
    by_offence_date: ByOffence = False
    break_: Annotated[Words, Field(alias="break", description="DATE: what is counted changed then.")] = []


class HolidayEffectAsked(SeriesAsked):
    calendar: Annotated[
        Table | None,
        Field(description="week_start and holiday (1 or 0); start and end; or an authority's term dates."),
    ] = None
    loaded_calendar: Annotated[
        Word, Field(description="Instead: this authority's term dates, as loaded in the reference data.")
    ] = ""
    authority: Annotated[Word, Field(description="Whose term dates of `calendar`, by name or code.")] = ""
    days_after: Annotated[int, Field(ge=1, le=60, description="Days after a break to look at.")] = 14
    delay_days: Annotated[
        float, Field(ge=0, le=120, description="Mean days from what happened to its recording.")
    ] = 0
    effect: Annotated[
        float, Field(ge=1.01, le=10, description="The rate ratio that the data should be able to show.")
    ] = 1.5


class ForecastAsked(SeriesAsked):
    horizon: Annotated[int, Field(ge=1, le=120, description="How many periods ahead.")]
    by: Annotated[By, Field(description="The periods of the unit.")] = By.MONTH
    where: Annotated[Words, Field(description="COLUMN=VALUE: which rows of a table of several series.")] = []


class ReportAsked(Asked):
    period: Period
    as_at: AsAt = ""
    publish: Annotated[bool, Field(description="Hide small numbers, and others that give them away.")] = False


class SheetAsked(Asked):
    period: Annotated[Period, Field(description="A year, a financial year or a quarter.")]
    as_at: AsAt = ""


Scenario = dict[str, Any]
"""As in a scenario file: see the operation's own example."""
