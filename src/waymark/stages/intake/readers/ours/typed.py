"""Values of our own types out of JSON: each member by its field's name and type, the rest kept raw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from waymark.stages.intake.readers.json_documents import Members, Number, Value
from waymark.stages.intake.readers.json_taking import Taking, leaves, words_of

_T = TypeVar("_T")
_NOT_OF_KIND: Any = object()


def typed(kind: type[_T], value: Value, path: str, taking: Taking, *, passed: Mapping[str, Any]) -> _T | None:
    """A value of one of our types from a JSON object.

    passed: fields that the caller gives itself, and members that the object may have besides. A member that
    is not of its field's kind is kept raw, and the field has its default; None where a field without one is
    missing: then everything of the object is kept raw.
    """
    found = _object(kind, value, path, taking, passed)
    if found is not _NOT_OF_KIND:
        return found  # type: ignore[no-any-return]
    taking.keep(path, value)
    return None


def _object(kind: Any, value: Value, path: str, taking: Taking, passed: Mapping[str, Any]) -> Any:
    if not isinstance(value, Members):
        return _NOT_OF_KIND
    trial = Taking(traced=True)
    found: dict[str, Any] = {}
    hints, defaults = _hints(kind), _defaults(kind)
    counts = Counter(key for key, _ in value.pairs)
    seen: Counter[str] = Counter()
    for key, each in value.pairs:
        seen[key] += 1
        at = f"{path}.{key}" if seen[key] == 1 else f"{path}.{key}#{seen[key]}"
        if key in passed and seen[key] == 1:
            continue
        is_ours = key in hints and counts[key] == 1
        made = _value(hints[key], each, at, trial) if is_ours else _NOT_OF_KIND
        if made is _NOT_OF_KIND:
            trial.keep(at, each)
        else:
            found[key] = made
    given = {name: each for name, each in passed.items() if name in hints}
    if any(name not in found and name not in given for name in hints if name not in defaults):
        return _NOT_OF_KIND
    if not value.pairs:
        trial.was_read(path, "{}")
    taking.take_over(trial)
    return kind(**{**found, **given})


def _value(kind: Any, value: Value, path: str, taking: Taking) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            taking.was_read(path, "null")
            return None
        options = [each for each in get_args(kind) if each is not NoneType]
        return _value(options[0], value, path, taking)
    if origin is tuple:
        return _list(get_args(kind)[0], value, path, taking)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _object(kind, value, path, taking, {})
    found = _leaf(kind, value)
    if found is not _NOT_OF_KIND:
        taking.was_read(path, words_of(value))
    return found


def _list(kind: Any, value: Value, path: str, taking: Taking) -> Any:
    if not isinstance(value, list):
        return _NOT_OF_KIND
    found = []
    for n, each in enumerate(value):
        made = _value(kind, each, f"{path}[{n}]", taking)
        if made is _NOT_OF_KIND:
            for at, text in leaves(f"{path}[{n}]", each):
                taking.keep(at, text)
        else:
            found.append(made)
    if not value:
        taking.was_read(path, "[]")
    return tuple(found)


def _leaf(kind: Any, value: Value) -> Any:
    if kind is str:
        return value if isinstance(value, str) else _NOT_OF_KIND
    if kind is bool:
        return value if isinstance(value, bool) else _NOT_OF_KIND
    if kind is int:
        is_whole = isinstance(value, Number) and value.text.lstrip("-").isdigit() and len(value.text) < 19  # noqa: PLR2004
        return int(value.text) if is_whole and isinstance(value, Number) else _NOT_OF_KIND
    if not isinstance(value, str):
        return _NOT_OF_KIND
    try:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
        if kind is datetime:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else _NOT_OF_KIND
    except ValueError:
        pass
    return _NOT_OF_KIND


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(maxsize=64)
def _defaults(kind: Any) -> frozenset[str]:
    if is_dataclass(kind):
        return frozenset(
            each.name
            for each in fields(kind)
            if each.default is not MISSING or each.default_factory is not MISSING
        )
    return frozenset(kind._field_defaults)
