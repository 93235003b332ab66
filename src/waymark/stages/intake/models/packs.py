"""What an officer said of the facts of a pack, each time they did."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Report
from waymark.stages.intake.models.deliveries import Delivery


class Pack(models.Model):
    """What the NCA or another force sent, while an officer enters it and afterwards.

    state: draft, entered or set_aside. version: grows with every save, so that two officers never undo one
    another unseen. report: what the confirmed facts became. proposals: what its texts proposed when it was opened,
    by the miner of that name: null where it was opened before they were kept. corrects: the pack that this one
    puts right, entered before it, and why; documents_of: the first of them, whose documents both are made of.
    Ends: with its deliveries.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    state = models.TextField()
    version = models.IntegerField()
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()
    entered_at = models.DateTimeField(null=True)
    entered_by_id = models.BigIntegerField(null=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True)
    proposals = models.JSONField(null=True)
    miner = models.TextField(blank=True, default="")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    documents_of = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+")
    why = models.TextField(blank=True, default="", db_default="")

    class Meta:
        db_table = "pack"
        indexes = [models.Index(fields=["desk", "opened_at"], name="pack_by_desk")]


class PackDocument(models.Model):
    """One of the documents that a pack is made of, in their order.

    Ends: with its delivery.
    """

    pk = models.CompositePrimaryKey("pack_id", "n")
    pack = models.ForeignKey(Pack, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    delivery = models.OneToOneField(Delivery, models.PROTECT)

    class Meta:
        db_table = "pack_document"


class PackFact(models.Model):
    """What an officer said of one fact of a pack, each time they did; the latest revision holds.

    key: its place (`resolution.1.port.1`). state: draft, confirmed, dropped or not_stated.
    value: as printed, or as typed; normal: its comparable form, empty where none is safe.
    how: copied, then from these characters of that page of that document; or typed.
    proposed: what was proposed there, with how sure and why; empty where nothing was.
    source_grade, handling_code, handling_conditions, marking: its own; empty for the pack's.
    Ends: with its pack.
    """

    pk = models.CompositePrimaryKey("pack_id", "key", "revision")
    pack = models.ForeignKey(Pack, models.PROTECT, db_index=False)
    key = models.TextField()
    revision = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    state = models.TextField()
    value = models.TextField(blank=True)
    normal = models.TextField(blank=True)
    how = models.TextField(blank=True)
    document = models.IntegerField(null=True)
    page = models.IntegerField(null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    proposed = models.JSONField()
    source_grade = models.TextField(blank=True)
    handling_code = models.TextField(blank=True)
    handling_conditions = models.TextField(blank=True)
    marking = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()

    class Meta:
        db_table = "pack_fact"


class PackPlace(models.Model):
    """What a confirmed fact of a pack became in its report: the report itself, a party or an event.

    part: report, party or event; ordinal: of the party or event, 0 for the report.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("pack_id", "key", "part", "ordinal")
    pack = models.ForeignKey(Pack, models.PROTECT, db_index=False)
    key = models.TextField()
    part = models.TextField()
    ordinal = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)

    class Meta:
        db_table = "pack_place"


class ResolutionCheck(models.Model):
    """That an officer looked, field by field, at what was asked, what the source says and what was answered.

    digest: of all that was compared: as long as it stays the same, nobody is asked again.
    Ends: with its pack.
    """

    pk = models.CompositePrimaryKey("pack_id", "resolution", "digest")
    pack = models.ForeignKey(Pack, models.PROTECT, db_index=False)
    resolution = models.IntegerField()
    digest = models.BinaryField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    compared = models.JSONField()
    checked_at = models.DateTimeField()
    checked_by_id = models.BigIntegerField()

    class Meta:
        db_table = "resolution_check"
