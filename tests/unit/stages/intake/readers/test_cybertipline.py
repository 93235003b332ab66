"""What the reader makes of each part of the format."""

import io
from datetime import UTC, datetime

import pytest

from waymark.referrals.types import (
    AccountDisabled,
    Address,
    Contact,
    Device,
    DocumentKind,
    EstimatedLocation,
    FileHash,
    IncidentDetail,
    IPCaptureEvent,
    KeptRaw,
    LawEnforcement,
    Named,
    NamedValue,
    Of,
    Party,
    Read,
    ReportedFile,
    Role,
    StatedTime,
    Zone,
)
from waymark.stages.intake.readers.cybertipline import read

NOON = "2024-01-15T12:00:00Z"
AT_NOON = StatedTime(NOON, datetime(2024, 1, 15, 12, tzinfo=UTC), Zone.STATED)


def facts_of(document, **how):
    return list(read(io.BytesIO(document.encode()), **how))


def report(inside):
    return facts_of(f"<report>{inside}</report>")


def head_of(inside):
    return report(inside)[-1]


def parties_of(inside):
    return [fact for fact in report(inside) if isinstance(fact, Party)]


def files_of(inside):
    return [fact for fact in report(f"<fileDetails>{inside}</fileDetails>") if isinstance(fact, ReportedFile)]


def events_of(inside):
    return [fact for fact in report(inside) if isinstance(fact, IPCaptureEvent)]


def raw_of(inside):
    return {fact.path: fact.text for fact in report(inside) if isinstance(fact, KeptRaw)}


class TestReadingTheHead:
    def test_takes_what_is_said_once(self):
        head = head_of(
            "<reportId> 123 </reportId><batchedReport reason='VIRAL_POTENTIAL_MEME'/><incidentSummary>"
            "<incidentType>Online Enticement of Children for Sexual Act</incidentType><platform>Example</platform>"
            "<escalateToHighPriority>a reason</escalateToHighPriority>"
            f"<incidentDateTime>{NOON}</incidentDateTime><incidentDateTimeDescription>upload</incidentDateTimeDescription>"
            "</incidentSummary><reporter><reportingPerson/><companyTemplate>t</companyTemplate>"
            "<termsOfService>s</termsOfService><legalURL>https://example.com</legalURL></reporter>"
            "<additionalInfo>more</additionalInfo>"
        )

        assert (head.kind, head.number, head.batched) == (DocumentKind.REPORT, "123", "VIRAL_POTENTIAL_MEME")
        assert head.incident_type == "Online Enticement of Children for Sexual Act"
        assert (head.incident_at, head.incident_described) == (AT_NOON, "upload")
        assert (head.platform, head.escalation, head.additional_info) == ("Example", "a reason", ("more",))
        assert (head.reporter_template, head.reporter_terms) == ("t", "s")
        assert head.reporter_legal_url == "https://example.com"

    def test_takes_a_blank_reason_for_urgency_for_none(self):
        assert (
            head_of(
                "<incidentSummary><escalateToHighPriority> </escalateToHighPriority></incidentSummary>"
            ).escalation
            == ""
        )

    @pytest.mark.parametrize(
        "flag", ["<sextortion/>", "<sextortion>true</sextortion>", "<sextortion> 1 </sextortion>"]
    )
    def test_takes_the_presence_of_a_flag_for_its_value(self, flag):
        inside = f"<incidentSummary><reportAnnotations><informational/>{flag}</reportAnnotations></incidentSummary>"

        assert head_of(inside).annotations == ("informational", "sextortion")
        assert raw_of(inside) == {}

    @pytest.mark.parametrize("words", ["false", "0", "no", "unknown"])
    def test_keeps_a_flag_with_other_words_raw(self, words):
        inside = (
            f"<incidentSummary><reportAnnotations><spam>{words}</spam></reportAnnotations></incidentSummary>"
        )

        assert head_of(inside).annotations == ()
        assert raw_of(inside) == {"/report/incidentSummary/reportAnnotations/spam": words}

    def test_keeps_a_flag_that_the_format_does_not_have_yet_raw(self):
        inside = "<incidentSummary><reportAnnotations><newFlag/></reportAnnotations></incidentSummary>"

        assert head_of(inside).annotations == ()
        assert raw_of(inside) == {"/report/incidentSummary/reportAnnotations/newFlag": ""}

    def test_keeps_a_batch_without_a_reason_raw(self):
        assert head_of("<batchedReport/>").batched == ""
        assert raw_of("<batchedReport/>") == {"/report/batchedReport": ""}

    @pytest.mark.parametrize(
        "inside",
        [
            "<servedLegalProcessInternational fleaCountry='GB'>true</servedLegalProcessInternational></lawEnforcement>",
            "<servedLegalProcessInternational>true</servedLegalProcessInternational></lawEnforcement>",
        ],
    )
    def test_reads_the_country_of_a_process_in_either_place(self, inside):
        around = "<lawEnforcement>" if "fleaCountry" in inside else "<lawEnforcement fleaCountry='GB'>"
        rest = "<agencyName>A</agencyName><caseNumber>1</caseNumber><reportedToLe>false</reportedToLe>"

        assert head_of(around + rest + inside).law_enforcement == LawEnforcement(
            agency="A", case_number="1", reported=False, served_international=True, served_country="GB"
        )

    def test_keeps_the_second_of_two_countries_raw(self):
        inside = (
            "<lawEnforcement fleaCountry='GB'>"
            "<servedLegalProcessInternational fleaCountry='FR'>true</servedLegalProcessInternational></lawEnforcement>"
        )

        assert head_of(inside).law_enforcement.served_country == "GB"
        assert raw_of(inside) == {"/report/lawEnforcement/servedLegalProcessInternational/@fleaCountry": "FR"}


