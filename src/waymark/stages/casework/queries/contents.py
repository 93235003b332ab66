"""Everything that a package says of a referral, read from the record as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals import queries as records
from waymark.referrals.packaging import (
    PackagedAnswer,
    PackagedAssessment,
    PackagedReport,
    PackagedResolution,
    PackagedVerdict,
)
from waymark.referrals.records import CaptureLine, FileLine, ReferralRecord
from waymark.referrals.types import (
    Addition,
    DocumentKind,
    Fact,
    FileHash,
    IPCaptureEvent,
    KeptRaw,
    Of,
    Report,
    ReportedFile,
    StatedTime,
    Zone,
)
from waymark.referrals.wire import HeadDetail, head_from
from waymark.stages.attribution import queries as attribution
from waymark.stages.attribution.queries.answers import AnswerRecord, answers_of
from waymark.stages.attribution.queries.gate import judgements_of
from waymark.stages.attribution.rules.answers import must_be_acknowledged
from waymark.stages.intake.queries.fact_grades import own_grades
from waymark.stages.prioritisation import queries as prioritisation

_ALL = 1_000_000


def packaged_reports(viewer: Viewer, found: ReferralRecord) -> tuple[PackagedReport, ...]:
    """Every report of a referral with its facts, in whatever form it came. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    ids = found.report_ids
    parties = _by_report((line.report, line.party) for line in found.parties)
    events = _by_report((line.report, _event(line)) for line in records.captures(viewer, ids, limit=_ALL))
    files = _by_report((line.report, _file(line)) for line in records.files(viewer, ids, limit=_ALL))
    additions = _by_report(
        (line.report, Addition(line.by, line.section, line.name, line.value, line.subject))
        for line in records.additions(viewer, ids, limit=_ALL)
    )
    gradings = own_grades(viewer, ids)
    kept = _by_report(
        (report, KeptRaw(path, text)) for report, path, text in records.kept_raw(viewer, ids, limit=_ALL)
    )
    heads = _heads(ids)
    made = []
    for line in found.reports:
        head, came = heads[line.reference]
        facts = [
            fact
            for part in (parties, events, files, additions, gradings, kept)
            for fact in part.get(line.reference, ())
        ]
        made.append(
            PackagedReport(
                line.reference,
                (*facts, head),
                source=line.source,
                received_at=line.received_at,
                delivery=came[0],
                sha256=came[1],
                reader=came[2],
            )
        )
    return tuple(made)


def packaged_verdicts(viewer: Viewer, found: ReferralRecord) -> tuple[PackagedVerdict, ...]:
    """What was made of each IP event. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    names = {line.id: line.reference for line in found.reports}
    verdicts = attribution.verdicts(viewer, found.report_ids, limit=_ALL)
    return tuple(
        PackagedVerdict(
            names[report_id],
            ordinal,
            verdict.operator,
            verdict.kind,
            verdict.resolvability,
            verdict.reasons,
            "; ".join(verdict.reference),
        )
        for (report_id, ordinal), verdict in sorted(verdicts.items())
    )


def packaged_resolutions(
    viewer: Viewer, referral_id: int, *, rests_on: str = ""
) -> tuple[PackagedResolution, ...]:
    """Answers that name people judged suspects, and the one that the package rests on. Raises NotPermitted.

    A subscriber whom nobody judged is only a bill payer, and an answer that proved wrong is told to nobody.
    """
    require(viewer, Permission.READ_RECORD)
    judged = {line.answer: line.is_suspect for line in judgements_of(viewer, referral_id)}
    return tuple(
        _resolution(each, "suspect" if judged.get(each.reference) else "")
        for each in answers_of(viewer, referral_id=referral_id)
        if not each.is_wrong and (judged.get(each.reference) or each.reference == rests_on)
    )


def _resolution(answer: AnswerRecord, judged: str) -> PackagedResolution:
    said, asked = answer.said, answer.question.stated
    report, _, event = answer.question.event.partition("/")
    return PackagedResolution(
        answer.reference,
        report,
        int(event) if event.isascii() and event.isdigit() else 0,
        asked.address,
        asked.port,
        asked.at.instant if asked.at else None,
        said.about.operator or asked.operator,
        said.subscriber,
        said.installation,
        said.installation_postcode,
        said.uprn,
        said.billing,
        said.billing_postcode,
        judged,
        tuple(each.words for each in must_be_acknowledged(answer.comparison)),
    )


def packaged_assessment(viewer: Viewer, referral_id: int) -> PackagedAssessment | None:
    """The newest assessment, with the answers it rests on; None while there is none. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    newest = next(iter(prioritisation.assessments(viewer, referral_id, as_it_stands=True)), None)
    if newest is None:
        return None
    said = prioritisation.known_facts(viewer, referral_id)
    answers = tuple(PackagedAnswer(each.fact, each.said, each.source, each.answered_at) for each in said)
    lowest, highest = newest.could_be
    return PackagedAssessment(newest.level, lowest, highest, newest.fired, newest.policy, newest.at, answers)


