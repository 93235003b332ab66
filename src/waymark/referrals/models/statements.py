"""What a report says: people and accounts, IP captures, files, what others added, and what no reader placed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models.reports import Report


class Party(models.Model):
    """A person or account that a report names, in the role it gives them.

    account_key: the account in comparable form with its provider, empty where either is not stated.
    detail: everything the report says of them, as JSON.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "ordinal")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    ordinal = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    role = models.TextField()
    account_key = models.TextField(blank=True)
    detail = models.JSONField()

    class Meta:
        db_table = "party"
        indexes = [
            models.Index(
                fields=["desk", "account_key"],
                condition=~models.Q(account_key=""),
                name="party_by_account",
            )
        ]


class PriorReport(models.Model):
    """An earlier report's number, as a later report names it for one of its parties.

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "party_ordinal", "number")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    party_ordinal = models.IntegerField()
    number = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)

    class Meta:
        db_table = "prior_report"
        indexes = [models.Index(fields=["desk", "number"], name="prior_report_by_number")]


class IPCapture(models.Model):
    """One IP capture event, as stated; partitioned by report, a million reports each (docs/adr/0004).

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "ordinal")
    report_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    desk_id = models.SmallIntegerField()
    of = models.TextField()
    of_ordinal = models.IntegerField()
    address = models.TextField(blank=True)
    event = models.TextField(blank=True)
    captured_text = models.TextField(blank=True)
    captured_at = models.DateTimeField(null=True)
    zone = models.TextField(blank=True)
    zone_assumed_by = models.TextField(blank=True)
    possible_proxy = models.BooleanField(null=True)
    port = models.IntegerField(null=True)

    class Meta:
        db_table = "ip_capture"
        managed = False


class ReportedFile(models.Model):
    """A file that a report names: numbers and hashes; partitioned like IPCapture.

    hashes: each as [label, value, kind]. Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "ordinal")
    report_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    desk_id = models.SmallIntegerField()
    file_id = models.TextField(blank=True)
    name = models.TextField(blank=True)
    relevance = models.TextField(blank=True)
    classification = models.TextField(blank=True)
    viewed_by_esp = models.BooleanField(null=True)
    publicly_available = models.BooleanField(null=True)
    annotations = ArrayField(models.TextField())
    hashes = models.JSONField()
    detail = models.JSONField()

    class Meta:
        db_table = "reported_file"
        managed = False


class Addition(models.Model):
    """What somebody other than the reporter added to a report on its way. See `types.Addition`.

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "n")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    added_by = models.TextField()
    section = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    name = models.TextField(blank=True)
    value = models.TextField(blank=True)

    class Meta:
        db_table = "addition"


class KeptRaw(models.Model):
    """An element or attribute that no reader placed, at its path.

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "n")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    path = models.TextField()
    text = models.TextField(blank=True)

    class Meta:
        db_table = "kept_raw"
