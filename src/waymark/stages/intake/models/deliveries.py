"""What arrived, its bytes, what was made of it, and what a person must look at."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Report


class Outcome(models.TextChoices):
    """What became of a delivery. `kept` is a promise still to be read; `duplicate` says nothing new in new bytes."""

    KEPT = "kept"
    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    DUPLICATE = "duplicate"
    UNFINISHED = "unfinished"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


class Delivery(models.Model):
    """What came in by one door at one moment, under its SHA-256.

    has_content: False where the bytes may hold media and were left where they came from.
    text_sha256: where its content is the text taken out of it (of a PDF, DOCX or mail) and not its own bytes:
    that text's digest. sha256 and size are always of the bytes that arrived.
    folder: what lay together (a folder's path, one upload, a folder inside a container), for documents that
    name one another.
    part_of: the container that it was first found in.
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
    part_of = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    text_sha256 = models.BinaryField(null=True)

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
            models.Index(fields=["part_of"], condition=~models.Q(part_of=None), name="delivery_inside"),
        ]


class DeliveryBefore(models.Model):
    """What had become of a delivery until a moment, and what it was taken for; since then, as its newer row or the
    delivery itself says.

    outcome, kind: null where they are not known, because no such rows were kept before. Never changed.
    Ends: with its delivery.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField(null=True)
    outcome = models.TextField(null=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "delivery_before"


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


class DeliveryMember(models.Model):
    """What a container holds, one row a member; or a media file that was delivered by itself, under path ''.

    path: where it lies in the container, made harmless; named: exactly as the container gave it.
    folder: what it lies with, in the words of `Delivery.folder`.
    trouble: why it could not be read and what to do; child: the delivery that its content is, if it is one.
    md5, sha1, sha256, pdq: in hex, of the member's own bytes; pdq where it was computed.
    Ends: with its delivery.
    """

    pk = models.CompositePrimaryKey("delivery_id", "n")
    delivery = models.ForeignKey(Delivery, models.PROTECT, db_index=False, related_name="+")
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    folder = models.TextField()
    path = models.TextField(blank=True)
    named = models.TextField(blank=True)
    size = models.BigIntegerField()
    md5 = models.TextField(blank=True)
    sha1 = models.TextField(blank=True)
    sha256 = models.TextField()
    kind = models.TextField()
    trouble = models.TextField(blank=True)
    child = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    pdq = models.TextField(blank=True)

    class Meta:
        db_table = "delivery_member"
        indexes = [
            # By what it begins with: what lies below a folder lies with it.
            models.Index(
                fields=["desk", "folder"], opclasses=["int2_ops", "text_pattern_ops"], name="member_by_folder"
            ),
            # By what reports list their files by: media may come before the report that lists them.
            *(
                models.Index(fields=["desk", name], condition=models.Q(kind="media"), name=f"media_by_{name}")
                for name in ("md5", "sha1", "sha256")
            ),
        ]


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
