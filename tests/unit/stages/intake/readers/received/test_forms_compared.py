"""The forms of one report, compared: where they say the same, nothing is shown; where not, both words are."""

from tests.unit.stages.intake.readers.received.documents import (
    a_capture,
    a_report,
    as_json,
    captures,
    facts_of,
    files,
    suspects,
)
from waymark.referrals.comparing import Only, differences
from waymark.stages.intake.readers.received import json_reader, pdf_text

DOCUMENT = a_report(
    incidentSummary={
        "incidentType": "Apparent Child Pornography",
        "incidentDateTime": "2026-01-04T23:59:58Z",
    },
    **suspects(
        {
            "firstName": "Invented",
            "lastName": "Person",
            "espUserId": "100200300",
            "screenName": {"value": "example_user"},
            "emails": {"emails": [{"value": "someone@example.com", "verified": True}]},
            **captures(a_capture(eventName="LOGIN", dateTime="2026-01-04T22:00:00Z", port=51512)),
        }
    ),
    **files(
        {"filename": "a.jpg", "verificationHash": "d41d8cd98f00b204e9800998ecf8427e", "viewedByEsp": True}
    ),
)
PRINTED = """\
CyberTipline Report 900000001
Received by NCMEC on 01-05-2026 10:20:30 UTC
\fSection A: Reported Information
Reporting Electronic Service Provider (ESP)
Submitter:
Example Social Ltd
Incident Information
Incident Type: Apparent Child Pornography
Incident Time: 01-04-2026 23:59:58 UTC
Suspect
Name: Invented Person
Email Address: someone@example.com (Verified)
Screen/User Name: example_user
ESP User ID: 100200300
IP Address: 192.0.2.10 (Login)
Port: 51512
01-04-2026 22:00:00 UTC
Uploaded File Information
Filename: a.jpg
MD5: D41D8CD98F00B204E9800998ECF8427E
Did Reporting ESP view entire contents of uploaded file? Yes
This concludes Section A
"""


def compared(printed):
    return differences(facts_of(json_reader.read, as_json(DOCUMENT)), facts_of(pdf_text.read, printed))


class TestDifferences:
    def test_are_none_where_data_and_paper_say_the_same(self):
        assert compared(PRINTED) == ()

    def test_show_both_words_where_they_do_not(self):
        found = compared(PRINTED.replace("Port: 51512", "Port: 51513").replace("\nName: Invented Person", ""))

        assert {(each.kind, each.what, each.first, each.second) for each in found} == {
            (Only.DIFFERS, "port", "51512", "51513"),
            (Only.FIRST, "first_name", "Invented", ""),
            (Only.FIRST, "last_name", "Person", ""),
        }

    def test_show_a_priority_that_only_the_paper_has(self):
        found = compared(PRINTED.replace("\n", "\nPriority Level: E\n", 1))

        assert [(each.kind, each.what, each.second) for each in found] == [(Only.SECOND, "priority", "E")]
