"""Referrals: the unit of work about one subject, the reports about it, and what is new of it."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk
from waymark.referrals.models.reports import Report


class Referral(models.Model):
    """The unit of work about one subject, with every report about it.

    merged_into: the elder referral that this one was found to be, because a report arrived that joins them.
    review_on: when a person must decide whether it is still needed.
    Ends: reviewed every ten years (the Code of 20 July 2023 on police records, group 1), disposed by two people.
    """

    reference = models.TextField(unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    opened_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    review_on = models.DateField()

    class Meta:
        db_table = "referral"


class ReferralReport(models.Model):
    """That a report is about a referral's subject, and why that was plain without a judgement.

    party_ordinal: the party who is the subject; 0 where the report names no suspect.
    came_to: the referral that it came to, where that became part of another; empty where it is in it still.
    joined_by: opened, same_account, named_report or same_report for a person reported, who is in one referral;
    names_number for the description of a file and withdraws for a retraction, which are about every referral of
    each report that bears the number they name.
    Ends: with its report.
    """

    pk = models.CompositePrimaryKey("report_id", "party_ordinal", "referral_id")
    referral = models.ForeignKey(Referral, models.PROTECT)
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    party_ordinal = models.IntegerField()
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    joined_by = models.TextField()
    joined_at = models.DateTimeField()
    came_to = models.ForeignKey(Referral, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        db_table = "referral_report"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "party_ordinal"],
                condition=~models.Q(joined_by__in=["names_number", "withdraws"]),
                name="person_in_one_referral",
            )
        ]


class ReferralJoin(models.Model):
    """That a referral became part of another, from a moment on; so that what was known before can be told.

    Of those that had become part of it before, each is written again with the new one: the newest row of a referral
    that is not later than a moment says what it was part of then. Never changed. Ends: with its referral.
    """

    absorbed = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    into = models.ForeignKey(Referral, models.PROTECT, db_index=False, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "referral_join"


class ReferralNews(models.Model):
    """What came to a standing referral after it was last looked at, until a named officer has seen it.

    kind: supplement, original, retraction. words: what is new, line by line, as found when it came.
    level and rank before and after: what it did to the referral's place.
    Ends: with its referral.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    report = models.ForeignKey(Report, models.PROTECT, db_index=False)
    kind = models.TextField()
    words = models.JSONField()
    level_before = models.TextField(blank=True)
    level_after = models.TextField(blank=True)
    rank_before = models.TextField(blank=True)
    rank_after = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "referral_news"
        constraints = [
            models.UniqueConstraint(fields=["referral", "report", "kind"], name="referral_news_once")
        ]
        indexes = [
            models.Index(fields=["referral"], condition=models.Q(seen_at=None), name="referral_news_unseen")
        ]
