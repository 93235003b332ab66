"""Enquiries with their schedules and steps, the answers that came, and whom they made a suspect."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral
from waymark.stages.attribution.models.doors import Premises


class Enquiry(models.Model):
    """A request for communications data, or to a platform. Its states are the table in `rules.states`.

    addressed_to: the operator or platform. account: with a platform, as a report states it. applicant, checker
    and authoriser are three people; an authoriser outside is recorded by name, and who entered it in the steps.
    ends_at: until when the authorisation or the preservation holds. digest: of the schedule that was sent.
    Ends: with its referral.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    kind = models.TextField()
    route = models.TextField()
    purpose = models.TextField()
    necessity = models.TextField()
    urgency = models.TextField(blank=True)
    addressed_to = models.TextField(blank=True)
    account = models.TextField(blank=True)
    account_source = models.TextField(blank=True)
    state = models.TextField()
    applicant_id = models.BigIntegerField()
    applicant = models.TextField()
    checker = models.TextField(blank=True)
    authoriser = models.TextField(blank=True)
    authorisation_number = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    digest = models.TextField(blank=True)

    class Meta:
        db_table = "enquiry"
        indexes = [models.Index(fields=["desk", "state"], name="enquiry_by_state")]


class EnquiryStep(models.Model):
    """One step of an enquiry: from which state to which, by whom, why. named: of someone outside.

    Ends: with its enquiry.
    """

    pk = models.CompositePrimaryKey("enquiry_id", "n")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    at = models.DateTimeField()
    move = models.TextField()
    before = models.TextField()
    after = models.TextField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()
    named = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "enquiry_step"


class EnquiryLine(models.Model):
    """One line of a schedule: an IP event as its report states it, with its verdict when it was picked.

    path: where in its document it stands, empty where that is not certain. answerings: of what is wrong with it,
    each as {code, by, reason}. Ends: with its enquiry; a line that was
    dropped from a draft goes at once.
    """

    pk = models.CompositePrimaryKey("enquiry_id", "n")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    report_id = models.BigIntegerField()
    report = models.TextField()
    ordinal = models.IntegerField()
    address = models.TextField()
    port = models.IntegerField(null=True)
    captured_text = models.TextField(blank=True)
    captured_at = models.DateTimeField(null=True)
    zone = models.TextField(blank=True)
    zone_assumed_by = models.TextField(blank=True)
    event = models.TextField(blank=True)
    account = models.TextField(blank=True)
    provider = models.TextField(blank=True)
    received_at = models.DateTimeField()
    operator = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    resolvability = models.TextField(blank=True)
    reasons = ArrayField(models.TextField())
    last_day_to_apply = models.DateField(null=True)
    path = models.TextField(blank=True)
    answerings = models.JSONField(default=list)

    class Meta:
        db_table = "enquiry_line"
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "report_id", "ordinal"], name="enquiry_line_once")
        ]


class EnquiryAnswer(models.Model):
    """What came back to a question, with the comparison that was made when it was entered. Never edited.

    enquiry, line: None for a resolution that arrived in somebody else's pack. came: typed, operator_table,
    platform_answer or pack. typed: the fields that a person typed. question, said, rest, comparison: JSON; rest
    is what the answer holds beside what is compared. premises: where the line ends. Ends: with its referral.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True)
    line = models.IntegerField(null=True)
    came = models.TextField()
    source = models.TextField(blank=True)
    typed = ArrayField(models.TextField())
    question = models.JSONField()
    said = models.JSONField()
    rest = models.JSONField()
    comparison = models.JSONField()
    premises = models.ForeignKey(Premises, models.PROTECT, null=True)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField()
    entered_by_name = models.TextField()

    class Meta:
        db_table = "enquiry_answer"


class AnswerAcknowledgement(models.Model):
    """That an officer saw that a field of an answer differs from its question, and why it may stand.

    Ends: with its answer.
    """

    pk = models.CompositePrimaryKey("answer_id", "field")
    answer = models.ForeignKey(EnquiryAnswer, models.PROTECT, db_index=False)
    field = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    reason = models.TextField()
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "answer_acknowledgement"


class AnswerOutcome(models.Model):
    """Whether an answer proved wrong; the newest holds. Ends: with its answer."""

    pk = models.CompositePrimaryKey("answer_id", "n")
    answer = models.ForeignKey(EnquiryAnswer, models.PROTECT, db_index=False)
    n = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    is_wrong = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "answer_outcome"


class SuspectJudgement(models.Model):
    """That an officer judged a named subscriber or occupant to be a suspect, or took it back; the newest holds.

    Ends: with its referral.
    """

    pk = models.CompositePrimaryKey("referral_id", "n")
    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    n = models.IntegerField()
    answer = models.ForeignKey(EnquiryAnswer, models.PROTECT)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    is_suspect = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer = models.TextField()

    class Meta:
        db_table = "suspect_judgement"
