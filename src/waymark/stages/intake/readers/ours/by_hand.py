"""A report taken by hand: from the public, a parent, a school, by telephone; or proactive work begun without one.

The page writes this document, and it is kept and read like everything else that arrives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

from waymark.referrals.types import (
    Account,
    Address,
    Contact,
    DocumentKind,
    Fact,
    Flaw,
    IncidentDetail,
    Named,
    Party,
    Report,
    Role,
)
from waymark.stages.intake.readers.errors import UnknownRoot
from waymark.stages.intake.readers.json_documents import Members, load, plain
from waymark.stages.intake.readers.json_taking import Part, Taking
from waymark.stages.intake.readers.ours.by_hand_schema import IDENTIFIER, SCHEMA
from waymark.stages.intake.readers.schema_faults import faults_in
from waymark.stages.intake.readers.signatures import embeds_media

_NAMED = re.compile(r'"schema"\s*:\s*"urn:waymark:schema:report-by-hand:')
_ROLES: Mapping[str, Role] = {"suspected": Role.SUSPECT, "child": Role.VICTIM, "other": Role.OTHER}
KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "$.schema": "which reader takes it",
        "$.source": "Report: reporter; IncidentDetail (report_by_hand)",
        "$.taken_at": "Report: received_at",
        "$.taken_by": "IncidentDetail (report_by_hand)",
        "$.danger_now": "IncidentDetail (report_by_hand); Report: escalation, where it is yes",
        "$.told_to_call_999": "IncidentDetail (report_by_hand)",
        "$.authority": "IncidentDetail (report_by_hand)",
        "$.operation": "IncidentDetail (report_by_hand)",
        "$.offence_types[]": "Report: incident_type",
        "$.occurred_at": "Report: incident_at",
        "$.occurred": "Report: incident_described",
        "$.place": "IncidentDetail (report_by_hand)",
        "$.urls[]": "IncidentDetail (web_page): url",
        "$.platform": "Report: platform",
        "$.statement": "Report: additional_info",
        "$.reporter.name": "Party (reporter): last_name",
        "$.reporter.relationship": "Party (reporter): additional_info",
        "$.reporter.organisation": "Party (reporter): additional_info",
        "$.reporter.phone": "Party (reporter): phones",
        "$.reporter.email": "Party (reporter): emails",
        "$.people[].role": "Party: role",
        "$.people[].first_name": "Party: first_name",
        "$.people[].last_name": "Party: last_name",
        "$.people[].age": "Party: age",
        "$.people[].date_of_birth": "Party: date_of_birth",
        "$.people[].address": "Party: addresses",
        "$.people[].postcode": "Party: addresses",
        "$.people[].phone": "Party: phones",
        "$.people[].email": "Party: emails",
        "$.people[].school": "Party: school",
        "$.people[].service": "Account: service",
        "$.people[].screen_name": "Account: screen_name",
        "$.people[].identifier": "Account: identifier",
        "$.people[].profile_url": "Account: profile_urls",
        "$.people[].note": "Party: additional_info",
    }
)


def looks_like(head: str) -> bool:
    """Whether a document's beginning names our schema of a report by hand, in any version of it."""
    is_named = head.lstrip("\ufeff \t\r\n").startswith("{") and _NAMED.search(head[:2_000]) is not None
    return is_named and not embeds_media(head)


def write_by_hand(said: Mapping[str, Any]) -> bytes:
    """The document of what a form was told: members that say nothing are left out. The same always for the same."""
    document = {
        "schema": IDENTIFIER,
        **{key: said[key] for key in SCHEMA["properties"] if _says(said.get(key))},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _says(value: object) -> bool:
    return value is not None and value not in ("", [], {})


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a report by hand into facts, the head last. Raises CannotRead."""
    document = load(stream)
    taking = Taking(traced=trace)
    if not isinstance(document, Members):
        raise UnknownRoot(where="$", what="The document is no JSON object")
    whole = Part(taking, document, "$")
    if whole.text("schema") != IDENTIFIER:
        raise UnknownRoot(where="$.schema", what=f"The document does not name the schema {IDENTIFIER}")
    _take_reporter(whole.part("reporter"), taking)
    for ordinal, person in enumerate(whole.parts("people"), start=2):
        taking.out.append(_person(person, ordinal))
    head = _head(whole)
    whole.close()
    yield from taking.out
    yield from (Flaw(path, f"By the schema this {what}") for path, what in faults_in(plain(document), SCHEMA))
    yield head


def _take_reporter(part: Part, taking: Taking) -> None:
    name, phone, email = part.text("name"), part.text("phone"), part.text("email")
    words = tuple(text for text in (part.text("relationship"), part.text("organisation")) if text)
    if name or phone or email or words:
        taking.out.append(
            Party(
                1,
                Role.REPORTER,
                description="person who reported",
                last_name=name,
                emails=(Contact(email),) if email else (),
                phones=(Contact(phone),) if phone else (),
                additional_info=words,
            )
        )


def _person(part: Part, ordinal: int) -> Party:
    role = part.text("role")
    email, phone = part.text("email"), part.text("phone")
    lines, postcode = part.text("address"), part.text("postcode")
    service, url, note = part.text("service"), part.text("profile_url"), part.text("note")
    return Party(
        ordinal,
        _ROLES.get(role, Role.OTHER),
        description="" if role in _ROLES else role,
        first_name=part.text("first_name"),
        last_name=part.text("last_name"),
        age=part.age("age"),
        date_of_birth=part.text("date_of_birth"),
        emails=(Contact(email),) if email else (),
        phones=(Contact(phone),) if phone else (),
        addresses=(Address(lines=lines, postcode=postcode),) if lines or postcode else (),
        account=Account(
            identifier=part.text("identifier"),
            service=service,
            screen_name=part.text("screen_name"),
            profile_urls=(url,) if url else (),
            third_party=True if service else None,  # the service is another company's than the reporter's
        ),
        school=part.text("school"),
        additional_info=(note,) if note else (),
    )


def _head(whole: Part) -> Report:
    source, danger = whole.text("source"), whole.text("danger_now")
    told = whole.flag("told_to_call_999")
    urls = tuple(Named("url", each) for each in whole.texts("urls"))
    taken_at, statement = whole.time("taken_at"), whole.text("statement")
    values = [
        Named(name, value)
        for name, value in (
            ("source", source),
            ("danger_now", danger),
            ("told_to_call_999", "" if told is None else str(told).lower()),
            ("taken_by", whole.text("taken_by")),
            ("authority", whole.text("authority")),
            ("operation", whole.text("operation")),
            ("place", whole.text("place")),
        )
        if value
    ]
    details = [IncidentDetail(1, "report_by_hand", tuple(values))] if values else []
    details += [IncidentDetail(len(details) + 1, "web_page", urls)] if urls else []
    return Report(
        DocumentKind.REPORT,
        incident_type="; ".join(whole.texts("offence_types")),
        incident_at=whole.time("occurred_at"),
        incident_described=whole.text("occurred"),
        platform=whole.text("platform"),
        escalation="a child is said to be in danger now" if danger == "yes" else "",
        details=tuple(details),
        additional_info=(statement,) if statement else (),
        reporter=source.replace("_", " "),
        received_at=taken_at,
    )
