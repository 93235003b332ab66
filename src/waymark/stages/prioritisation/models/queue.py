"""What each report comes to for the queue, and each referral's line on it."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.clocks import GRAVEST_FIRST
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


class QueueEntry(models.Model):
    """One referral's line on the queue: all that the list shows, ready in order.

    rank: sorts in plain byte order, the most pressing first. changes_at: when time alone moves it.
    bundle_id: the bundle that it is listed in. is_folded: another of that bundle stands on the queue for it, or a
    decision over a list covers it (list_decision_id). level: the one in force, and level_from what put it there
    (`rules.deciding.Basis`). challenge: Waymark's own, where it is higher. lowering_to: the level that waits for a
    second person. path: how the suspect is dealt with. danger: 0 (very high) to 3 (low). minutes: of research still
    to do. actionability: 0 (an event that can be resolved) to 3 (nothing). taken_by_id: the officer who took it.
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
    bundle_id = models.BigIntegerField(null=True)
    is_folded = models.BooleanField(default=False, db_default=False)
    list_decision_id = models.BigIntegerField(null=True)
    danger = models.GeneratedField(
        expression=models.Case(
            *(models.When(level=level.value, then=models.Value(n)) for n, level in enumerate(GRAVEST_FIRST)),
            default=models.Value(len(GRAVEST_FIRST)),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    minutes = models.SmallIntegerField(default=0, db_default=0)
    actionability = models.SmallIntegerField(default=3, db_default=3)
    taken_by_id = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    level_from = models.TextField(default="proposed", db_default="proposed")
    challenge = models.TextField(blank=True, db_default="")
    lowering_to = models.TextField(blank=True, db_default="")
    path = models.TextField(default="standard", db_default="standard")

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
            # For filters that leave few or none, whatever the order: walked in order, they would read the whole desk.
            models.Index(fields=["desk", "level", "stage", "force_code"], name="queue_by_filters"),
            models.Index(fields=["desk", "danger", "referral"], name="queue_by_danger"),
            models.Index(fields=["desk", "minutes", "referral"], name="queue_by_effort"),
            models.Index(fields=["desk", "actionability", "referral"], name="queue_by_actionability"),
            models.Index(
                fields=["taken_by_id", "rank", "referral"],
                condition=models.Q(taken_by_id__isnull=False),
                name="queue_by_taker",
            ),
        ]
