"""Doors, what is held on them, what speaks for them and what was decided."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class Premises(models.Model):
    """One door at one desk: by UPRN, or by address in comparable form (`rules.premises`).

    key: empty where too little was stated to be one door. Ends: when nothing names it any more.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    uprn = models.TextField(blank=True)
    key = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    lines = models.TextField()
    first_known_at = models.DateTimeField()

    class Meta:
        db_table = "premises"
        indexes = [models.Index(fields=["desk", "postcode"], name="premises_by_postcode")]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "uprn"], condition=~models.Q(uprn=""), name="premises_once_by_uprn"
            ),
            models.UniqueConstraint(
                fields=["desk", "key"],
                condition=models.Q(uprn="") & ~models.Q(key=""),
                name="premises_once_by_address",
            ),
        ]


class PremisesNote(models.Model):
    """Something held on a door: an occupant, who moved out, a shared line, a warning. Never edited.

    withdraws: the number of an earlier note that this one takes back, with why. Ends: with its premises.
    """

    pk = models.CompositePrimaryKey("premises_id", "n")
    premises = models.ForeignKey(Premises, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    text = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.TextField(blank=True)
    withdraws = models.IntegerField(null=True)
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "premises_note"


class DoorEvidence(models.Model):
    """A piece that speaks for a door, other than an operator's answer, looked up and checked by an officer.

    withdraws: the number of an earlier piece that this one takes back. Ends: with its referral.
    """

    pk = models.CompositePrimaryKey("referral_id", "n")
    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    n = models.IntegerField()
    premises = models.ForeignKey(Premises, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    source = models.TextField()
    found = models.TextField()
    withdraws = models.IntegerField(null=True)
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "door_evidence"


class GateDecision(models.Model):
    """That a door was declared ready, by corroboration, override or danger to life; closed; or reviewed.

    finding: what was missing at that moment, as JSON. named: whose decision, when not the officer's own.
    of: the number of the decision that a review is about. Ends: with its referral.
    """

    pk = models.CompositePrimaryKey("referral_id", "n")
    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    n = models.IntegerField()
    premises = models.ForeignKey(Premises, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    decision = models.TextField()
    reason = models.TextField()
    named = models.TextField(blank=True)
    finding = models.JSONField()
    of = models.IntegerField(null=True)
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "gate_decision"
