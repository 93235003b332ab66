"""Verdicts on IP capture events, and the places that reports state."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral, Report


class IPVerdict(models.Model):
    """What one IP capture event is worth, judged with the reference data that held at its time.

    Partitioned like the events. Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "ordinal")
    report_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    desk_id = models.SmallIntegerField()
    operator = models.TextField(blank=True)
    asn = models.BigIntegerField(null=True)
    kind = models.TextField()
    resolvability = models.TextField()
    reasons = ArrayField(models.TextField())
    reference = ArrayField(models.TextField())
    last_day_to_apply = models.DateField(null=True)

    class Meta:
        db_table = "ip_verdict"
        managed = False


class Placement(models.Model):
    """Where one stated place lies: a force, several, or none; never snapped.

    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "n")
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    role = models.TextField()
    what = models.TextField()
    force_code = models.TextField(blank=True)
    certainty = models.TextField()
    metres = models.FloatField(null=True)
    forces = ArrayField(models.TextField())
    reason = models.TextField(blank=True)
    route = models.TextField(blank=True, default="")
    reference = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "placement"


class ReferralForce(models.Model):
    """The force that a referral's places propose; empty where they propose none or several.

    Ends: with its referral.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, primary_key=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    force_code = models.TextField(blank=True)
    certainty = models.TextField()
    reason = models.TextField()
    route = models.TextField(blank=True, default="")

    class Meta:
        db_table = "referral_force"
        indexes = [models.Index(fields=["route", "referral"], name="referral_force_route")]


class ReferralForceBefore(models.Model):
    """The force that a referral's places proposed until a moment; what they propose since is its newer one's, or the
    `ReferralForce` that stands.

    force_code: null where it is not known, because no such rows were kept before. Never changed.
    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    force_code = models.TextField(null=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "referral_force_before"
