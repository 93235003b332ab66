"""Uploaded files of section A: names, hashes, and three questions that may stay unanswered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from waymark.referrals.types import FileHash, Flaw, NamedValue, Of, ReportedFile
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.pdf_fields import Field, Grammar, Label, Wrap
from waymark.stages.intake.readers.received.pdf_lines import Line, Reading
from waymark.stages.intake.readers.received.pdf_people import CAPTURES, add_use
from waymark.stages.intake.readers.received.pdf_values import answer, not_stated

_FILE = Grammar(
    {
        "count": Label(r"Number of uploaded files:", ends_text=True),
        "original_name": Label(r"Original File ?name:?", Wrap.WORDS, ends_text=True),
        "name": Label(r"File ?name:", Wrap.WORDS, ends_text=True),
        "md5": Label(r"MD5:", Wrap.SOLID, ends_text=True),
        "sha1": Label(r"SHA-?1:", Wrap.SOLID, ends_text=True),
        "sha256": Label(r"SHA-?256:", Wrap.SOLID, ends_text=True),
        "question": Label(r"(?=Did Reporting\b|Were entire\b)", Wrap.WORDS, ends_text=True),
        "classification": Label(r"Image Categorization by ESP:", Wrap.WORDS, ends_text=True),
        **CAPTURES,
    }
)
_OF_A_FILE = frozenset(("name", "original_name", "md5", "sha1", "sha256"))
_LABELS = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256"}
_QUESTION = frozenset(
    (
        "did", "reporting", "esp", "view", "entire", "contents", "of", "uploaded", "file", "the", "exif",
        "were", "publicly", "available",
    )
)  # fmt: skip
_SCALE = re.compile(r"[AB][12](?![A-Za-z0-9])")


def read_files(lines: Sequence[Line], reading: Reading, *, esp: str) -> None:
    """Read the block of uploaded files: each begins with its name."""
    first = reading.files
    claimed = ""
    for fields in _by_file(_FILE.fields(lines)):
        if any(field.name in _OF_A_FILE for field in fields):
            _read_file(fields, reading, esp=esp)
        for field in fields:
            if field.name == "count":
                claimed = field.words
                reading.account.place(*field.lines)
                at = field.head.path
    found = reading.files - first
    if claimed.isdecimal() and int(claimed[:9]) != found:
        reading.out.append(
            Flaw(
                at, f"The report says how many files it names, and it names {found}: compare with the package"
            )
        )


def _by_file(fields: Iterator[Field]) -> Iterator[list[Field]]:
    group: list[Field] = []
    for field in fields:
        if field.name == "name" and group:
            yield group
            group = []
        group.append(field)
    if group:
        yield group


def _read_file(fields: list[Field], reading: Reading, *, esp: str) -> None:
    reading.files += 1
    ordinal = reading.files
    stated: dict[str, Any] = {"hashes": [], "details": [], "additional_info": []}
    uploads = []
    texts = []
    for field in fields:
        if field.name in ("use", "plain_use"):
            event = add_use(field, reading, Of.FILE, ordinal)
            if event.event.casefold() == "upload" and event.captured_at is not None:
                uploads.append(event.captured_at)
        elif field.name and (not_stated(field.words) or _take(field, stated)):
            reading.account.place(*field.lines)
            texts += [field] if field.name == "more" else []
    if len(set(uploads)) == 1:
        stated["uploaded_at"] = uploads[0]
    lists: dict[str, Any] = {
        name: tuple(stated.pop(name)) for name in ("hashes", "details", "additional_info")
    }
    file = ReportedFile(ordinal, **stated, **lists)
    reading.out.append(file)
    for field in texts:
        subject = file.name or file.original_name
        reading.out.extend(found_in(field.text, path=field.lines[-1].path, esp=esp, subject=subject))


def _take(field: Field, stated: dict[str, Any]) -> bool:
    """Place a field; False when its lines are to be kept raw."""
    name = field.name
    if name in ("name", "original_name"):
        value = _name(field)
        return bool(stated.setdefault(name, value) == value)
    if name in _LABELS:
        value = field.solid.replace(" ", "")
        stated["hashes"].append(FileHash(_LABELS[name], value, hash_kind(_LABELS[name], value)))
        return True
    if name == "question":
        return _take_answer(field.words, stated)
    if name == "classification":
        match = _SCALE.match(field.words)
        if match is None or stated.setdefault("classification", match[0]) != match[0]:
            return False
        if match[0] != field.words:
            stated["details"].append(NamedValue("", "Image Categorization by ESP", field.words))
        return True
    if name == "more":
        stated["additional_info"].append(field.text)
        return True
    return False


def _take_answer(words: str, stated: dict[str, Any]) -> bool:
    """Place a question's answer, which stands behind it, or beside it where the question takes two lines."""
    asked = words.casefold()
    field = (
        "exif_viewed_by_esp"
        if "exif" in asked
        else "viewed_by_esp"
        if asked.startswith("did")
        else "publicly_available"
    )
    given = answer(" ".join(word for word in words.split() if word.strip("?.,").casefold() not in _QUESTION))
    if isinstance(given, str):
        return False
    return given is None or bool(stated.setdefault(field, given) == given)


def _name(field: Field) -> str:
    """A long name was broken inside a word when none of its pieces holds a blank, and at a blank otherwise."""
    return field.words if any(" " in piece for _, piece in field.pieces) else field.solid
