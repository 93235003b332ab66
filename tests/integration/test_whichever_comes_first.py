"""Media and the reports that list them, packages and their signatures: whichever door and order they come by."""

import base64
import hashlib
import io
import itertools
import json
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive
from tests.containers import a_mail, a_zip
from tests.unit.stages.intake.readers.from_format_pages.test_documents_from_the_format_pages import CORPUS
from waymark.access.viewing import acting
from waymark.stages.casework.rules.envelopes import PACKAGE, Heading, Letter, seal
from waymark.stages.intake.queries import media_beside

WAYS = ["pressed", "in a zip", "in a mail"]
ORDERS = list(itertools.permutations(["media", "report", "other"]))
PACKED = (CORPUS / "waymark_package" / "package.json").read_bytes()


@pytest.fixture(scope="module")
def viewer(module_database):
    return a_viewer()


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def a_picture(n):
    return b"\x89PNG\r\n\x1a\n" + n.to_bytes(4, "big") * 8


def json_listing(number, picture):
    """A received report that lists one file by its hash, and a number of its own."""
    said = {
        "reportId": number,
        "reportedInformation": {
            "reportingEsp": {"espName": "Example Social Ltd"},
            "reportedPeople": {"reportedPersons": [{"espUserId": f"m{number}"}]},
            "uploadedFiles": {
                "uploadedFiles": [
                    {
                        "filename": "a.png",
                        "verificationHash": hashlib.md5(picture, usedforsecurity=False).hexdigest(),
                    }
                ]
            },
        },
    }
    return json.dumps(said).encode()


def what_stands(viewer, picture, number):
    """What the record says of a picture and of its report, when all has come."""
    digest = hashlib.sha256(picture).digest()
    return (
        rows(viewer, "select outcome from delivery where sha256 = %s", digest),
        rows(
            viewer,
            "select count(*) from fault f join delivery d on d.id = f.delivery_id "
            "where d.sha256 = %s and f.settled_at is null",
            digest,
        ),
        rows(viewer, "select outcome from delivery where name = %s", f"{number}.json"),
    )


class TestMediaAndTheReportThatListsThem:
    @pytest.mark.parametrize("order", ORDERS)
    def test_come_to_the_same_in_any_order_of_commands(self, viewer, order):
        number = 940000000 + ORDERS.index(order)
        picture = a_picture(number)
        come = {
            "media": Held(picture, name="a.png", folder="one"),
            "report": Held(json_listing(number, picture), name=f"{number}.json", folder="two"),
            "other": Held(an_xml_report(identifier=f"o{number}", service="A"), folder="three"),
        }

        for each in order:
            receive(viewer, come[each])

        assert what_stands(viewer, picture, number) == ([("accepted",)], [(0,)], [("accepted",)])

    def test_are_shown_beside_one_another(self, viewer):
        picture = a_picture(1)

        receive(viewer, Held(json_listing(941000001, picture), name="r.json", folder="four"))
        receive(viewer, Held(picture, name="b.png", folder="five"))

        ((report,),) = rows(viewer, "select id from report where number = '941000001'")
        with acting(viewer):
            beside = media_beside(viewer, report)
        assert beside is not None
        assert (beside.listed, beside.present, beside.agrees) == (1, 1, True)

    def test_that_no_report_lists_stay_before_a_person(self, viewer):
        (answer,) = receive(viewer, Held(a_picture(2), name="c.png"))

        assert answer.outcome == "quarantined"
        assert len(answer.faults) == 1

    def test_are_matched_by_what_a_later_description_lists(self, viewer):
        picture = a_picture(3)
        md5 = hashlib.md5(picture, usedforsecurity=False).hexdigest()
        receive(viewer, Held(picture, name="d.png", folder="six"))

        receive(
            viewer,
            Held(an_xml_report(identifier="d3", service="A"), name="r.xml", folder="seven"),
            Held(a_response(941000003), name="answer.xml", folder="seven"),
            Held(file_details(941000003, md5=md5), name="f.xml", folder="seven"),
        )

        assert rows(
            viewer, "select outcome from delivery where sha256 = %s", hashlib.sha256(picture).digest()
        ) == [("accepted",)]


def packed(n):
    return PACKED.replace(b"DIS-1", f"DIS-{n}".encode())


def a_signed_package(n):
    heading = Heading(
        Letter.DISSEMINATION, "DIS-1", "E23000036", "Example", "E23000037", "2026-03-01T10:00:00Z"
    )
    return seal(heading, {PACKAGE: packed(n)}, Ed25519PrivateKey.generate()).content


