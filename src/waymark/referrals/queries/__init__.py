"""Reading the shared record: what a viewer may see, as plain values, with the reading logged."""

from waymark.referrals.queries.facts import additions, captures, files, kept_raw
from waymark.referrals.queries.lines import NothingByThatReference
from waymark.referrals.queries.news import news, with_news
from waymark.referrals.queries.reports import report
from waymark.referrals.queries.whole import referral, related_references

__all__ = [
    "NothingByThatReference",
    "additions",
    "captures",
    "files",
    "kept_raw",
    "news",
    "referral",
    "related_references",
    "report",
    "with_news",
]
