"""Whatever lies in a container, one clear line comes of it; nothing is run, fetched, written or left running."""

import binascii
import hashlib
import io
import os
import random
import stat
import subprocess
import sys
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from tests.containers import (
    PICTURE,
    a_docx,
    a_mail,
    a_message,
    a_pdf,
    a_zip,
    an_ole,
    assembled,
    paragraph,
    properties,
)
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking import LIMITS, unpack
from waymark.stages.intake.readers.unpacking.problems import (
    BrokenContainer,
    DeliveryTooLarge,
    PasswordNeeded,
    TookTooLong,
    TookTooMuchMemory,
    UnpacksTooLarge,
)
from waymark.stages.intake.rules import Kind

REPORT = b"<report><incidentSummary/></report>"
# 10:00 on 5 January 2026 as Windows counts it: tenths of microseconds since 1601.
SENT = int((datetime(2026, 1, 5, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
NCMEC = "CyberTipline Report 900000001\nPriority Level: E\nReceived by NCMEC on 01-05-2026 10:20:30 UTC"
HASTY = LIMITS._replace(seconds=2, cpu_seconds=4)


def members(content, kind=Kind.ZIP, *, passwords=(), limits=LIMITS):
    return list(unpack(io.BytesIO(content), kind=kind, name="delivery", passwords=passwords, limits=limits))


def by_path(content, kind=Kind.ZIP, **more):
    return {member.path: member for member in members(content, kind, **more)}


def link(named, target):
    info = zipfile.ZipInfo(named)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target


def children():
    """The processes that this one has started, by what they run."""
    here = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in here if b"unpacking.serving" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def grandchildren():
    (server,) = children()
    return Path(f"/proc/{server}/task/{server}/children").read_text().split()


class TestZip:
    def test_gives_each_member_with_its_hashes_and_keeps_the_text_of_documents_alone(self):
        found = by_path(a_zip([("case/report.xml", REPORT), ("case/Media/a.jpg", PICTURE + b"mark")]))

        assert found["case/report.xml"].content == REPORT
        assert found["case/report.xml"].kind is Kind.CYBERTIPLINE_XML
        assert found["case/Media/a.jpg"].content is None
        assert found["case/Media/a.jpg"].kind is Kind.MEDIA
        assert found["case/Media/a.jpg"].size == len(PICTURE) + 4
        assert found["case/Media/a.jpg"].md5 == hashlib.md5(PICTURE + b"mark").hexdigest()
        assert found["case/Media/a.jpg"].sha1 == hashlib.sha1(PICTURE + b"mark").hexdigest()
        assert found["case/Media/a.jpg"].sha256 == hashlib.sha256(PICTURE + b"mark").hexdigest()

    def test_that_is_a_bomb_is_refused_before_it_is_unpacked(self):
        with pytest.raises(UnpacksTooLarge, match="250 times"):
            members(a_zip([("a.txt", bytes(120 << 20))]))

    def test_of_many_small_bombs_is_refused_too(self):
        with pytest.raises(UnpacksTooLarge):
            members(a_zip([(f"{n}.txt", bytes(16 << 20)) for n in range(12)]))

    def test_with_a_bomb_inside_keeps_what_lies_beside_it(self):
        found = by_path(a_zip([("bomb.zip", a_zip([("a.txt", bytes(120 << 20))])), ("report.xml", REPORT)]))

        assert "250 times" in found["bomb.zip"].trouble
        assert found["report.xml"].content == REPORT

    def test_unpacks_no_more_than_any_delivery_has_need_of(self):
        with pytest.raises(DeliveryTooLarge, match="larger than any delivery"):
            members(a_zip([("a", bytes(2_000)), ("b", bytes(2_000))]), limits=LIMITS._replace(total=3_000))

    def test_counts_what_inner_containers_unpack_to(self):
        inner = a_zip([("a", bytes(2_000))])

        with pytest.raises(DeliveryTooLarge):
            members(a_zip([("1.zip", inner), ("2.zip", inner)]), limits=LIMITS._replace(total=4_000))

    def test_inside_a_zip_is_opened_and_named_by_its_place(self):
        inner = a_zip([("report.xml", REPORT)])

        found = by_path(a_zip([("of the provider/a.zip", inner)]))

        assert found["of the provider/a.zip!/report.xml"].content == REPORT
        assert found["of the provider/a.zip"].kind is Kind.ZIP
        assert found["of the provider/a.zip"].size == len(inner)

    def test_is_opened_to_a_depth_and_no_further(self):
        content = a_zip([("report.xml", REPORT)])
        for _ in range(6):
            content = a_zip([("a.zip", content)])

        found = members(content)

        assert not any(member.path.endswith("report.xml") for member in found)
        assert sum("deliver it by itself" in member.trouble for member in found) == 1

    @pytest.mark.parametrize(
        ("named", "path"),
        [
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\Windows\\a.xml", "Windows/a.xml"),
            ("..\\..\\a.xml", "a.xml"),
            ("a/./b//c.xml", "a/b/c.xml"),
            ("..", "unnamed"),
            ("<b>a<b>.xml", "<b>a<b>.xml"),
            ("отчёт/報告/تقرير.xml", "отчёт/報告/تقرير.xml"),
            ("a\u202egpj.exe", "a\ufffdgpj.exe"),
            ("line\nbreak\x1b[2J.xml", "line\ufffdbreak\ufffd[2J.xml"),
        ],
    )
    def test_names_lead_nowhere_and_stay_readable(self, named, path):
        (member,) = members(a_zip([(named, REPORT)]))

        assert member.path == path
        assert member.named == named
        assert member.content == REPORT

    def test_names_with_a_nul_are_whole_in_what_was_named(self):
        raw = a_zip([("report.xml@.jpg", REPORT)]).replace(b"report.xml@.jpg", b"report.xml\0.jpg")

        (member,) = members(raw)

        assert member.named == "report.xml\0.jpg"
        assert member.path == "report.xml\ufffd.jpg"

    def test_names_in_utf8_are_read_even_where_it_is_not_said(self):
        raw = bytearray(a_zip([("résumé.xml", REPORT)]))
        raw[6:8] = b"\0\0"
        at = raw.index(b"PK\x01\x02")
        raw[at + 8 : at + 10] = b"\0\0"

        (member,) = members(bytes(raw))

        assert member.path == "résumé.xml"

    def test_tells_members_of_one_name_apart(self):
        with pytest.warns(UserWarning, match="Duplicate"):
            content = a_zip([("report.xml", REPORT), ("report.xml", b"<report/>")])

        found = by_path(content)

        assert found["report.xml"].content == REPORT
        assert found["report.xml (2)"].content == b"<report/>"

    def test_never_follows_a_link(self):
        (member,) = members(a_zip([link("report.xml", b"/etc/passwd")]))

        assert "link" in member.trouble
        assert member.size == len(b"/etc/passwd")

    def test_refuses_entries_made_of_the_same_bytes(self):
        raw = bytearray(a_zip([("a.txt", b"one"), ("b.txt", b"two")], stored=True))
        second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
        raw[second + 42 : second + 46] = bytes(4)

        with pytest.raises(UnpacksTooLarge, match="same bytes"):
            members(bytes(raw))

    def test_shows_an_entry_that_its_directory_hides(self):
        hidden = a_zip([("hidden.xml", REPORT)], stored=True)
        hidden = hidden[: hidden.index(b"PK\x01\x02")]
        shown = a_zip([("shown.xml", REPORT)], stored=True)

        found = members(hidden + shown)

        assert [member.path for member in found if not member.trouble] == ["shown.xml"]
        assert [member.size for member in found if "no entry" in member.trouble] == [len(hidden)]

    def test_says_which_name_is_damaged_and_reads_the_others(self):
        raw = bytearray(a_zip([("broken.txt", b"x" * 5_000), ("report.xml", REPORT)], stored=True))
        raw[raw.index(b"x" * 100) + 50] ^= 1

        found = by_path(bytes(raw))

        assert "damaged" in found["broken.txt"].trouble
        assert found["broken.txt"].content is None
        assert found["report.xml"].content == REPORT

    def test_with_names_that_disagree_is_said_to_be_damaged_there(self):
        raw = a_zip([("one.xml", REPORT), ("two.xml", REPORT)]).replace(b"one.xml", b"eno.xml", 1)

        found = by_path(raw)

        assert "damaged" in found["one.xml"].trouble
        assert found["two.xml"].content == REPORT

    def test_of_ten_thousand_members_is_read_whole(self):
        content = a_zip([(f"Media/{n}.jpg", PICTURE + b"%d" % n) for n in range(10_000)])

        found = members(content)

        assert len(found) == 10_000
        assert {member.kind for member in found} == {Kind.MEDIA}

    def test_of_more_members_than_allowed_is_refused_at_once(self):
        content = a_zip([(f"{n}", b"") for n in range(30)])

        with pytest.raises(CannotRead, match="30"):
            members(content, limits=LIMITS._replace(members=20))

    def test_with_other_archives_inside_says_what_they_are(self):
        found = by_path(
            a_zip([("a.rar", b"Rar!\x1a\x07\x00" + bytes(50)), ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50))])
        )

        assert "RAR archive" in found["a.rar"].trouble
        assert "7-Zip archive" in found["a.7z"].trouble
        assert all(member.content is None for member in found.values())

    def test_encrypted_asks_for_the_password(self):
        with pytest.raises(PasswordNeeded, match="password"):
            members(LOCKED)

    def test_encrypted_opens_with_the_right_one_of_several_passwords(self):
        (member,) = members(LOCKED, passwords=["wrong", "example"])

        assert member.content == b"<report/>"

    def test_of_large_numbers_as_zip64_has_them_is_read(self):
        made = io.BytesIO()
        with (
            zipfile.ZipFile(made, "w") as archive,
            archive.open("report.xml", "w", force_zip64=True) as entry,
        ):
            entry.write(REPORT)

        (member,) = members(made.getvalue())

        assert member.content == REPORT

    def test_written_as_a_stream_is_read(self):
        class Stream(io.RawIOBase):
            def __init__(self):
                self.bytes = b""

            def writable(self):
                return True

            def write(self, block):
                self.bytes += bytes(block)
                return len(block)

        stream = Stream()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.xml", REPORT)
            archive.writestr("b.xml", REPORT)

        found = members(stream.bytes)

        assert [member.path for member in found] == ["a.xml", "b.xml"]

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04", b"PK\x05\x06" + bytes(10), b"PK\x03\x04" + b"\xff" * 500]
    )
    def test_cut_short_is_said_to_be_broken(self, content):
        with pytest.raises(BrokenContainer):
            members(content)


