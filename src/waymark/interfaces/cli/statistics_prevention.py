"""`waymark stats prevention`: sheets for parents and for schools, from figures that are safe to tell anybody."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.prevention import Audience

if TYPE_CHECKING:
    from datetime import datetime


def register(group: typer.Typer) -> None:
    """Add the command that makes prevention sheets."""

    @group.command()
    def prevention(
        period: Annotated[
            str, typer.Argument(help="A year, a financial year or a quarter: 2018, 2018-19, 2018-Q1.")
        ],
        out: Annotated[Path, typer.Option(help="A folder that does not exist yet.")],
        for_: Annotated[
            list[Audience] | None, typer.Option("--for", help="For whom; both where not given.")
        ] = None,
        as_at: Annotated[str, typer.Option(help="As the record stood then; else when it last changed.")] = "",
    ) -> None:
        """Write a sheet for parents and one for schools as PDF, from suppressed and rounded figures alone."""
        from waymark.interfaces.cli.statistics_counts import moment
        from waymark.interfaces.cli.statistics_report import PlaceTaken

        with door.refusing():
            if out.exists():
                raise PlaceTaken(out)
            at = moment(as_at) if as_at else None
            _write(period, out, for_ or list(Audience), at)


def _write(words: str, out: Path, audiences: list[Audience], as_at: datetime | None) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.prevention import prevention_sheet
    from waymark.stages.statistics.rules.prevention_pdf import sheet_as_pdf

    period = statistics.period_named(words)
    assert period is not None
    viewer = acting_viewer()
    with acting(viewer):
        sheets = [prevention_sheet(viewer, each, period, as_at=as_at, now=door.now()) for each in audiences]
    out.mkdir(parents=True)
    for sheet in sheets:
        path, content = out / f"{sheet.audience}.pdf", sheet_as_pdf(sheet)
        path.write_bytes(content)
        if door.OPTIONS.as_json:
            door.answer(
                {
                    "path": str(path),
                    "for": sheet.audience,
                    "sha256": sha256(content).hexdigest(),
                    "as_at": sheet.told.as_at,
                }
            )
        door.say(f"A sheet for {sheet.audience}, {sheet.told.period}, as {path}")
