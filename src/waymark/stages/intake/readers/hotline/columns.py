"""The columns of a hotline's table, by every heading that is known for them.

No hotline's table is published. The headings are those of public lists of the same matter (Interpol's ICSE
export, hash lists, takedown notices) and plain words for them; a heading that is not here is kept raw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from waymark.stages.intake.readers.delimited import Row, plain_heading


class Column(NamedTuple):
    """One column of a table. at: its place from 0. name: ours, or empty when the heading is not known."""

    at: int
    heading: str
    name: str


# Our name, then headings as `plain_heading` compares them.
_HEADINGS: Mapping[str, str] = {
    "url": "url urls uri link address webaddress webpage page pageurl contenturl fullurl reportedurl "
    "imageurl website urlassessed assessedurl urlreported reportedlink sourceurl offendingurl",
    "host": "host hostname domain domainname site fqdn",
    "host_company": "hostingcompany hostingprovider provider isp hostcompany hoster registrar",
    "ip_address": "ip ipaddress hostip hostingip serverip ipaddr",
    "country": "country hostcountry countryhost hostingcountryname hostingcountry countryofhosting "
    "countryhosted hostedin countrycode geo location",
    "md5": "md5 md5hash hashmd5",
    "sha1": "sha1 sha1hash hashsha1",
    "sha256": "sha256 sha256hash hashsha256 sha2",
    "pdq": "pdq pdqhash",
    "photodna": "photodna pdna photodnahash",
    "hash": "hash hashes hashvalue filehash imagehash fingerprint",
    "file_name": "file filename name imagename",
    "grade": "grade category assessment severity assessedcategory ukcategory classification "
    "assessmentcategory assessmentresult result sentencingcategory baseline ukgrade gradeuk "
    "contentgrade contentcategory gradeassigned assessmentgrade assessedgrade iwfgrade abccategory",
    "action": "action actions actionrequired actionstatus actiontaken actionstaken notice noticesent "
    "takedown removal outcome status",
    "reference": "reference ref id assessmentid assessmentreference assessmentref urlid reportid "
    "reportnumber reportreference casenumber caseid hotlinereference reportno caseref ticket",
    "assessed_at": "assessed assessedat assessedon dateassessed assessmentdate date datetime timestamp seen "
    "dateseen found datefound lastseen confirmed",
    "received_at": "received receivedat receivedon datereceived reported reportedat reportedon datereported",
    "hotline": "hotline organisation organization source reporter reportedby",
    "offence_type": "offence offencetype incidenttype contenttype typeofcontent",
    "note": "note notes comment comments remarks",
}
NAMES: Mapping[str, str] = MappingProxyType(
    {heading: name for name, headings in _HEADINGS.items() for heading in headings.split()}
)
HASHES = ("md5", "sha1", "sha256", "pdq", "photodna", "hash")
# Where among the facts each column goes; `row` is one row of the table.
KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "row/url": "IncidentDetail (web_page): url",
        "row/host": "IncidentDetail (web_page): host",
        "row/host_company": "IncidentDetail (web_page): host_company",
        "row/ip_address": "IncidentDetail (web_page): ip_address; the host's, never a user's",
        "row/country": "IncidentDetail (web_page): country",
        **{f"row/{name}": "ReportedFile: hashes" for name in HASHES},
        "row/file_name": "ReportedFile: name",
        "row/grade": "Addition (hotline): grade; never our own grading",
        "row/action": "Addition (hotline): action",
        "row/reference": "Report: number",
        "row/assessed_at": "Report: incident_at, described by its heading",
        "row/received_at": "Report: received_at",
        "row/hotline": "Report: reporter",
        "row/offence_type": "Report: incident_type",
        "row/note": "Report: additional_info",
    }
)
# A heading stands in one of the first rows: exports put a title and a date above it.
_WITHIN = 10


def columns_of(row: Row) -> list[Column]:
    """The columns of a heading row. Of two columns of one name both are taken, in their order."""
    return [Column(at, cell.strip(), name_of(cell)) for at, cell in enumerate(row.cells)]


def name_of(heading: str) -> str:
    """Our name for a heading, without what stands in brackets behind it; empty when it is not known."""
    whole = NAMES.get(plain_heading(heading), "")
    return whole or NAMES.get(plain_heading(heading.partition("(")[0]), "")


def heading_row(rows: Sequence[Row]) -> Row | None:
    """The row of headings: it names an address or a hash, and what a hotline makes of it."""
    return next((row for row in rows[:_WITHIN] if _is_heading(row)), None)


def _is_heading(row: Row) -> bool:
    names = {name_of(cell) for cell in row.cells}
    is_of_hotline = bool(names & {"grade", "action"}) or {"hotline", "country"} <= names
    return "url" in names and (
        is_of_hotline or (bool(names & {"host", "country"}) and bool(names & set(HASHES)))
    )
