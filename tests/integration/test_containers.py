"""A ZIP that is delivered: what is a document in it is read, and of the rest it is noted what it is."""

import hashlib
import io
import json
import zipfile
from email.message import EmailMessage

from django.db import connection
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.builders import Held, a_viewer, an_xml_report, receive
from waymark.access.viewing import acting

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def a_zip(members, name="package.zip"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, inside in members.items():
            archive.writestr(path, inside)
    return Held(content.getvalue(), name=name)


def a_locked_pdf(words):
    """A PDF of one page that asks for a password."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F 12 Tf 20 200 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = stream
    writer.encrypt("correct horse", algorithm="AES-256")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


class TestAZip:
    def test_has_its_documents_read_and_answers_once(self, database):
        viewer = a_viewer()
        package = a_zip(
            {
                "one/report.xml": an_xml_report(identifier="u1", service="A"),
                "two/report.xml": an_xml_report(identifier="u2", service="A"),
                "one/Media/a.png": PICTURE,
            }
        )

        (answer,) = receive(viewer, package)

        assert (answer.outcome, len(answer.reports), len(answer.referrals)) == ("accepted", 2, 2)
        assert answer.faults == []
        assert rows(viewer, "select kind, has_content, part_of_id is null from delivery order by id") == [
            ("zip", False, True),
            ("cybertipline_xml", True, False),
            ("cybertipline_xml", True, False),
        ]

    def test_has_its_media_noted_by_hash_alone(self, database):
        viewer = a_viewer()

        receive(viewer, a_zip({"r.xml": an_xml_report(identifier="u1", service="A"), "a.png": PICTURE}))

        ((path, size, digest, child),) = rows(
            viewer, "select path, size, length(md5), child_id from delivery_member where kind = 'media'"
        )
        assert (path, size, digest, child) == ("a.png", len(PICTURE), 32, None)
        ((held,),) = rows(
            viewer, "select count(*) from delivery_part where position(%s::bytea in content) > 0", PICTURE
        )
        assert held == 0

    def test_changes_nothing_when_it_comes_again(self, database):
        viewer = a_viewer()
        package = a_zip({"r.xml": an_xml_report(identifier="u1", service="A"), "a.png": PICTURE})
        (first,) = receive(viewer, package)

        (again,) = receive(viewer, package)

        assert (again.outcome, again.reference, again.reports) == (
            "duplicate",
            first.reference,
            first.reports,
        )
        assert rows(viewer, "select count(*) from delivery") == [(2,)]
        assert rows(viewer, "select count(*) from delivery_member") == [(2,)]

    def test_shares_a_document_with_another_that_holds_it_too(self, database):
        viewer = a_viewer()
        report = an_xml_report(identifier="u1", service="A")
        (first,) = receive(viewer, a_zip({"r.xml": report}))

        (second,) = receive(viewer, a_zip({"again/r.xml": report, "a.png": PICTURE}, name="other.zip"))

        assert second.outcome == "duplicate"
        assert second.reports == first.reports
        assert rows(viewer, "select count(*) from report") == [(1,)]
        assert rows(viewer, "select count(distinct delivery_id) from delivery_member where child_id > 0") == [
            (2,)
        ]

    def test_names_the_member_that_cannot_be_read(self, database):
        viewer = a_viewer()

        (answer,) = receive(
            viewer,
            a_zip({"good.xml": an_xml_report(identifier="u1", service="A"), "a/broken.xml": b"<report><x>"}),
        )

        assert answer.outcome == "accepted"
        (fault,) = answer.faults
        assert fault["where"].startswith("package.zip!/a/broken.xml")

    def test_that_holds_no_document_is_put_before_a_person(self, database):
        viewer = a_viewer()

        (answer,) = receive(viewer, a_zip({"a.png": PICTURE}))

        assert answer.outcome == "quarantined"
        assert "no document is in it" in answer.faults[0]["what"]

    def test_that_is_broken_is_put_before_a_person_once_however_often_it_comes(self, database):
        viewer = a_viewer()
        broken = a_zip({"r.xml": an_xml_report(identifier="u1", service="A")})
        broken = Held(broken.content[:-30], name="package.zip")

        (answer,) = receive(viewer, broken)
        (again,) = receive(viewer, broken)

        assert (answer.outcome, len(answer.faults)) == ("quarantined", 1)
        assert (again.outcome, again.faults) == ("duplicate", answer.faults)
        assert rows(viewer, "select count(*) from fault") == [(1,)]

    def test_is_opened_again_when_the_password_comes(self, database):
        viewer = a_viewer()
        locked = Held(a_locked_pdf("NCA reference 2026-1"), name="pack.pdf")
        (shut,) = receive(viewer, locked)

        (opened,) = receive(viewer, locked, passwords=["correct horse"])

        assert (shut.outcome, len(shut.faults)) == ("quarantined", 1)
        assert (opened.outcome, opened.faults) == ("unfinished", [])
        assert rows(viewer, "select count(*) from delivery") == [(1,)]

    def test_holds_any_number_of_documents(self, database):
        viewer = a_viewer()
        many = {f"{n}/r.xml": an_xml_report(identifier=f"u{n}", service="A") for n in range(600)}

        (answer,) = receive(viewer, a_zip(many))

        assert (answer.outcome, len(answer.reports)) == ("accepted", 600)

    def test_inside_another_is_opened_too(self, database):
        viewer = a_viewer()
        inner = a_zip({"r.xml": an_xml_report(identifier="u1", service="A")})

        (answer,) = receive(viewer, a_zip({"deep/inner.zip": inner.content}, name="outer.zip"))

        assert answer.outcome == "accepted"
        assert rows(viewer, "select name from delivery where part_of_id is not null") == [
            ("outer.zip!/deep/inner.zip!/r.xml",)
        ]

    def test_has_what_is_wrong_with_a_link_in_it_told_once(self, database):
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16

        (answer,) = receive(a_viewer(), a_zip({link: b"/etc/passwd", "r.xml": an_xml_report()}))

        assert [fault["what"] for fault in answer.faults] == [
            "It is a link to another place, which is never followed"
        ]

    def test_is_read_later_where_its_reader_was_stopped(self, database):
        from tests.builders import RECEIVED
        from waymark import pipeline
        from waymark.stages.intake import operations as intake

        viewer = a_viewer()
        package = a_zip({"r.xml": an_xml_report(identifier="u1", service="A")})
        with acting(viewer):
            intake.keep([package], source="", door="test", viewer=viewer, now=RECEIVED)

        assert pipeline.read_unread(viewer, clock=lambda: RECEIVED) == 1
        assert rows(viewer, "select count(*) from queue_entry") == [(1,)]


def a_listing(*digests):
    """A report that lists files by their MD5."""
    described = "".join(
        f"<fileDetails><reportId>1</reportId><fileId>{n}</fileId><originalFileName>{n}.png</originalFileName>"
        f'<originalFileHash hashType="MD5">{digest}</originalFileHash></fileDetails>'
        for n, digest in enumerate(digests)
    )
    return an_xml_report(identifier="u1", service="A", extra=described)


def beside(viewer):
    from waymark.stages.intake.queries import media_beside

    with acting(viewer):
        return media_beside(viewer, 1)


class TestMediaBesideAReport:
    def test_that_it_lists_are_counted_and_are_no_fault(self, database):
        viewer = a_viewer()
        picture = Held(PICTURE, name="a.png", folder="/inbox/Media")
        report = Held(a_listing(hashlib.md5(PICTURE).hexdigest()), folder="/inbox")

        answers = receive(viewer, picture, report)

        assert {answer.outcome for answer in answers} == {"accepted"}
        assert [answer.faults for answer in answers] == [[], []]
        found = beside(viewer)
        assert (found.listed, found.present, found.agrees) == (1, 1, True)

    def test_that_it_does_not_list_are_named_and_put_before_a_person(self, database):
        viewer = a_viewer()
        picture = Held(PICTURE, name="a.png", folder="/inbox/Media")
        report = Held(a_listing("0" * 32), folder="/inbox")

        answers = receive(viewer, report, picture)

        assert [answer.outcome for answer in answers] == ["accepted", "quarantined"]
        found = beside(viewer)
        assert (found.missing, found.surplus) == (("0.png",), ("a.png",))

    def test_are_held_against_every_document_of_one_report(self, database):
        viewer = a_viewer()
        number = (
            '<report xmlns="http://report.cybertip.org/leaws/icac"><reportId>910000080</reportId></report>'
        )
        files = [
            {"filename": "one.png", "verificationHash": hashlib.md5(PICTURE).hexdigest()},
            {"filename": "absent.png", "verificationHash": "0" * 32},
        ]
        information = {"reportingEsp": {"espName": "Example"}, "uploadedFiles": {"uploadedFiles": files}}
        listing = json.dumps({"reportId": 910000080, "reportedInformation": information})

        receive(viewer, a_zip({"r/a.xml": number, "r/a.json": listing.encode(), "r/Media/one.png": PICTURE}))

        found = beside(viewer)
        assert (found.listed, found.present, found.missing, found.surplus) == (2, 1, ("absent.png",), ())

    def test_in_a_zip_are_found_below_its_folder_alone(self, database):
        viewer = a_viewer()
        listed = a_listing(hashlib.md5(PICTURE).hexdigest())

        receive(viewer, a_zip({"one/r.xml": listed, "one/Media/a.png": PICTURE, "two/b.png": PICTURE + b"!"}))

        found = beside(viewer)
        assert (found.listed, found.present, found.agrees) == (1, 1, True)


def a_mail(*attachments):
    """A mail with words and files."""
    message = EmailMessage()
    message["From"] = "nca@example.org"
    message["To"] = "desk@example.com"
    message["Subject"] = "Referral"
    message["Date"] = "Fri, 20 Nov 2026 09:00:00 +0000"
    message.set_content("Please find the report attached.")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return Held(message.as_bytes(), name="referral.eml")


class TestAMail:
    def test_has_its_text_kept_for_an_officer_and_its_attachments_read(self, database):
        viewer = a_viewer()

        (answer,) = receive(
            viewer, a_mail(("r.xml", an_xml_report(identifier="u1", service="A")), ("a.png", PICTURE))
        )

        assert (answer.outcome, len(answer.referrals)) == ("accepted", 1)
        assert rows(
            viewer, "select kind, outcome, has_content, text_sha256 is not null from delivery order by id"
        ) == [("pack", "unfinished", True, True), ("cybertipline_xml", "accepted", True, False)]
        ((held,),) = rows(
            viewer, "select count(*) from delivery_part where position(%s::bytea in content) > 0", PICTURE
        )
        assert held == 0

    def test_is_proved_against_the_digest_of_its_text(self, database):
        from waymark.stages.intake.queries import holdings

        receive(a_viewer(), a_mail())

        assert holdings()["deliveries"] == 1