# Made with Info-ZIP's traditional encryption as APPNOTE 6.1 lays it down; the password is "example".
def _locked() -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [(zlib.crc32(bytes([n]), 0xFFFFFFFF) ^ 0xFFFFFFFF) for n in range(256)]

    def update(byte):
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in b"example":
        update(byte)
    plain = b"<report/>"
    crc = zlib.crc32(plain)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + plain:
        word = keys[2] | 2
        out.append(byte ^ ((word * (word ^ 1)) >> 8 & 0xFF))
        update(byte)
    raw = bytearray(a_zip([("report.xml", bytes(out))], stored=True))
    for at, size_at in ((0, 18), (raw.index(b"PK\x01\x02"), 20)):
        flags = at + (6 if at == 0 else 8)
        raw[flags] |= 1
        raw[size_at + at - 4 : size_at + at] = crc.to_bytes(4, "little")
        raw[size_at + at + 4 : size_at + at + 8] = len(plain).to_bytes(4, "little")
    return bytes(raw)


LOCKED = _locked()


class TestPdf:
    def test_gives_its_text_page_by_page(self):
        (own,) = members(a_pdf([NCMEC, "Section A"]), Kind.PDF)

        assert own.path == ""
        assert own.kind is Kind.NCMEC_PDF
        assert own.is_extracted
        assert own.content.decode().split("\f") == [NCMEC, "Section A"]

    def test_that_is_no_report_of_ncmec_is_a_pack(self):
        (own,) = members(a_pdf(["NCA reference 123", "see CyberTipline Report 900000001"]), Kind.PDF)

        assert own.kind is Kind.PACK

    def test_without_text_says_what_to_do(self):
        (own,) = members(a_pdf(["", ""]), Kind.PDF)

        assert own.content is None
        assert "scan" in own.trouble

    def test_with_some_pages_without_text_keeps_the_others_and_says_so(self):
        (own,) = members(a_pdf(["words", ""]), Kind.PDF)

        assert own.content == b"words\f"
        assert "1 of its 2 pages" in own.trouble

    def test_with_an_empty_password_is_opened(self):
        (own,) = members(encrypted(a_pdf([NCMEC]), ""), Kind.PDF)

        assert own.kind is Kind.NCMEC_PDF

    def test_with_a_password_asks_for_it(self):
        with pytest.raises(PasswordNeeded, match="deliver it again with that password"):
            members(encrypted(a_pdf([NCMEC]), "example"), Kind.PDF)

    def test_with_a_password_opens_by_it(self):
        (own,) = members(encrypted(a_pdf([NCMEC]), "example"), Kind.PDF, passwords=["wrong", "example"])

        assert own.kind is Kind.NCMEC_PDF

    def test_hands_on_what_is_attached_to_it(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf(["pack"])))
        writer.add_attachment("report.xml", REPORT)
        writer.add_attachment("a.jpg", PICTURE)
        made = io.BytesIO()
        writer.write(made)

        found = by_path(made.getvalue(), Kind.PDF)

        assert found["report.xml"].content == REPORT
        assert found["a.jpg"].kind is Kind.MEDIA
        assert found["a.jpg"].content is None

    def test_keeps_what_stands_in_its_fields_notes_and_links(self):
        field = b"<< /FT /Tx /T (NCA reference) /V (123) /Subtype /Widget /Type /Annot /Rect [0 0 1 1] >>"
        catalog = b"/AcroForm << /Fields [6 0 R] >>"

        (own,) = members(a_pdf(["pack"], extra=[field], catalog=catalog), Kind.PDF)

        assert own.content == b"pack\fNCA reference: 123"

    def test_with_a_broken_table_of_places_is_read_all_the_same(self):
        (own,) = members(a_pdf([NCMEC]).replace(b"startxref\n", b"startxref\n9"), Kind.PDF)

        assert own.kind is Kind.NCMEC_PDF

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.7",
            b"%PDF-1.7\n" + b"\xff" * 2_000,
            assembled([b"<< /Type /Catalog >>"]),
            a_pdf(["x"])[:200],
        ],
    )
    def test_damaged_is_said_to_be(self, content):
        with pytest.raises(CannotRead) as told:
            members(content, Kind.PDF)

        assert "\n" not in str(told.value)

    def test_whose_pages_lead_back_to_themselves_ends(self):
        content = assembled(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]
        )

        with pytest.raises(CannotRead):
            members(content, Kind.PDF, limits=HASTY)

    def test_that_hangs_is_stopped(self):
        with pytest.raises(TookTooLong, match="longer than is allowed"):
            members(endless_pdf(), Kind.PDF, limits=HASTY)

    def test_that_eats_memory_is_stopped(self):
        with pytest.raises((TookTooMuchMemory, TookTooLong)):
            members(endless_pdf(), Kind.PDF, limits=LIMITS._replace(memory=300 << 20, seconds=30))

    def test_that_hangs_in_a_zip_costs_only_itself(self):
        content = a_zip([("bad.pdf", endless_pdf()), ("good.pdf", a_pdf([NCMEC]))])

        found = by_path(content, limits=HASTY)

        assert "longer than is allowed" in found["bad.pdf"].trouble
        assert found["bad.pdf"].kind is Kind.PDF
        assert found["good.pdf"].kind is Kind.NCMEC_PDF


