"""The page of the shipped policy: its steps, floors and ceilings, its queue, and the facts it may ask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from tools.reference_markdown import code, table

_FACTS = """## Facts

A *no* to danger (a *yes* to what limits it) is unknown again after its shelf life. Routing chooses a path
and may move no level.
"""
_CONDITIONS = {
    "all": "every one is yes: {}",
    "any": "at least one is yes: {}",
    "and_any": "and at least one of these is yes: {}",
    "none": "every one is known to be no: {}",
}


def _when(line: Mapping[str, Any]) -> str:
    if line.get("otherwise"):
        return "whatever else is known"
    if "while_unknown" in line:
        return f"none of these is yes, and one at least is unknown: {code(line['while_unknown'])}"
    return "; ".join(
        words.format(code(line["when"][key])) for key, words in _CONDITIONS.items() if key in line["when"]
    )


_FACT_HEADS = (
    "fact", "question", "looked up in", "minutes", "shelf life in days", "bearing", "a report may say yes",
)  # fmt: skip


def _facts(held: Any) -> str:
    """The vocabulary of a policy, with the minutes and shelf lives that this one holds to."""
    from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS

    rows: list[tuple[object, ...]] = [
        (
            code(fact.name),
            fact.question,
            CHECKS[fact.check].title,
            held.check_minutes[fact.check],
            held.shelf_days[fact.name],
            fact.bearing.value,
            "yes" if fact.from_report else "",
        )
        for fact in FACTS.values()
    ]
    return f"{_FACTS}\n{table(_FACT_HEADS, rows)}"


def _lines(listed: list[dict[str, Any]]) -> str:
    """Steps, floors or ceilings in their order."""
    rows: list[tuple[object, ...]] = [
        (n, code(each["name"]), each["level"].replace("_", " "), _when(each), each["because"])
        for n, each in enumerate(listed, 1)
    ]
    return table(("", "name", "level", "holds when", "because"), rows) if rows else "None is shipped.\n"


def policy() -> str:
    """The shipped policy in plain words: its steps, the order of its queue, and the facts it may ask."""
    from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text

    text = shipped_policy_text()
    read, held = tomllib.loads(text), load_policy(text)
    bands: list[tuple[object, ...]] = [
        (n, each["holds"].replace("_", " "), each["because"]) for n, each in enumerate(read["band"], 1)
    ]
    signals: list[tuple[object, ...]] = [(each["grade"], code(each["name"])) for each in read["signal"]]
    sources = "".join(f"- `{key}`: {words}\n" for key, words in read["sources"].items())
    return (
        f"# The policy, version {held.version}\n\nAuthor: {held.author}. Approver: {held.approver}\n\n"
        "A fact is yes, no or unknown, and unknown is never no.\n\n"
        f"## Steps: the first that holds gives the level\n\n{_lines(read['step'])}\n"
        f"## Floors: they hold whatever the steps say\n\n{_lines(read.get('floor', []))}\n"
        f"## Ceilings\n\n{_lines(read.get('ceiling', []))}\n"
        f"## The order of the queue\n\n{table(('', 'band', 'because'), bands)}\n"
        f"## Signs in a report, graded: 1 is the gravest\n\n{table(('grade', 'sign'), signals)}\n"
        f"{_facts(held)}\n## Sources\n\n{sources}"
    )
