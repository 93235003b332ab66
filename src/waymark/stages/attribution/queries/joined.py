"""A referral with those that became part of it: what was asked, answered and decided for one holds for all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from waymark.referrals.models import Referral


def with_absorbed(referral_id: int) -> QuerySet[Referral, int]:
    """The ids of a referral and of every one that was found to be it, for a query to be made within."""
    found = Referral.objects.filter(Q(pk=referral_id) | Q(merged_into_id=referral_id))
    return found.order_by().values_list("pk", flat=True)
