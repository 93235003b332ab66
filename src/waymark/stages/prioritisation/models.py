"""What is known of a referral, what the policy makes of it, and its place on the queue."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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
    bundle_id: the bundle that it is listed in. is_folded: another of that bundle stands on the queue for it.
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


class Bundle(models.Model):
    """Many reports of one item that goes round, as a list of referrals; it replaces none of them.

    kind, value: the item (`referrals.bundles.Item`). identifier_id: by which linking knows it, if it is a file.
    usual: what most of its reports say, in the words of `BundleMember.said`.
    Ends: with the last of its referrals.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    value = models.TextField()
    identifier_id = models.BigIntegerField(null=True)
    usual = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        db_table = "bundle"
        constraints = [models.UniqueConstraint(fields=["desk", "kind", "value"], name="bundle_of_one_item")]
        indexes = [models.Index(fields=["identifier_id"], name="bundle_by_identifier")]


class BundleDecision(models.Model):
    """One named officer's decision on a list that was shown to them, and its undoing.

    digest: of the list, as it was shown. Ends: with its bundle.
    """

    reference = models.TextField(unique=True)
    bundle = models.ForeignKey(Bundle, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    decision = models.TextField()
    reason = models.TextField()
    people = models.IntegerField()
    digest = models.TextField()
    decided_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undone_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "bundle_decision"


class BundleMember(models.Model):
    """That a referral is listed in a bundle, what is known of it there, and why it is decided singly.

    report_id: the first of its reports. said: what they say of the incident, as JSON in order; child_signal,
    prior_record, uk_resolvable: null where not known. reasons: `referrals.bundles.Why`; none, and one decision
    may cover it. decision: the one that covers it now.
    Ends: with its referral.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, primary_key=True)
    bundle = models.ForeignKey(Bundle, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    report_id = models.BigIntegerField()
    said = models.TextField()
    child_signal = models.BooleanField(null=True)
    prior_record = models.BooleanField(null=True)
    uk_resolvable = models.BooleanField(null=True)
    several_items = models.BooleanField()
    reasons = ArrayField(models.TextField())
    decision = models.ForeignKey(BundleDecision, models.PROTECT, null=True)
    listed_at = models.DateTimeField()

    class Meta:
        db_table = "bundle_member"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision=None) | models.Q(reasons__contained_by=["not_known"]),
                name="nobody_with_a_reason_is_covered",
            )
        ]


class BundleDecided(models.Model):
    """That a referral was on the list that a decision covered; it stays when the decision is undone.

    Ends: with its referral.
    """

    pk = models.CompositePrimaryKey("decision_id", "referral_id")
    decision = models.ForeignKey(BundleDecision, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)

    class Meta:
        db_table = "bundle_decided"
