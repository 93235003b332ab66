"""Our JSON Schema of a dissemination's package, made from the types that it holds."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from waymark.referrals.packaging import (
    FACTS,
    SCHEMA,
    PackagedAssessment,
    PackagedReport,
    PackagedResolution,
    PackagedVerdict,
)
from waymark.stages.intake.readers.schema_building import TIME, Schema, document, listed, needed, text, time

NAME = "dissemination-package-1"


def _of(kind: Any) -> Schema:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (wanted,) = [each for each in get_args(kind) if each is not NoneType]
        return {"anyOf": [_of(wanted), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0])}
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _object(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [each.value for each in kind]}
    if kind is datetime:
        return {"type": "string", "pattern": TIME}
    return {"type": {str: "string", int: "integer", bool: "boolean"}[kind]}


def _object(kind: Any, *, leave_out: tuple[str, ...] = ()) -> Schema:
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name not in leave_out}
    if is_dataclass(kind):
        required = [each.name for each in fields(kind) if each.default is MISSING and each.name in hints]
    else:
        required = [name for name in hints if name not in kind._field_defaults]
    words = " ".join((kind.__doc__ or "").split())
    found: Schema = {"type": "object", "description": words, "properties": {}}
    found["properties"] = {name: _of(hint) for name, hint in hints.items()}
    return found | ({"required": required} if required else {})


def _fact(name: str, kind: type) -> Schema:
    found = _object(kind)
    found["properties"] = {"fact": {"const": name}, **found["properties"]}
    return found | {"required": ["fact", *found.get("required", [])]}


def _report() -> Schema:
    found = _object(PackagedReport, leave_out=("facts",))
    facts = listed(
        {"anyOf": [_fact(name, kind) for name, kind in FACTS.items()]},
        "What the report says, in the order in which its reader gave it; the fact `report`, its head, stands last.",
    )
    found["properties"]["facts"] = facts
    return found | {"required": [*found["required"], "facts"]}


SCHEMA_OF_PACKAGE: Schema = document(
    SCHEMA,
    "Dissemination package",
    "What one force sends another about a referral: its reports with every fact, where each came from, what the "
    "sender made of them, and under which grade, handling code and marking. Metadata only. How a package is signed "
    "is said apart from it.",
    {
        "reference": needed("The dissemination's reference with the sender."),
        "made_at": time("When the package was made."),
        "by": needed("The sending force's code."),
        "by_name": needed("The sending force's name."),
        "to": text("The receiving force's code."),
        "referral": needed("The sender's reference of the referral."),
        "asked": listed(text("One thing asked."), "What is asked of the receiver."),
        "source_grade": text("3x5x2, of everything in the package that has none of its own."),
        "handling_code": text("Likewise."),
        "handling_conditions": text("Likewise."),
        "marking": text("Protective marking, likewise."),
        "reports": listed(_report(), "Every report of the referral that is sent."),
        "verdicts": listed(_object(PackagedVerdict), "What the sender made of IP capture events."),
        "assessment": _object(PackagedAssessment),
        "notes": listed(text("One note."), "Anything more."),
        "resolutions": listed(
            _object(PackagedResolution),
            "What operators answered of the events, of people whom this is about.",
        ),
    },
    required=["reference", "made_at", "by", "by_name", "referral", "reports"],
)