class TestReadingIncidents:
    @pytest.mark.parametrize(
        ("inside", "kind", "names"),
        [
            (
                "<chatImIncident><chatClient>a</chatClient><chatRoomName>b</chatRoomName></chatImIncident>",
                "chat",
                ["chat_client", "chat_room_name"],
            ),
            (
                "<onlineGamingIncident><gameName>a</gameName><console>b</console></onlineGamingIncident>",
                "gaming",
                ["game_name", "console"],
            ),
            (
                "<newsgroupIncident><name>a</name><content>b</content></newsgroupIncident>",
                "newsgroup",
                ["name", "content"],
            ),
            (
                "<nonInternetIncident><locationName>a</locationName></nonInternetIncident>",
                "non_internet",
                ["location_name"],
            ),
            (
                "<peer2peerIncident><client>a</client><fileNames>b</fileNames></peer2peerIncident>",
                "peer_to_peer",
                ["client", "file_names"],
            ),
            (
                "<cellPhoneIncident><latitude>51.5</latitude><longitude>-0.1</longitude></cellPhoneIncident>",
                "phone",
                ["latitude", "longitude"],
            ),
            (
                "<webPageIncident thirdPartyHostedContent='true'><url>a</url><url>b</url></webPageIncident>",
                "web_page",
                ["third_party_hosted_content", "url", "url"],
            ),
            (
                "<emailIncident><content>a</content><additionalInfo>b</additionalInfo></emailIncident>",
                "email",
                ["content", "additional_info"],
            ),
        ],
    )
    def test_names_each_kind_and_its_values(self, inside, kind, names):
        (detail,) = head_of(f"<internetDetails>{inside}</internetDetails>").details

        assert detail.kind == kind
        assert [value.name for value in detail.values] == names

    def test_takes_addresses_and_numbers_for_what_they_are(self):
        head = head_of(
            "<internetDetails><cellPhoneIncident><phoneNumber type='Mobile'>07700900123</phoneNumber><latitude> 51.50 </latitude>"
            "</cellPhoneIncident></internetDetails><internetDetails><nonInternetIncident><incidentAddress type='Home'>"
            "<address>1 Example Street</address></incidentAddress></nonInternetIncident></internetDetails>"
        )

        assert head.details == (
            IncidentDetail(
                1, "phone", (Named("latitude", " 51.50 "),), phones=(Contact("07700900123", kind="Mobile"),)
            ),
            IncidentDetail(2, "non_internet", addresses=(Address(lines="1 Example Street", kind="Home"),)),
        )

    def test_ties_an_event_to_its_incident(self):
        (event,) = events_of(
            "<internetDetails><webPageIncident/></internetDetails><internetDetails><peer2peerIncident><ipCaptureEvent>"
            "<ipAddress>tor</ipAddress></ipCaptureEvent></peer2peerIncident></internetDetails>"
        )

        assert event == IPCaptureEvent(1, Of.INCIDENT, 2, "tor")


