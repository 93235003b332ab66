"""What happened, the clocks that run by it, how long they run, and the calendars that show them."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class Milestone(models.Model):
    """Something that happened with a referral that starts, stops, pauses or extends a clock. Never edited.

    kind: `clocks.MilestoneKind`. about: which victim, child or warrant, by a mark that is no name. until: when what
    began ends by its own terms (a bail date). authority_reference, recipient, reply: of children's services told.
    withdraws: the milestone that this one takes back, with why in `note`. Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    about = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    authority_reference = models.TextField(blank=True)
    recipient = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "milestone"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="childrens_services_told")
                | (~models.Q(authority_reference="") & ~models.Q(recipient="") & ~models.Q(reply="")),
                name="told_with_reference_recipient_and_reply",
            )
        ]


class RunningClock(models.Model):
    """One run of a clock for a referral: from what started it to what stopped it.

    clock: a name in `clocks.toml`. due_at: null while it is paused, or where no length is set. is_paused: counts no
    time now. setting_id: the newest `ClockSetting` when it was reckoned. Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    clock = models.TextField()
    about = models.TextField(blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False, db_default=False)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.TextField(blank=True, db_default="")
    setting_id = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "running_clock"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "clock", "about", "started_at"], name="running_clock_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "due_at", "referral"],
                condition=models.Q(stopped_at=None),
                name="running_clock_by_due",
            )
        ]


class ClockSetting(models.Model):
    """A length that an administrator gave a clock, with its source; a later one takes its place.

    nation: empty for all. amount: null where the clock is to have no length. Ends: never.
    """

    clock = models.TextField()
    nation = models.TextField(blank=True)
    amount = models.IntegerField(null=True)
    unit = models.TextField()
    source = models.TextField()
    set_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "clock_setting"
        indexes = [models.Index(fields=["clock", "nation", "id"], name="clock_setting_by_clock")]


class CalendarFeed(models.Model):
    """An address at which a calendar reads one officer's dates, by a secret of which the digest alone is kept.

    Ends: withdrawn by its officer; the row stays, so that readings can be accounted for.
    """

    officer_id = models.BigIntegerField()
    digest = models.TextField(unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "calendar_feed"
        constraints = [
            models.UniqueConstraint(
                fields=["officer_id"], condition=models.Q(withdrawn_at=None), name="calendar_feed_one_each"
            )
        ]
