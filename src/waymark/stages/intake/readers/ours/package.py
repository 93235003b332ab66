"""Another force's package read back into the facts that it was made of; nothing of it is lost.

What the sender made of the facts (verdicts, its assessment, what it asks) is an `Addition` by that force:
never our own finding.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO

from waymark.referrals.packaging import (
    FACTS,
    SCHEMA,
    PackagedAssessment,
    PackagedReport,
    PackagedResolution,
    PackagedVerdict,
)
from waymark.referrals.types import Addition, Fact, Flaw, Report
from waymark.stages.intake.readers.errors import BrokenDocument, UnknownRoot
from waymark.stages.intake.readers.json_documents import Members, Value, load
from waymark.stages.intake.readers.json_taking import Taking, words_of
from waymark.stages.intake.readers.ours.typed import typed
from waymark.stages.intake.readers.signatures import embeds_media

_NAMED = re.compile(r'"schema"\s*:\s*"urn:waymark:schema:dissemination-package:')
_SAID_ONCE = (
    "reference", "made_at", "by", "to", "referral", "source_grade", "handling_code", "handling_conditions",
    "marking",
)  # fmt: skip
_OF_EACH = ("source_grade", "handling_code", "handling_conditions", "marking")
KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "$.schema": "which reader takes it",
        "$.by_name": "Addition: by",
        **{f"$.{name}": "Addition (dissemination)" for name in _SAID_ONCE},
        **{f"$.{name}": f"Report: {name}, where it has none; Addition (dissemination)" for name in _OF_EACH},
        "$.asked[]": "Addition (dissemination): asked",
        "$.notes[]": "Addition (dissemination): note",
        "$.reports[].facts[]": "the fact itself, field by field",
        "$.reports[]": "Addition (provenance)",
        "$.verdicts[]": "Addition (verdict), of the event's address and time",
        "$.assessment": "Addition (assessment)",
        "$.resolutions[]": "Addition (resolution), of the event asked about",
    }
)


def looks_like(head: str) -> bool:
    """Whether a document's beginning names our schema of a package, in any version of it."""
    is_named = head.lstrip("\ufeff \t\r\n").startswith("{") and _NAMED.search(head[:2_000]) is not None
    return is_named and not embeds_media(head)


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a package: the facts of each report in it, its `Report` last. Raises CannotRead."""
    document = load(stream)
    if not isinstance(document, Members):
        raise UnknownRoot(where="$", what="The document is no JSON object")
    package = _Package(Taking(traced=trace))
    package.take(document)
    if not package.reports:
        raise BrokenDocument(where="$.reports", what="The package holds no report that can be read")
    yield from package.taking.out
    for report in package.reports:
        yield from package.facts_of(report)
    yield from package.flaws


@dataclass(slots=True)
class _Package:
    taking: Taking
    by_name: str = ""
    once: dict[str, str] = field(default_factory=dict)
    lists: list[tuple[str, str]] = field(default_factory=list)
    reports: list[PackagedReport] = field(default_factory=list)
    verdicts: list[PackagedVerdict] = field(default_factory=list)
    assessment: PackagedAssessment | None = None
    resolutions: list[PackagedResolution] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    def take(self, document: Members) -> None:
        said = [value for key, value in document.pairs if key == "schema"]
        if said != [SCHEMA]:
            raise UnknownRoot(where="$.schema", what=f"The document does not name the schema {SCHEMA}, once")
        for key, value in document.pairs:
            path = f"$.{key}"
            if key in (*_SAID_ONCE, "by_name", "schema") and isinstance(value, str) and key not in self.once:
                self.once[key] = value
                self.taking.was_read(path, value)
            elif key in ("asked", "notes") and isinstance(value, list):
                self._take_words(key, value)
            elif key in ("reports", "verdicts", "resolutions") and isinstance(value, list):
                for n, each in enumerate(value):
                    self._take_one(key, each, f"{path}[{n}]")
            elif key == "assessment" and self.assessment is None:
                self.assessment = typed(PackagedAssessment, value, path, self.taking, passed={})
            else:
                self.taking.keep(path, value)
        self.by_name = self.once.get("by_name") or self.once.get("by", "")

    def _take_words(self, key: str, value: list[Value]) -> None:
        for n, each in enumerate(value):
            if isinstance(each, str):
                self.lists.append((key.removesuffix("s"), each))
                self.taking.was_read(f"$.{key}[{n}]", each)
            else:
                self.taking.keep(f"$.{key}[{n}]", each)

    def _take_one(self, key: str, value: Value, path: str) -> None:
        if key == "verdicts":
            verdict = typed(PackagedVerdict, value, path, self.taking, passed={})
            self.verdicts += [verdict] if verdict else []
            return
        if key == "resolutions":
            resolution = typed(PackagedResolution, value, path, self.taking, passed={})
            self.resolutions += [resolution] if resolution else []
            return
        facts = self._facts(value, path)
        report = typed(PackagedReport, value, path, self.taking, passed={"facts": facts})
        heads = [fact for fact in facts if isinstance(fact, Report)]
        if report is not None and len(heads) == 1 and facts[-1] is heads[0]:
            self.reports.append(report)
        else:
            what = "This report has not one head that stands last, so it was not read: ask its sender for it again"
            self.flaws.append(Flaw(path, what))

    def _facts(self, value: Value, path: str) -> tuple[Fact, ...]:
        said = (
            next((each for key, each in value.pairs if key == "facts"), None)
            if isinstance(value, Members)
            else None
        )
        found: list[Fact] = []
        for n, each in enumerate(said if isinstance(said, list) else []):
            at = f"{path}.facts[{n}]"
            called = (
                next((word for key, word in each.pairs if key == "fact"), "")
                if isinstance(each, Members)
                else ""
            )
            kind = FACTS.get(called) if isinstance(called, str) else None
            fact = typed(kind, each, at, self.taking, passed={"fact": called}) if kind else None
            if fact is not None:
                self.taking.was_read(f"{at}.fact", words_of(called))
                found.append(fact)
            elif kind is None:
                self.taking.keep(at, each)
        return tuple(found)

    def facts_of(self, report: PackagedReport) -> Iterator[Fact]:
        """A report's facts as they were packed, what the sender made of them, and the head."""
        *before, head = report.facts
        assert isinstance(head, Report)
        yield from before
        yield from self._said_of(report)
        missing = {
            name: self.once[name] for name in _OF_EACH if name in self.once and not getattr(head, name)
        }
        yield replace(head, **missing)  # type: ignore[arg-type]  # names of text fields alone

    def _said_of(self, report: PackagedReport) -> Iterator[Addition]:
        for name in _SAID_ONCE:
            if name in self.once:
                yield Addition(self.by_name, "dissemination", name, self.once[name])
        for name, value in self.lists:
            yield Addition(self.by_name, "dissemination", name, value)
        received = report.received_at.isoformat() if report.received_at else ""
        for name, value in (
            ("reference", report.reference),
            ("source", report.source),
            ("received_at", received),
            ("delivery", report.delivery),
            ("sha256", report.sha256),
            ("reader", report.reader),
        ):
            if value:
                yield Addition(self.by_name, "provenance", name, value)
        yield from self._verdicts_of(report)
        for resolution in self.resolutions:
            is_of_none = resolution.report not in {each.reference for each in self.reports}
            if resolution.report == report.reference or (is_of_none and report is self.reports[0]):
                yield from _resolved(self.by_name, resolution)
        if self.assessment is not None:
            yield from _assessed(self.by_name, self.assessment)

    def _verdicts_of(self, report: PackagedReport) -> Iterator[Addition]:
        for verdict in self.verdicts:
            if verdict.report != report.reference:
                continue
            subject = f"event {verdict.event}"
            for name in ("operator", "kind", "resolvability", "reference_data"):
                if value := getattr(verdict, name):
                    yield Addition(self.by_name, "verdict", name, value, subject)
            for reason in verdict.reasons:
                yield Addition(self.by_name, "verdict", "reason", reason, subject)


