"""`waymark forecast-breaches`: which promises will be missed, how sure that is, and what would save most."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer


def register(app: typer.Typer) -> None:
    @app.command(name="forecast-breaches")
    def forecast_breaches(
        days: Annotated[int, typer.Option(min=1, max=30, help="How many days ahead.")] = 7,
    ) -> None:
        """Print the promises that fall due in the next days, with the probability that each is missed."""
        with door.refusing():
            _forecast(days)


def _forecast(days: int) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.queries.forecast import forecast, shown

    viewer = acting_viewer()
    with acting(viewer):
        found = forecast(viewer, now=door.now(), ahead=timedelta(days=days))
    if door.OPTIONS.as_json:
        for each in found.risks:
            door.answer({"missed": "promise", **door.plain(each)})
        for move in found.moves:
            door.answer({"missed": "move", **door.plain(move)})
    else:
        door.table(
            f"Promises due by {found.until:%d %b %Y}",
            ("referral", "what", "level", "due", "with", "missed"),
            (
                (
                    each.referral,
                    each.kind,
                    each.level,
                    f"{each.due_at:%d %b %H:%M}",
                    each.officer or "nobody",
                    _words(each.probability, each.interval, is_late=each.by_plan),
                )
                for each in shown(found)
            ),
        )
        for move in found.moves:
            typer.echo(f"Give {move.work} from {move.giver} to {move.taker}: saves about {move.saves:.1f}")
    if found.cannot:
        door.say(found.cannot)


def _words(probability: float | None, interval: tuple[float, float] | None, *, is_late: bool) -> str:
    if probability is None or interval is None:
        return "late by the plan" if is_late else ""
    return f"{probability:.0%} ({interval[0]:.0%} to {interval[1]:.0%})"