class TestReadingParties:
    def test_gives_each_its_role_in_the_order_in_which_they_start(self):
        parties = parties_of(
            "<lawEnforcement><officerContact/></lawEnforcement>"
            "<reporter><reportingPerson/><contactPerson/></reporter>"
            "<personOrUserReported><associatedAccount type='Linked'/></personOrUserReported>"
            "<intendedRecipient/><victim><associatedAccount type='Parent/Guardian'/></victim>"
        )

        assert [
            (party.ordinal, party.role) for party in sorted(parties, key=lambda party: party.ordinal)
        ] == [
            (1, Role.OTHER),
            (2, Role.REPORTER),
            (3, Role.REPORTER),
            (4, Role.SUSPECT),
            (5, Role.OTHER),
            (6, Role.INTENDED_RECIPIENT),
            (7, Role.VICTIM),
            (8, Role.PARENT_OR_CARER),
        ]
        assert [party.description for party in parties[:3]] == [
            "law enforcement contact",
            "reporting person",
            "contact person",
        ]
        assert {party.ordinal: party.associated_with for party in parties if party.associated_with} == {
            5: 4,
            8: 7,
        }

    @pytest.mark.parametrize(
        "account",
        [
            "<associatedAccount type='Billing'/>",
            "<associatedAccount accountType='Billing'/>",
            "<associatedAccount><accountType>Billing</accountType></associatedAccount>",
        ],
    )
    def test_reads_the_kind_of_an_associated_account_in_all_three_places(self, account):
        associated, _ = parties_of(f"<victim>{account}</victim>")

        assert associated.association == "Billing"

    def test_reads_an_associated_account_s_own_fields(self):
        associated, _ = parties_of(
            "<victim><associatedAccount type='Other'><platform thirdPartyUser='true'>Example</platform>"
            "<firstName>A</firstName><middleName>B</middleName><lastName>C</lastName><approximateAge>15</approximateAge>"
            "<email>a@example.com</email><espIdentifier>x1</espIdentifier><priorCTReport>77</priorCTReport>"
            "</associatedAccount></victim>"
        )

        assert (associated.first_name, associated.middle_name, associated.last_name, associated.age) == (
            "A",
            "B",
            "C",
            15,
        )
        assert (associated.account.platform, associated.account.third_party) == ("Example", True)
        assert (associated.account.identifier, associated.prior_reports) == ("x1", ("77",))
        assert associated.emails == (Contact("a@example.com"),)

    def test_reads_a_party_whole(self):
        (party,) = parties_of(
            "<personOrUserReported><personOrUserReportedPerson><firstName>A</firstName><age>41</age>"
            "<ageAssertionDiscrepancy>says 15</ageAssertionDiscrepancy><dateOfBirth>1983-02-01</dateOfBirth>"
            f"<email type='Home' verified='1' verificationDate='{NOON}'>a@example.com</email>"
            "<phone type='Mobile' countryCallingCode='+44' extension='2'>07700 900123</phone>"
            "<address type='Billing'><city>Exampleton</city><state/><nonUsaState>Kent</nonUsaState><country>GB</country></address>"
            "</personOrUserReportedPerson><vehicleDescription>blue</vehicleDescription><espIdentifier>x1</espIdentifier>"
            "<espService>Mail</espService><compromisedAccount>0</compromisedAccount><screenName> someone </screenName>"
            "<displayName>One</displayName><displayName>Two</displayName><profileUrl>https://example.com/a</profileUrl>"
            "<profileBio>b</profileBio><thirdPartyUserReported>true</thirdPartyUserReported>"
            "<priorCTReports>1</priorCTReports><priorCTReports>2</priorCTReports><groupIdentifier>g</groupIdentifier>"
            f"<accountTemporarilyDisabled disabledDate='{NOON}' reenabledDate='{NOON}'/>"
            f"<accountPermanentlyDisabled userNotified='false' userNotifiedDate='{NOON}'>true</accountPermanentlyDisabled>"
            f"<estimatedLocation verified='true' timestamp='{NOON}'><city>C</city><countryCode>A1</countryCode></estimatedLocation>"
            "<deviceId><idType>IMEI</idType><idValue>1</idValue></deviceId><allEmailsReported>false</allEmailsReported>"
            "<additionalInfo>i</additionalInfo></personOrUserReported>"
        )

        assert (party.age, party.age_note, party.date_of_birth) == (41, "says 15", "1983-02-01")
        assert party.emails == (Contact("a@example.com", "Home", verified=True, verified_at=AT_NOON),)
        assert party.phones == (Contact("07700 900123", "Mobile", calling_code="+44", extension="2"),)
        assert party.addresses == (Address(city="Exampleton", region="Kent", country="GB", kind="Billing"),)
        assert (party.vehicle, party.all_emails_reported, party.additional_info) == ("blue", False, ("i",))
        assert (party.account.identifier, party.account.service, party.account.group) == ("x1", "Mail", "g")
        assert (party.account.compromised, party.account.third_party) == (False, True)
        assert (party.account.screen_name, party.account.display_names) == (" someone ", ("One", "Two"))
        assert (party.account.profile_urls, party.account.bio) == (("https://example.com/a",), "b")
        assert party.account.disabled == (
            AccountDisabled(permanently=False, disabled=None, at=AT_NOON, reenabled_at=AT_NOON),
            AccountDisabled(permanently=True, disabled=True, user_notified=False, user_notified_at=AT_NOON),
        )
        assert party.location == EstimatedLocation("C", "", "A1", verified=True, at=AT_NOON)
        assert party.devices == (Device("IMEI", "1"),)
        assert party.prior_reports == ("1", "2")

    def test_reads_a_number_that_stands_in_a_child_of_its_phone(self):
        inside = "<victim><victimPerson><phone type='Home'><number>07700900123</number></phone></victimPerson></victim>"
        (party,) = parties_of(inside)

        assert party.phones == (Contact("07700900123", kind="Home"),)
        assert raw_of(inside) == {}

    def test_keeps_what_there_is_no_room_for_raw(self):
        inside = "<victim><screenName>one</screenName><screenName>two</screenName></victim>"

        assert parties_of(inside)[0].account.screen_name == "one"
        assert raw_of(inside) == {"/report/victim/screenName[2]": "two"}

    @pytest.mark.parametrize("age", ["unknown", "15-17", "-1", "1.5", "999", "9" * 5000])
    def test_never_guesses_an_age(self, age):
        inside = f"<victim><victimPerson><age>{age}</age></victimPerson></victim>"

        assert parties_of(inside)[0].age is None
        assert raw_of(inside) == {"/report/victim/victimPerson/age": age}

    def test_keeps_a_disabling_in_other_words_with_its_dates(self):
        inside = f"<victim><accountTemporarilyDisabled disabledDate='{NOON}'>perhaps</accountTemporarilyDisabled></victim>"

        assert parties_of(inside)[0].account.disabled == (
            AccountDisabled(permanently=False, disabled=None, at=AT_NOON),
        )
        assert raw_of(inside) == {"/report/victim/accountTemporarilyDisabled/text()": "perhaps"}


