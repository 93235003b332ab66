"""`waymark queue`: what to do next, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.prioritisation.queries import QueueLine

_PAGE = 500


def register(app: typer.Typer) -> None:
    @app.command()
    def queue(  # noqa: PLR0917 - options, each by its name
        force: Annotated[str, typer.Option(help="Only this force, by its code.")] = "",
        level: Annotated[str, typer.Option(help="Only very_high, high, medium or low.")] = "",
        stage: Annotated[str, typer.Option(help="Only unresearched or researched.")] = "",
        unfold: Annotated[bool, typer.Option(help="Show the lines folded behind their bundle too.")] = False,
        sort: Annotated[
            str,
            typer.Option(help="In order of rank, danger, due, evidence, actionability, effort or received."),
        ] = "rank",
        limit: Annotated[int, typer.Option(min=0, help="At most so many lines; 0 for all.")] = 0,
    ) -> None:
        """Print the queue in order, the most pressing first."""
        with door.refusing():
            _queue(force, level, stage, limit, unfold=unfold, sort=sort)


def _queue(force: str, level: str, stage: str, limit: int, *, unfold: bool, sort: str) -> None:
    from waymark.access.viewing import acting
    from waymark.reference.forces import force_by_code
    from waymark.stages.prioritisation.queries import Filters, queue, sort_called

    if force:
        force = force_by_code(force).code
    viewer = acting_viewer()
    wanted = limit or (0 if door.OPTIONS.as_json else 50)
    lines: list[QueueLine] = []
    printed, after, more = 0, "", True
    while more:
        size = min(_PAGE, wanted - printed) if wanted else _PAGE
        with acting(viewer):
            page = queue(
                viewer,
                filters=Filters(force, stage, level, unfold),
                sort=sort_called(sort),
                after=after,
                limit=size,
                now=door.now(),
            )
        for line in page.lines:
            if door.OPTIONS.as_json:
                door.answer(line)
            else:
                lines.append(line)
        printed += len(page.lines)
        after = page.next_after
        more = bool(after) and (not wanted or printed < wanted)
    if not door.OPTIONS.as_json:
        print_lines(lines, has_more=bool(after))


def print_lines(lines: list[QueueLine], *, has_more: bool) -> None:
    if not lines:
        door.say("Nothing on the queue. `waymark receive PATH` takes deliveries in.")
        return
    door.table(
        "Queue",
        ("referral", "level", "could be", "due", "lost on", "rep", "next check"),
        (
            (
                line.referral + (f" and {len(line.together)} more" if line.together else ""),
                line.level.replace("_", " ") + ("" if line.stage == "researched" else "?"),
                " to ".join(dict.fromkeys(each.replace("_", " ") for each in line.could_be)),
                f"{line.due_at:%d %b %H:%M}" if line.due_at else "",
                f"{line.evidence_lost_at:%d %b %y}" if line.evidence_lost_at else "",
                f"{line.reports} (+{line.bundle.behind} people)"
                if line.bundle and line.bundle.behind
                else line.reports,
                line.next_check or "none changes the level: decide",
            )
            for line in lines
        ),
    )
    door.say("level?: not researched yet. lost on: when an operator's record of the best event may be gone.")
    if has_more:
        door.say("More follow: `--limit 0` prints all, `--json` prints lines.")
