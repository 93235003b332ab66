"""Charts as SVG written by hand: the same numbers always draw the same picture, and no script runs.

Every chart stands beside a table of its numbers; it is a picture of the table and never all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

# A narrow picture with large letters: on a telephone it is drawn at three quarters of this.
_WIDTH, _HEIGHT = 420, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 34
_FONT = 14
_INK, _LINE, _GRID, _BAND = (
    "#0b0c0c",
    "#1d70b8",
    "#b1b4b6",
    "#bbd4ea",
)  # GOV.UK's palette; the band a tint of its blue
_ROW, _OVER = 30, 48
_LABEL = 150
_BESIDE, _LONGEST_LABEL = 17, 62


@dataclass(frozen=True, slots=True)
class Point:
    """One place on a line. low, high: what it may be, where it is not certain; value None leaves a gap."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def line_chart(points: Sequence[Point], *, title: str, describes: str) -> str:
    """A line over time from 0, with a band where values are uncertain. describes: said to who cannot see it."""
    if not points:
        return ""
    most = max([each.high or each.value or 0 for each in points], default=0)
    ticks = _ticks(most)
    across = _WIDTH - _LEFT - _RIGHT
    step = across / max(len(points) - 1, 1)
    xs = [_LEFT + step * at for at in range(len(points))]
    parts = [_axis(ticks)]
    band = [
        (x, each)
        for x, each in zip(xs, points, strict=True)
        if each.low is not None and each.high is not None
    ]
    if band:
        over = [f"{x:.1f},{_y(each.high or 0, ticks[-1]):.1f}" for x, each in band]
        under = [f"{x:.1f},{_y(each.low or 0, ticks[-1]):.1f}" for x, each in reversed(band)]
        parts.append(f'<polygon points="{" ".join([*over, *under])}" fill="{_BAND}"/>')
    parts += [_polyline(run, ticks[-1], dashed=False) for run in _runs(xs, points, certain=True)]
    parts += [_polyline(run, ticks[-1], dashed=True) for run in _runs(xs, points, certain=False)]
    every = max(1, -(-len(points) // 5))
    for at in range(0, len(points), every):
        anchor = "start" if at == 0 else "end" if at > len(points) - 1 - every / 2 else "middle"
        parts.append(_text(xs[at], _HEIGHT - 10, points[at].label, anchor=anchor))
    return _svg("".join(parts), _HEIGHT, title=title, describes=describes)


def bar_chart(rows: Sequence[tuple[str, float | None]], *, title: str, describes: str) -> str:
    """Bars across, one a row, each with its number; None for one that is not shown."""
    if not rows:
        return ""
    most = max([value or 0 for _, value in rows]) or 1
    # Long labels stand over their bars, where there is room for them at the width of a telephone.
    is_over = any(len(label) > _BESIDE for label, _ in rows)
    left, step, down = (0, _OVER, 20) if is_over else (_LABEL, _ROW, 5)
    across = _WIDTH - left - 62
    parts = []
    for at, (label, value) in enumerate(rows):
        top = _TOP + at * step
        if is_over:
            parts.append(_text(0, top + 14, _short(label), anchor="start"))
        else:
            parts.append(_text(_LABEL - 8, top + 20, label, anchor="end"))
        if value is None:
            parts.append(_text(left, top + down + 15, "not shown", anchor="start"))
            continue
        length = across * value / most
        parts.append(_rect(left, top + down, length))
        parts.append(_text(left + length + 6, top + down + 15, f"{value:,g}", anchor="start"))
    return _svg("".join(parts), _TOP * 2 + step * len(rows), title=title, describes=describes)


def pair_chart(
    rows: Sequence[tuple[str, float, float | None]], *, first: str, second: str, title: str, describes: str
) -> str:
    """Two bars a row, full and outlined, so that no colour has to be told apart. second None: not known."""
    if not rows:
        return ""
    most = max([max(a, b or 0) for _, a, b in rows]) or 1
    across = _WIDTH - 62
    parts = [_rect(0, 2, 14), _text(20, 15, first, anchor="start")]
    parts += [_rect(_WIDTH / 2, 2, 14, is_full=False), _text(_WIDTH / 2 + 20, 15, second, anchor="start")]
    y = 30.0
    for label, a, b in rows:
        parts.append(_text(0, y + 14, label, anchor="start"))
        for at, value in enumerate((a, b)):
            top = y + 20 + 24 * at
            if value is None:
                parts.append(_text(0, top + 15, "not recorded", anchor="start"))
                continue
            length = across * value / most
            parts.append(_rect(0, top, length, is_full=not at))
            parts.append(_text(length + 6, top + 15, f"{value:,.0f}", anchor="start"))
        y += 78
    return _svg("".join(parts), y, title=title, describes=describes)


def _rect(x: float, y: float, width: float, *, is_full: bool = True) -> str:
    """A bar, or a mark of the key. An outlined one lies inside its width."""
    if is_full:
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="20" fill="{_LINE}"/>'
    return (
        f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{max(width - 2, 0.5):.1f}" height="18" fill="#ffffff" '
        f'stroke="{_INK}" stroke-width="2"/>'
    )


def _svg(inside: str, height: float, *, title: str, describes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img" '
        f'aria-label="{escape(title)}. {escape(describes)}" font-size="{_FONT}" '
        f'font-family="Arial, Helvetica, sans-serif">{inside}</svg>'
    )


def _axis(ticks: Sequence[float]) -> str:
    lines = []
    for tick in ticks:
        y = _y(tick, ticks[-1])
        lines.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_GRID}"/>'
        )
        lines.append(_text(_LEFT - 6, y + 5, f"{tick:,g}", anchor="end"))
    return "".join(lines)


def _y(value: float, most: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / most)


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that reaches the most, some four of them."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 4
    size = 10.0 ** floor(log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough)
    step = max(step, 1.0)
    count = -(-most // step)
    return [step * at for at in range(int(count) + 1)]


def _runs(xs: Sequence[float], points: Sequence[Point], *, certain: bool) -> list[list[tuple[float, float]]]:
    """Stretches of the line without a gap; of what is uncertain each begins at the last certain place."""
    runs: list[list[tuple[float, float]]] = [[]]
    before: tuple[float, float] | None = None
    for x, each in zip(xs, points, strict=True):
        here = (x, each.value) if each.value is not None else None
        if here is None or (each.low is None) is not certain:
            runs.append([])
        else:
            if not certain and not runs[-1] and before:
                runs[-1].append(before)
            runs[-1].append(here)
        before = here
    return [run for run in runs if run]


def _polyline(run: Sequence[tuple[float, float]], most: float, *, dashed: bool) -> str:
    if len(run) == 1:
        x, value = run[0]
        return f'<circle cx="{x:.1f}" cy="{_y(value, most):.1f}" r="3" fill="{_LINE}"/>'
    places = " ".join(f"{x:.1f},{_y(value, most):.1f}" for x, value in run)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{places}" fill="none" stroke="{_LINE}" stroke-width="2.5"{dash}/>'


def _text(x: float, y: float, words: str, *, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"
