"""Uniform reports for timing: one shape, written by templates so that inventing costs little of the time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from waymark.synthetic.draws import Draws
from waymark.synthetic.file_details import submitted
from waymark.synthetic.markup import DECLARATION, SCHEMA
from waymark.synthetic.profiles import INCIDENT_TYPES
from waymark.synthetic.providers import PROVIDERS, account_identifier
from waymark.synthetic.reports import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from waymark.synthetic.profiles import Profile

# The days before the report over which its events lie.
EVENT_DAYS: Final = 30
# Addresses are hosts of 198.18.0.0/15, the range kept for benchmarks (RFC 2544), as three numbers.
_SECOND_OCTETS: Final = (18, 19)
_EXIF: Final = (
    '<details type="EXIF"><nameValuePair><name>Make</name><value>Specimen</value></nameValuePair>'
    "<nameValuePair><name>Model</name><value>Sample 1</value></nameValuePair></details>"
    "<additionalInfo>Times are as recorded by the service.</additionalInfo>"
)
_NAMES: Final = ("Login", "Upload", "Registration", "Other")


def uniform_documents(
    profile: Profile, *, referrals: int, seed: int, until: datetime, first_number: int
) -> Iterator[Document]:
    """A folder a report: the report, its answer, and its files, all of one size.

    Each report has a new account, but for `same_account_again`, which repeat an earlier one.
    """
    draws = Draws.named(f"{seed} uniform")
    for index in range(referrals):
        is_again = index > 0 and draws.chance(profile.same_account_again)
        serial = draws.randrange(index) if is_again else index
        at = until - timedelta(seconds=int(profile.span_days * 86_400 * (referrals - index) / referrals))
        name, number = f"report-{index + 1:06d}", first_number + index + 1
        yield Document(f"{name}/report.xml", _report(draws, serial, at=at, events=profile.events[0]))
        yield Document(f"{name}/response.xml", submitted(number))
        for ordinal in range(1, profile.files[0] + 1):
            yield Document(f"{name}/file-{ordinal:04d}.xml", _file(draws, number, at=at))


def _report(draws: Draws, serial: int, *, at: datetime, events: int) -> bytes:
    provider = PROVIDERS[serial % len(PROVIDERS)]
    incident_type = INCIDENT_TYPES[serial % len(INCIDENT_TYPES)][0]
    written = "".join(_event(draws, at=at) for _ in range(events))
    return (
        f"{DECLARATION}<report{SCHEMA}>"
        f"<incidentSummary><incidentType>{incident_type}</incidentType><platform>{provider.name}</platform>"
        f"<incidentDateTime>{at:%Y-%m-%dT%H:%M:%S}Z</incidentDateTime></incidentSummary>"
        f"<internetDetails><webPageIncident><url>https://www.{provider.domain}/item/{serial}</url>"
        "</webPageIncident></internetDetails>"
        f'<reporter><reportingPerson><email type="Business">reports@{provider.domain}</email>'
        "</reportingPerson>"
        f"<legalURL>https://www.{provider.domain}/legal</legalURL></reporter>"
        "<personOrUserReported><personOrUserReportedPerson>"
        f"<email>account.{serial}@example.com</email></personOrUserReportedPerson>"
        f"<espIdentifier>{account_identifier(provider, serial)}</espIdentifier>"
        f"<screenName>invented_{serial}</screenName>{written}</personOrUserReported>"
        "</report>\n"
    ).encode()


def _event(draws: Draws, *, at: datetime) -> str:
    bits = draws.getrandbits(64)
    when = at - timedelta(seconds=(bits >> 40) % (EVENT_DAYS * 86_400))
    return (
        f"<ipCaptureEvent><ipAddress>{_address(bits)}</ipAddress>"
        f"<eventName>{_NAMES[bits >> 17 & 3]}</eventName><dateTime>{when.isoformat()[:19]}Z</dateTime>"
        f"<port>{1024 + (bits >> 20) % 64_512}</port></ipCaptureEvent>"
    )


def _address(bits: int) -> str:
    """A host from 17 bits; never one that ends in 0 or 255."""
    return f"198.{_SECOND_OCTETS[bits & 1]}.{bits >> 1 & 255}.{1 + (bits >> 9 & 255) % 254}"


def _file(draws: Draws, number: int, *, at: datetime) -> bytes:
    drawn = draws.hexadecimal(104)
    identifier, md5, sha1 = drawn[:32], drawn[32:64], drawn[64:]
    return (
        f"{DECLARATION}<fileDetails{SCHEMA}><reportId>{number}</reportId><fileId>{identifier}</fileId>"
        f"<fileName>item_{identifier}.jpg</fileName>"
        f"<originalFileName>IMG_{identifier[:8]}.jpg</originalFileName>"
        f"<uploadedToEspTimestamp>{at:%Y-%m-%dT%H:%M:%S}Z</uploadedToEspTimestamp>"
        f"<locationOfFile>https://media.example.com/{identifier}</locationOfFile>"
        "<fileViewedByEsp>true</fileViewedByEsp><exifViewedByEsp>true</exifViewedByEsp>"
        "<publiclyAvailable>false</publiclyAvailable><fileRelevance>Reported</fileRelevance>"
        "<industryClassification>B2</industryClassification>"
        f'<originalFileHash hashType="MD5">{md5}</originalFileHash>'
        f'<originalFileHash hashType="SHA1">{sha1}</originalFileHash>'
        f"{_event(draws, at=at)}{_EXIF}</fileDetails>\n"
    ).encode()
