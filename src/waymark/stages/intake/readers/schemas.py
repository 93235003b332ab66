"""Our published JSON Schemas, by the names of their files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from waymark.stages.intake.readers.ours import by_hand_schema, package_schema
from waymark.stages.intake.readers.schema_building import Schema
from waymark.stages.intake.readers.statutory import schema as statutory

SCHEMAS: Mapping[str, Schema] = MappingProxyType(
    {
        statutory.NAME: statutory.SCHEMA,
        by_hand_schema.NAME: by_hand_schema.SCHEMA,
        package_schema.NAME: package_schema.SCHEMA_OF_PACKAGE,
    }
)


def schema_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
