"""What is known of a referral, what the policy makes of it, and its place on the queue."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral, Report


class ReportSummary(models.Model):
    """What one report comes to for the queue, so that a referral's place can be made without reading it again.

    signals: see `rules.signals.Signals`. Ends: with its report.
    """

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    signals = models.JSONField()
    people = models.IntegerField()
    resolvable_events = models.IntegerField()
    operator_lost_on = models.DateField(null=True)
    last_active_on = models.DateField(null=True)

    class Meta:
        db_table = "report_summary"


class KnownFact(models.Model):
    """An answer to one of the policy's questions, with who gave it and when.

    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    fact = models.TextField()
    said = models.TextField()
    check_name = models.TextField()
    source = models.TextField()
    answered_at = models.DateTimeField()
    checker = models.TextField()

    class Meta:
        db_table = "known_fact"


class Policy(models.Model):
    """A policy as it stood: the file itself, so that any past decision can be made again.

    Ends: never.
    """

    version = models.TextField(primary_key=True)
    text = models.TextField()
    sha256 = models.BinaryField()
    adopted_at = models.DateTimeField()

    class Meta:
        db_table = "policy"


class Assessment(models.Model):
    """What a policy made of the facts at one moment. Earlier ones stay.

    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    at = models.DateTimeField()
    policy_version = models.TextField()
    stage = models.TextField()
    level = models.TextField()
    lowest = models.TextField()
    highest = models.TextField()
    fired = models.TextField()
    facts = models.JSONField()

    class Meta:
        db_table = "assessment"


class QueueEntry(models.Model):
    """One referral's line on the queue: all that the list shows, ready in order.

    rank: sorts in plain byte order, the most pressing first. changes_at: when time alone moves it.
    Ends: with its referral.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, primary_key=True)
    reference = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    stage = models.TextField()
    level = models.TextField()
    lowest = models.TextField()
    highest = models.TextField()
    fired = models.TextField()
    next_check = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    evidence_lost_at = models.DateField(null=True)
    force_code = models.TextField(blank=True)
    people = models.IntegerField()
    reports = models.IntegerField()
    received_at = models.DateTimeField()
    rank = models.TextField(db_collation="C")
    rank_reason = models.TextField()
    changes_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "queue_entry"
        indexes = [
            models.Index(
                fields=["changes_at"], condition=models.Q(changes_at__isnull=False), name="queue_by_change"
            ),
            models.Index(fields=["rank", "referral"], name="queue_by_rank"),
            models.Index(fields=["desk", "rank", "referral"], name="queue_by_desk_rank"),
            models.Index(fields=["desk", "due_at", "referral"], name="queue_by_due"),
            models.Index(fields=["desk", "evidence_lost_at", "referral"], name="queue_by_evidence"),
            models.Index(fields=["desk", "received_at", "referral"], name="queue_by_receipt"),
            models.Index(fields=["desk", "level", "rank", "referral"], name="queue_by_level"),
            models.Index(fields=["desk", "force_code", "rank", "referral"], name="queue_by_force"),
            models.Index(fields=["desk", "stage", "rank", "referral"], name="queue_by_stage"),
        ]
