"""Identifiers, where they were mentioned, and what they propose."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models import Referral


class Identifier(models.Model):
    """A number for one identifier in comparable form, known by digest: it tells nobody what it is.

    digest: the first 16 bytes of SHA-256 over kind and key.
    Ends: when nothing mentions it.
    """

    kind = models.TextField()
    digest = models.BinaryField(unique=True)

    class Meta:
        db_table = "identifier"


class Mention(models.Model):
    """That a report about a referral mentions an identifier, in a role, as stated.

    at, until: the first and the last time that the report says it was used. Ends: with its report.
    """

    pk = models.CompositePrimaryKey("identifier_id", "referral_id", "report_id")
    identifier_id = models.BigIntegerField()
    referral_id = models.BigIntegerField()
    report_id = models.BigIntegerField()
    desk_id = models.SmallIntegerField()
    role = models.TextField()
    value = models.TextField()
    at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "mention"
        indexes = [models.Index(fields=["referral_id"], name="mention_by_referral")]


class DescribedPerson(models.Model):
    """A person as one report about a referral describes them, in comparable words.

    born: ISO 8601, empty where not stated, as postcode is. keys: two people with one in common are compared.
    is_compared: false until they were compared with all who stood. Ends: with its report.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral_id = models.BigIntegerField(db_index=True)
    report_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    role = models.TextField()
    forename = models.TextField()
    surname = models.TextField()
    born = models.TextField()
    postcode = models.TextField()
    keys = ArrayField(models.TextField())
    is_compared = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "described_person"
        indexes = [
            GinIndex(fields=["keys"], name="described_person_by_key"),
            models.Index(
                fields=["id"], condition=models.Q(is_compared=False), name="described_person_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report_id", "ordinal", "referral_id"], name="described_person_once"
            ),
        ]


class PeopleAlike(models.Model):
    """That two people described at one desk may be one, as a model weighs it; evidence for a link.

    one < other, by their numbers. weight: in bits, moving the odds of a link. words: each comparison.
    Ends: with either person.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    one = models.ForeignKey(DescribedPerson, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(DescribedPerson, models.PROTECT, related_name="+")
    weight = models.FloatField()
    words = models.TextField()

    class Meta:
        db_table = "people_alike"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="people_alike_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="people_alike_in_order"
            ),
        ]


class SharingLabel(models.Model):
    """That an officer says an identifier, or every address of a network, is shared by many, or is one subject's.

    Of one thing the newest label holds; one of `unlabelled` takes the others back. identifier or network: one
    of the two. what: as what it is known (a school, a carrier's address, a viral item). Ends: with the desk's
    disposal; never changed.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    identifier = models.ForeignKey(Identifier, models.PROTECT, null=True)
    network = models.TextField(blank=True, default="", db_default="")
    label = models.TextField()
    what = models.TextField()
    reason = models.TextField()
    labelled_at = models.DateTimeField()
    officer_id = models.BigIntegerField()

    class Meta:
        db_table = "sharing_label"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(identifier__isnull=True) ^ models.Q(network=""),
                name="sharing_label_of_one_thing",
            ),
        ]


class Judgement(models.TextChoices):
    """What an officer made of a link. noted: the two have to do with each other, and are not one subject."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOTED = "noted"


class Link(models.Model):
    """A proposal that two referrals are one subject, with its evidence; and what an officer decided.

    one < other. evidence: each piece with kind, value, shared_by, weight and its identifier; identifiers: all
    of those, by which a link is found again when more come to share one. relation: one_subject, or related
    where all of it is stated of other people than the two subjects. Ends: with either referral.
    """

    reference = models.TextField(unique=True)
    one = models.ForeignKey(Referral, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    probability = models.FloatField()
    evidence = models.JSONField()
    evidence_kinds = ArrayField(models.TextField())
    identifiers = ArrayField(models.BigIntegerField())
    proposed_at = models.DateTimeField()
    judgement = models.TextField(choices=Judgement.choices, default=Judgement.OPEN)
    relation = models.TextField(default="one_subject", db_default="one_subject")

    class Meta:
        db_table = "link"
        indexes = [
            GinIndex(fields=["identifiers"], name="link_by_identifier"),
            models.Index(
                fields=["one"], condition=models.Q(judgement="accepted"), name="link_accepted_of_one"
            ),
            models.Index(
                fields=["other"], condition=models.Q(judgement="accepted"), name="link_accepted_of_other"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="link_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="link_in_order"),
            models.CheckConstraint(
                condition=~models.Q(judgement="accepted", relation="related"),
                name="link_of_different_people_never_one",
            ),
            models.CheckConstraint(
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=1),
                name="link_probability",
            ),
        ]


class DeskQuestion(models.Model):
    """That an officer asked whether anyone else works on a referral's subject, and what for.

    Ends: with its referral; never changed.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    officer_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    purpose = models.TextField()

    class Meta:
        db_table = "desk_question"
        indexes = [models.Index(fields=["officer_id", "asked_at"], name="desk_question_by_officer")]


class DeskAnswer(models.Model):
    """What one other desk holds, as the asking desk may know it: whom to ask, and the kinds of things shared.

    other_desk: null where it is restricted. One row a desk; none of them where nobody holds anything, when
    only the question's notice says that it was answered. Ends: with its question; never changed.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False, related_name="+")
    question = models.ForeignKey(DeskQuestion, models.PROTECT)
    other_desk = models.ForeignKey(Desk, models.PROTECT, null=True, db_index=False, related_name="+")
    words = models.TextField()

    class Meta:
        db_table = "desk_answer"


class DeskNotice(models.Model):
    """What a desk's supervisors are told of a question, asked by one of theirs or about something of theirs.

    kind: asked, was_asked or bulk. referral: of this desk; null where it is about none. from_desk: whose officer
    asked. Ends: with its desk; never changed.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    kind = models.TextField()
    referral = models.ForeignKey(Referral, models.PROTECT, null=True)
    from_desk = models.ForeignKey(Desk, models.PROTECT, db_index=False, related_name="+")
    officer_id = models.BigIntegerField()
    at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        db_table = "desk_notice"


class OutsideCheck(models.Model):
    """That an officer looked elsewhere (PND, PNC, another force), when, and what came of it.

    Ends: with its referral; never changed: a later look is a row of its own.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    referral = models.ForeignKey(Referral, models.PROTECT)
    system = models.TextField()
    officer_id = models.BigIntegerField()
    done_on = models.DateField()
    result = models.TextField()
    note = models.TextField(blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "outside_check"