def encrypted(pdf, password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def endless_pdf():
    """A small file with one page of ten million words, each in its own place."""
    content = b"BT /F1 10 Tf 1 1 Td (word) Tj ET\n" * 2_000_000
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 800] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents 5 0 R >>"
        ),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    return assembled(objects)


class TestDocx:
    def test_gives_its_text_and_hashes_its_pictures(self):
        content = a_docx(
            paragraph("NCA reference: 123"),
            {
                "word/header1.xml": b'<h xmlns:w="w"><w:p><w:t>OFFICIAL</w:t></w:p></h>',
                "word/media/image1.jpeg": PICTURE,
            },
        )

        found = by_path(content, Kind.DOCX)

        assert found[""].content == b"OFFICIAL\fNCA reference: 123"
        assert found[""].kind is Kind.PACK
        assert found["word/media/image1.jpeg"].kind is Kind.MEDIA
        assert found["word/media/image1.jpeg"].content is None

    def test_recognised_only_by_a_look_inside_is_read_as_one(self):
        content = a_zip(
            [("aaa/filler", random.Random(1).randbytes(70_000)), *parts_of(a_docx(paragraph("words")))]
        )

        assert by_path(content, Kind.ZIP)[""].content == b"words"

    def test_with_macros_says_that_they_were_not_run(self):
        content = a_docx(paragraph("words"), {"word/vbaProject.bin": an_ole({"VBA/dir": b"x"})})

        found = by_path(content, Kind.DOCX)

        assert "not run" in found[""].trouble
        assert found[""].content == b"words"
        assert "never run" in found["word/vbaProject.bin"].trouble

    def test_names_what_it_would_fetch_and_fetches_nothing(self):
        relations = (
            b'<Relationships><Relationship Id="rId1" TargetMode="External" '
            b'Target="https://example.org/template.dotm"/></Relationships>'
        )

        found = by_path(
            a_docx(
                paragraph("words"), {"word/_rels/settings.xml.rels": relations, "word/settings.xml": b"<s/>"}
            ),
            Kind.DOCX,
        )

        assert found[""].content == b"words\fLink: https://example.org/template.dotm"

    def test_with_entities_is_refused(self):
        content = a_zip(
            [
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
            ]
        )

        with pytest.raises(CannotRead, match="document type"):
            members(content, Kind.DOCX)

    def test_that_is_a_bomb_is_refused(self):
        with pytest.raises(UnpacksTooLarge):
            members(a_docx(" " * (100 << 20)), Kind.DOCX)


