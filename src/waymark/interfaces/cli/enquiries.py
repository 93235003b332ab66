"""`waymark enquiries`: those that stand, one with its lines and steps, and its schedule as exact values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.attribution.queries.enquiries import EnquiryRecord


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(help="Enquiries to operators and platforms.", no_args_is_help=True)
    app.add_typer(verbs, name="enquiries")

    @verbs.command(name="list")
    def list_(
        state: Annotated[str, typer.Option(help="Only in this state, such as sent.")] = "",
        limit: Annotated[int, typer.Option(help="At most so many.")] = 200,
    ) -> None:
        """List enquiries, what is lost first at the head."""
        with door.refusing():
            _list(state, limit)

    @verbs.command()
    def show(reference: Annotated[str, typer.Argument(help="An enquiry.")]) -> None:
        """Show an enquiry with its lines, what is wrong with them, its steps and its answers."""
        with door.refusing():
            _show(reference)

    @verbs.command()
    def schedule(reference: Annotated[str, typer.Argument(help="An enquiry.")]) -> None:
        """Print the exact values of a schedule; refused while something is wrong with it."""
        with door.refusing():
            _schedule(reference)


def _list(state: str, limit: int) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.attribution.queries.enquiries import enquiries

    viewer = acting_viewer()
    now = door.now()
    with acting(viewer):
        found = enquiries(viewer, states=[state] if state else (), limit=limit, now=now)
    if door.OPTIONS.as_json:
        for line in found:
            left = (line.last_day - now.date()).days if line.last_day else None
            door.answer({**door.plain(line), "days_left": left})
        return
    door.table(
        "Enquiries",
        ("enquiry", "state", "kind", "to", "last day", "referral", "lines", "answers"),
        (
            (
                line.reference,
                line.state,
                line.kind,
                line.addressed_to,
                line.ends_at.date() if line.kind == "preservation" and line.ends_at else line.last_day,
                line.referral,
                line.lines,
                line.answers,
            )
            for line in found
        ),
    )


def _show(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.attribution.queries.answers import answers_of
    from waymark.stages.attribution.queries.enquiries import enquiry

    viewer = acting_viewer()
    with acting(viewer):
        found = enquiry(viewer, reference, now=door.now())
        answers = answers_of(viewer, enquiry_id=found.id)
    told = {
        **door.plain(found),
        "lines": [_line(found, n) for n in range(len(found.lines))],
        "answers": [
            {
                "answer": each.reference,
                "line": each.question.line,
                "came": each.came,
                "typed": each.typed,
                "comparison": each.comparison,
                "to_acknowledge": [row.field for row in each.waiting],
                "is_wrong": each.is_wrong,
            }
            for each in answers
        ],
    }
    for internal in ("id", "desk", "referral_id", "applicant_id"):
        del told[internal]
    if door.OPTIONS.as_json:
        door.answer(told)
        return
    typer.echo(f"{found.reference}: {found.state} ({found.kind.replace('_', ' ')}), to {found.addressed_to}")
    for line in found.lines:
        typer.echo(f"  {line.n}. {line.event.address} {line.event.exact_time}")
        for fault in line.standing.open_faults:
            typer.echo(f"     wrong: {fault.words}")
    for step in found.steps:
        typer.echo(f"  {step.at:%Y-%m-%d %H:%M} {step.move}: {step.officer} {step.reason}".rstrip())


def _line(found: EnquiryRecord, place: int) -> dict[str, Any]:
    from waymark.stages.attribution.rules.schedules import SCHEDULE_COLUMNS

    line = found.lines[place]
    values: dict[str, Any] = dict(zip(SCHEDULE_COLUMNS[1:], line.event.values(), strict=True))
    return {
        "line": line.n,
        **values,
        **line.handling._asdict(),
        "path": line.path,
        "resolvability": line.event.resolvability,
        "last_day_to_apply": line.event.last_day_to_apply,
        "open_faults": [fault.code for fault in line.standing.open_faults],
        "answered_for": [
            {"fault": fault.code, "by": by, "reason": reason} for fault, by, reason in line.standing.answered
        ],
    }


def _schedule(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.referrals.gradings import Grade
    from waymark.stages.attribution.operations.enquiring import take_schedule
    from waymark.stages.attribution.queries.enquiries import enquiry
    from waymark.stages.attribution.rules.schedules import SCHEDULE_COLUMNS

    viewer = acting_viewer()
    with acting(viewer):
        found = enquiry(viewer, reference, now=door.now())
        take_schedule(viewer=viewer, reference=found.reference, form="command", now=door.now())
    columns = (*SCHEDULE_COLUMNS, *Grade._fields)
    rows = [(line.n, *line.event.values(), *line.handling) for line in found.lines]
    if door.OPTIONS.as_json:
        for row in rows:
            door.answer(dict(zip(columns, row, strict=True)))
        return
    door.table(f"Schedule of {found.reference}", columns, rows)
