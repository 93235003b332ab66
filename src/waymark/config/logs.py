"""Structured logs: one JSON object a line, with references and times and no person's details."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

_CARRIED = ("reference", "step", "seconds", "count", "command")
# Where a file lies on this machine says who runs it: only its place in its package is told.
_PLACE = re.compile(r"^.*/(?:src|site-packages|python3\.\d+)/")


class JSONLines(logging.Formatter):
    """Writes what happened and where, and never a value that another library met.

    Of our own loggers the message, which carries references alone. Of another library's the template without
    its arguments; and where it has none, or no words, the place that spoke, because the message may have been
    put together with somebody's input. Of an exception its type and its frames, never its words: a database's
    error quotes the row, a reader's the document.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        for name in _CARRIED:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, default=str)


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "waymark":
        return record.getMessage()
    if isinstance(record.msg, str) and record.args:
        return record.msg
    return f"{_placed(record.pathname)}:{record.lineno} in {record.funcName}"


def _where(record: logging.LogRecord) -> list[str]:
    """The frames of a traceback as file:line in function, without the values they held."""
    frames = []
    traceback = record.exc_info[2] if record.exc_info else None
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{_placed(code.co_filename)}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    return frames


def _placed(path: str) -> str:
    return _PLACE.sub("", path)