def parts_of(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


class TestMail:
    def test_gives_its_headers_words_and_attachments(self):
        mail = a_mail(Subject="Référral 900000001")
        mail.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="bild ☃.jpg")
        mail.add_attachment(REPORT, maintype="application", subtype="xml", filename="report.xml")

        found = by_path(mail.as_bytes(), Kind.MAIL)

        assert "Subject: Référral 900000001" in found[""].content.decode()
        assert "What is asked of the force" in found[""].content.decode()
        assert found["bild ☃.jpg"].content is None
        assert found["report.xml"].content == REPORT

    def test_with_a_wrong_boundary_is_read_by_the_one_it_uses(self):
        mail = a_mail()
        mail.add_attachment(REPORT, maintype="application", subtype="xml", filename="report.xml")
        raw = mail.as_bytes()
        raw = raw.replace(b'boundary="' + str(mail.get_boundary()).encode(), b'boundary="other', 1)

        found = by_path(raw, Kind.MAIL)

        assert "another mark" in found[""].trouble
        assert found["report.xml"].content == REPORT

    def test_whose_parts_cannot_be_told_apart_says_so_and_keeps_no_file_as_text(self):
        raw = b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n" + b"A" * 5_000

        (own,) = members(raw, Kind.MAIL)

        assert "could not be taken out" in own.trouble
        assert b"AAAA" not in own.content

    def test_inside_a_mail_is_opened_with_what_is_attached_to_it(self):
        inner = a_mail("inner words")
        inner.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="a.jpg")
        mail = a_mail()
        mail.add_attachment(inner)

        found = by_path(mail.as_bytes(), Kind.MAIL)

        assert b"inner words" in found["message.eml"].content
        assert found["message.eml!/a.jpg"].kind is Kind.MEDIA

    @pytest.mark.parametrize("within", ["a mail", "a mail in a zip"])
    def test_with_a_zip_attached_has_that_opened(self, within):
        mail = a_mail()
        inner = a_zip([("report.json", b'{"reportId": 1, "dateReceived": null}')])
        mail.add_attachment(inner, maintype="application", subtype="zip", filename="p.zip")
        content, kind = mail.as_bytes(), Kind.MAIL
        if within == "a mail in a zip":
            content, kind = a_zip([("m.eml", content)]), Kind.ZIP

        found = members(content, kind)

        assert [each.trouble for each in found if each.trouble] == []
        assert Kind.NCMEC_JSON in [each.kind for each in found]

    def test_with_a_file_written_into_its_words_hands_it_on_and_does_not_keep_it(self):
        lines = binascii.b2a_uu(PICTURE + b"mark" * 8)
        raw = a_mail().as_bytes() + b"\nbegin 644 a.jpg\n" + lines + b"end\n"

        found = by_path(raw, Kind.MAIL)

        assert found["a.jpg"].kind is Kind.MEDIA
        assert b"begin 644" not in found[""].content

    @pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "no-such-charset"])
    def test_in_any_charset_gives_its_words(self, charset):
        raw = (
            f"From: a\nTo: b\nSubject: c\nContent-Type: text/plain; charset={charset}\n"
            "Content-Transfer-Encoding: 8bit\n\n"
        ).encode() + "Café".encode("cp1252" if charset != "utf-8" else charset)

        (own,) = members(raw, Kind.MAIL)

        assert own.content.decode().endswith("Café")

    def test_of_outlook_gives_the_same(self):
        attachment = "__attach_version1.0_#00000000"
        content = a_message(
            {"0037": "A pack", "1000": "What is asked", "0C1A": "Desk", "5D01": "desk@example.org"},
            {
                f"{attachment}/__properties_version1.0": properties(header=8),
                f"{attachment}/__substg1.0_3707001F": "a.jpg".encode("utf-16-le"),
                f"{attachment}/__substg1.0_37010102": PICTURE + bytes(6_000),
            },
            fixed={0x00390040: SENT},
        )

        found = by_path(content, Kind.MAIL)

        assert found[""].content.decode() == (
            "From: Desk <desk@example.org>\nDate: 2026-01-05T10:00:00Z\nSubject: A pack\n\nWhat is asked"
        )
        assert found["a.jpg"].kind is Kind.MEDIA

    def test_of_outlook_inside_one_another_are_read(self):
        inner = "__attach_version1.0_#00000000/__substg1.0_3701000D"
        content = a_message(
            {"0037": "outer"},
            {
                f"{inner}/__properties_version1.0": properties(header=24),
                f"{inner}/__substg1.0_0037001F": "inner".encode("utf-16-le"),
                f"{inner}/__substg1.0_10130102": b"<p>A <b>page</b></p><script>x</script>",
            },
        )

        (own,) = members(content, Kind.MAIL)

        assert own.content.decode().split("\f")[1] == "From: \nSubject: inner\n\nA page"

    def test_that_is_an_old_word_document_says_what_to_do(self):
        with pytest.raises(CannotRead, match=r"\.doc.*save it as DOCX or PDF"):
            members(an_ole({"WordDocument": bytes(5_000)}), Kind.MAIL)


