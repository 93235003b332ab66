"""Documents made from the formats' public description by somebody who had not seen the readers."""

import json

NAMESPACE = "http://report.cybertip.org/leaws/icac"


def a_capture(value, kind="IP Address", at=None, event=None, port=None):
    return {"captureType": kind, "value": value, "port": port, "dateTime": at, "eventName": event}


def a_file_hosting_report():
    """An ESP that states the upload time among its metadata, N/A for what it has not, and every email state."""
    person = {
        "firstName": "Ash",
        "middleName": "N/A",
        "lastName": "Example",
        "dateOfBirth": "1980-02-30",
        "approximateAge": "40-50",
        "espUserId": "dbid:AAEXAMPLE1",
        "screenName": {"value": "ash.example"},
        "emails": {
            "emails": [
                {"value": "ash@example.com", "verified": True},
                {"value": "ash2@example.net", "verified": None},
                {"value": "ash3@example.org", "verified": False},
            ]
        },
        "phones": {"phones": [{"value": "+44 7700 900123", "verified": True}, {"value": "N/A"}]},
        "sourceInformation": {
            "sourceCaptures": [
                a_capture("198.51.100.7", at="2026-02-01T01:00:00Z", event="LOGIN", port=50123),
                a_capture("198.51.100.7", at="2026-02-01T01:00:00Z", event="LOGIN", port=50124),
                a_capture("2001:db8::7", at="2026-02-01T01:00:00", event="UPLOAD"),
                a_capture("Tor", at="2026-02-01T02:00:00Z"),
                a_capture("https://files.example/u/ash", kind="Profile URL"),
            ]
        },
        "disabilities": ["N/A"],
        "accessToFirearms": "No",
        "convictedSexOffender": None,
    }
    files = [
        {
            "filename": "ex-1.bin",
            "originalFilename": "N/A",
            "verificationHash": "0cc175b9c0f1b6a831c399e269772661",
            "industryClassification": "A1",
            "viewedByEsp": True,
            "ncmecTags": {
                "groups": [
                    {"tags": [{"value": "Tag one"}, {"value": "Tag two"}]},
                    {"tags": [{"value": "Tag three"}]},
                ]
            },
            "espMetadata": {"metadatas": [{"name": "Upload Date and Time", "value": "2026-02-01T00:59:00Z"}]},
            "sourceInformation": None,
            "additionalInformations": [{"value": "first"}, {"value": "second"}],
        },
        {"filename": "ex-2.bin", "verificationHash": "N/A", "viewedByEsp": None, "ncmecTags": None},
        {"filename": "ex-3.bin", "viewedByEsp": False},
    ]
    return {
        "reportId": 910000001,
        "dateReceived": "2026-02-03T04:05:06Z",
        "reportedInformation": {
            "reportingEsp": {"espName": "Dropbox, Inc.", "lastName": "N/A"},
            "incidentSummary": {
                "incidentType": "Apparent Child Pornography",
                "incidentDateTime": "2026-02-01T01:02:03Z",
                "incidentDateTimeDescription": "Upload time",
            },
            "incidentDetails": {"emailIncident": None, "webpageIncident": []},
            "reportedPeople": {"reportedPersons": [person]},
            "intendedRecipients": {"intendedRecipients": [{"espUserId": "r1", "approximateAge": "13"}]},
            "uploadedFiles": {"uploadedFiles": files},
            "additionalInformations": [{"value": "free text one"}, {"value": "free text two"}],
            "childVictims": {"childVictims": [{"firstName": "Bo"}]},
            "somethingNew": {"a": [1, {"b": None}], "c": True},
        },
    }


def a_report_of_ambiguous_times():
    """Times written month-first, with two digits of a year, on a day that never was, and as a number."""
    stated = (
        "01/02/2026 10:00:00",
        "13/02/26 10:00",
        "2026-02-30T00:00:00Z",
        1770372000,
        "2026-02-06T10:00:00",
    )
    captures = [a_capture(f"192.0.2.{n}", at=at) for n, at in enumerate(stated, start=10)]
    person = {"espUserId": "77", "sourceInformation": {"sourceCaptures": captures}}
    return {
        "reportId": 910000008,
        "dateReceived": "02-06-2026 10:11:12 UTC",
        "reportedInformation": {"reportedPeople": {"reportedPersons": [person]}},
    }


def a_received_xml(prefix=""):
    """A received XML that says more than is public of it. prefix: `ns0:`, or none for a default namespace."""
    declared = f'xmlns:{prefix.rstrip(":")}="{NAMESPACE}"' if prefix else f'xmlns="{NAMESPACE}"'
    inside = (
        '<reportId>910000020</reportId><!-- made --><other flag="1">kept <b>raw</b> tail</other>'
        '<people><person id="2"/><person id="3"/></people>'
    )
    named = inside.replace("</", "\0").replace("<!", "\1").replace("<", f"<{prefix}")
    named = named.replace("\0", f"</{prefix}").replace("\1", "<!")
    return f"<{prefix}report {declared}>{named}</{prefix}report>".encode()


def members_of(value):
    """How many members and items a JSON value has, at every depth."""
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return len(inside) + sum(members_of(each) for each in inside)


def as_bytes(document, *, mark=False):
    return (b"\xef\xbb\xbf" if mark else b"") + json.dumps(document, ensure_ascii=False).encode()


A_LOG = "timestamp,user_jid,ip,port,country\n1769904000000,kik_ex,192.0.2.68,40000,GB\n"
A_LOG_BY_DAY_AND_CLOCK = (
    "Date,Time,IP Address,Action,File Name,Checksum\n"
    "2026-02-01,10:00:00,192.0.2.90,UPLOAD,a.jpg,d41d8cd98f00b204e9800998ecf8427e\n"
)
A_LOG_OF_DAYS = "ip,type,date,port\n192.0.2.66,Login,2026-02-01,99999\n"
HOTLINE = "url,host,country,hash,grade,actions,analyst note\n"
