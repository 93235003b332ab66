"""Files of the received JSON: their names, hash, tags and captures; never their content."""

from __future__ import annotations

from collections.abc import Iterator

from waymark.referrals.types import (
    Addition,
    FileHash,
    Named,
    NamedValue,
    Of,
    ReportedFile,
    StatedTime,
)
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.received.captures import Captures, read_captures
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.json_nodes import Node
from waymark.stages.intake.readers.received.moments import year_first

UPLOADED_AT = "upload date and time"  # Dropbox's name for it in `espMetadata`


def read_file(node: Node, *, esp: str) -> None:
    """Read one file; its events come before it in the stream, its tags and what its text holds behind it."""
    reading = node.reading
    reading.files += 1
    ordinal = reading.files
    captures = read_captures(node, Of.FILE, ordinal)
    name, original = node.text("filename"), node.text("originalFilename")
    pairs = list(_metadata(node))
    submittal = node.text("submittalId")
    texts = node.values("additionalInformations")
    locations, beyond = _locations(captures)
    file = ReportedFile(
        ordinal,
        name=name,
        original_name=original,
        location=locations,
        classification=node.token("industryClassification"),
        uploaded_at=_uploaded_at(pairs, captures),
        viewed_by_esp=node.flag("viewedByEsp"),
        hashes=_hashes(node),
        details=(
            *pairs,
            *([NamedValue("", "submittalId", submittal)] if submittal else []),
            *beyond,
        ),
        additional_info=tuple(text for _, text in texts),
    )
    reading.out.append(file)
    subject = name or original
    for tag in _tags(node):
        reading.out.append(Addition("ncmec_analysts", "ncmecTags", "tag", tag, subject))
    for path, text in texts:
        reading.out.extend(found_in(text, path=path, esp=esp, subject=subject))


def _hashes(node: Node) -> tuple[FileHash, ...]:
    value = node.token("verificationHash")
    return (FileHash("verificationHash", value, hash_kind("verificationHash", value)),) if value else ()


def _metadata(node: Node) -> Iterator[NamedValue]:
    metadata = node.node("espMetadata")
    if metadata is None:
        return
    with metadata:
        for each in metadata.nodes("metadatas"):
            pair = NamedValue("espMetadata", each.text("name"), each.words("value"))
            if pair.name or pair.value:
                yield pair


def _uploaded_at(pairs: list[NamedValue], captures: Captures) -> StatedTime | None:
    """When the file was uploaded: as the provider's metadata say, or the one capture of an upload."""
    named = [pair.value for pair in pairs if pair.name.strip().casefold() == UPLOADED_AT and pair.value]
    if named:
        return year_first(named[0])
    moments = list(dict.fromkeys(captures.uploads))
    return moments[0] if len(moments) == 1 else None


def _locations(captures: Captures) -> tuple[str, list[NamedValue]]:
    """The file's own address, and every other page that its captures name."""
    pages: list[tuple[Named, ...]] = [
        *captures.pages,
        *((Named("profile_url", url),) for url in captures.profiles),
    ]
    urls = [value for page in pages for name, value in page if name == "url"]
    location = urls[0] if len(urls) == 1 else ""
    beyond = [
        NamedValue("sourceCaptures", name, value)
        for page in pages
        for name, value in page
        if not (location and name == "url")
    ]
    return location, beyond


def _tags(node: Node) -> Iterator[str]:
    tags = node.node("ncmecTags")
    if tags is None:
        return
    with tags:
        for group in tags.nodes("groups"):
            yield from (tag for _, tag in group.values("tags"))
