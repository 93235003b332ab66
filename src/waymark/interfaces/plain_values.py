"""Our values as the values of JSON: what every door that answers programs says alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from math import isfinite
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON values: times in RFC 3339 UTC, enumerations in lower_snake."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each) for name, each in asdict(value).items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return value.hex()
    return value


def plain_figures(found: Any, **more: Any) -> dict[str, Any]:
    """A statistical answer, with `more` beside it: intervals as [low, high], and nothing that JSON has not."""
    values: Mapping[str, Any] = {**(asdict(found) if is_dataclass(found) else dict(found)), **more}  # type: ignore[arg-type]
    said: dict[str, Any] = _finite(plain(_as_lists(values)))
    return said


def _as_lists(value: Any) -> Any:
    """Intervals as [low, high] and not as named fields: what every key called `interval` holds."""
    if isinstance(value, dict):
        return {name: _as_lists(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(each) for each in value]
    return value


def _finite(value: Any) -> Any:
    """Numbers without end, and no numbers, as null: JSON has neither."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return value
