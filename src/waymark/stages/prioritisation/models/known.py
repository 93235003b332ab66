"""What is known of a referral: where was looked, what was answered, what the policy made of it."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


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


class ResearchCheck(models.Model):
    """That an officer looked somewhere about a referral: where, when, who looked, and what came of it.

    system: PNC or LEDS, for example. outcome: `rules.checking.Outcome`. found: a value that is no fact of the
    policy (a UPRN). log: the number of the search there. Ends: with its referral; a later look is a row of its own.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    check_name = models.TextField()
    system = models.TextField(blank=True)
    outcome = models.TextField()
    done_at = models.DateTimeField()
    checker = models.TextField()
    log = models.TextField(blank=True)
    found = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "research_check"


class Assessment(models.Model):
    """What a policy made of the facts at one moment. Earlier ones stay.

    in_full: the `AssessmentText` that says it whole; empty for those made before these were kept.
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
    in_full = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "assessment"


class AssessmentText(models.Model):
    """What a policy makes of one state of the facts, whole and to the byte; it is about no one.

    sha256: of the text, in hex. known: the facts that were yes and those that were no. Ends: never.
    """

    sha256 = models.TextField(primary_key=True)
    policy_version = models.TextField()
    known = models.JSONField()
    text = models.TextField()

    class Meta:
        db_table = "assessment_text"
