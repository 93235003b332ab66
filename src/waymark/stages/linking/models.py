"""Identifiers, where they were mentioned, and what they propose."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class Identifier(models.Model):
    """A number for one identifier in comparable form, known by digest: it tells nobody what it is.

    digest: the first 16 bytes of SHA-256 over kind and key.
    Ends: when nothing mentions it.
    """

    kind = models.TextField()
    digest = models.BinaryField(unique=True)

    class Meta:
        db_table = "identifier"


class Mention(models.Model):
    """That a report about a referral mentions an identifier, in a role and a field, as stated.

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("identifier_id", "referral_id", "report_id")
    identifier_id = models.BigIntegerField()
    referral_id = models.BigIntegerField()
    report_id = models.BigIntegerField()
    desk_id = models.SmallIntegerField()
    role = models.TextField()
    value = models.TextField()
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mention"
        indexes = [models.Index(fields=["referral_id"], name="mention_by_referral")]


class Judgement(models.TextChoices):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Link(models.Model):
    """A proposal that two referrals are one subject, with its evidence; and what an officer decided.

    one < other. evidence: each piece with kind, value, shared_by, weight and its identifier; identifiers: all
    of those, by which a link is found again when more come to share one. Ends: with either referral.
    """

    reference = models.TextField(unique=True)
    one = models.ForeignKey(Referral, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    probability = models.FloatField()
    evidence = models.JSONField()
    evidence_kinds = ArrayField(models.TextField())
    identifiers = ArrayField(models.BigIntegerField())
    proposed_at = models.DateTimeField()
    judgement = models.TextField(choices=Judgement.choices, default=Judgement.OPEN)

    class Meta:
        db_table = "link"
        indexes = [GinIndex(fields=["identifiers"], name="link_by_identifier")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="link_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="link_in_order"),
            models.CheckConstraint(
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=1),
                name="link_probability",
            ),
        ]