class TestReadingEvents:
    def test_takes_an_event_as_it_is_stated(self):
        (event,) = events_of(
            "<victim/><personOrUserReported><ipCaptureEvent><ipAddress> 198.51.100.7, tor </ipAddress><eventName> Login </eventName>"
            f"<dateTime>{NOON}</dateTime><possibleProxy>TRUE</possibleProxy><port>0</port></ipCaptureEvent></personOrUserReported>"
        )

        assert event == IPCaptureEvent(
            1, Of.PARTY, 2, " 198.51.100.7, tor ", "Login", AT_NOON, possible_proxy=True, port=0
        )

    @pytest.mark.parametrize(
        ("element", "words"), [("port", "65536"), ("port", "-1"), ("port", "x"), ("possibleProxy", "maybe")]
    )
    def test_keeps_a_value_that_it_cannot_read_raw(self, element, words):
        inside = f"<victim><ipCaptureEvent><ipAddress>198.51.100.7</ipAddress><{element}>{words}</{element}></ipCaptureEvent></victim>"

        assert events_of(inside) == [IPCaptureEvent(1, Of.PARTY, 1, "198.51.100.7")]
        assert raw_of(inside) == {f"/report/victim/ipCaptureEvent/{element}": words}

    def test_tells_an_absent_time_from_an_empty_one(self):
        absent, empty = events_of(
            "<victim><ipCaptureEvent/><ipCaptureEvent><dateTime/></ipCaptureEvent></victim>"
        )

        assert absent.captured_at is None
        assert empty.captured_at == StatedTime("", None, Zone.UNKNOWN)


