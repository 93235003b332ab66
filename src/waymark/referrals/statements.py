"""What a fact states, field by field, in a form in which two documents can be compared.

Two documents that say one thing seldom use the same characters: a PDF wraps lines and writes the month first,
JSON writes event names in capitals. So each statement has a comparable form beside its words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from waymark.referrals.identifiers import email_key, ip_key, phone_key, url_key
from waymark.referrals.types import (
    Contact,
    Device,
    FileHash,
    IPCaptureEvent,
    Party,
    Report,
    ReportedFile,
    StatedTime,
    Zone,
)


class Said(NamedTuple):
    """One thing that a fact states.

    what: the field, such as `account.screen_name`. identity: tells the values of a list apart, empty for a
    field that has one. content: the comparable form. text: the words to show.
    """

    what: str
    identity: Hashable
    content: Hashable
    text: str


# Which fact of the document it is, and what it belongs to: places in one document, not statements.
_PLACES = frozenset(("ordinal", "of", "of_ordinal", "associated_with"))
# Words that the forms of one report write in different capitals, or digits that have no case.
_CASELESS = frozenset(("event", "classification", "relevance", "escalation", "country", "id_type"))


def statements(fact: Party | Report | ReportedFile | IPCaptureEvent) -> dict[tuple[str, Hashable], Said]:
    """Everything that a fact states, by field and identity; what it does not state is absent."""
    return {(said.what, said.identity): said for said in _of_record(fact, "")}


def folded(text: str) -> str:
    """Words without the line breaks and repeated blanks that a page puts between them."""
    return " ".join(text.split())


def time_key(time: StatedTime | None) -> Hashable:
    """The moment where its zone was stated; otherwise the words, whatever was assumed; None for no time."""
    if time is None:
        return None
    return time.instant if time.instant and time.zone is Zone.STATED else folded(time.text)


def address_key(text: str) -> str:
    """An address in its one written form; other words as they stand, without regard to case."""
    return ip_key(text) or folded(text).casefold()


def _of_record(record: Any, prefix: str) -> Iterator[Said]:
    names = [field.name for field in fields(record)] if is_dataclass(record) else record._fields
    for name in names:
        if prefix or name not in _PLACES:
            yield from _of_value(f"{prefix}{name}", name, getattr(record, name))


def _of_value(what: str, name: str, value: Any) -> Iterator[Said]:
    if value is None or value in ("", ()):
        return
    if isinstance(value, StatedTime):
        yield Said(what, "", time_key(value), value.text)
    elif isinstance(value, str):
        yield from _of_words(what, name, value)
    elif is_dataclass(value):
        yield from _of_record(value, f"{what}.")
    elif type(value) is tuple:
        yield from (_of_member(what, each) for each in value if each != "")
    else:
        yield Said(what, "", value, _shown(value))


def _of_words(what: str, name: str, value: str) -> Iterator[Said]:
    words = folded(value)
    if not words:
        return
    if name == "address":
        yield Said(what, "", address_key(value), value)
    else:
        yield Said(what, "", words.casefold() if name in _CASELESS else words, value)


def _of_member(what: str, member: Any) -> Said:
    """One value of a list: its identity says which it is, its content all that is said of it."""
    if isinstance(member, Contact):
        dialled = phone_key(member.value, calling_code=member.calling_code)
        key = email_key(member.value) or dialled or folded(member.value)
        return Said(what, key, _comparable(member, but=("value", "calling_code")), describe(member))
    if isinstance(member, FileHash):
        exact = member.kind in ("photodna", "other")
        return Said(
            what, (member.kind, member.value if exact else member.value.strip().lower()), "", describe(member)
        )
    if isinstance(member, Device):
        words = folded(member.id_type).casefold(), folded(member.value), member.event.casefold()
        return Said(what, (words, time_key(member.captured_at)), "", describe(member))
    if isinstance(member, str):
        key = url_key(member) if what.endswith("profile_urls") else folded(member)
        return Said(what, key, "", member)
    return Said(what, _comparable(member), "", describe(member))


def _comparable(value: Any, *, but: tuple[str, ...] = ("ordinal",)) -> Hashable:
    """A nested value as what can be compared: the order of what it lists does not matter."""
    if isinstance(value, StatedTime):
        return time_key(value)
    if isinstance(value, str):
        return folded(value)
    if is_dataclass(value):
        return tuple(
            (field.name, _comparable(getattr(value, field.name)))
            for field in fields(value)
            if field.name not in but
        )
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tuple(_comparable(each) for each in value)
    if isinstance(value, tuple):
        return frozenset(_comparable(each) for each in value)
    return value  # type: ignore[no-any-return]


def describe(value: Any) -> str:
    """A value with parts in one line: its value first, if it has one, then whatever else was stated of it."""
    said = list(_of_record(value, ""))
    bare = [each.text for each in said if each.what == "value"]
    named = [f"{each.what.replace('_', ' ')}: {each.text}" for each in said if each.what != "value"]
    if not bare:
        return "; ".join(named)
    return f"{bare[0]} ({'; '.join(named)})" if named else bare[0]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
