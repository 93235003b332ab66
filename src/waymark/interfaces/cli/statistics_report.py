"""`waymark stats report`: one command for a period: a page, a PDF, and every table."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door, statistics

if TYPE_CHECKING:
    from datetime import datetime


class PlaceTaken(WaymarkError):
    """The folder for a report holds something already."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already: name a folder that is not, so that nothing is overwritten"
        )


def register(group: typer.Typer) -> None:
    """Add the command that makes a report."""

    @group.command()
    def report(
        period: Annotated[str, typer.Argument(help="2018, 2018-19, 2018-Q1, 2018-01, 2018-01..2018-09 ...")],
        out: Annotated[Path, typer.Option(help="A folder that does not exist yet.")],
        as_at: Annotated[str, typer.Option(help="As the record stood then; else when it last changed.")] = "",
        publish: Annotated[
            bool, typer.Option("--publish", help="Hide small numbers, and others that would give them away.")
        ] = False,
    ) -> None:
        """Write the figures of a period as HTML and PDF, every table as CSV; the same record, the same bytes."""
        from waymark.interfaces.cli.statistics_counts import moment

        with door.refusing():
            _write(period, out, moment(as_at) if as_at else None, publish=publish)


def _write(period: str, out: Path, as_at: datetime | None, *, publish: bool) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.reporting import report_on
    from waymark.stages.statistics.rules.report_files import files_of

    if out.exists():
        raise PlaceTaken(out)
    asked = statistics.period_named(period)
    assert asked is not None
    viewer = acting_viewer()
    with acting(viewer):
        found = report_on(viewer, asked, as_at=as_at, publish=publish, now=door.now())
    out.mkdir(parents=True)
    for name, content in files_of(found):
        (out / name).write_bytes(content)
        if door.OPTIONS.as_json:
            door.answer(
                {"path": str(out / name), "sha256": sha256(content).hexdigest(), "digest": found.digest}
            )
    door.say(f"A report on {found.period}, as at {found.as_at}, under {out}; digest {found.digest}")
