"""Reports, and what makes several documents one report: numbers, what they name, what says the same again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk


class Report(models.Model):
    """What one source said in one document.

    detail: what is said once and not searched (incident details, law enforcement, boilerplate), as JSON.
    source: as the door was told; reporter: as the document says.
    form: which kind of document said it; clearing_house: whose numbers it bears and names (`rules.ClearingHouse`).
    priority: the sender's own mark. source_grade, handling_code, handling_conditions, marking: as stated.
    Ends: with its delivery, by two people and a certificate.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    source = models.TextField(blank=True)
    number = models.TextField(blank=True)
    received_at = models.DateTimeField()
    incident_type = models.TextField(blank=True)
    incident_at = models.DateTimeField(null=True)
    platform = models.TextField(blank=True)
    escalation = models.TextField(blank=True)
    annotations = ArrayField(models.TextField(), default=list)
    batched = models.TextField(blank=True)
    detail = models.JSONField()
    parties = models.IntegerField()
    events = models.IntegerField()
    files = models.IntegerField()
    source_grade = models.TextField(blank=True)
    handling_code = models.TextField(blank=True)
    marking = models.TextField(blank=True)
    form = models.TextField(blank=True, db_default="")
    clearing_house = models.TextField(blank=True, db_default="")
    reporter = models.TextField(blank=True, db_default="")
    priority = models.TextField(blank=True, db_default="")
    handling_conditions = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "report"


class ReportNumber(models.Model):
    """A number by which a clearing house knows a report; it may arrive after the report did.

    clearing_house: whose number it is (`rules.ClearingHouse`): two houses may give the same one.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "number")
    report = models.ForeignKey(Report, models.PROTECT)
    number = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    said_by = models.TextField()
    clearing_house = models.TextField(db_default="ncmec")

    class Meta:
        db_table = "report_number"
        indexes = [models.Index(fields=["desk", "number"], name="report_number_by_number")]


class NamedReport(models.Model):
    """An earlier report's number, as a report names it for itself: as what it adds to, or takes back.

    why: adds_to or withdraws. The report so named may arrive before or after.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "why", "number")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    why = models.TextField()
    number = models.TextField()
    clearing_house = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)

    class Meta:
        db_table = "named_report"
        indexes = [models.Index(fields=["desk", "number"], name="named_report_by_number")]


class SameReport(models.Model):
    """That a document says again what another said under the same number, or adds to it (docs/adr/0016).

    of: the report that it belongs to, the first of it that arrived. relation: original (another form of it,
    counted once with it), resend (the same form with the same content), supplement (the same form with other
    content: a report of its own, counted by itself).
    Ends: with its report.
    """

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="+")
    of = models.ForeignKey(Report, models.PROTECT, related_name="+")
    relation = models.TextField()
    number = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    found_at = models.DateTimeField()

    class Meta:
        db_table = "same_report"
