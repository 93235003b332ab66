"""The force's authority to hold media, the keys it is sealed for, and what is sealed."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.stages.intake.models.deliveries import Delivery


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
