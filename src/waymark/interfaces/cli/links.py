"""`waymark links [REF]`: what may be one person, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.access.rules import Viewer
    from waymark.stages.linking.rules.comparison import Evidence

_SHOWN = 3


def register(app: typer.Typer) -> None:
    @app.command()
    def links(
        reference: Annotated[str | None, typer.Argument(help="A referral; all if none.")] = None,
        limit: Annotated[int, typer.Option(help="At most so many.")] = 500,
    ) -> None:
        """List proposed and judged links, the likeliest first."""
        with door.refusing():
            _links(reference, limit)


def _links(reference: str | None, limit: int) -> None:
    from waymark.access.viewing import acting
    from waymark.referrals.references import read_reference
    from waymark.stages.linking.queries import links

    viewer = acting_viewer()
    written = read_reference(reference)[1] if reference else None
    with acting(viewer):
        found = links(viewer, referral=written, limit=limit, now=door.now())
        elsewhere = _whom_to_ask(viewer, written) if written else []
    for desk in elsewhere:
        door.say(
            f"Another desk holds something that may be the same subject, or has to do with it: ask {desk}."
        )
    if door.OPTIONS.as_json:
        for line in found:
            door.answer(asdict(line) | {"sentence": line.sentence})
        return
    door.table(
        "Links",
        ("link", "a", "b", "probability", "judgement", "evidence"),
        (
            (
                line.reference,
                line.a,
                line.b,
                f"{line.probability:.2f}",
                line.judgement,
                _in_words(line.evidence),
            )
            for line in found
        ),
    )


def _whom_to_ask(viewer: Viewer, reference: str) -> list[str]:
    from waymark.referrals import queries as records
    from waymark.stages.linking.queries.elsewhere import whom_to_ask

    found = records.referral(viewer, reference, now=door.now())
    return whom_to_ask(viewer, found.id, found.reference, now=door.now())


def _in_words(evidence: Sequence[Evidence]) -> str:
    """The weightiest pieces; `--json` has them all."""
    words = [f"{e.kind} {e.value} ({e.shared_by} share it)" for e in evidence[:_SHOWN]]
    more = [f"and {len(evidence) - _SHOWN} more"] if len(evidence) > _SHOWN else []
    return "; ".join([*words, *more])
