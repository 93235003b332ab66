"""What an answer says of the question: the account, the ticket and the range of dates it answers for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from waymark.referrals.types import Fact, IncidentDetail, Named, Report, StatedTime
from waymark.stages.intake.readers.written_dates import written

KIND = "account_enquiry"
_RANGE = re.compile(r"\s+(?:to|until|through|\u2013|\u2014|-)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as its answer repeats it. All as stated; empty where the answer does not say.

    target: what the platform looked up; account_identifier: what it was asked for, where it says both.
    ticket: the platform's own number for the enquiry. generated: when it made the answer.
    date_range: as stated; see `covers_from` and `covers_to`.
    """

    platform: str = ""
    service: str = ""
    target: str = ""
    account_identifier: str = ""
    account_type: str = ""
    ticket: str = ""
    generated: str = ""
    date_range: str = ""

    @property
    def generated_at(self) -> StatedTime | None:
        return written(self.generated) if self.generated else None

    @property
    def covers_from(self) -> StatedTime | None:
        return self._end(0)

    @property
    def covers_to(self) -> StatedTime | None:
        return self._end(1)

    def _end(self, which: int) -> StatedTime | None:
        ends = _RANGE.split(self.date_range.strip())
        return written(ends[which]) if len(ends) == 2 else None  # noqa: PLR2004 - from and to

    @property
    def as_detail(self) -> IncidentDetail | None:
        """The question among a report's facts; None when the answer says nothing of it."""
        values = [Named(each.name, getattr(self, each.name)) for each in fields(self)]
        stated = tuple(value for value in values if value.value)
        return IncidentDetail(1, KIND, stated) if stated else None


_NAMES = frozenset(each.name for each in fields(Asked))


def asked(facts: Iterable[Fact]) -> Asked:
    """Find in an answer's facts what it says of the question; an empty one when it says nothing."""
    for fact in facts:
        if isinstance(fact, Report):
            for detail in fact.details:
                if detail.kind == KIND:
                    return Asked(**{name: value for name, value in detail.values if name in _NAMES})
    return Asked()
