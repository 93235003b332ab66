"""What supervisors are told of questions between desks: each question once, and who asks unusually often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from waymark.interfaces.web.moments import desk_day
from waymark.stages.linking.rules.asking import NoticeKind

if TYPE_CHECKING:
    from waymark.stages.linking.queries.asking import Notice


def alarms_by_day(found: Sequence[Notice]) -> dict[tuple[int, str, date], int]:
    """How many questions raised the alarm of bulk asking: by officer, their desk and the day on the wall."""
    return Counter(
        (each.officer_id, each.from_desk, desk_day(each.at)) for each in found if each.kind == NoticeKind.BULK
    )


def without_repeats(found: Sequence[Notice]) -> list[Notice]:
    """Notices without an alarm of a question that stands there itself."""
    asked = {(each.officer_id, each.at) for each in found if each.kind != NoticeKind.BULK}
    return [each for each in found if each.kind != NoticeKind.BULK or (each.officer_id, each.at) not in asked]
