"""Django's own way of writing the same rows into the same tables: bulk_create, one commit a report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.bed import Bed

if TYPE_CHECKING:
    from waymark.access.rules import Viewer


def bulk_created(bed: Bed, viewer: Viewer) -> float:
    """Seconds to write every report of `ours` into a fresh database `raw`. The objects are made beforehand."""
    from django.db import transaction

    from waymark.access.viewing import show_desks

    reports = _objects(bed, viewer)
    bed.clone("raw")
    started = perf_counter()
    for each in reports:
        with transaction.atomic():
            show_desks(viewer)
            for model, objects in each:
                model.objects.bulk_create(objects)
    return perf_counter() - started


def _objects(bed: Bed, viewer: Viewer) -> list[list[tuple[Any, list[Any]]]]:
    """Of each report, the objects of every model that intake wrote, in the order that foreign keys ask for."""
    from django.db import transaction

    from waymark.access.viewing import show_desks
    from waymark.audit.models import AuditDetail, AuditEntry
    from waymark.referrals.models import IPCapture, KeptRaw, Party, PriorReport, ReportedFile, ReportNumber
    from waymark.referrals.models import Report as ReportRow
    from waymark.stages.intake.models import Delivery, DeliveryPart, Reading

    with bed.superuser("waymark") as template:
        (last,) = template.execute("select seq from audit_head").fetchone() or (0,)
    with transaction.atomic():
        show_desks(viewer)
        report_of = dict(Reading.objects.values_list("delivery_id", "report_id"))
        subject = dict(Delivery.objects.values_list("reference", "id"))
        own = {reference: report_of[id_] for reference, id_ in subject.items()} | dict(
            ReportRow.objects.values_list("reference", "id")
        )
        entries = list(AuditEntry.objects.filter(seq__gt=last).order_by("seq"))
        of_entry = {entry.seq: own[entry.subject] for entry in entries}
        sources: list[tuple[Any, list[Any], Any]] = [
            (Delivery, list(Delivery.objects.all()), lambda one: report_of[one.id]),
            (DeliveryPart, list(DeliveryPart.objects.all()), lambda one: report_of[one.delivery_id]),
            (ReportRow, list(ReportRow.objects.all()), lambda one: one.id),
            *(
                (model, list(model.objects.all()), lambda one: one.report_id)
                for model in (ReportNumber, Party, PriorReport, IPCapture, ReportedFile, KeptRaw, Reading)
            ),
            (AuditEntry, entries, lambda one: of_entry[one.seq]),
            (
                AuditDetail,
                list(AuditDetail.objects.filter(seq__gt=last)),
                lambda one: of_entry[one.seq],
            ),
        ]
    found: dict[int, list[tuple[Any, list[Any]]]] = {id_: [] for id_ in report_of.values()}
    for model, objects, report_id_of in sources:
        for report_id, some in _grouped(objects, report_id_of):
            found[report_id].append((model, some))
    return list(found.values())


def _grouped(objects: list[Any], key: Any) -> Iterator[tuple[int, list[Any]]]:
    for report_id, some in groupby(sorted(objects, key=key), key):
        yield report_id, list(some)
