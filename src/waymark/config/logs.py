"""Structured logs: one JSON object a line, with references and times and no person's details."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

_CARRIED = ("reference", "step", "seconds", "count", "command")


class JSONLines(logging.Formatter):
    """Writes the message's template and the named extras, never the arguments of other libraries' calls.

    Another library may put a user's input into its message; its template says what happened without it.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if record.name.startswith("waymark") else str(record.msg),
        }
        for name in _CARRIED:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, default=str)


def _where(record: logging.LogRecord) -> list[str]:
    """The frames of a traceback as file:line in function, without the values they held."""
    frames = []
    traceback = record.exc_info[2] if record.exc_info else None
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/src/', 1)[-1]}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    return frames
