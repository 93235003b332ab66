"""Which fields of a comparison stand as they were when somebody checked it: nobody is asked about them again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from waymark.stages.attribution.rules.agreements import Field

# An answer is one to a question: where that is another, who was named for it is looked at anew.
_QUESTION = frozenset({Field.ADDRESS, Field.PORT, Field.INSTANT})
_ANSWER = frozenset({Field.SUBSCRIBER, Field.INSTALLATION, Field.BILLING})

Compared = Sequence[Sequence[str]]
"""A comparison as it is kept: rows of a field's name and all that was compared and found of it."""


def carried_fields(now: Compared, before: Compared) -> frozenset[str]:
    """The fields of a comparison that an earlier one found word for word alike.

    None where the two are about different addresses. What was answered only where the question is the same, or
    where nothing was.
    """
    said, stood = ({row[0]: tuple(row[1:]) for row in rows} for rows in (now, before))
    alike = {field for field in said if said[field] == stood.get(field)}
    if Field.ADDRESS not in alike:
        return frozenset()
    is_same_question = alike >= _QUESTION
    return frozenset(
        field for field in alike if is_same_question or field not in _ANSWER or not any(said[field])
    )