def repacked(content):
    """The same members in a ZIP that presses them, so that its first bytes do not show what it is."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    return packed.getvalue()


class TestAPackageOfAnotherDesk:
    def test_is_not_read_without_a_signature(self, viewer):
        (answer,) = receive(viewer, Held(packed(1), name="package.json"))

        assert (answer.outcome, answer.reports) == ("quarantined", [])
        assert "disseminate take" in answer.faults[0]["what"]

    def test_is_sent_to_the_door_that_checks_its_signature(self, viewer):
        (answer,) = receive(viewer, Held(a_signed_package(2), name="DIS-2.zip"))

        assert (answer.outcome, answer.reports) == ("refused", [])
        assert [fault["where"] for fault in answer.faults] == ["the package"]

    @pytest.mark.parametrize("way", WAYS)
    def test_is_not_read_inside_anything_else(self, viewer, way):
        signed = a_signed_package(3 + WAYS.index(way))
        if way == "pressed":
            held = Held(repacked(signed), name="again.zip")
        elif way == "in a zip":
            content = io.BytesIO()
            with zipfile.ZipFile(content, "w") as outer:
                outer.writestr("DIS-1.zip", signed)
            held = Held(content.getvalue(), name="outer.zip")
        else:
            mail = a_mail()
            mail.add_attachment(signed, maintype="application", subtype="zip", filename="DIS-1.zip")
            held = Held(mail.as_bytes(), name="mail.eml")

        (answer,) = receive(viewer, held)

        assert answer.reports == []
        assert any("disseminate take" in fault["what"] for fault in answer.faults)


class TestAMailWithAReportAttached:
    def test_says_that_the_report_was_read_and_that_its_words_still_wait(self, viewer):
        mail = a_mail("NCA reference: NCA-EX-7\nSubject: Example Person\nDate of birth: 01/02/1980")
        report = an_xml_report(identifier="mailed", service="A")
        mail.add_attachment(report, maintype="application", subtype="xml", filename="report.xml")

        (answer,) = receive(viewer, Held(mail.as_bytes(), name="pack.eml"))

        assert (answer.outcome, len(answer.reports)) == ("accepted", 1)
        assert answer.waits == ["pack.eml: its words wait on the page of packs, to be confirmed as one"]


class TestAReportThatAnotherNames:
    @pytest.mark.parametrize("order", [("named", "naming"), ("naming", "named")])
    def test_is_never_called_a_supplement_to_it(self, viewer, order):
        number = 942000001 if order[0] == "named" else 942000002
        said = json.loads(json_listing(number, a_picture(number)))
        naming = (
            f"<report><incidentSummary><incidentType>Child Sex Tourism</incidentType><incidentDateTime>"
            f"2026-02-28T20:00:00Z</incidentDateTime></incidentSummary><personOrUserReported><espIdentifier>n{number}"
            f"</espIdentifier><priorCTReports>{number}</priorCTReports></personOrUserReported></report>"
        )
        come = {
            "named": Held(json.dumps(said).encode(), name="named.json", folder=f"{number}a"),
            "naming": Held(naming.encode(), name="naming.xml", folder=f"{number}b"),
        }

        outcomes = {each: receive(viewer, come[each])[0].outcome for each in order}

        assert outcomes["named"] == "accepted"
        assert outcomes["naming"] == ("supplement" if order[0] == "named" else "accepted")


def listing_by_name(number, name):
    """A received report that lists one file by its name alone."""
    said = json.loads(json_listing(number, b""))
    said["reportedInformation"]["uploadedFiles"]["uploadedFiles"] = [{"filename": name}]
    return json.dumps(said).encode()


class TestMediaListedByNameAlone:
    @pytest.mark.parametrize(
        ("others", "missing"),
        [
            ({}, ()),
            ({"more/one.png": a_picture(72)}, ("one.png",)),
            ({"reports/other.json": listing_by_name(960000009, "one.png")}, ("one.png",)),
        ],
    )
    def test_are_found_anywhere_in_their_container_where_one_file_alone_can_be_meant(
        self, viewer, others, missing
    ):
        number = 960000001 + len(missing) + len(others) * 2 + sum(map(len, others))
        package = {
            "reports/a.json": listing_by_name(number, "one.png"),
            "Media/One.PNG": a_picture(71),
            **others,
        }

        receive(viewer, Held(a_zip(list(package.items())), name=f"{number}.zip"))

        ((report,),) = rows(viewer, "select report_id from report_number where number = %s", str(number))
        with acting(viewer):
            found = media_beside(viewer, report)
        assert (found.missing if found else ("one.png",)) == missing


class TestAReportWithItsMediaWrittenInto:
    def test_is_read_and_its_media_is_hashed_and_kept_nowhere(self, viewer):
        picture = a_picture(970000001) + bytes(range(256)) * 12
        said = json.loads(json_listing(970000001, picture))
        written = base64.b64encode(picture).decode()
        said["reportedInformation"]["additionalInformation"] = [{"value": f"See {written} as sent"}]

        (answer,) = receive(viewer, Held(json.dumps(said).encode(), name="filled.json", folder="filled"))

        ((report,),) = rows(viewer, "select report_id from report_number where number = '970000001'")
        with acting(viewer):
            found = media_beside(viewer, report)
        assert (answer.outcome, len(answer.reports), answer.faults) == ("accepted", 1, [])
        assert found is not None
        assert (found.listed, found.present, found.missing, found.surplus) == (1, 1, (), ())
        held = rows(viewer, "select content from delivery_part")
        assert not [part for (part,) in held if written[:400].encode() in bytes(part)]
