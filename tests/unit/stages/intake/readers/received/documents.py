"""Received reports written by hand from the public description of the format, and not from any reader."""

import io
import json

from waymark.referrals.types import (
    Addition,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Read,
    Report,
    ReportedFile,
)


def as_json(document, *, encoding="utf-8", **how):
    return json.dumps(document, **how).encode(encoding)


def facts_of(read, content, *, trace=False):
    if isinstance(content, str):
        content = content.encode()
    return list(read(io.BytesIO(content), trace=trace))


def of_kind(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def head_of(facts):
    assert isinstance(facts[-1], Report)
    return facts[-1]


def parties_of(facts):
    return of_kind(facts, Party)


def events_of(facts):
    return of_kind(facts, IPCaptureEvent)


def files_of(facts):
    return of_kind(facts, ReportedFile)


def additions_of(facts):
    return of_kind(facts, Addition)


def raw_of(facts):
    return {fact.path: fact.text for fact in of_kind(facts, KeptRaw)}


def read_of(facts):
    return {fact.path: fact.text for fact in of_kind(facts, Read)}


def a_report(**information):
    return {
        "reportId": 900000001,
        "dateReceived": "2026-01-05T10:20:30Z",
        "reportedInformation": {"reportingEsp": {"espName": "Example Social Ltd"}, **information},
    }


def suspects(*persons):
    return {"reportedPeople": {"reportedPersons": list(persons)}}


def files(*each):
    return {"uploadedFiles": {"uploadedFiles": list(each)}}


def captures(*each):
    return {"sourceInformation": {"sourceCaptures": list(each)}}


def a_capture(value="192.0.2.10", kind="IP Address", **stated):
    return {"captureType": kind, "value": value, **stated}


WHOLE = {
    "reportId": 900000001,
    "dateReceived": "2026-01-05T10:20:30Z",
    "reportedInformation": {
        "reportingEsp": {"espName": "Example Social Ltd", "lastName": "N/A"},
        "incidentSummary": {
            "incidentType": "Apparent Child Pornography",
            "incidentDateTime": "2026-01-04T23:59:58Z",
            "incidentDateTimeDescription": None,
        },
        "incidentDetails": {"emailIncident": None, "webpageIncident": []},
        "reportedPeople": {
            "reportedPersons": [
                {
                    "firstName": None,
                    "screenName": {"value": "example_user"},
                    "espUserId": "100200300",
                    "emails": {"emails": [{"value": "someone@example.com", "verified": True}]},
                    "phones": None,
                    "sourceInformation": {
                        "sourceCaptures": [
                            {
                                "captureType": "IP Address",
                                "value": "192.0.2.10",
                                "port": None,
                                "dateTime": "2026-01-04T22:00:00Z",
                                "eventName": "LOGIN",
                            }
                        ]
                    },
                }
            ]
        },
        "intendedRecipients": None,
        "uploadedFiles": {
            "uploadedFiles": [
                {
                    "filename": "a.jpg",
                    "originalFilename": "N/A",
                    "verificationHash": "d41d8cd98f00b204e9800998ecf8427e",
                    "industryClassification": None,
                    "viewedByEsp": None,
                    "ncmecTags": {"groups": [{"tags": [{"value": "Example"}]}]},
                    "sourceInformation": None,
                    "additionalInformations": [],
                }
            ]
        },
        "additionalInformations": [{"value": "free text"}],
    },
}
