"""What was sent from the form that a pack is entered by, read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waymark.pipeline.packs import Draft
from waymark.stages.intake.readers.pack_cover import Subject, Where
from waymark.stages.intake.readers.pack_cover.confirming import Graded, Said, State
from waymark.stages.intake.readers.pack_cover.fields import named_from
from waymark.stages.intake.readers.pack_cover.values import one_line

_GRADES = ("source_grade", "handling_code", "handling_conditions", "marking")


def said_in(sent: Mapping[str, str], draft: Draft) -> list[Said]:
    """What a form sent for each of its facts. A value that was changed is the officer's own word; one that
    stands as it was proposed counts only where it was confirmed.
    """
    found = []
    for name, value in sent.items():
        prefix, _, key = name.partition(":")
        if prefix != "value":
            continue
        try:
            place = named_from(key)
        except (ValueError, KeyError):
            continue
        state = _state(sent, key, value, draft)
        if state is None:
            continue
        document, where = _where(sent.get(f"where:{key}", ""))
        graded = Graded(
            *(sent.get(f"{each}:{place.subject}.{place.of}", "").strip()[:500] for each in _GRADES)
        )
        found.append(Said(place, state, value.replace("\r\n", "\n"), document, where, graded))
    return found


def _state(sent: Mapping[str, str], key: str, value: str, draft: Draft) -> State | None:
    """What was said of a fact; None where nothing was."""
    proposed, line = draft.proposals.get(key), draft.pack.facts.get(key)
    if f"drop:{key}" in sent:
        return State.DROPPED
    if not value.strip():
        return State.DROPPED if proposed else State.NOT_STATED if line else None
    if f"right:{key}" in sent:
        return State.CONFIRMED
    standing = {proposed.proposal.normal, one_line(proposed.proposal.value)} if proposed else set()
    if proposed and one_line(value) in standing:
        return State.DRAFT if line and line.settled.state is not State.DRAFT else None
    return State.CONFIRMED


_PLACES = 4  # document, page, start, end
_MOST_DIGITS = 9


def _where(text: str) -> tuple[int, Where | None]:
    numbers = text.split(".")
    if len(numbers) != _PLACES or not all(
        each.isascii() and each.isdigit() and len(each) <= _MOST_DIGITS for each in numbers
    ):
        return 0, None
    document, page, start, end = map(int, numbers)
    return document, Where(page, start, end)


def dropping(draft: Draft, subject: Subject, of: int) -> list[Said]:
    """Every fact of one subject dropped: it is none."""
    keys: Sequence[str] = [
        key
        for key in {**draft.proposals, **draft.pack.facts}
        if named_from(key).subject is subject and named_from(key).of == of
    ]
    return [Said(named_from(key), State.DROPPED, "") for key in keys]
