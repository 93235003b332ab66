"""The shared record's tables. Rows are written by operations alone and never edited but where a field says so."""

from waymark.referrals.models.referrals import Referral, ReferralJoin, ReferralNews, ReferralReport
from waymark.referrals.models.reports import NamedReport, Report, ReportNumber, SameReport
from waymark.referrals.models.statements import Addition, IPCapture, KeptRaw, Party, PriorReport, ReportedFile

__all__ = [
    "Addition",
    "IPCapture",
    "KeptRaw",
    "NamedReport",
    "Party",
    "PriorReport",
    "Referral",
    "ReferralJoin",
    "ReferralNews",
    "ReferralReport",
    "Report",
    "ReportNumber",
    "ReportedFile",
    "SameReport",
]
