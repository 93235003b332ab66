"""The panels of the dashboard: each a table with what it counts, a picture of it, and links to the rows behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from waymark.clocks import GRAVEST_FIRST
from waymark.interfaces.web.figure_shapes import Behind, Cell, Panel, Row, Tile, cells
from waymark.interfaces.web.figure_words import LEVEL_NAMES, force_names
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.stages.statistics.rules.charts import bar_chart, pair_chart
from waymark.stages.statistics.rules.dashboard import LAGS, DeskCounts
from waymark.stages.statistics.rules.lags import BACKWARDS, NO_END, NO_START, hand_lags
from waymark.stages.statistics.rules.load import Load
from waymark.stages.statistics.rules.maps import SHADES, class_at, classes_of
from waymark.stages.statistics.rules.promises import PromisesKept, promises_kept
from waymark.stages.statistics.rules.trends import Trend

_MOST_BARS = 10
_LEVELS_IN_ORDER = (*(level.value for level in GRAVEST_FIRST), "unknown", "")


def load_panel(spans: Sequence[Load], readings: Sequence[str], behind: Behind, *, hours: str) -> Panel:
    """Today and this week: the work that is due against the hours of officers.

    hours: where the shifts behind these are, empty where the viewer may not look.
    """
    rows = []
    for span in spans:
        there = "not recorded" if span.hours_there is None else f"{span.hours_there:,.0f}"
        short = "" if span.short is None else f"{max(span.short, 0):,.0f}"
        seen = tuple("yet to come" if n is None else f"{n:,}" for n in (span.received, span.stopped))
        queue = f"{reverse('queue')}?sort=due" if behind("due", "") else ""
        work = cells(*seen, f"{span.due:,}", f"{span.hours_due:,.0f}")
        rows.append(Row(span.name, (*work, Cell(there, hours), Cell(short)), queue))
    chart = pair_chart(
        [(span.name, span.hours_due, span.hours_there) for span in spans],
        first="hours of work due",
        second="hours of officers",
        title="Work against hours",
        describes="the numbers stand in the table",
    )
    definition = (
        "received, and promises stopped by enforcement or a safeguarding disruption, so far in the span; promises that "
        "fall due by its end, with those that have passed; hours of research that the checks still need and of parts "
        "of work that are open, by the same day; hours of shifts left, without leave, court and other absence. A span "
        "holds the one above it"
    )
    columns = (
        "Until its end",
        "Received",
        "Stopped",
        "Promises due",
        "Hours due",
        "Officers' hours",
        "Short by",
    )
    return Panel("Today and this week", columns, rows, definition, SafeString(chart), tuple(readings))


def weeks_panel(trend: Trend, behind: Behind) -> Panel:
    """The trend of receipts, with what the next weeks are expected to be."""
    rows = [
        Row(name, cells(f"{count:,}", "as counted"), behind("weeks", name) if count else "")
        for name, count in trend.weeks[-8:]
    ]
    rows += [
        Row(f"{p.period}, expected", cells(f"{p.mean:,.0f}", f"{p.lo90:,.0f} to {p.hi90:,.0f}"))
        for p in trend.points
    ]
    definition = (
        "referrals received by the week, from Monday, by UK clocks; expected weeks are a forecast, and nine in ten "
        "should lie in its interval"
    )
    columns = ("Week", "Referrals", "90% interval")
    empty = "No whole week of receipts is on record yet."
    return Panel("Referrals by week", columns, rows, definition, SafeString(trend.chart), empty=empty)


def queue_panel(counts: DeskCounts, behind: Behind) -> Panel:
    """Promises that run, by level."""
    rows = []
    for level in _LEVELS_IN_ORDER:
        if total := counts.levels.get(level, 0):
            late, soon = counts.overdue.get(level, 0), counts.due_soon.get(level, 0)
            numbers = (
                Cell(f"{total:,}", behind("levels", level)),
                Cell(f"{late:,}", behind("overdue", level) if late else ""),
                Cell(f"{soon:,}", behind("due_soon", level) if soon else ""),
            )
            rows.append(Row(LEVEL_NAMES[level], numbers, _queue_of(level, behind)))
    columns = ("Level", "On the queue", "Promise passed", "Due in 7 days")
    definition = (
        "referrals on the queue now; a promise runs from receipt and passes when its time is up with no stop"
    )
    folded = sum(counts.folded.values())
    note = (
        f"{folded:,} more stand behind another line of their bundle, or of a decision over a list."
        if folded
        else ""
    )
    return Panel("Promises that run", columns, rows, definition, note=note)


def _queue_of(level: str, behind: Behind) -> str:
    if level not in LEVELS or not behind("levels", level):
        return ""
    return f"{reverse('queue')}?{urlencode({'level': level, 'sort': 'due'})}"


def kept_panel(counts: DeskCounts, behind: Behind) -> Panel:
    """Promises that fell due: kept or not, by level."""
    found = [each for each in promises_kept(counts.promises, _LEVELS_IN_ORDER) if each.fell_due]
    rows = [Row(LEVEL_NAMES[each.level], _kept_cells(each, behind)) for each in found]
    chart = bar_chart(
        [(LEVEL_NAMES[each.level], round(each.share or 0, 1)) for each in found],
        title="Promises kept, percent by level",
        describes="the numbers stand in the table",
    )
    columns = ("Level", "Fell due", "Kept", "Stopped late", "Runs still", "Kept, %", "95% interval")
    definition = (
        "promises of enforcement that fell due in the last 90 days, by the level in force; kept if enforcement or a "
        "safeguarding disruption came in time. Those that run still are not kept"
    )
    empty = "No promise has fallen due in the last 90 days."
    return Panel("Promises kept", columns, rows, definition, SafeString(chart), empty=empty)


def _kept_cells(each: PromisesKept, behind: Behind) -> tuple[Cell, ...]:
    numbers = [
        Cell(f"{count:,}", behind("promises", f"{each.level}|{what}") if count else "")
        for what, count in (("kept", each.kept), ("late", each.late), ("running", each.running))
    ]
    interval = f"{each.interval.low:.0f} to {each.interval.high:.0f}" if each.interval else ""
    share = f"{each.share:.0f}" if each.share is not None else ""
    fell_due = Cell(f"{each.fell_due:,}", behind("fell_due", each.level))
    return (fell_due, *numbers, Cell(share), Cell(interval))


def forces_panel(counts: DeskCounts, behind: Behind, drawn: str) -> Panel:
    """By force: a map where boundaries are loaded, tiles where none is. drawn: the map."""
    names = force_names()
    ordered = sorted(counts.forces.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [
        Row(names.get(code, code) or "No single force", cells(f"{count:,}"), behind("forces", code))
        for code, count in ordered
    ]
    definition = (
        "referrals on the queue now, by the force that their places propose; never snapped to a near one. On the map a "
        "force without any is white, and those without one force are not drawn"
    )
    tiles = [] if drawn else _tiles(counts.forces, names, behind)
    note = (
        ""
        if drawn
        else "No boundary of a force is loaded, so there is no map: an administrator loads them under Reference."
    )
    return Panel(
        "On the queue, by force",
        ("Force", "On the queue"),
        rows,
        definition,
        SafeString(drawn),
        tiles=tiles,
        is_map=True,
        note=note,
    )


def _tiles(forces: Mapping[str, int], names: Mapping[str, str], behind: Behind) -> list[Tile]:
    here = {code: count for code, count in forces.items() if code and count}
    classes = classes_of(list(here.values()))
    scale = len(SHADES) / max(len(classes), 1)
    found = []
    for code, count in sorted(here.items(), key=lambda pair: names.get(pair[0], pair[0])):
        at = class_at(classes, count)
        shade = 0 if at is None else round((at + 1) * scale)
        found.append(Tile(names.get(code, code), f"{count:,}", shade, behind("forces", code)))
    return found


def sources_panel(counts: DeskCounts, behind: Behind) -> Panel:
    """Where reports come from."""
    total = sum(counts.sources.values()) or 1
    ordered = sorted(counts.sources.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [
        Row(name or "Not stated", cells(f"{count:,}", f"{count / total:.0%}"), behind("sources", name))
        for name, count in ordered
    ]
    chart = bar_chart(
        [(name or "Not stated", float(count)) for name, count in ordered[:_MOST_BARS]],
        title="Reports by source",
        describes=f"{len(rows)} sources; the numbers stand in the table",
    )
    definition = "reports received in the last 90 days, by the source that the door was told"
    return Panel("Sources", ("Source", "Reports", "Share"), rows, definition, SafeString(chart))


def hands_panel(counts: DeskCounts, behind: Behind) -> Panel:
    """From hand to hand, each lag apart, with what is missing."""
    rows = []
    for lag in hand_lags(counts.hands):
        missing = ((NO_START, lag.no_start), (NO_END, lag.no_end), (BACKWARDS, lag.backwards))
        linked = [Cell(f"{n:,}", behind("hands", f"{lag.hand}|{key}") if n else "") for key, n in missing]
        known = Cell(f"{lag.known:,}", behind("known", lag.hand) if lag.known else "")
        rows.append(Row(lag.name, (known, *cells(lag.half_in_words, lag.most_in_words), *linked)))
    definition = (
        "referrals received in the last 365 days, by the time between two moments that are recorded; within which "
        "half and nine in ten of those known were passed on, in whole steps of days. A moment that is not recorded is "
        "missing and never taken for none: what has not happened yet is missing too. An end before its start is apart"
    )
    columns = (
        "From hand to hand", "Known", "Half within", "Nine in ten within", "Start missing", "End missing",
        "End before start",
    )  # fmt: skip
    return Panel("Lags", columns, rows, definition)


def incident_panel(counts: DeskCounts, behind: Behind) -> Panel:
    """From incident to receipt."""
    before, rows, bars = 0, [], []
    for end in LAGS:
        key = str(end) if end else "more"
        label = (
            "Within a day" if end == 1 else f"{before} to {end} days" if end else f"More than {before} days"
        )
        count = counts.lags.get(key, 0)
        rows.append(Row(label, cells(f"{count:,}"), behind("lags", key) if count else ""))
        bars.append((label, float(count)))
        before = end or before
    missing = counts.lags.get("none", 0)
    rows.append(
        Row(
            "Time of the incident not stated",
            cells(f"{missing:,}"),
            behind("lags", "none") if missing else "",
        )
    )
    bars.append(("Not stated", float(missing)))
    chart = bar_chart(bars, title="From incident to receipt", describes="the numbers stand in the table")
    definition = "reports received in the last 90 days, by the time from the incident, as stated, to receipt"
    return Panel(
        "From incident to receipt",
        ("Time", "Reports"),
        rows,
        definition,
        SafeString(chart if any(counts.lags.values()) else ""),
    )
