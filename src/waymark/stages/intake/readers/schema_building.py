"""The parts that our published JSON Schemas are built of (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# RFC 3339 with its offset: a time without one could be an hour or a day wrong.
TIME = r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"
HIGHEST_PORT = 65_535
HIGHEST_AGE = 150


def text(description: str, *, words: Sequence[str] = ()) -> Schema:
    """A string; one of `words` where they are given."""
    return {"type": "string", "description": description} | ({"enum": list(words)} if words else {})


def needed(description: str) -> Schema:
    """A string that says something."""
    return {"type": "string", "minLength": 1, "description": description}


def flag(description: str) -> Schema:
    return {
        "type": ["boolean", "null"],
        "description": f"{description} Absent or null is not stated, which is not no.",
    }


def time(description: str) -> Schema:
    return {"type": "string", "pattern": TIME, "description": f"{description} RFC 3339, with its offset."}


def whole(description: str, highest: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": highest, "description": description}


def listed(item: Schema, description: str) -> Schema:
    return {"type": "array", "items": item, "description": description}


def made_of(description: str, members: Mapping[str, Schema], *, required: Sequence[str] = ()) -> Schema:
    """An object. Members that are not named are allowed: a reader keeps them as they came."""
    found: Schema = {"type": "object", "description": description, "properties": dict(members)}
    return found | ({"required": list(required)} if required else {})


def document(
    identifier: str, title: str, description: str, members: Mapping[str, Schema], *, required: Sequence[str]
) -> Schema:
    """A whole schema. identifier: a name (a URN) that is never fetched; it stands in each document too."""
    head = {
        "const": identifier,
        "description": "Which schema, and which version of it, the document keeps to.",
    }
    body = made_of(description, {"schema": head, **members}, required=["schema", *required])
    return {"$schema": DRAFT, "$id": identifier, "title": title, **body}


PHONE = made_of(
    "A telephone number.",
    {
        "number": needed("As stated."),
        "kind": text("Such as mobile."),
        "verified": flag("Whether the provider verified it."),
    },
    required=["number"],
)
EMAIL = made_of(
    "An e-mail address.",
    {
        "address": needed("As stated."),
        "verified": flag("Whether the provider verified it."),
        "verified_at": time("When it did."),
    },
    required=["address"],
)
POSTAL_ADDRESS = made_of(
    "A postal address as stated.",
    {
        "lines": text("Street and number."),
        "city": text("Town or city."),
        "postcode": text("Postcode."),
        "region": text("County, state or province."),
        "country": text("Country, as stated."),
        "kind": text("Such as home, billing or installation: never taken for one another."),
    },
)
IP_EVENT = made_of(
    "One use of an account, or one upload, from an address.",
    {
        "address": needed("IPv4 or IPv6 address, as logged."),
        "port": whole(
            "Source port at the provider's end. Without it an address shared by many names nobody.",
            HIGHEST_PORT,
        ),
        "at": time("When."),
        "event": text("Such as login, registration, upload."),
        "possible_proxy": flag("Whether the provider believes the address is not the user's own."),
    },
    required=["address"],
)
DEVICE = made_of(
    "A device identifier.",
    {
        "kind": text("Such as IMEI, advertising id, model."),
        "value": needed("As stated."),
        "event": text("What it was seen in."),
        "at": time("When."),
    },
    required=["value"],
)
HASH = made_of(
    "A hash value of the file.",
    {
        "algorithm": text(
            "Such as MD5, SHA-1, SHA-256, PDQ, PhotoDNA: 64 hexadecimal digits may be either of two."
        ),
        "value": needed("Hexadecimal or base64, as the algorithm has it."),
    },
    required=["value"],
)
