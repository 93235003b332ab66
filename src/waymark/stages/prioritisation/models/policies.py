"""Policies as they stood, how one is changed, and whether officers give their own level first."""

from __future__ import annotations

from django.db import models


class Policy(models.Model):
    """A policy as it stood: the file itself, so that any past decision can be made again.

    defaults: what the file left open and Waymark filled in on that day (`rules.policy.defaults_of`).
    is_proposed: it came by a `PolicyChange`; the first that did not is what this installation began with.
    Ends: never.
    """

    version = models.TextField(primary_key=True)
    text = models.TextField()
    sha256 = models.BinaryField()
    adopted_at = models.DateTimeField()
    defaults = models.TextField(blank=True, db_default="")
    is_proposed = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "policy"


class PolicyChange(models.Model):
    """That one officer proposed a policy for a force and, once decided, what another said.

    holder: the force's code, or the desk's where it has none. effective_on: the day in the file. replayed: whom it
    would have moved when it was proposed, as counts. spread_at: when every referral was due to be judged by it.
    It is about no one, so every desk of the force sees it. Ends: never.
    """

    policy = models.ForeignKey(Policy, models.PROTECT)
    holder = models.TextField()
    effective_on = models.DateField()
    reason = models.TextField()
    replayed = models.JSONField()
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField()
    outcome = models.TextField(blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_because = models.TextField(blank=True, db_default="")
    spread_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "policy_change"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by_id=None) | ~models.Q(decided_by_id=models.F("proposed_by_id")),
                name="policy_takes_two_people",
            ),
            models.UniqueConstraint(
                fields=["holder"], condition=models.Q(outcome=""), name="policy_change_one_open"
            ),
        ]


class OwnLevelFirst(models.Model):
    """That a force has, or no longer has, each officer give their own level before ours is shown; the newest counts.

    holder: as of a `PolicyChange`. It is about no one, so every desk of the force sees it. Ends: never.
    """

    holder = models.TextField()
    is_on = models.BooleanField()
    reason = models.TextField()
    set_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "own_level_first"
        indexes = [models.Index(fields=["holder", "-id"], name="own_level_first_newest")]