class TestTheChild:
    def test_can_write_no_file_and_knows_nothing_of_its_surroundings(self, monkeypatch, tmp_path):
        monkeypatch.setenv("WAYMARK_SECRET", "example")
        list(unpack(io.BytesIO(a_zip([("a", b"a")])), kind=Kind.ZIP, name="a"))

        (server,) = children()

        assert b"WAYMARK_SECRET" not in Path(f"/proc/{server}/environ").read_bytes()
        descriptors = {
            str(each.readlink()) for each in Path(f"/proc/{server}/fd").iterdir() if each.is_symlink()
        }
        assert not any(str(Path.cwd()) in each or str(tmp_path) in each for each in descriptors)

    def test_is_one_server_for_many_containers(self):
        members(a_zip([("a", b"a")]))
        first = children()

        members(a_zip([("a", b"a")]))

        assert children() == first

    def test_is_started_again_when_it_was_killed(self):
        members(a_zip([("a", b"a")]))
        (server,) = children()
        os.kill(int(server), 9)

        assert [member.path for member in members(a_zip([("a", b"a")]))] == ["a"]

    def test_leaves_nothing_running_when_nobody_waits_for_it(self):
        content = a_zip([(f"{n}.txt", os.urandom(50_000)) for n in range(200)])
        found = unpack(io.BytesIO(content), kind=Kind.ZIP, name="a")
        next(found)

        del found

        until = time.monotonic() + 10
        while grandchildren() and time.monotonic() < until:
            time.sleep(0.01)
        assert grandchildren() == []

    def test_ends_with_whoever_asked_however_that_ends(self, tmp_path):
        asking = (
            "import io, os, signal, sys, zipfile\n"
            "from waymark.stages.intake.readers.unpacking import unpack, asking\n"
            "from waymark.stages.intake.rules import Kind\n"
            "made = io.BytesIO()\n"
            "archive = zipfile.ZipFile(made, 'w')\n"
            "[archive.writestr(f'{n}', bytes(90_000)) for n in range(300)]\n"
            "archive.close()\n"
            "next(unpack(made, kind=Kind.ZIP, name='a'))\n"
            "print(asking._servers[0]._process.pid, flush=True)\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )

        done = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=False)

        server = Path(f"/proc/{int(done.stdout)}")
        until = time.monotonic() + 10
        while (
            server.exists() and b"serving" in (server / "cmdline").read_bytes() and time.monotonic() < until
        ):
            time.sleep(0.01)
        assert not server.exists() or b"serving" not in (server / "cmdline").read_bytes()

    def test_reads_a_file_by_its_descriptor_wherever_it_stands(self, tmp_path):
        path = tmp_path / "a.zip"
        path.write_bytes(a_zip([("report.xml", REPORT)]))

        with path.open("rb") as stream:
            stream.read(20)
            (member,) = unpack(stream, kind=Kind.ZIP, name="a.zip")

            assert stream.tell() == 20
        assert member.content == REPORT

    def test_refuses_a_kind_that_holds_nothing(self):
        with pytest.raises(CannotRead, match="nothing to take apart"):
            members(b"a", Kind.MEDIA)


class TestPictures:
    def test_have_no_perceptual_hash_where_nothing_computes_one(self):
        (member,) = members(a_zip([("a.jpg", PICTURE + bytes(100))]))

        # Nor with the optional part: these bytes begin as a picture does and are none.
        assert member.pdq == ""
        assert member.trouble == ""

    def test_have_their_perceptual_hash_with_the_optional_part(self):
        pytest.importorskip("pdqhash", reason="requirements-pdq.txt is optional")
        image = pytest.importorskip("PIL.Image")
        made = io.BytesIO()
        image.radial_gradient("L").save(made, "PNG")

        (member,) = members(a_zip([("a.png", made.getvalue())]))

        assert len(member.pdq) == 64
        assert member.content is None
