"""The shared record's tables. Rows are written by operations alone and never edited but where a field says so."""

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


class Referral(models.Model):
    """The unit of work about one subject, with every report about it.

    merged_into: the elder referral that this one was found to be, because a report arrived that joins them.
    review_on: when a person must decide whether it is still needed.
    Ends: reviewed every ten years (the Code of 20 July 2023 on police records, group 1), disposed by two people.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    opened_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    review_on = models.DateField()

    class Meta:
        db_table = "referral"


class ReferralReport(models.Model):
    """That a report is about a referral's subject, and why that was plain without a judgement.

    party_ordinal: the party who is the subject; 0 where the report names no suspect.
    joined_by: opened, same_account, named_report or same_report for a person reported, who is in one referral;
    names_number for the description of a file and withdraws for a retraction, which are about every referral of
    each report that bears the number they name.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "party_ordinal", "referral_id")
    referral = models.ForeignKey(Referral, models.PROTECT)
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    party_ordinal = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    joined_by = models.TextField()
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "referral_report"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "party_ordinal"],
                condition=~models.Q(joined_by__in=["names_number", "withdraws"]),
                name="person_in_one_referral",
            )
        ]


class ReferralNews(models.Model):
    """What came to a standing referral after it was last looked at, until a named officer has seen it.

    kind: supplement, original, retraction. words: what is new, line by line, as found when it came.
    level and rank before and after: what it did to the referral's place.
    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    kind = models.TextField()
    words = models.JSONField()
    level_before = models.TextField(blank=True)
    level_after = models.TextField(blank=True)
    rank_before = models.TextField(blank=True)
    rank_after = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "referral_news"
        constraints = [
            models.UniqueConstraint(fields=["referral", "report", "kind"], name="referral_news_once")
        ]
        indexes = [
            models.Index(fields=["referral"], condition=models.Q(seen_at=None), name="referral_news_unseen")
        ]
