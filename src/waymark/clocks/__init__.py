"""When every promise and clock starts, stops, is paused and falls due; and when evidence is lost.

Pure arithmetic over data: the clocks are told in `clocks.toml`, the time, what happened and the calendar are
arguments.
"""

from waymark.clocks.evidence import (
    OPERATOR_RETENTION_MONTHS,
    PRESERVATION_BEFORE_REPORT_ACT,
    REPORT_ACT_IN_FORCE,
    evidence_lost_at,
    platform_preservation_ends,
)
from waymark.clocks.levels import GRAVEST_FIRST, Level
from waymark.clocks.moments import TimeWithoutZone, in_utc
from waymark.clocks.promises import (
    PROMISES,
    EndsBeforeStart,
    Pause,
    Promise,
    PromiseState,
    Stop,
    Stopped,
    due_at,
    elapsed,
    promise_state,
)
from waymark.clocks.working_days import CalendarTooShort, WorkingCalendar

__all__ = [
    "GRAVEST_FIRST",
    "OPERATOR_RETENTION_MONTHS",
    "PRESERVATION_BEFORE_REPORT_ACT",
    "PROMISES",
    "REPORT_ACT_IN_FORCE",
    "CalendarTooShort",
    "EndsBeforeStart",
    "Level",
    "Pause",
    "Promise",
    "PromiseState",
    "Stop",
    "Stopped",
    "TimeWithoutZone",
    "WorkingCalendar",
    "due_at",
    "elapsed",
    "evidence_lost_at",
    "in_utc",
    "platform_preservation_ends",
    "promise_state",
]
