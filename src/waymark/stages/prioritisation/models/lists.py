"""Views of the queue that officers keep, and decisions over lists of it."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class SavedView(models.Model):
    """A view of the queue that an officer keeps: filters and order, as in the page's address. Ends: by the officer."""

    officer_id = models.BigIntegerField()
    name = models.TextField()
    asked = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "saved_view"
        constraints = [models.UniqueConstraint(fields=["officer_id", "name"], name="saved_view_once")]


class ListDecision(models.Model):
    """One named officer's decision over a list of the queue as it was shown to them, and its undoing.

    digest: of the list that it covers. taken_out: how many were shown and left out of it. Ends: with the last
    referral that it covered.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    decision = models.TextField()
    reason = models.TextField()
    people = models.IntegerField()
    taken_out = models.IntegerField()
    digest = models.TextField()
    decided_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undone_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "list_decision"


class ListDecided(models.Model):
    """That a referral was on a list that a decision covered; it stays when the decision is undone.

    Ends: with its referral.
    """

    pk = models.CompositePrimaryKey("decision_id", "referral_id")
    decision = models.ForeignKey(ListDecision, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)

    class Meta:
        db_table = "list_decided"
