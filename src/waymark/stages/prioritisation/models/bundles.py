"""Many reports of one viral item, and what was decided of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


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
