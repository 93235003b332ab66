"""The force's own result, officers' decisions on a level, and what was found out later."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class ForceResult(models.Model):
    """What the force's own risk tool came to, as an officer recorded it. A later one takes its place.

    tool: such as KIRAT, with its version. source: where the form is held. Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    tool = models.TextField()
    level = models.TextField()
    scored_at = models.DateTimeField()
    source = models.TextField()
    recorded_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "force_result"


class OwnLevel(models.Model):
    """The level that an officer gave before ours was shown to them. Ends: with its referral."""

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    level = models.TextField()
    given_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "own_level"


class LevelDecision(models.Model):
    """A named officer's decision on a level, and a second person's where it lowers one.

    ours, fired: what Waymark proposed then, by which line; in_full: its `AssessmentText`. held: the level in force
    before. confirmation: empty while a second person is waited for, and where none is needed.
    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    level = models.TextField()
    ours = models.TextField()
    fired = models.TextField()
    in_full = models.TextField(blank=True)
    held = models.TextField()
    reason_code = models.TextField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    needs_second = models.BooleanField()
    confirmation = models.TextField(blank=True, db_default="")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "level_decision"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by_id=None) | ~models.Q(confirmed_by_id=models.F("officer_id")),
                name="lowering_takes_two_people",
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "decided_at"],
                condition=models.Q(needs_second=True, confirmation=""),
                name="level_decision_waiting",
            )
        ]


class LevelOutcome(models.Model):
    """What was found out later, so that levels can be held against it. Ends: with its referral.

    kind: `rules.outcomes.Found`. found_on: the day. level: in force when it was recorded.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    found_on = models.DateField()
    level = models.TextField()
    source = models.TextField()
    recorded_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "level_outcome"


class LevelMove(models.Model):
    """That the level proposed or in force moved, and why: shown until an officer has looked.

    cause: `rules.deciding.Cause`. Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    cause = models.TextField()
    ours_before = models.TextField()
    ours_after = models.TextField()
    fired_before = models.TextField()
    fired_after = models.TextField()
    level_before = models.TextField()
    level_after = models.TextField()
    at = models.DateTimeField()
    caused_by_id = models.BigIntegerField()
    seen_at = models.DateTimeField(null=True)
    seen_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "level_move"
        indexes = [
            models.Index(fields=["referral", "-id"], name="level_move_by_referral"),
            models.Index(fields=["desk", "-id"], condition=models.Q(seen_at=None), name="level_move_unseen"),
        ]
