"""Which paths each received form is read by, and where each goes: the source of the field-loss report.

`[]` stands for the items of a list. Whatever stands at another path is kept raw there. Tests hold these tables
to the readers: a document with every path has nothing that is kept raw.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waymark.stages.intake.readers.received.json_people import LISTED_OF_A_PERSON, SAID_OF_A_PERSON

_CAPTURES = {
    "captureType": "says what `value` is",
    "value": "IP event: address; profile address of the account; page of the incident",
    "dateTime": "IP event: time, in its words and as a moment",
    "eventName": "IP event: event, as printed",
    "port": "IP event: port",
}
_FOUND = "and what is found in it, as additions `found_in_text`"
_PERSON = {
    "firstName": "party: first name",
    "middleName": "party: middle name",
    "lastName": "party: last name",
    "dateOfBirth": "party: date of birth, as stated",
    "approximateAge": "party: age in years, or its words",
    "gender": "party: sex, as stated",
    "espUserId": "account: identifier",
    "espService": "account: service",
    "screenName/value": "account: screen name",
    "emails/emails[]/value": "party: e-mail address",
    "emails/emails[]/verified": "party: whether it was verified; not stated is not no",
    "phones/phones[]/value": "party: telephone number",
    "phones/phones[]/verified": "party: whether it was verified; not stated is not no",
    "addresses/addresses[]/street1": "party: address",
    "addresses/addresses[]/street2": "party: address",
    "addresses/addresses[]/city": "party: address",
    "addresses/addresses[]/state": "party: address",
    "addresses/addresses[]/postalCode": "party: address",
    "addresses/addresses[]/country": "party: address",
    "vehicleDescription": "party: vehicle",
    "ipAddress": "IP event without time or event",
    **dict.fromkeys(SAID_OF_A_PERSON, "party: more, under this name"),
    **{f"{key}[]": "party: more, under this name" for key in LISTED_OF_A_PERSON},
    "additionalInformations[]/value": f"party: more, {_FOUND}",
    **{f"sourceInformation/sourceCaptures[]/{key}": goes for key, goes in _CAPTURES.items()},
}
_FILE = {
    "filename": "file: name",
    "originalFilename": "file: original name",
    "verificationHash": "file: hash, by its length (MD5)",
    "viewedByEsp": "file: viewed by the ESP; not stated is not no",
    "industryClassification": "file: industry scale, which is not the UK's",
    "submittalId": "file: details",
    "espMetadata/metadatas[]/name": "file: details",
    "espMetadata/metadatas[]/value": "file: details; the upload time under `Upload Date and Time`",
    "ncmecTags/groups[]/tags[]/value": "addition by NCMEC's analysts",
    "additionalInformations[]/value": f"file: more, {_FOUND}",
    **{f"sourceInformation/sourceCaptures[]/{key}": goes for key, goes in _CAPTURES.items()},
}
_AT = "/reportedInformation"


def _below(path: str, inside: Mapping[str, str]) -> dict[str, str]:
    return {f"{path}/{name}": goes for name, goes in inside.items()}


JSON_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "/reportId": "report: number",
        "/dateReceived": "report: when NCMEC had it",
        f"{_AT}/reportingEsp/espName": "report: reporter",
        f"{_AT}/reportingEsp/firstName": "party: who reported",
        f"{_AT}/reportingEsp/lastName": "party: who reported; sometimes a product",
        f"{_AT}/incidentSummary/incidentType": "report: incident type, as printed",
        f"{_AT}/incidentSummary/incidentDateTime": "report: incident time",
        f"{_AT}/incidentSummary/incidentDateTimeDescription": "report: what that time is",
        f"{_AT}/incidentDetails/emailIncident[]/contents[]/value": f"incident: content, {_FOUND}",
        f"{_AT}/incidentDetails/emailIncident[]/additionalInformations[]/value": f"incident: more, {_FOUND}",
        f"{_AT}/incidentDetails/webpageIncident[]/additionalInformations[]/value": f"incident: more, {_FOUND}",
        **_below(f"{_AT}/incidentDetails/webpageIncident[]/sourceInformation/sourceCaptures[]", _CAPTURES),
        **_below(f"{_AT}/reportedPeople/reportedPersons[]", _PERSON),
        **_below(f"{_AT}/intendedRecipients/intendedRecipients[]", _PERSON),
        **_below(f"{_AT}/uploadedFiles/uploadedFiles[]", _FILE),
        f"{_AT}/additionalInformations[]/value": f"report: more, {_FOUND}",
    }
)

XML_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "/report/reportId": "report: number; nothing else of the form is public",
        "/IMPORT/CRIMEREPORT/Name": "report: number, in Hubstream's export",
        "/IMPORT/CRIMEREPORT/@Name": "report: number, in Hubstream's export",
    }
)

PDF_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "cover: CyberTipline Report": "report: number; no other number is its own",
        "cover: Priority Level": "report: priority, as received",
        "cover: Received by NCMEC on": "report: when NCMEC had it",
        "cover: Date PDF Generated": "addition by NCMEC's systems",
        "Executive Summary: all of it": "additions by NCMEC's systems",
        "A, ESP: Submitter": "report: reporter; kept raw where two columns ran together",
        "A, ESP: Point of Contact for Law Enforcement": "party: the reporter's contact, in one text",
        "A, ESP: Business Address": "party: who reported",
        "A, ESP: Company Information": "report: what the ESP says in every report",
        "A, ESP: Relevant Terms": "report: the ESP's terms",
        "A, Incident Information: Incident Type, Primary Incident Type": "report: incident type, as printed",
        "A, Incident Information: Incident Time": "report: incident time, and what is said of it",
        "A, Incident Information: Additional Information": "report: more",
        "A, person: Name": "party: first and last name where there are two words; otherwise in words",
        "A, person: Mobile Phone, Phone Number": "party: telephone numbers, with their verification",
        "A, person: Email Address": "party: e-mail addresses, with their verification",
        "A, person: Screen/User Name": "account: screen name",
        "A, person: ESP User ID": "account: identifier",
        "A, person: Profile URL": "account: profile addresses",
        "A, person: Date of Birth": "party: date of birth, as printed (month first)",
        "A, person: Approximate Age": "party: age in years, or its words",
        "A, person: Estimated Location": "party: town, region and country, or its words",
        "A, person: Prior CT Reports": "party: earlier reports, named by the ESP and unproven",
        "A, person or file: IP Address (event), Port, time": "IP event, read as a group",
        "A, person or file: Additional Information": f"party or file: more, {_FOUND}",
        "A, file: Number of uploaded files": "compared with the files named; a fault where they differ",
        "A, file: Filename, Original Filename": "file: names",
        "A, file: MD5, SHA1, SHA256": "file: hashes",
        "A, file: Did Reporting ESP view entire contents": "file: viewed by the ESP; not said is not no",
        "A, file: Did Reporting ESP view the EXIF": "file: EXIF viewed; not said is not no",
        "A, file: Were entire contents publicly available": "file: publicly available; not said is not no",
        "A, file: Image Categorization by ESP": "file: industry scale, which is not the UK's",
        "B: all of it": "additions by NCMEC's systems, tied to whom they are of; other reports' numbers as proposals",
        "C: all of it": "additions by NCMEC's analysts",
        "D: all of it": "additions: the contact for law enforcement",
    }
)
