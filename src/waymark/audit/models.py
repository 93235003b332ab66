"""The ledger: entries for ever, details that can be erased, and the head of the chain."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One thing done, chained to the one before; partitioned by number, ten million entries each.

    It knows officers and desks by id alone.

    Ends: never. Entries hold references and digests, and no person's details.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    event = models.TextField()
    subject = models.TextField()
    actor_id = models.BigIntegerField()
    desk_id = models.SmallIntegerField(null=True)
    detail_digest = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "audit_entry"
        managed = False


class AuditDetail(models.Model):
    """What an entry was about, in words and values; salted, so that its digest tells nothing.

    detail: JSON in the very words that the digest covers; a column of JSON would write numbers anew.
    Ends: with the record it speaks of, erased by the disposal role; the entry stays.
    """

    seq = models.BigIntegerField(primary_key=True)
    desk_id = models.SmallIntegerField(null=True)
    salt = models.BinaryField()
    detail = models.TextField()

    class Meta:
        db_table = "audit_detail"


class AuditHead(models.Model):
    """The newest entry's number and digest: one row, locked by each transaction as its last act.

    Ends: never.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    digest = models.BinaryField()

    class Meta:
        db_table = "audit_head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_one_row")]
