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
            )
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


class Pack(models.Model):
    """What the NCA or another force sent, while an officer enters it and afterwards.

    state: draft, entered or set_aside. version: grows with every save, so that two officers never undo one
    another unseen. report: what the confirmed facts became. proposals: what its texts proposed when it was opened,
    by the miner of that name: null where it was opened before they were kept.
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


class MediaAuthority(models.Model):
    """That the force has decided to hold media in the sealed store: asked for by one officer, confirmed by another.

    document: the reference of the document that authorises it, in the force's own records.
    valid_from, valid_until: from the one moment up to the other; ended_at: when it was taken back before.
    Ends: six years after it ceased, by two people: it explains why anything was held.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT)
    document = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "media_authority"


class SealingKey(models.Model):
    """The public half of a key that media is sealed for. The private half was never here.

    The newest of a desk is the one in use.
    Ends: with the last item sealed for it.
    """

    desk = models.ForeignKey(Desk, models.PROTECT)
    public = models.BinaryField()
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "sealing_key"
        constraints = [models.UniqueConstraint(fields=["desk", "public"], name="sealing_key_once")]


class SealedItem(models.Model):
    """A delivery that is or can hold media, whole, as only the holder of the key can read it.

    once: the public half that was made for this item alone.
    Ends: with its delivery; what it was sealed with is destroyed with it.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    delivery = models.OneToOneField(Delivery, models.PROTECT)
    key = models.ForeignKey(SealingKey, models.PROTECT, db_index=False)
    authority = models.ForeignKey(MediaAuthority, models.PROTECT, db_index=False)
    once = models.BinaryField()
    sealed_at = models.DateTimeField()
    sealed_by_id = models.BigIntegerField()

    class Meta:
        db_table = "sealed_item"


class SealedPart(models.Model):
    """A block of a sealed item, in order. Whoever writes it cannot read it back.

    Ends: with its item.
    """

    pk = models.CompositePrimaryKey("item_id", "n")
    item = models.ForeignKey(SealedItem, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    content = models.BinaryField()

    class Meta:
        db_table = "sealed_part"


class SavedColumnMap(models.Model):
    """How one register's columns are our fields, as an officer said: never changed, a new version is a new row.

    columns: pairs of a heading and our field. date_order, blanks: see `readers.registers.maps.ColumnMap`.
    Ends: with its desk; it holds headings and no person's details.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    name = models.TextField()
    version = models.IntegerField()
    columns = models.JSONField()
    date_order = models.TextField()
    blanks = models.JSONField()
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "column_map"
        constraints = [
            models.UniqueConstraint(fields=["desk", "name", "version"], name="column_map_version_once")
        ]
