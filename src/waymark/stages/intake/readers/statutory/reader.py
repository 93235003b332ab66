"""The UK statutory report read into facts: leniently, because a report with a fault still tells of a child.

What keeps to the schema is placed; what does not, and what is beyond it, is kept raw at its JSON path. Each
fault of the document by the schema is told as a `Flaw`, so that a person sees it and the report is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from waymark.referrals.types import DocumentKind, Fact, Flaw, LawEnforcement, Report
from waymark.stages.intake.readers.errors import UnknownRoot
from waymark.stages.intake.readers.json_documents import Members, Value, load, plain
from waymark.stages.intake.readers.json_taking import Part, Taking
from waymark.stages.intake.readers.schema_faults import faults_in
from waymark.stages.intake.readers.signatures import embeds_media
from waymark.stages.intake.readers.statutory.paths import KNOWN_PATHS
from waymark.stages.intake.readers.statutory.people import People
from waymark.stages.intake.readers.statutory.places import Details, take_files
from waymark.stages.intake.readers.statutory.schema import IDENTIFIER, SCHEMA

__all__ = ["KNOWN_PATHS", "looks_like", "read"]

# A document that is wrong throughout has the same fault a thousand times; a person is shown the first of them.
_MOST_FLAWS = 50
_NAMED = re.compile(r'"schema"\s*:\s*"urn:waymark:schema:uk-statutory-report:')
_DETECTION = ("detected_at", "method", "description", "reviewed_by_person")
_RELATIONS: Mapping[str, str] = {"adds_to": "adds_to", "corrects": "adds_to", "withdraws": "withdraws"}


def looks_like(head: str) -> bool:
    """Whether a document's beginning names our schema of a statutory report, in any version of it."""
    is_named = head.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and _NAMED.search(head) is not None
    return is_named and not embeds_media(head)


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a statutory report into facts, its `Report` last; or each report of a list, one behind the other.

    trace: name each leaf that was read as well. Raises CannotRead for what is no JSON object, or names
    another schema.
    """
    document = load(stream)
    if isinstance(document, list) and document:
        # A portal's export: several reports in one list, each read by itself.
        for n, each in enumerate(document):
            yield from _read_one(each, f"$[{n}]", traced=trace)
    else:
        yield from _read_one(document, "$", traced=trace)


def _read_one(document: Value, path: str, *, traced: bool) -> Iterator[Fact]:
    if not isinstance(document, Members):
        raise UnknownRoot(where=path, what="What stands there is no JSON object")
    taking = Taking(traced=traced)
    whole = Part(taking, document, path)
    schema = whole.text("schema")
    if schema != IDENTIFIER:
        raise UnknownRoot(where=f"{path}.schema", what=f"The document does not name the schema {IDENTIFIER}")
    head = _take(whole, taking)
    whole.close()
    yield from taking.out
    yield from _flaws(plain(document), path)
    yield head


def _flaws(document: object, root: str) -> Iterator[Flaw]:
    faults = faults_in(document, SCHEMA)
    for path, what in faults[:_MOST_FLAWS]:
        yield Flaw(
            root + path.removeprefix("$"), f"By the schema this {what}. The report was read without it"
        )
    if len(faults) > _MOST_FLAWS:
        rest = len(faults) - _MOST_FLAWS
        yield Flaw(root, f"The schema has {rest} more faults to show: ask the provider for the report again")


def _take(whole: Part, taking: Taking) -> Report:
    people = People(taking)
    details = Details()
    reporter, platform = _provider(whole, people, details)
    details.add("detection", whole.part("detection"), *_DETECTION)
    content = whole.part("content")
    occurred_at, offences = content.time("occurred_at"), content.texts("offence_types")
    details.add("content", content, "urls", "place", "publicly_available", "notes")
    level, escalation = _priority(whole.part("priority"), details)
    for user in whole.parts("users"):
        people.take_user(user)
    for child in whole.parts("suspected_children"):
        people.take_child(child)
    take_files(whole, taking, people)
    adds_to, withdraws = _earlier(whole, details)
    for elsewhere in whole.parts("already_reported"):
        details.add("already_reported", elsewhere, "body", "reference", "at")
    police = whole.part("law_enforcement")
    agency, case = police.text("agency"), police.text("reference")
    details.add("declaration", whole.part("declaration"), "made", "name", "at", "text")
    details.add("report", whole, "made_at")
    return Report(
        DocumentKind.RETRACTION if withdraws and not adds_to else DocumentKind.REPORT,
        number=whole.text("reference").strip(),
        incident_type="; ".join(offences),
        incident_at=occurred_at,
        platform=platform,
        escalation=escalation,
        details=details.made(),
        law_enforcement=LawEnforcement(agency=agency, case_number=case) if agency or case else None,
        additional_info=whole.texts("notes"),
        reporter=reporter,
        priority=level,
        adds_to=adds_to,
        withdraws=withdraws,
    )


def _provider(whole: Part, people: People, details: Details) -> tuple[str, str]:
    """Take the provider, its people and its service; returns the names of provider and service."""
    provider, service = whole.part("provider"), whole.part("service")
    reporter = provider.text("name")
    people.take_staff(provider.part("contact"), "contact person")
    people.take_staff(whole.part("authorised_person"), "authorised person")
    details.add("provider", provider, "company_number", "country", place="address")
    platform = service.text("name")
    details.add("service", service, "kind", "url")
    return reporter, platform


def _priority(priority: Part, details: Details) -> tuple[str, str]:
    """The provider's own level, and its reason for urgency where it says that a child is in danger now."""
    level, reason = priority.text("level"), priority.text("reason")
    is_danger = priority.flag("child_in_immediate_danger")
    details.add_values("priority_assessment", reason=reason, child_in_immediate_danger=_word(is_danger))
    return level, (reason or "child in immediate danger") if is_danger else ""


def _word(said: bool | None) -> str:  # noqa: FBT001 - the shape of a stated fact
    return "" if said is None else str(said).lower()


def _earlier(whole: Part, details: Details) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which earlier reports this one adds to (or corrects), and which it withdraws."""
    found: dict[str, list[str]] = {"adds_to": [], "withdraws": []}
    for earlier in whole.parts("subsequent_to"):
        reference, relation = earlier.text("reference").strip(), earlier.text("relation")
        details.add_values(
            "subsequent_to", reference=reference, relation=relation, reason=earlier.text("reason")
        )
        if reference and relation in _RELATIONS:
            found[_RELATIONS[relation]].append(reference)
    return tuple(found["adds_to"]), tuple(found["withdraws"])