class TestReadingFiles:
    def test_reads_a_file_whole(self):
        (file,) = files_of(
            "<reportId>5</reportId><fileId>f1</fileId><fileName>n</fileName><originalFileName>o</originalFileName>"
            f"<uploadedToEspTimestamp>{NOON}</uploadedToEspTimestamp><locationOfFile>https://example.com/f</locationOfFile>"
            "<fileViewedByEsp>true</fileViewedByEsp><exifViewedByEsp>false</exifViewedByEsp><publiclyAvailable>1</publiclyAvailable>"
            "<fileRelevance>Reported</fileRelevance><fileAnnotations><viral/><infant/></fileAnnotations>"
            f"<industryClassification>A1</industryClassification><originalFileHash hashType='SHA1'>{'5e' * 32}</originalFileHash>"
            "<deviceId><idType>SSID</idType><idValue>s</idValue></deviceId><additionalInfo>a</additionalInfo><additionalInfo>b</additionalInfo>"
        )

        assert file == ReportedFile(
            1,
            file_id="f1",
            report_number="5",
            name="n",
            original_name="o",
            location="https://example.com/f",
            relevance="Reported",
            classification="A1",
            uploaded_at=AT_NOON,
            viewed_by_esp=True,
            exif_viewed_by_esp=False,
            publicly_available=True,
            annotations=("viral", "infant"),
            hashes=(FileHash("SHA1", "5e" * 32, "sha256"),),
            devices=(Device("SSID", "s"),),
            additional_info=("a", "b"),
        )

    @pytest.mark.parametrize("name", ["viewedByEsp", "fileViewedByEsp"])
    def test_tells_not_viewed_from_not_stated(self, name):
        assert files_of("")[0].viewed_by_esp is None
        assert files_of(f"<{name}>false</{name}>")[0].viewed_by_esp is False

    def test_reads_the_older_flag_as_an_annotation_and_keeps_its_no_raw(self):
        (file,) = files_of("<potentialMeme>true</potentialMeme>")

        assert file.annotations == ("potentialMeme",)
        assert raw_of("<fileDetails><potentialMeme>false</potentialMeme></fileDetails>") == {
            "/report/fileDetails/potentialMeme": "false"
        }

    @pytest.mark.parametrize(
        "details",
        [
            "<details type='HASH'><nameValuePair><name>MD5</name><value>{0}</value></nameValuePair></details>",
            "<details><nameValuePair type='HASH'><name>MD5</name><value>{0}</value></nameValuePair></details>",
        ],
    )
    def test_reads_the_group_of_a_pair_in_either_place_and_hashes_in_both(self, details):
        (file,) = files_of(details.format("ab" * 16))

        assert file.details == (NamedValue("HASH", "MD5", "ab" * 16),)
        assert file.hashes == (FileHash("MD5", "ab" * 16, "md5"),)

    def test_takes_the_elements_in_any_order_and_the_upload_with_them(self):
        facts = report(
            "<fileDetails/><fileDetails><industryClassification>B2</industryClassification><ipCaptureEvent>"
            "<ipAddress>198.51.100.7</ipAddress></ipCaptureEvent><fileId>f2</fileId></fileDetails>"
        )

        assert IPCaptureEvent(1, Of.FILE, 2, "198.51.100.7") in facts
        assert ReportedFile(2, file_id="f2", classification="B2") in facts

    def test_reads_a_document_about_one_file(self):
        file, head = facts_of("<fileDetails><reportId>5</reportId><fileId>f</fileId></fileDetails>")

        assert file == ReportedFile(1, file_id="f", report_number="5")
        assert (head.kind, head.number) == (DocumentKind.FILE_DETAILS, "5")