def _resolved(by: str, resolution: PackagedResolution) -> Iterator[Addition]:
    subject = f"event {resolution.event}" if resolution.event else ""
    for each in fields(resolution):
        value = getattr(resolution, each.name)
        if each.name in ("report", "event") or value in ("", None, ()):
            continue
        for said in value if isinstance(value, tuple) else (value,):
            text = said.isoformat() if isinstance(said, datetime) else str(said)
            yield Addition(by, "resolution", each.name, text, subject)


def resolutions_in(content: bytes) -> tuple[PackagedResolution, ...]:
    """What a package says that operators answered, for whoever compares it anew. Raises CannotRead."""
    document = load(io.BytesIO(content))
    said = dict(document.pairs).get("resolutions") if isinstance(document, Members) else None
    taking = Taking(traced=False)
    found = (
        typed(PackagedResolution, each, "$.resolutions", taking, passed={})
        for each in (said if isinstance(said, list) else ())
    )
    return tuple(each for each in found if each is not None)


def _assessed(by: str, assessment: PackagedAssessment) -> Iterator[Addition]:
    for name in ("level", "lowest", "highest", "fired", "policy"):
        if value := getattr(assessment, name):
            yield Addition(by, "assessment", name, value)
    if assessment.assessed_at:
        yield Addition(by, "assessment", "assessed_at", assessment.assessed_at.isoformat())
    for answer in assessment.answers:
        yield Addition(by, "assessment", answer.fact, answer.answer, answer.source)
