"""Draw how well the breach forecast is calibrated over 200 simulated weeks: docs/images/forecast-calibration.svg.

Run as `python tools/forecast_picture.py`. What each weekly forecast said of the promises that fell due in the next
seven days, against the share that was missed; ten bins, each point as large as its count.
"""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waymark.stages.assignment.rules.calibration import Told

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "forecast-calibration.svg"
WEEKS = 200
SEEDS = range(1, 6)
UNTIL = datetime(2026, 11, 20, 18, tzinfo=UTC)

_LEFT, _TOP, _SIDE = 70, 50, 360


def main() -> int:
    from waymark.stages.assignment.rules.back_testing import rolling, says, score
    from waymark.stages.assignment.rules.duty import DutyMeter, Span
    from waymark.stages.assignment.rules.forecasting import Past, PastWork
    from waymark.synthetic.desk_weeks import desk_weeks

    told, naive = [], []
    for seed in SEEDS:
        made = desk_weeks(seed, weeks=WEEKS + 52, until=UNTIL)
        past = [
            Past(each.level, each.opened_at, each.due_at, each.done_at, each.minutes) for each in made.parts
        ]
        supply = DutyMeter(Span(each.start, each.end) for each in made.shifts).between
        said, rule = rolling(says(PastWork(past), supply, now=UNTIL, weeks=WEEKS))
        scores = score(said, rule, weeks=WEEKS)
        print(
            f"desk {seed}: {scores.promises} promises, Brier {scores.brier:.3f} against {scores.brier_naive:.3f} naive "
            f"and {scores.brier_rate:.3f} by rate; log {scores.log:.3f} against {scores.log_naive:.3f}; "
            f"error {scores.error:.3f}"
        )
        told += said
        naive += rule
    PICTURE.write_text(drawn(told, naive), encoding="utf-8")
    return 0


def drawn(told: list[Told], naive: list[Told]) -> str:
    from waymark.stages.assignment.rules.back_testing import score
    from waymark.stages.assignment.rules.calibration import reliability

    scores = score(told, naive, weeks=WEEKS)
    bins = reliability(told)
    most = max(each.of for each in bins)
    points = "\n".join(
        f'<circle cx="{_LEFT + _SIDE * each.said:.1f}" cy="{_TOP + _SIDE * (1 - each.came):.1f}" '
        f'r="{4 + 10 * math.sqrt(each.of / most):.1f}" fill="#1d70b8" fill-opacity="0.75"/>'
        for each in bins
    )
    ticks = "\n".join(
        f'<text x="{_LEFT + _SIDE * n / 5:.0f}" y="{_TOP + _SIDE + 20}" text-anchor="middle">{20 * n}%</text>'
        f'<text x="{_LEFT - 8}" y="{_TOP + _SIDE * (1 - n / 5) + 4:.0f}" text-anchor="end">{20 * n}%</text>'
        for n in range(6)
    )
    second = f"Brier {scores.brier:.3f} (next free slot {scores.brier_naive:.3f}); error {scores.error:.3f}"
    foot = f"{len(SEEDS)} simulated desks, {WEEKS} weeks each; a point is as large as its count."
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 470 520" width="470" height="520" role="img"
 aria-label="Forecast against what came, {len(SEEDS)} simulated desks, {WEEKS} weeks each"
 font-family="arial, sans-serif" font-size="12">
<rect width="470" height="520" fill="#ffffff"/>
<text x="{_LEFT}" y="20" font-size="14" font-weight="bold">Said, against what came: {scores.promises:,} promises</text>
<text x="{_LEFT}" y="38">{second}</text>
<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#b1b4b6"/>
<line x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{_LEFT + _SIDE}" y2="{_TOP}" stroke="#505a5f" stroke-dasharray="4 4"/>
{ticks}
{points}
<text x="{_LEFT + _SIDE / 2}" y="{_TOP + _SIDE + 45}" text-anchor="middle">probability that was said on a Friday</text>
<text transform="rotate(-90)" x="{-(_TOP + _SIDE / 2)}" y="20" text-anchor="middle">share that was missed</text>
<text x="{_LEFT}" y="{_TOP + _SIDE + 70}" fill="#505a5f">{foot}</text>
</svg>
"""


if __name__ == "__main__":
    sys.exit(main())
