"""`waymark links [REF]`: what may be one person, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.access.rules import Viewer
    from waymark.stages.linking.queries import LinkLine
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
        told = with_uses(viewer, found) if door.OPTIONS.as_json else []
    for desk in elsewhere:
        door.say(
            f"Another desk holds something that may be the same subject, or has to do with it: ask {desk}."
        )
    if door.OPTIONS.as_json:
        for each in told:
            door.answer(each)
        return
    door.table(
        "Links",
        ("link", "a", "b", "one subject", "judgement", "evidence, what weighs most first"),
        (
            (
                line.reference,
                line.a,
                line.b,
                _likely(line),
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


def with_uses(viewer: Viewer, lines: Sequence[LinkLine]) -> list[dict[str, Any]]:
    """Links as values, each piece of evidence with the reports that state it and how each may be used."""
    from waymark.stages.linking.queries.uses import uses_of

    uses = uses_of(viewer, lines)
    return [
        asdict(line)
        | {
            "evidence": [
                {
                    **piece._asdict(),
                    "stated_in": [each._asdict() for each in uses.of(line.reference, piece.identifier)],
                }
                for piece in line.evidence
            ],
            "sentence": line.sentence,
        }
        for line in lines
    ]


def _likely(line: LinkLine) -> str:
    from waymark.stages.linking.rules.comparison import Relation
    from waymark.stages.linking.rules.sentences import chance

    return "no: related" if line.relation == Relation.RELATED.value else chance(line.probability)


def _in_words(evidence: Sequence[Evidence]) -> str:
    """The weightiest pieces; `--json` has them all."""
    from waymark.stages.linking.rules.sentences import BETWEEN_TWO, KINDS, who_else, without_repeats

    pieces = without_repeats(evidence)
    words = [
        f"{KINDS.get(e.kind, e.kind)} {e.value}"
        + ("" if e.kind in BETWEEN_TWO else f" ({who_else(e.shared_by)})")
        for e in pieces[:_SHOWN]
    ]
    more = [f"and {len(pieces) - _SHOWN} more"] if len(pieces) > _SHOWN else []
    return "; ".join([*words, *more])
