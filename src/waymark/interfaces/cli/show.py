"""`waymark show REF`: everything known of a referral, a report or a delivery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.links import with_uses
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.referrals.records import PartyLine
    from waymark.stages.intake.queries.fact_grades import FactGrades

_ALL = 1_000_000


def register(app: typer.Typer) -> None:
    @app.command()
    def show(reference: Annotated[str, typer.Argument(help="A referral, report or delivery.")]) -> None:
        """Show everything known of a referral, report or delivery, with sources."""
        with door.refusing():
            _show(reference)


def _show(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.referrals.references import Kind, read_reference

    viewer = acting_viewer()
    kind, written = read_reference(reference)
    show = {Kind.REFERRAL: _referral, Kind.REPORT: _report, Kind.DELIVERY: _delivery}.get(kind)
    if show is None:
        door.say(f"{written} names a {kind.name.lower()}: show its referral, report or delivery")
        raise typer.Exit(door.WRONG_USAGE)
    with acting(viewer):
        found = show(viewer, written)
    if door.OPTIONS.as_json:
        door.answer(found)
    else:
        _print(_read_aloud(found))


def _read_aloud(found: dict[str, Any]) -> dict[str, Any]:
    """The same with each link as the sentence that says it; `--json` has its pieces."""
    links = [
        f"{each['reference']}, {each['judgement']}. {each['sentence']}" for each in found.get("links", ())
    ]
    return {**found, "links": links} if links else found


def _referral(viewer: Any, reference: str) -> dict[str, Any]:
    from waymark.referrals import queries as records
    from waymark.stages.attribution import queries as attribution
    from waymark.stages.intake.queries.fact_grades import fact_grades
    from waymark.stages.intake.queries.pack_facts import facts_from_packs
    from waymark.stages.linking import queries as linking
    from waymark.stages.linking.queries.elsewhere import whom_to_ask
    from waymark.stages.prioritisation import queries as prioritisation

    now = door.now()
    found = records.referral(viewer, reference, now=now)
    ids = found.report_ids
    line = prioritisation.queue_line(viewer, found.id, now=now)
    grades = fact_grades(viewer, ids)
    return {
        "referral": found.reference,
        "desk": found.desk,
        "opened_at": found.opened_at,
        "review_on": found.review_on,
        "also_known_as": found.absorbed,
        "queue": line,
        "force": attribution.force_of(viewer, found.id),
        "assessments": prioritisation.assessments(viewer, found.id),
        "answers": prioritisation.known_facts(viewer, found.id),
        "news": [
            replace(each, level_before="", level_after="", rank_before="", rank_after="")
            if line and line.is_hidden
            else each
            for each in records.news(viewer, found.id)
        ],
        "reports": found.reports,
        "parties": _graded(found.parties, grades),
        "from_packs": facts_from_packs(viewer, ids),
        **_facts(viewer, ids, grades),
        "one_piece_of_work_with": linking.together_with(viewer, found.id),
        "links": with_uses(viewer, linking.links(viewer, referral=found.reference, now=now)),
        "another_desk_to_ask": whom_to_ask(viewer, found.id, found.reference, now=now),
        "kept_raw": [
            {"report": report, "path": path, "text": text, "use": grades.of(report)}
            for report, path, text in records.kept_raw(viewer, ids, limit=_ALL)
        ],
    }


def _report(viewer: Any, reference: str) -> dict[str, Any]:
    from waymark.referrals import queries as records
    from waymark.stages.intake import queries as intake
    from waymark.stages.intake.queries.fact_grades import fact_grades
    from waymark.stages.intake.queries.pack_facts import facts_from_packs

    found = records.report(viewer, reference, now=door.now())
    ids = [found.line.id]
    delivery = intake.delivery_of(viewer, found.line.id)
    grades = fact_grades(viewer, ids)
    return {
        "report": found.line.reference,
        "delivery": delivery.reference if delivery else None,
        "sha256": delivery.sha256 if delivery else None,
        "lies_in": _containers(viewer, delivery.id) if delivery else [],
        "use": grades.of(found.line.reference),
        "said": {**door.plain(found), "parties": _graded(found.parties, grades)},
        "from_packs": facts_from_packs(viewer, ids),
        "additions": [
            {**door.plain(line), "use": grades.of(line.report, line.subject)}
            for line in records.additions(viewer, ids, limit=_ALL)
        ],
        "originals": _originals(viewer, found),
        "media": intake.media_beside(viewer, found.line.id),
        **_facts(viewer, ids, grades),
        "elements": _elements(viewer, delivery) if delivery else [],
    }


def _facts(viewer: Any, ids: Any, grades: FactGrades) -> dict[str, Any]:
    """Events with their verdicts, files and places of reports, each with how it may be used."""
    from waymark.referrals import queries as records
    from waymark.stages.attribution import queries as attribution

    verdicts = attribution.verdicts(viewer, ids, limit=_ALL)
    return {
        "events": [
            {
                "stated": capture,
                "verdict": verdicts.get((capture.report_id, capture.ordinal)),
                "use": grades.of(capture.report, f"event {capture.ordinal}"),
            }
            for capture in records.captures(viewer, ids, limit=_ALL)
        ],
        "files": [
            {**door.plain(line), "use": grades.of(line.report, f"file {line.ordinal}")}
            for line in records.files(viewer, ids, limit=_ALL)
        ],
        "places": [
            {**door.plain(line), "uses": grades.all_of(line.report)}
            for line in attribution.places(viewer, ids)
        ],
    }


def _graded(parties: Iterable[PartyLine], grades: FactGrades) -> list[dict[str, Any]]:
    return [
        {**door.plain(line), "use": grades.of(line.report, f"party {line.party.ordinal}")} for line in parties
    ]


def _delivery(viewer: Any, reference: str) -> dict[str, Any]:
    from waymark.stages.intake import queries as intake

    found = intake.delivery_called(viewer, reference, now=door.now())
    if found is None:
        from waymark.referrals.queries import NothingByThatReference

        raise NothingByThatReference(reference)
    answer = intake.answers([found.id])[found.id]
    return {
        "delivery": found,
        "reports": answer.reports,
        "referrals": answer.referrals,
        "faults": answer.faults,
        "members": intake.members(viewer, found.id, limit=_ALL),
        "lies_in": _containers(viewer, found.id),
        "elements": _elements(viewer, found),
    }


def _containers(viewer: Any, delivery_id: int) -> list[dict[str, str]]:
    from waymark.stages.intake import queries as intake

    return [
        {"delivery": reference, "path": path} for reference, path in intake.containers_of(viewer, delivery_id)
    ]


def _originals(viewer: Any, found: Any) -> list[dict[str, Any]]:
    """Every other document of the same report, with what it says otherwise."""
    from waymark.referrals.comparing import differences
    from waymark.stages.intake import queries as intake

    others = [each for each in found.originals if each.id != found.line.id]
    mine = intake.facts_of(viewer, found.line.id) if others else None
    originals = []
    for each in others:
        theirs = intake.facts_of(viewer, each.id)
        said = None if mine is None or theirs is None else differences(mine, theirs)
        originals.append(
            {
                "report": each.reference,
                "form": each.form,
                "relation": each.relation,
                "received_at": each.received_at,
                "differences": None if said is None else [line._asdict() for line in said],
            }
        )
    return originals


def _elements(viewer: Any, delivery: Any) -> list[Any]:
    from waymark.stages.intake import queries as intake
    from waymark.stages.intake.readers.errors import CannotRead

    try:
        return list(intake.elements(viewer, delivery))
    except (CannotRead, intake.NoContent):
        return []


def _print(value: Any, indent: str = "") -> None:
    """Print values as an indented outline, leaving out what is empty."""
    plain = door.plain(value) if not indent else value
    if isinstance(plain, dict) and set(plain) == {"state", "path", "text"}:
        typer.echo(f"{indent}{plain['state']:<5}{plain['path']}  {plain['text']}")
        return
    if isinstance(plain, dict):
        for name, each in plain.items():
            _print_named(name.replace("_", " "), each, indent)
    elif isinstance(plain, list):
        for each in plain:
            if isinstance(each, dict | list):
                _print(each, indent or " ")
                typer.echo("")
            else:
                typer.echo(f"{indent}{each}")


def _print_named(name: str, each: Any, indent: str) -> None:
    if each in (None, "", [], {}):
        return
    if isinstance(each, dict | list):
        typer.echo(f"{indent}{name}")
        _print(each, indent + "    ")
    else:
        typer.echo(f"{indent}{name}: {each}")