def audit_extract(references: Sequence[str]) -> bytes:
    """What was done with these references, as JSON Lines: entries alone, with the digests that chain them.

    The sender's ledger can prove each; details and officers' names stay there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select seq, at, event, subject, actor_id, encode(detail_digest, 'hex'), encode(digest, 'hex') "
            "from audit_entry where subject = any(%s) order by seq",
            [list(references)],
        )
        lines = [
            {
                "seq": seq,
                "at": _moment(at),
                "event": event,
                "subject": subject,
                "officer": actor,
                "detail_digest": detail,
                "digest": digest,
            }
            for seq, at, event, subject, actor, detail, digest in cursor.fetchall()
        ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _by_report(facts: Iterable[tuple[str, Fact]]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for report, fact in facts:
        found.setdefault(report, []).append(fact)
    return found


def _event(line: CaptureLine) -> IPCaptureEvent:
    stated = None
    if line.captured_text or line.captured_at:
        zone = Zone(line.zone) if line.zone else Zone.UNKNOWN
        stated = StatedTime(line.captured_text, line.captured_at, zone, line.zone_assumed_by)
    return IPCaptureEvent(
        line.ordinal,
        Of(line.of),
        line.of_ordinal,
        line.address,
        line.event,
        stated,
        line.possible_proxy,
        line.port,
    )


def _file(line: FileLine) -> ReportedFile:
    detail = line.detail
    return ReportedFile(
        ordinal=line.ordinal,
        file_id=line.file_id,
        report_number=detail.report_number,
        name=line.name,
        original_name=detail.original_name,
        location=detail.location,
        relevance=line.relevance,
        classification=line.classification,
        uploaded_at=detail.uploaded_at,
        viewed_by_esp=line.viewed_by_esp,
        exif_viewed_by_esp=detail.exif_viewed_by_esp,
        publicly_available=line.publicly_available,
        annotations=line.annotations,
        hashes=tuple(FileHash(*each) for each in line.hashes),
        devices=detail.devices,
        details=detail.details,
        additional_info=detail.additional_info,
    )


_HEAD = (
    "kind", "number", "incident_type", "platform", "escalation", "annotations", "batched", "reporter",
    "priority", "source_grade", "handling_code", "handling_conditions", "marking",
)  # fmt: skip


def _heads(ids: Sequence[int]) -> dict[str, tuple[Report, tuple[str, str, str]]]:
    """Each report's head, and its delivery's reference and digest with the reader that made it."""
    columns = ", ".join(f"r.{name}" for name in _HEAD)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select r.reference, r.detail, coalesce(d.reference, ''), coalesce(encode(d.sha256, 'hex'), ''), "
            f"coalesce(g.reader, ''), {columns} from report r "
            "left join lateral (select * from reading where report_id = r.id order by delivery_id limit 1) g "
            "on true left join delivery d on d.id = g.delivery_id where r.id = any(%s)",
            [list(ids)],
        )
        return {
            row[0]: (_head(head_from(row[1]), row[5:]), (row[2], row[3], row[4])) for row in cursor.fetchall()
        }


def _head(detail: HeadDetail, row: Sequence[Any]) -> Report:
    said = dict(zip(_HEAD, row, strict=True))
    said["kind"] = DocumentKind(said["kind"])
    said["annotations"] = tuple(said["annotations"])
    for name in HeadDetail.__slots__:
        said[name] = said.get(name) or getattr(detail, name)
    return Report(**said)
