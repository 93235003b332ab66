"""What is sent to other forces about suspects and children, and what they send us."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class Dissemination(models.Model):
    """A package to a force about a suspect or a child. Its states are the table in `rules.states`.

    report, party: whom it is about; party 0 is the referral's subject as a whole. due_at: by when it is to be
    sent, then answered. after: the one that was returned, or sent before, which this one follows.
    answer: the answer to an enquiry whose door it rests on, empty where a report states the place.
    digest: of the manifest that was sent. Ends: with its referral.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    about = models.TextField()
    report = models.TextField()
    party = models.IntegerField()
    role = models.TextField()
    force_code = models.TextField()
    certainty = models.TextField()
    reasons = ArrayField(models.TextField())
    state = models.TextField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True, default="")
    asked = models.TextField(blank=True)
    source_grade = models.TextField(blank=True)
    handling_code = models.TextField(blank=True)
    handling_conditions = models.TextField(blank=True)
    marking = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.TextField(blank=True)
    digest = models.TextField(blank=True)

    class Meta:
        db_table = "dissemination"
        indexes = [models.Index(fields=["desk", "state", "due_at"], name="dissemination_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "about", "report", "party", "force_code", "after", "answer"],
                name="dissemination_once",
                nulls_distinct=False,
            )
        ]


class DisseminationStep(models.Model):
    """One step of a dissemination: from which state to which, by whom, why. Never edited.

    code: of a return. named: who answered at the other force. Ends: with its dissemination.
    """

    pk = models.CompositePrimaryKey("dissemination_id", "n")
    dissemination = models.ForeignKey(Dissemination, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    at = models.DateTimeField()
    move = models.TextField()
    before = models.TextField()
    after = models.TextField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()
    code = models.TextField(blank=True)
    named = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "dissemination_step"


class Correction(models.Model):
    """That what a force was told was wrong, sent to that force; open until it acknowledges.

    kind: a `CorrectionKind`. words: what was wrong and what is right. Ends: with its dissemination.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    dissemination = models.ForeignKey(Dissemination, models.PROTECT)
    kind = models.TextField()
    words = models.TextField()
    state = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.TextField()
    due_at = models.DateTimeField()
    digest = models.TextField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(blank=True)

    class Meta:
        db_table = "correction"
        indexes = [models.Index(fields=["desk", "state"], name="correction_by_state")]


class SentPackage(models.Model):
    """The bytes that left, exactly, so that what was said can be proved and sent again. Never edited.

    reference: of the dissemination, the correction, or the received package that it answers.
    Ends: with the referral it was about, by two people.
    """

    digest = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    letter = models.TextField()
    reference = models.TextField()
    to_force = models.TextField()
    name = models.TextField()
    made_at = models.DateTimeField()
    content = models.BinaryField()

    class Meta:
        db_table = "sent_package"
        constraints = [models.UniqueConstraint(fields=["desk", "digest"], name="sent_package_once")]
        indexes = [models.Index(fields=["reference"], name="sent_package_by_reference")]


class ReceivedPackage(models.Model):
    """A package that came, whole and checked, with who signed it and how it was answered.

    sender_reference: theirs. concerns: what an answer or correction is about. by_code, by_name: who it says it
    is from; key: who signed. delivery, referrals: what it became in the record. outcome: of an answer, what it
    changed here. Ends: with its delivery; an answer or correction with what it is about.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    letter = models.TextField()
    sender_reference = models.TextField()
    concerns = models.TextField(blank=True)
    about = models.TextField(blank=True)
    by_code = models.TextField()
    by_name = models.TextField()
    to_code = models.TextField(blank=True)
    made_at = models.TextField(blank=True)
    key = models.TextField()
    digest = models.TextField()
    name = models.TextField()
    content = models.BinaryField()
    words = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    received_by = models.TextField()
    due_at = models.DateTimeField(null=True)
    state = models.TextField()
    delivery = models.TextField(blank=True)
    referrals = ArrayField(models.TextField(), default=list)
    outcome = models.TextField(blank=True)

    class Meta:
        db_table = "received_package"
        constraints = [models.UniqueConstraint(fields=["desk", "digest"], name="received_package_once")]
        indexes = [
            models.Index(fields=["desk", "state", "due_at"], name="received_package_by_state"),
            models.Index(fields=["desk", "sender_reference"], name="received_package_by_sender"),
        ]


class ReceivedStep(models.Model):
    """One answer given to a package that came, by whom and why. Never edited. Ends: with its package."""

    pk = models.CompositePrimaryKey("package_id", "n")
    package = models.ForeignKey(ReceivedPackage, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    at = models.DateTimeField()
    move = models.TextField()
    before = models.TextField()
    after = models.TextField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()
    code = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "received_step"


class KnownSender(models.Model):
    """That a key was found to be a force's, and how that was checked. ended_at: when it stopped to hold.

    Ends: never; a key that no longer holds is ended, because what it signed was taken in by it.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    key = models.TextField()
    force_code = models.TextField()
    name = models.TextField()
    checked = models.TextField()
    added_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "known_sender"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "key"],
                condition=models.Q(ended_at=None),
                name="known_sender_once",
            )
        ]


class DisseminationLook(models.Model):
    """Up to which report, answer and judgement a referral was looked through for forces to be told.

    through_answer: the id of the newest answer; through_judgement: the number of the newest judgement of a
    suspect. Ends: with its referral.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, primary_key=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    through_report = models.BigIntegerField()
    through_answer = models.BigIntegerField(default=0)
    through_judgement = models.IntegerField(default=0)

    class Meta:
        db_table = "dissemination_look"
