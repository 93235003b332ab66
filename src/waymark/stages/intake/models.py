"""What arrived, its bytes, what was made of it, and what a person must look at."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Report


class Outcome(models.TextChoices):
    """What became of a delivery. `kept` is a promise still to be read."""

    KEPT = "kept"
    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    UNFINISHED = "unfinished"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


class Delivery(models.Model):
    """What came in by one door at one moment, under its SHA-256.

    has_content: False where the bytes may hold media and were left where they came from.
    folder: what lay together (a folder's path, or one upload), for documents that name one another.
    Ends: by two people; its bytes and rows go, a tombstone with its digest stays.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    sha256 = models.BinaryField()
    size = models.BigIntegerField()
    name = models.TextField()
    folder = models.TextField()
    source = models.TextField(blank=True)
    door = models.TextField()
    kind = models.TextField()
    has_content = models.BooleanField()
    received_at = models.DateTimeField()
    received_by_id = models.BigIntegerField()
    outcome = models.TextField(choices=Outcome.choices)

    class Meta:
        db_table = "delivery"
        constraints = [models.UniqueConstraint(fields=["desk", "sha256"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(outcome="kept"),
                name="delivery_to_read",
            ),
            models.Index(fields=["desk", "folder"], name="delivery_by_folder"),
        ]


class DeliveryPart(models.Model):
    """A mebibyte of a delivery's bytes, in order; partitioned by delivery.

    Ends: with its delivery.
    """

    pk = models.CompositePrimaryKey("delivery_id", "n")
    delivery_id = models.BigIntegerField()
    n = models.IntegerField()
    desk_id = models.SmallIntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "delivery_part"
        managed = False


class Reading(models.Model):
    """That a reader made a report out of a delivery, and which version of it did.

    Ends: with its delivery.
    """

    pk = models.CompositePrimaryKey("delivery_id", "report_id")
    delivery = models.ForeignKey(Delivery, models.PROTECT, db_index=False)
    report = models.ForeignKey(Report, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    reader = models.TextField()

    class Meta:
        db_table = "reading"


class WaitingDocument(models.Model):
    """A document that names a report by number and waits for it: a file's description, or an answer
    that gives the number of the report it lay with.

    Ends: with its delivery.
    """

    delivery = models.OneToOneField(Delivery, models.PROTECT, primary_key=True)
    number = models.TextField()
    kind = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    joined = models.BooleanField(default=False)

    class Meta:
        db_table = "waiting_document"
        indexes = [
            models.Index(
                fields=["desk", "number"], condition=models.Q(joined=False), name="waiting_by_number"
            )
        ]


class Fault(models.Model):
    """Something in a delivery that a person must look at: where, what, and what to do.

    Ends: with its delivery.
    """

    reference = models.TextField(unique=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    where = models.TextField()
    what = models.TextField()
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fault"
        indexes = [
            models.Index(fields=["desk", "raised_at"], condition=models.Q(settled_at=None), name="fault_open")
        ]
