"""Records whose totals are published ones, and which differ by seed in all else.

Each is a report of one account with one incident, dated within the period that was published; their files stand
in a folder for each source, so that the source can be told to the door (`waymark receive DIR/tech --source tech`).
Counts by the date of the offence then come to the published totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from waymark.errors import WaymarkError
from waymark.synthetic.draws import Draws
from waymark.synthetic.markup import DECLARATION, SCHEMA
from waymark.synthetic.profiles import INCIDENT_TYPES
from waymark.synthetic.providers import PROVIDERS, account_identifier
from waymark.synthetic.reports import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Total:
    """A published count: of which source, over which days, how many."""

    source: str
    first: date
    last: date
    count: int


class NotItsTotal(WaymarkError):
    """A profile of published totals was asked for another number of referrals."""

    def __init__(self, name: str, total: int) -> None:
        super().__init__(
            f"The profile {name} has {total:,} records, as published: leave out --referrals, or give that"
        )


def _year(source: str, year: int, count: int) -> Total:
    return Total(source, date(year, 1, 1), date(year, 12, 31), count)


PUBLISHED: Final[dict[str, tuple[Total, ...]]] = {
    # Referrals to one force, 2017, 2018 and January 2019, with those of technology companies (press, 2019; the
    # 1,000 of 2017 is what 1,795 is 79.5% above).
    "met-2017-2019": (
        _year("tech", 2017, 1000),
        _year("other", 2017, 50),
        _year("tech", 2018, 1795),
        _year("other", 2018, 719),
        Total("tech", date(2019, 1, 1), date(2019, 1, 31), 212),
        Total("other", date(2019, 1, 1), date(2019, 1, 31), 105),
    ),
    # Referrals from NCMEC with a UK address, the two years that were published.
    "uk-2009-2016": (_year("ncmec", 2009, 1591), _year("ncmec", 2016, 30661)),
    # Online sexual crimes against children that forces answered for: here as reports, since a report is what these
    # files can be; the published unit is recorded crimes.
    "police-recorded-2015-2017": (
        Total("police", date(2015, 4, 1), date(2016, 3, 31), 3903),
        Total("police", date(2016, 4, 1), date(2017, 3, 31), 5653),
    ),
}


# What was published in each, where these files can only be reports.
UNITS: Final = {
    "met-2017-2019": "referrals to one force",
    "uk-2009-2016": "referrals from NCMEC with a UK address",
    "police-recorded-2015-2017": "recorded crimes, of which these reports are no count",
}


def split_of(name: str) -> str:
    """What its totals are counted by: the word of `waymark stats counts --by`."""
    is_financial = all((total.first.month, total.last.month) == (4, 3) for total in PUBLISHED[name])
    return "financial_year" if is_financial else "year"


def total_of(name: str) -> int:
    """How many records a profile has."""
    return sum(total.count for total in PUBLISHED[name])


def published_documents(name: str, *, seed: int) -> Iterator[Document]:
    """The reports of a profile, source by source and period by period, in order of time within each.

    The same name and seed always give the same bytes.
    """
    serial = 0
    for total in PUBLISHED[name]:
        draws = Draws.named(f"{seed} {name} {total.source} {total.first}")
        seconds = ((total.last - total.first).days + 1) * 86_400
        # Two hours off either end: every moment is within the period by UTC and by the clocks of the UK.
        moments = sorted(draws.randrange(7_200, seconds - 7_200) for _ in range(total.count))
        begin = datetime(total.first.year, total.first.month, total.first.day, tzinfo=UTC)
        for ordinal, after in enumerate(moments, start=1):
            serial += 1
            path = f"{total.source}/{total.first:%Y-%m-%d}/report-{ordinal:06d}.xml"
            yield Document(path, _report(draws, serial, at=begin + timedelta(seconds=after)))


def _report(draws: Draws, serial: int, *, at: datetime) -> bytes:
    provider = PROVIDERS[draws.randrange(len(PROVIDERS))]
    kind = INCIDENT_TYPES[draws.randrange(len(INCIDENT_TYPES))][0]
    return (
        f"{DECLARATION}<report{SCHEMA}>"
        f"<incidentSummary><incidentType>{kind}</incidentType><platform>{provider.name}</platform>"
        f"<incidentDateTime>{at:%Y-%m-%dT%H:%M:%S}Z</incidentDateTime></incidentSummary>"
        f'<reporter><reportingPerson><email type="Business">reports@{provider.domain}</email>'
        "</reportingPerson></reporter>"
        "<personOrUserReported>"
        f"<espIdentifier>{account_identifier(provider, serial)}</espIdentifier>"
        f"<espService>{provider.name}</espService><screenName>invented_{draws.hexadecimal(8)}</screenName>"
        "</personOrUserReported></report>\n"
    ).encode()