class TestReadingAnswers:
    def test_takes_the_file_that_an_upload_was_given(self):
        code, file, head = facts_of(
            f"<reportResponse><responseCode>0</responseCode><reportId>5</reportId><fileId>f</fileId><hash>{'ab' * 16}</hash></reportResponse>"
        )

        assert code == KeptRaw("/reportResponse/responseCode", "0")
        assert file == ReportedFile(1, "f", "5", hashes=(FileHash("", "ab" * 16, "md5"),))
        assert (head.kind, head.number) == (DocumentKind.RESPONSE, "5")

    def test_takes_every_file_of_a_finished_report(self):
        *files, head = facts_of(
            "<reportDoneResponse><reportId>5</reportId><files><fileId>f</fileId><fileId>g</fileId></files></reportDoneResponse>"
        )

        assert files == [ReportedFile(1, "f", "5"), ReportedFile(2, "g", "5")]
        assert head.number == "5"


class TestKeepingRaw:
    def test_keeps_an_unknown_element_with_everything_in_it(self):
        assert raw_of("<newThing a='1'>one<inner>two</inner>three<inner/></newThing><newThing/>") == {
            "/report/newThing": "one",
            "/report/newThing/@a": "1",
            "/report/newThing/text()": "three",
            "/report/newThing/inner": "two",
            "/report/newThing/inner[2]": "",
            "/report/newThing[2]": "",
        }

    def test_keeps_loose_text_comments_and_instructions(self):
        assert raw_of("loose<!-- note --><victim>more<?target words?></victim>end") == {
            "/report/text()": "loose",
            "/report/comment()": " note ",
            "/report/victim/text()": "more",
            "/report/victim/processing-instruction()": "target words",
            "/report/text()[2]": "end",
        }

    def test_reads_a_value_through_a_comment_and_a_marked_section(self):
        inside = "<victim><screenName>a<!-- x -->b<![CDATA[<c>]]></screenName></victim>"

        assert parties_of(inside)[0].account.screen_name == "ab<c>"
        assert raw_of(inside) == {"/report/victim/screenName/comment()": " x "}

    def test_keeps_what_stands_around_the_root(self):
        facts = facts_of("<!-- before --><report/><!-- after --><?target?>")

        assert facts[:-1] == [
            KeptRaw("/comment()", " before "),
            KeptRaw("/comment()[2]", " after "),
            KeptRaw("/processing-instruction()", "target"),
        ]


class TestReadingInANamespace:
    @pytest.mark.parametrize("prefix", ["", "n:"])
    def test_knows_elements_in_the_namespace_of_the_root(self, prefix):
        declared = f"xmlns{':n' if prefix else ''}='urn:example:reports'"
        inside = f"<{prefix}victim><{prefix}screenName>a</{prefix}screenName></{prefix}victim>"

        party, _ = facts_of(f"<{prefix}report {declared}>{inside}</{prefix}report>")

        assert party.account.screen_name == "a"

    def test_keeps_elements_of_another_namespace_or_of_none_raw(self):
        facts = facts_of(
            "<n:report xmlns:n='urn:example:reports' xmlns:o='urn:example:other'><victim/><o:victim o:a='1'/></n:report>"
        )

        assert facts[:-1] == [
            KeptRaw("/report/victim", ""),
            KeptRaw("/report/o:victim", ""),
            KeptRaw("/report/o:victim/@o:a", "1"),
        ]


class TestTracing:
    def test_names_what_was_read_with_its_text(self):
        facts = facts_of(
            "<report xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='s'>"
            "<victim/><victim><victimPerson><email verified='true'>a@example.com</email></victimPerson></victim></report>",
            trace=True,
        )

        assert [fact for fact in facts if isinstance(fact, Read)] == [
            Read("/report/@xsi:noNamespaceSchemaLocation", "s"),
            Read("/report", ""),
            Read("/report/victim", ""),
            Read("/report/victim[2]", ""),
            Read("/report/victim[2]/victimPerson", ""),
            Read("/report/victim[2]/victimPerson/email/@verified", "true"),
            Read("/report/victim[2]/victimPerson/email", "a@example.com"),
        ]

    def test_says_nothing_of_it_unless_asked(self):
        assert not [fact for fact in report("<victim/>") if isinstance(fact, Read)]
