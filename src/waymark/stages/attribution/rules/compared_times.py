"""The moment asked about beside the moment or the period that an answer states, and what a difference looks like.

Nothing is taken for UTC in silence and no day is guessed from month: what cannot be placed is said to be so,
with what it would be under each reading.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.agreements import Agreement, Field, FieldComparison, Sign
from waymark.stages.attribution.rules.slips import slip_in_digits

_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)
_WIDEST_OFFSET = timedelta(hours=14)  # the tz database: Pacific/Kiritimati
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_DATE_BY_NUMBERS = re.compile(
    r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})[ T,]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
)
_SECONDS = re.compile(r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}")


def compare_times(
    asked: StatedTime | None, at: StatedTime | None, until: StatedTime | None = None
) -> FieldComparison:
    """Compare the moment asked about with a moment, or with the period from `at` until `until`."""
    texts = (_text(asked), " to ".join(filter(None, (_text(at), _text(until)))))

    def found(agreement: Agreement, words: str, *signs: Sign) -> FieldComparison:
        return FieldComparison(Field.INSTANT, agreement, *texts, words, signs)

    if not texts[0] or not texts[1]:
        which = "the answer does not repeat" if texts[0] else "the question did not state"
        words = "neither states the time" if not any(texts) else f"{which} the time"
        return found(Agreement.NOT_STATED, words)
    if asked is None or asked.instant is None:
        return found(Agreement.NOT_COMPARABLE, "the time asked about cannot be placed")
    if at is None or at.instant is None or (until is not None and until.instant is None):
        return found(Agreement.NOT_COMPARABLE, _readings(asked.instant, texts[1]))
    unzoned = [name for name, each in (("question", asked), ("answer", at)) if each.zone is not Zone.STATED]
    differs = (
        _outside(asked.instant, at.instant, until.instant)
        if until is not None and until.instant is not None
        else _apart(asked, at)
    )
    if unzoned:
        as_utc = differs[0] if differs else "they agree"
        words = f"the {' and the '.join(unzoned)} states no zone; taken for UTC: {as_utc}"
        signs = (Sign.ZONE_NOT_STATED, *(differs[1:] if differs else ()))
        return found(Agreement.NOT_COMPARABLE, words, *signs)
    if differs is not None:
        return found(Agreement.DIFFERS, *differs)
    return found(Agreement.EQUAL, "within the period answered" if until is not None else "the same moment")


def compare_years(
    asked: StatedTime | None, at: StatedTime | None, until: StatedTime | None = None
) -> FieldComparison:
    """Compare the years by themselves, from the moment or else from the words: a year is what was mistyped."""
    one, others = _years(asked), _years(at) + _years(until)
    texts = (" ".join(map(str, one)), " to ".join(dict.fromkeys(map(str, others))))

    def found(agreement: Agreement, words: str, *signs: Sign) -> FieldComparison:
        return FieldComparison(Field.YEAR, agreement, *texts, words, signs)

    if not one or not others:
        return found(
            Agreement.NOT_STATED, "no year of four digits in " + ("the answer" if one else "the question")
        )
    if min(others) <= one[0] <= max(others):
        return found(Agreement.EQUAL, "the same year")
    return found(Agreement.DIFFERS, f"another year: {one[0]} was asked, {texts[1]} answered", Sign.WRONG_YEAR)


Difference = tuple[str, Sign]


def _apart(asked: StatedTime, at: StatedTime) -> Difference | None:
    """How two moments differ; None when they do not, to the second, or to the minute where one has no seconds."""
    assert asked.instant is not None
    assert at.instant is not None
    one, other = asked.instant.astimezone(UTC), at.instant.astimezone(UTC)
    coarse = not all(_SECONDS.search(each.text) for each in (asked, at))
    # Sources cut what is smaller than they print; two cut moments are equal when neither is a whole unit off.
    if abs(one - other) < timedelta(minutes=1 if coarse else 0, seconds=0 if coarse else 1):
        return None
    return _named(one, other)


def _outside(asked: datetime, start: datetime, end: datetime) -> Difference | None:
    if start <= asked <= end:
        return None
    if end < start:
        return "the period ends before it begins", Sign.OUTSIDE_PERIOD
    nearest = start if asked < start else end
    for years in (-1, 1, -2, 2):
        moved = _in_year(asked, asked.year + years)
        if moved and start <= moved <= end:
            return (
                f"outside the period answered, and within it in {asked.year + years}: a year was mistyped",
                Sign.WRONG_YEAR,
            )
    off = abs(asked - nearest)
    if off <= _WIDEST_OFFSET:
        return f"outside the period answered by {_span(off)}: look at the zone", Sign.OUTSIDE_PERIOD
    return (
        f"outside the period answered by {_span(off)}: the address was another line's then",
        Sign.OUTSIDE_PERIOD,
    )


def _named(one: datetime, other: datetime) -> Difference:
    """What a difference between two moments looks like, the likeliest mistake first."""
    off = abs(one - other)
    if one.year != other.year and _in_year(other, one.year) == one:
        return f"the same but for the year: {one.year} and {other.year}", Sign.WRONG_YEAR
    if _swapped(one) == other:
        return "day and month are exchanged", Sign.DAY_AND_MONTH_SWAPPED
    if off <= _WIDEST_OFFSET and off % _HOUR == timedelta():
        count = off // _HOUR
        hours = "hour" if count == 1 else "hours"
        why = "as between UTC and British Summer Time" if count == 1 else "as between two time zones"
        return f"exactly {count} {hours} apart, {why}", Sign.WRONG_ZONE
    if off <= _WIDEST_OFFSET and off % _QUARTER == timedelta() and off > _HOUR:
        return f"exactly {_span(off)} apart, as between two time zones", Sign.WRONG_ZONE
    slip = slip_in_digits(f"{one:%Y-%m-%d %H:%M:%S}", f"{other:%Y-%m-%d %H:%M:%S}")
    if slip:
        return f"another time: {slip}", Sign.TRANSPOSED_DIGITS
    return f"{_span(off)} apart", Sign.OTHER_TIME


def _in_year(moment: datetime, year: int) -> datetime | None:
    try:
        return moment.replace(year=year)
    except ValueError:
        return None


def _swapped(moment: datetime) -> datetime | None:
    if moment.day == moment.month:
        return None
    try:
        return moment.replace(day=moment.month, month=moment.day)
    except ValueError:
        return None


def _span(off: timedelta) -> str:
    """`3 days 4 hours`, `1 hour 30 minutes`, `25 seconds`: the two largest units that are there."""
    seconds = round(off.total_seconds())
    parts = []
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "less than a second"


def _readings(asked: datetime, text: str) -> str:
    """What an answer's date by numbers would be, read either way round, to the minute and as UTC."""
    found = _DATE_BY_NUMBERS.search(text)
    if found is None:
        return "the time answered cannot be placed: compare it by eye with the source"
    a, b, year, hour, minute = (int(found[n]) for n in range(1, 6))
    agree = []
    for words, day, month in (("day first", a, b), ("month first", b, a)):
        try:
            moment = datetime(year, month, day, hour, minute, tzinfo=UTC)
        except ValueError:
            continue
        if abs(moment - asked) < timedelta(minutes=1):
            agree.append(words)
    if agree:
        return f"the date could be read two ways; {' or '.join(agree)}, and as UTC, it agrees. Ask which is meant"
    return "the date could be read two ways, and as UTC neither agrees. Ask which is meant, and in which zone"


def _text(at: StatedTime | None) -> str:
    if at is None:
        return ""
    return at.text.strip() or (at.instant.isoformat() if at.instant else "")


def _years(at: StatedTime | None) -> list[int]:
    if at is None:
        return []
    if at.instant is not None:
        return [at.instant.astimezone(UTC).year]
    return [int(year) for year in _YEAR.findall(at.text)][:1]
