"""The received JSON: each rule for reading it, in documents written by hand."""

import json
from datetime import UTC, datetime

import pytest

from tests.unit.stages.intake.readers.received.documents import (
    WHOLE,
    a_capture,
    a_report,
    additions_of,
    as_json,
    captures,
    events_of,
    facts_of,
    files,
    files_of,
    head_of,
    of_kind,
    parties_of,
    raw_of,
    read_of,
    suspects,
)
from waymark.referrals.types import Addition, Flaw, Named, NamedValue, Of, Role, StatedTime, Zone
from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    EmptyDocument,
    TooLarge,
    UnknownRoot,
    WrongEncoding,
)
from waymark.stages.intake.readers.received.json_reader import looks_like, read

PERSON = "/reportedInformation/reportedPeople/reportedPersons[1]"
FILE = "/reportedInformation/uploadedFiles/uploadedFiles[1]"


def read_json(document, **how):
    return facts_of(read, as_json(document), **how)


def party_of(**person):
    (party,) = parties_of(read_json(a_report(**suspects(person))))
    return party


def file_of(**stated):
    (file,) = files_of(read_json(a_report(**files(stated))))
    return file


class TestRead:
    def test_reads_the_public_example_whole(self):
        facts = read_json(WHOLE, trace=True)

        head, (party,), (event,), (file,) = (
            head_of(facts),
            parties_of(facts),
            events_of(facts),
            files_of(facts),
        )
        assert raw_of(facts) == {}
        assert (head.number, head.reporter, head.incident_type) == (
            "900000001",
            "Example Social Ltd",
            "Apparent Child Pornography",
        )
        assert head.received_at.instant == datetime(2026, 1, 5, 10, 20, 30, tzinfo=UTC)
        assert head.additional_info == ("free text",)
        assert (party.role, party.account.identifier, party.account.screen_name) == (
            Role.SUSPECT,
            "100200300",
            "example_user",
        )
        assert [(each.value, each.verified) for each in party.emails] == [("someone@example.com", True)]
        assert (event.address, event.event, event.port, event.of, event.of_ordinal) == (
            "192.0.2.10",
            "LOGIN",
            None,
            Of.PARTY,
            party.ordinal,
        )
        assert (file.name, file.original_name, file.hashes[0].kind) == ("a.jpg", "", "md5")
        assert additions_of(facts) == [Addition("ncmec_analysts", "ncmecTags", "tag", "Example", "a.jpg")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    def test_reads_it_with_and_without_a_byte_order_mark(self, encoding):
        facts = facts_of(read, as_json(WHOLE, encoding=encoding))

        assert head_of(facts).number == "900000001"

    @pytest.mark.parametrize("number", [900000001, "900000001", " 900000001\n"])
    def test_takes_a_number_written_as_a_number_or_as_text(self, number):
        assert head_of(read_json({**a_report(), "reportId": number})).number == "900000001"

    @pytest.mark.parametrize("nothing", [None, "", "  ", "N/A", "n/a"])
    def test_takes_null_blank_and_n_a_for_not_stated(self, nothing):
        party = party_of(
            espUserId=nothing, firstName=nothing, dateOfBirth=nothing, screenName={"value": nothing}
        )

        assert (party.account.identifier, party.first_name, party.date_of_birth) == ("", "", "")
        assert party.account.screen_name == ""

    @pytest.mark.parametrize(
        "absent",
        [
            {},
            {"reportedPeople": None},
            {"reportedPeople": []},
            {"reportedPeople": {}},
            {"reportedPeople": ""},
            {"reportedPeople": {"reportedPersons": None}},
            {"reportedPeople": {"reportedPersons": []}},
            {"reportedPeople": {"reportedPersons": [None, {}]}},
        ],
    )
    def test_finds_nobody_in_a_container_that_is_null_missing_or_empty(self, absent):
        facts = read_json(a_report(**absent), trace=True)

        assert parties_of(facts) == []
        assert raw_of(facts) == {}

    @pytest.mark.parametrize(
        "container", [{"uploadedFiles": [{"filename": "a.jpg"}]}, [{"filename": "a.jpg"}]]
    )
    def test_finds_a_list_with_and_without_its_doubled_container(self, container):
        facts = read_json(a_report(uploadedFiles=container))

        assert [file.name for file in files_of(facts)] == ["a.jpg"]

    @pytest.mark.parametrize(
        ("stated", "answer"),
        [
            (True, True),
            (False, False),
            (None, None),
            ("", None),
            ("N/A", None),
            ("true", True),
            ("False", False),
        ],
    )
    def test_gives_yes_no_and_not_stated_as_three_answers(self, stated, answer):
        assert file_of(viewedByEsp=stated).viewed_by_esp is answer
        assert (
            party_of(emails={"emails": [{"value": "a@example.com", "verified": stated}]}).emails[0].verified
            is answer
        )

    def test_never_takes_a_missing_answer_for_no(self):
        assert file_of(filename="a.jpg").viewed_by_esp is None

    def test_keeps_raw_what_is_neither_yes_nor_no(self):
        facts = read_json(a_report(**files({"viewedByEsp": "perhaps"})))

        assert files_of(facts)[0].viewed_by_esp is None
        assert raw_of(facts) == {f"{FILE}/viewedByEsp": "perhaps"}

    def test_keeps_suspects_and_recipients_in_their_roles(self):
        facts = read_json(
            a_report(
                **suspects({"espUserId": "1001"}, {"espUserId": "1002"}),
                intendedRecipients={"intendedRecipients": [{"espUserId": "2001", **captures(a_capture())}]},
            )
        )

        assert [(party.ordinal, party.role, party.account.identifier) for party in parties_of(facts)] == [
            (1, Role.SUSPECT, "1001"),
            (2, Role.SUSPECT, "1002"),
            (3, Role.INTENDED_RECIPIENT, "2001"),
        ]
        assert [(event.of, event.of_ordinal) for event in events_of(facts)] == [(Of.PARTY, 3)]

    def test_reads_everything_that_is_stated_of_a_person(self):
        party = party_of(
            firstName="Invented",
            middleName="Q",
            lastName="Person",
            dateOfBirth="1990-02-01",
            approximateAge=35,
            espService="Example Messenger",
            phones={"phones": [{"value": "+44 7700 900123", "verified": False}]},
            addresses={
                "addresses": [
                    {"street1": "1 Example Road", "street2": "Flat 2", "city": "Exampleton", "state": "Kent",
                     "postalCode": "ZZ99 9ZZ", "country": "GB"}
                ]
            },
            vehicleDescription="red van",
            occupation="teacher",
            accessToChildren=True,
            convictedSexOffender="No",
            disabilities=["one", "two"],
            languages="English",
            additionalInformations=[{"value": "first"}, {"value": "second"}],
        )  # fmt: skip

        assert (party.first_name, party.middle_name, party.last_name, party.age) == (
            "Invented",
            "Q",
            "Person",
            35,
        )
        assert party.date_of_birth == "1990-02-01"
        assert party.account.service == "Example Messenger"
        assert [(each.value, each.verified) for each in party.phones] == [("+44 7700 900123", False)]
        assert party.addresses[0].lines == "1 Example Road\nFlat 2"
        assert (party.addresses[0].postcode, party.addresses[0].country) == ("ZZ99 9ZZ", "GB")
        assert party.vehicle == "red van"
        assert set(party.additional_info) == {
            "occupation: teacher",
            "accessToChildren: true",
            "convictedSexOffender: No",
            "disabilities: one, two",
            "languages: English",
            "first",
            "second",
        }

    def test_keeps_an_age_in_words_as_its_words(self):
        party = party_of(approximateAge="thirties")

        assert (party.age, party.age_note) == (None, "thirties")

    def test_reads_every_group_tag_text_and_suspect_and_not_the_first_alone(self):
        tags = {"groups": [{"tags": [{"value": "One"}, {"value": "Two"}]}, {"tags": [{"value": "Three"}]}]}
        facts = read_json(
            a_report(
                **files(
                    {
                        "filename": "a.jpg",
                        "ncmecTags": tags,
                        "additionalInformations": [{"value": "x"}, {"value": "y"}],
                    }
                )
            )
        )

        assert [each.value for each in additions_of(facts)] == ["One", "Two", "Three"]
        assert files_of(facts)[0].additional_info == ("x", "y")


class TestTimes:
    def test_are_kept_in_their_words_beside_their_moment(self):
        facts = read_json(a_report(**suspects(captures(a_capture(dateTime="2026-01-04T22:00:00Z")))))

        assert events_of(facts)[0].captured_at == StatedTime(
            "2026-01-04T22:00:00Z", datetime(2026, 1, 4, 22, tzinfo=UTC), Zone.STATED
        )

    def test_without_a_zone_have_no_moment(self):
        facts = read_json(a_report(**suspects(captures(a_capture(dateTime="2026-01-04T22:00:00")))))

        assert events_of(facts)[0].captured_at == StatedTime("2026-01-04T22:00:00", None, Zone.UNKNOWN)

    @pytest.mark.parametrize("text", ["2026-02-30T00:00:00Z", "01-04-2026 22:00:00 UTC", "yesterday"])
    def test_that_are_no_such_time_keep_their_words(self, text):
        facts = read_json(a_report(incidentSummary={"incidentDateTime": text}))

        assert head_of(facts).incident_at == StatedTime(text, None, Zone.UNKNOWN)


class TestCaptures:
    @pytest.mark.parametrize(
        "address", ["tor", "Proxy", "", "not an address", "192.0.2.10, 192.0.2.11", "2001:db8::1"]
    )
    def test_keep_the_words_that_stand_where_an_address_should(self, address):
        facts = read_json(a_report(**suspects(captures(a_capture(address, eventName="LOGIN")))))

        assert [event.address for event in events_of(facts)] == [address]

    @pytest.mark.parametrize("kind", ["IP Address", "ip", "Login IP", "IPv6 Address", None, ""])
    def test_are_events_when_the_type_says_ip_or_says_nothing(self, kind):
        facts = read_json(a_report(**suspects(captures(a_capture(kind=kind)))))

        assert [event.address for event in events_of(facts)] == ["192.0.2.10"]

    @pytest.mark.parametrize("kind", ["MAC Address", "ZIP code", "Recipient"])
    def test_of_another_type_stay_raw_even_where_the_value_is_an_address(self, kind):
        facts = read_json(a_report(**suspects(captures(a_capture(kind=kind)))))

        assert events_of(facts) == []
        at = f"{PERSON}/sourceInformation/sourceCaptures[1]"
        assert raw_of(facts) == {f"{at}/captureType": kind, f"{at}/value": "192.0.2.10"}

    def test_of_a_profile_give_the_account_its_address(self):
        party = party_of(**captures(a_capture("https://social.example/u/1", "Profile URL")))

        assert party.account.profile_urls == ("https://social.example/u/1",)

    def test_of_a_page_become_an_incident_detail_with_event_and_time(self):
        page = a_capture(
            "https://social.example/p/1", "URL", eventName="OTHER", dateTime="2026-01-04T22:00:00Z"
        )
        facts = read_json(a_report(**suspects(captures(page))))

        (detail,) = head_of(facts).details
        assert events_of(facts) == []
        assert detail.kind == "web_page"
        assert detail.values == (
            Named("url", "https://social.example/p/1"),
            Named("event", "OTHER"),
            Named("captured_at", "2026-01-04T22:00:00Z"),
        )

    def test_of_a_web_page_incident_belong_to_the_incident(self):
        facts = read_json(
            a_report(
                incidentDetails={
                    "webpageIncident": [
                        {**captures(a_capture("https://a.example/1", "URL"), a_capture()),
                         "additionalInformations": [{"value": "said of the page"}]}
                    ]
                }
            )
        )  # fmt: skip

        (detail,) = head_of(facts).details
        assert detail.values == (
            Named("url", "https://a.example/1"),
            Named("additional_info", "said of the page"),
        )
        assert [(event.of, event.of_ordinal) for event in events_of(facts)] == [(Of.INCIDENT, detail.ordinal)]

    @pytest.mark.parametrize(("port", "read_as"), [(443, 443), ("51512", 51512), (None, None), (0, 0)])
    def test_state_their_port_or_none(self, port, read_as):
        facts = read_json(a_report(**suspects(captures(a_capture(port=port)))))

        assert events_of(facts)[0].port == read_as

    @pytest.mark.parametrize("port", [65536, -1, "http", 10**400])
    def test_keep_a_port_raw_that_cannot_be_one(self, port):
        facts = facts_of(
            read,
            json.dumps(a_report(**suspects(captures(a_capture(port=0))))).replace(
                '"port": 0',
                f'"port": {json.dumps(port) if isinstance(port, str) else "1" + "0" * 400 if port == 10**400 else port}',
            ),
        )

        assert events_of(facts)[0].port is None
        assert f"{PERSON}/sourceInformation/sourceCaptures[1]/port" in raw_of(facts)


class TestFiles:
    def test_take_the_time_of_their_one_upload(self):
        upload = a_capture(eventName="UPLOAD", dateTime="2026-01-04T22:00:00Z")
        login = a_capture(eventName="LOGIN", dateTime="2026-01-03T22:00:00Z")

        assert file_of(**captures(login, upload)).uploaded_at.text == "2026-01-04T22:00:00Z"

    def test_leave_open_which_of_two_uploads_was_the_file_s(self):
        uploads = [a_capture(eventName="UPLOAD", dateTime=f"2026-01-0{day}T22:00:00Z") for day in (3, 4)]

        assert file_of(**captures(*uploads)).uploaded_at is None

    def test_take_the_upload_time_that_the_metadata_name(self):
        file = file_of(
            espMetadata={"metadatas": [{"name": "Upload Date and Time", "value": "2026-01-04 22:00:00 UTC"}]}
        )

        assert file.uploaded_at == StatedTime(
            "2026-01-04 22:00:00 UTC", datetime(2026, 1, 4, 22, tzinfo=UTC), Zone.STATED
        )
        assert file.details == (NamedValue("espMetadata", "Upload Date and Time", "2026-01-04 22:00:00 UTC"),)

    def test_keep_a_classification_an_id_and_their_own_page(self):
        file = file_of(
            filename="a.jpg",
            submittalId="77001",
            industryClassification="B2",
            **captures(a_capture("https://files.example/a", "URL")),
        )

        assert (file.classification, file.location) == ("B2", "https://files.example/a")
        assert NamedValue("", "submittalId", "77001") in file.details


class TestFoundInText:
    def found(self, text, esp="Example Social Ltd"):
        document = a_report(**suspects({"espUserId": "1001", "additionalInformations": [{"value": text}]}))
        document["reportedInformation"]["reportingEsp"]["espName"] = esp
        return read_json(document)

    def test_is_never_a_field_that_the_provider_supplied(self):
        facts = self.found(
            "Full Name: Invented Person\nLocation: Exampleton\nDescription: says hello", "X Corp"
        )

        (party,) = parties_of(facts)
        at = f"{PERSON}/additionalInformations[1]/value"
        assert (party.first_name, party.location, party.account.bio) == ("", None, "")
        assert additions_of(facts) == [
            Addition("found_in_text", at, "Full Name", "Invented Person", "Suspect 1"),
            Addition("found_in_text", at, "Location", "Exampleton", "Suspect 1"),
            Addition("found_in_text", at, "Description", "says hello", "Suspect 1"),
        ]

    def test_never_makes_an_event_of_a_sign_in_row(self):
        facts = self.found("Name: Invented\n01-04-2026, 22:00:00, 192.0.2.7, Example Phone 3", "MeetMe")

        assert events_of(facts) == []
        assert [(each.name, each.value) for each in additions_of(facts)] == [
            ("Name", "Invented"),
            ("sign-in", "01-04-2026, 22:00:00, 192.0.2.7, Example Phone 3"),
        ]

    def test_names_what_a_json_blob_inside_a_text_holds(self):
        facts = self.found(
            'before {"report_surface":"chat","deep":{"count":2,"flag":true}} after', "WhatsApp Inc."
        )

        assert [(each.name, each.value) for each in additions_of(facts)] == [
            ("report_surface", "chat"),
            ("deep/count", "2"),
            ("deep/flag", "true"),
        ]

    @pytest.mark.parametrize("blob", ['{"report_surface":', '{"report_surface":' + "[" * 100_000])
    def test_leaves_a_broken_blob_in_its_text(self, blob):
        assert additions_of(self.found(blob, "WhatsApp Inc.")) == []

    def test_takes_dollar_names_for_names_at_the_one_provider_that_uses_them(self):
        assert [each.value for each in additions_of(self.found("paid $Example1 and $20", "Block, Inc."))] == [
            "$Example1"
        ]
        assert additions_of(self.found("paid $Example1")) == []

    def test_finds_the_headers_of_a_mail_in_its_content(self):
        content = "Sent Date: 2026-01-04\nFrom: a@example.com\nTo: b@example.com\nX-Ymail-Msg-Id: abc\n\nFrom here on"
        facts = read_json(a_report(incidentDetails={"emailIncident": [{"contents": [{"value": content}]}]}))

        (detail,) = head_of(facts).details
        assert (detail.kind, detail.values) == ("email", (Named("content", content),))
        assert [each.name for each in additions_of(facts)] == ["Sent Date", "From", "To", "X-Ymail-Msg-Id"]
        assert parties_of(facts) == []


class TestNothingIsLost:
    def test_unknown_keys_are_kept_raw_at_their_paths_at_any_depth(self):
        document = a_report(**suspects({"espUserId": "1001", "newKey": {"a/b": [1, {"c": None}]}}))
        document["top"] = "level"

        assert raw_of(read_json(document)) == {
            "/top": "level",
            f"{PERSON}/newKey": "",
            f"{PERSON}/newKey/a~1b": "",
            f"{PERSON}/newKey/a~1b[1]": "1",
            f"{PERSON}/newKey/a~1b[2]": "",
            f"{PERSON}/newKey/a~1b[2]/c": "null",
        }

    def test_of_a_key_given_twice_the_first_is_read_and_the_second_kept_raw(self):
        facts = facts_of(read, '{"reportId": 1, "reportId": 2, "reportedInformation": {}}', trace=True)

        assert head_of(facts).number == "1"
        assert read_of(facts)["/reportId"] == "1"
        assert raw_of(facts) == {"/reportId#2": "2"}
        assert [flaw.where for flaw in of_kind(facts, Flaw)] == ["/reportId#2"]

    def test_a_key_that_looks_like_a_second_one_is_told_apart(self):
        facts = facts_of(read, '{"reportId": 1, "reportId": 2, "reportId#2": 3}')

        assert raw_of(facts) == {"/reportId#2": "2", "/reportId~22": "3"}

    def test_a_huge_number_keeps_its_digits(self):
        facts = facts_of(
            read, '{"reportId": "1", "amount": 1e999999999, "long": %s, "nan": NaN}' % ("9" * 5000)
        )

        assert raw_of(facts) == {"/amount": "1e999999999", "/long": "9" * 5000, "/nan": "NaN"}

    def test_half_a_surrogate_pair_is_kept_in_words_that_can_be_stored(self):
        facts = facts_of(read, rb'{"reportId": "1", "odd": "a\ud800b\u0000"}')

        assert raw_of(facts) == {"/odd": "a\\ud800b\\u0000"}

    def test_words_where_an_object_should_stand_are_kept(self):
        facts = read_json(a_report(reportedPeople="see attachment", incidentSummary=[1]))

        assert raw_of(facts) == {
            "/reportedInformation/reportedPeople": "see attachment",
            "/reportedInformation/incidentSummary": "",
            "/reportedInformation/incidentSummary[1]": "1",
        }


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", EmptyDocument),
            (b" \n", EmptyDocument),
            (b"[]", UnknownRoot),
            (b"null", UnknownRoot),
            (b'"reportId"', UnknownRoot),
            (b'{"something": 1}', UnknownRoot),
            (b'{"reportId": 1', BrokenDocument),
            (b'{"reportId": 1} trailing', BrokenDocument),
            (b'{"reportId": "\xff"}', WrongEncoding),
            (b'{"reportId": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", TooLarge),
        ],
    )
    def test_name_what_is_wrong_and_where(self, content, refusal):
        with pytest.raises(CannotRead) as caught:
            facts_of(read, content)

        assert type(caught.value) is refusal
        assert caught.value.where


class TestLooksLike:
    @pytest.mark.parametrize(
        "head",
        [
            json.dumps(WHOLE),
            "\ufeff\n " + json.dumps(WHOLE, indent=2),
            '{"dateReceived": null, "reportId": 1',
        ],
    )
    def test_knows_a_received_report_by_its_keys(self, head):
        assert looks_like(head)

    @pytest.mark.parametrize(
        "head",
        [
            "",
            "{}",
            '[{"reportId": 1}]',
            '{"reportId": 1}',
            '{"value": [{"MediaID": 1}]}',
            '<report reportedInformation=""/>',
        ],
    )
    def test_takes_nothing_else_for_one(self, head):
        assert not looks_like(head)
