"""Officers as work is given to them, the parts of the work on each referral, and who has which."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk, Officer
from waymark.referrals.models import Referral
from waymark.stages.assignment.rules.states import STANDING


class DutyProfile(models.Model):
    """What an officer can be given at a desk: skills, how much at once, how much exposure.

    places: parts of work at once. piece_minutes: of work in one part, for planning. exposure_limit: minutes in
    seven days. rest_until: until when no exposing work is given. mail: where digests go; empty for none.
    Ends: with the desk; an officer who leaves it is made unavailable, because placings name them.
    """

    officer = models.ForeignKey(Officer, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    team = models.TextField(blank=True)
    skills = ArrayField(models.TextField(), default=list)
    places = models.SmallIntegerField()
    piece_minutes = models.IntegerField()
    exposure_limit = models.IntegerField()
    rest_until = models.DateTimeField(null=True)
    is_available = models.BooleanField(default=True, db_default=True)
    mail = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "duty_profile"
        constraints = [
            models.UniqueConstraint(fields=["desk", "officer"], name="one_duty_profile_a_desk"),
            models.CheckConstraint(
                condition=models.Q(places__gte=0, piece_minutes__gt=0, exposure_limit__gte=0),
                name="duty_profile_counts_up",
            ),
        ]


class DutyTime(models.Model):
    """A shift, or a time away from the desk. kind: a `duty.Kind`. source: the file, or the page.

    Ends: two years after it is over.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    source = models.TextField()
    entered_at = models.DateTimeField()
    entered_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "duty_time"
        indexes = [models.Index(fields=["desk", "ends_at"], name="duty_time_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_time_runs_on"
            ),
            models.UniqueConstraint(
                fields=["desk", "officer", "kind", "starts_at", "ends_at"],
                condition=models.Q(withdrawn_at=None),
                name="duty_time_once",
            ),
        ]


class OfficerConflict(models.Model):
    """That an officer may never work on a referral, and why. Ends: with its referral."""

    officer = models.ForeignKey(Officer, models.PROTECT)
    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "officer_conflict"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "officer"],
                condition=models.Q(ended_at=None),
                name="officer_conflict_once",
            )
        ]


class WorkPart(models.Model):
    """One part of the work on a referral: research, enquiry, enforcement, ... or a team on a fixed date.

    seats: a skill for each officer that it takes, empty where anyone will do. starts_at, ends_at: of work on a
    fixed date. due_at: null where the promise on the queue says it. outcome: how it was finished.
    Ends: with its referral.
    """

    reference = models.TextField(unique=True)
    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    minutes = models.IntegerField()
    exposure_minutes = models.IntegerField()
    seats = ArrayField(models.TextField())
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "work_part"
        indexes = [models.Index(fields=["desk", "finished_at"], name="work_part_by_finish")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "kind"],
                condition=models.Q(finished_at=None, starts_at=None),
                name="one_open_part_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at=None, ends_at=None)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="fixed_work_runs_on",
            ),
        ]


class Placing(models.Model):
    """That a part of the work is proposed for an officer, or is theirs; with the reason in words.

    seat: which of the part's. level, due_at: as they stood when it was made. expected_at: when it would be done.
    made_by_id: 0 for the software. Its states are the table in `rules.states`. Ends: with its part.
    """

    part = models.ForeignKey(WorkPart, models.PROTECT)
    seat = models.SmallIntegerField()
    officer = models.ForeignKey(Officer, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    state = models.TextField()
    is_locked = models.BooleanField(default=False, db_default=False)
    level = models.TextField()
    due_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "work_placing"
        indexes = [models.Index(fields=["desk", "officer", "state"], name="placing_by_officer")]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "seat"],
                condition=models.Q(state__in=[state.value for state in STANDING]),
                name="one_officer_a_seat",
            ),
            models.UniqueConstraint(
                fields=["part", "officer"],
                condition=models.Q(state__in=[state.value for state in STANDING]),
                name="one_seat_an_officer",
            ),
        ]


class ExposureEntry(models.Model):
    """Time that an officer spent on distressing material or its description, and how many items it was.

    Ends: seven years after it was recorded, as records of health at work do.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT, null=True)
    kind = models.TextField()
    minutes = models.IntegerField()
    items = models.IntegerField()
    ended_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        db_table = "exposure_entry"
        indexes = [models.Index(fields=["desk", "officer", "ended_at"], name="exposure_by_officer")]


class CaseOutcome(models.Model):
    """What came of a referral, for those who worked on it. Ends: with its referral."""

    referral = models.ForeignKey(Referral, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    outcome = models.TextField()
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        db_table = "case_outcome"


class WorkNotice(models.Model):
    """That something changed on an officer's desk: its kind and a reference, no details.

    seen_at: on the page. told_at: in a digest. Ends: a year after it was made.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    kind = models.TextField()
    subject = models.TextField()
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "work_notice"
        indexes = [models.Index(fields=["desk", "officer", "id"], name="work_notice_by_officer")]


class DigestSending(models.Model):
    """One attempt to send a digest, and what became of it. officer: null for the desk's webhook.

    fault: what kind of fault, never the address. Ends: a year after it was made.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, null=True, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    way = models.TextField()
    notices = models.IntegerField()
    at = models.DateTimeField()
    is_sent = models.BooleanField()
    fault = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "digest_sending"
        indexes = [models.Index(fields=["desk", "at"], name="digest_by_time")]


class PastPart(models.Model):
    """A part of work that the force finished before Waymark kept it, from its own figures.

    level, opened_at, due_at; done_at: null where it never was. minutes: of work, where known; officers: on duty.
    Ends: two years after it was opened.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    key = models.TextField()
    level = models.TextField()
    officer = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    minutes = models.IntegerField(null=True)
    loaded_at = models.DateTimeField()
    loaded_by_id = models.BigIntegerField()

    class Meta:
        db_table = "past_part"
        constraints = [models.UniqueConstraint(fields=["desk", "key"], name="past_part_once")]
