"""`waymark policy evaluate LABELS.csv`: how levels held up against what was found out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.stated_moments import stated_moment

if TYPE_CHECKING:
    from waymark.clocks import Level
    from waymark.stages.prioritisation.rules.evaluation import Evaluation, Share
    from waymark.stages.prioritisation.rules.labels import Labels, Row
    from waymark.stages.prioritisation.rules.policy import Policy

_DIGITS = 1


def evaluate_command(
    labels: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, readable=True, help="CSV: outcome, and level, facts or referral."
        ),
    ],
    policy: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="For a file that gives facts: the policy to judge them by."
        ),
    ] = None,
    capacity: Annotated[
        list[int] | None, typer.Option(help="How many can be worked. Repeat for more.")
    ] = None,
    as_at: Annotated[
        str, typer.Option(help="For a file of referrals: their levels as they stood then.")
    ] = "",
) -> None:
    """Recall and precision at each level and at capacity, with intervals; agreement where two rated.

    Whoever is not resolved is unknown: never counted as without.
    """
    with door.refusing():
        from waymark.stages.prioritisation.rules.evaluation import Labelled, evaluate
        from waymark.stages.prioritisation.rules.labels import read_labels

        found = read_labels(labels.read_bytes())
        levels = _levels(found, policy, as_at)
        labelled = [
            Labelled(level, row.label, row.order)
            for row, level in zip(found.rows, levels, strict=True)
            if level is not None
        ]
        rated = [
            (row.first_rater, row.second_rater)
            for row in found.rows
            if row.first_rater is not None and row.second_rater is not None
        ]
        made = evaluate(labelled, capacities=[each for each in capacity or [] if each > 0], rated=rated)
        if found.unused:
            door.say(f"Not used: the columns {', '.join(found.unused)}")
        if missing := sum(level is None for level in levels):
            door.say(f"Left out: {missing} referrals without a level")
        _answer(made)


def _levels(found: Labels, policy: Path | None, as_at: str) -> list[Level | None]:
    """The level of each row: the file's own, what a policy makes of its facts, or what stood in the record."""
    if found.has_levels and policy is None:
        return [row.level for row in found.rows]
    if found.has_facts:
        judged = _policy(policy)
        return [_judged(judged, row) for row in found.rows]
    if policy is not None:
        from waymark.stages.prioritisation.rules.labels import LabelsNotUsable

        raise LabelsNotUsable(
            "A policy was given, and the file answers no facts",
            "Add a column for each fact, or leave out --policy",
        )
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.referrals.references import read_reference
    from waymark.stages.prioritisation.queries.replaying import levels_at

    viewer = acting_viewer()
    names = [read_reference(row.referral)[1] for row in found.rows]
    with acting(viewer):
        stood = levels_at(viewer, names, at=stated_moment(as_at) if as_at else door.now())
    return [stood.get(name) for name in names]


def _policy(file: Path | None) -> Policy:
    from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text

    return load_policy(file.read_text(encoding="utf-8") if file else shipped_policy_text())


def _judged(policy: Policy, row: Row) -> Level:
    from waymark.stages.prioritisation.rules.answers import Said
    from waymark.stages.prioritisation.rules.assessment import assess_known
    from waymark.stages.prioritisation.rules.facts import BIT

    yes = sum(BIT[name] for name, said in row.facts.items() if said is Said.YES)
    no = sum(BIT[name] for name, said in row.facts.items() if said is Said.NO)
    return assess_known(policy, yes, no).level


def _answer(made: Evaluation) -> None:
    if door.OPTIONS.as_json:
        door.answer(
            {
                "labels": made.labels,
                "at_level": made.at_level,
                "at_capacity": made.at_capacity,
                "agreement": made.agreement,
            }
        )
        return
    counts = ", ".join(f"{count} {label.replace('_', ' ')}" for label, count in made.labels.items())
    typer.echo(f"{counts}. Unresolved is unknown: it stands in no share below.")
    for each in made.at_level:
        typer.echo(
            f"{each.level.replace('_', ' ')} or above: {each.flagged} flagged, {each.unresolved} unresolved"
        )
        typer.echo(f"  recall {_share(each.recall)}; precision {_share(each.precision)}")
        typer.echo(f"  specificity {_share(each.specificity)}; correct {_share(each.correct)}")
    for cut in made.at_capacity:
        typer.echo(
            f"first {cut.capacity}: recall {_share(cut.recall)}; precision {_share(cut.precision)}; "
            f"{cut.unresolved:g} unresolved"
        )
    if made.agreement:
        two = made.agreement
        typer.echo(
            f"two raters of {two.referrals}: same level {_share(two.same)}; kappa {_number(two.kappa)}, "
            f"weighted {_number(two.weighted)}"
        )


def _share(share: Share) -> str:
    if share.share is None or share.low is None or share.high is None:
        return "not known"
    low, high = 100 * share.low, 100 * share.high
    return f"{100 * share.share:.{_DIGITS}f}% ({low:.{_DIGITS}f} to {high:.{_DIGITS}f}, of {share.of:g})"


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"
