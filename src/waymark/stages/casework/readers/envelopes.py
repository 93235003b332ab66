"""A package that came from elsewhere: opened within limits, every digest and the signature checked."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from waymark.errors import WaymarkError
from waymark.stages.casework.rules.envelopes import (
    AUDIT,
    MANIFEST,
    PACKAGE,
    SCHEMA,
    SIGNATURE,
    SUMMARY,
    WORDS,
    Heading,
    Letter,
    is_signed_by,
)
from waymark.stages.casework.rules.schemas import MANIFEST as MANIFEST_OF_PACKAGES
from waymark.stages.casework.rules.schemas import OF_LETTERS
from waymark.stages.casework.rules.words import can_be_kept
from waymark.stages.intake.readers.schema_building import Schema
from waymark.stages.intake.readers.schema_faults import faults_in

LARGEST = 256 << 20
"""Of everything in a package together: what is larger is no list of facts."""
_MEMBERS = frozenset({MANIFEST, SIGNATURE, PACKAGE, SUMMARY, AUDIT, WORDS})
_MOST_FAULTS = 3
_KEY = re.compile(r"[0-9a-f]{64}")
_NEEDED = {Letter.DISSEMINATION: PACKAGE, Letter.ANSWER: WORDS, Letter.CORRECTION: WORDS}


class NotAPackage(WaymarkError):
    """A file is no package of ours, or not as its sender made it. Nothing of it is kept."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: nothing was taken in. Ask its sender for it again")


@dataclass(frozen=True, slots=True)
class Opened:
    """A package whose digests and signature hold. key: who signed, which does not say who that is."""

    heading: Heading
    members: dict[str, bytes]
    digest: str
    key: str

    @property
    def words(self) -> dict[str, Any]:
        """The answer or correction that it holds. Raises NotAPackage."""
        return _object(self.members.get(WORDS, b""), WORDS)


def open_package(content: bytes) -> Opened:
    """Open a package. Raises NotAPackage, and nothing else whatever the bytes."""
    members = _members(content)
    manifest = members.pop(MANIFEST, b"")
    signature = members.pop(SIGNATURE, b"")
    stated = _object(manifest, MANIFEST)
    if stated.get("schema") != SCHEMA:
        raise NotAPackage(f"Its manifest does not name the schema {SCHEMA}")
    key = stated.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or not is_signed_by(key, manifest, signature):
        raise NotAPackage("Its signature does not hold: it was changed on its way, or was never signed")
    _check_schema(stated, MANIFEST_OF_PACKAGES, MANIFEST)
    _check_digests(stated.get("files"), members)
    heading = _heading(stated)
    if _NEEDED[heading.letter] not in members:
        raise NotAPackage(f"It says that it is a {heading.letter} and has no {_NEEDED[heading.letter]}")
    opened = Opened(heading, members, hashlib.sha256(manifest).hexdigest(), key)
    if heading.letter in OF_LETTERS:
        _check_schema(opened.words, OF_LETTERS[heading.letter], WORDS)
    return opened


def _check_schema(stated: dict[str, Any], schema: Schema, name: str) -> None:
    faults = faults_in(stated, schema)
    if faults:
        told = "; ".join(f"{fault.path} {fault.what}" for fault in faults[:_MOST_FAULTS])
        raise NotAPackage(f"Its {name} does not keep to {schema['$id']}: {told}")


def _members(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            entries = container.infolist()
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names) or not set(names) <= _MEMBERS:
                raise NotAPackage("It holds files that no package of ours has")
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise NotAPackage(f"It unfolds to more than {LARGEST >> 20} MiB")
            return {entry.filename: _member(container, entry) for entry in entries}
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
        OSError, ValueError, OverflowError, LookupError,
    ) as problem:  # fmt: skip
        raise NotAPackage("It is no whole ZIP file") from problem


def _member(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One member, never more than it says, whatever it unfolds to."""
    with container.open(entry) as stream:
        found = stream.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise NotAPackage("A file in it is not of the size it states")
    return found


def _object(content: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(content.decode())
    except (ValueError, RecursionError) as problem:
        raise NotAPackage(f"Its {name} is missing, or is no JSON") from problem
    if not isinstance(found, dict):
        raise NotAPackage(f"Its {name} is no JSON object")
    return found


def _check_digests(listed: object, members: dict[str, bytes]) -> None:
    found = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in members.items()}
    stated = {
        each.get("name"): (each.get("size"), each.get("sha256"))
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and isinstance(each.get("name"), str)
    }
    if stated != found:
        raise NotAPackage("What it holds is not what its manifest lists")


def _heading(stated: dict[str, Any]) -> Heading:
    said = {name: stated.get(name, "") for name in Heading.__slots__}
    if not all(isinstance(value, str) for value in said.values()):
        raise NotAPackage("Its manifest says something that is no text where it names the sender")
    if said["letter"] not in Letter.__members__.values():
        raise NotAPackage(
            "Its manifest does not say whether it is a dissemination, an answer or a correction"
        )
    if not said["reference"] or not said["by"] or not can_be_kept("".join(said.values())):
        raise NotAPackage("Its manifest does not say who sent it, and under which reference")
    return Heading(**{**said, "letter": Letter(said["letter"])})
