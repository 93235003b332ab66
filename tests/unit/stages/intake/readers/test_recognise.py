import io
import zipfile

import pytest

from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.recognise import recognise
from waymark.stages.intake.rules import Kind, refusal_of


# The first bytes of files as their formats lay them down; nothing follows but filling.
def zipped(*names, content=b"words"):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for name in names:
            members.writestr(name, content)
    return archive.getvalue()


MEDIA = {
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a\x01\x00",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "avi": b"RIFF\x00\x00\x00\x00AVI LIST",
    "heic": b"\x00\x00\x00\x18ftypheic",
    "avif": b"\x00\x00\x00\x1cftypavif",
    "mp4": b"\x00\x00\x00\x20ftypisom",
    "mov": b"\x00\x00\x00\x14ftypqt  ",
    "old mov": b"\x00\x00\x10\x00moov",
    "bmp": b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "mkv": b"\x1a\x45\xdf\xa3\x01",
    "mp3": b"\xff\xfb\x90\x44",
    "tagged mp3": b"ID3\x03\x00",
    "psd": b"8BPS\x00\x01",
    "raf": b"FUJIFILMCCD-RAW 0201",
    "wmv": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
}
OPENED = {
    "zip": (b"PK\x03\x04\x14\x00", Kind.ZIP),
    "docx": (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml word/document.xml", Kind.DOCX),
    "msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"), Kind.MAIL),
    "mail": (b"From: a@example.com\r\nTo: b@example.com\r\nSubject: c\r\n\r\nWords", Kind.MAIL),
    "pdf": (b"%PDF-1.7\n", Kind.PDF),
    "pdf after words": (b"some words\n%PDF-1.4\n", Kind.PDF),
}
CONTAINERS = {
    "xlsx": zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"),
    "xlsx, its types last": zipped("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"),
    "pptx": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "ods": b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "gzip": b"\x1f\x8b\x08\x00",
    "sqlite": b"SQLite format 3\x00",
    "tar": b"name".ljust(257, b"\x00") + b"ustar\x00",
}


def kind_of(head, name="delivery.xml"):
    return recognise(head, name=name, size=len(head))


class TestRecognise:
    @pytest.mark.parametrize("name", ["xl/report.json", "reports/xl/1.json", "ppt/a.xml", "a.json"])
    def test_takes_no_folder_of_reports_for_a_spreadsheet_by_words_in_it(self, name):
        assert kind_of(zipped(name, content=b"in the folder xl/ of ppt/")) is Kind.ZIP

    def test_knows_a_package_that_a_desk_signed(self):
        letter = zipped(
            "manifest.json", "manifest.sig", content=b'{"schema": "urn:waymark:schema:package-manifest:1"}'
        )

        assert (kind_of(letter), kind_of(letter).keepable) == (Kind.SIGNED_PACKAGE, False)

    @pytest.mark.parametrize("head", MEDIA.values(), ids=MEDIA)
    def test_knows_media_by_its_bytes_though_it_is_called_xml(self, head):
        assert kind_of(head + bytes(64), name="report.xml") is Kind.MEDIA

    @pytest.mark.parametrize(("head", "kind"), OPENED.values(), ids=OPENED)
    def test_knows_what_is_taken_apart(self, head, kind):
        found = kind_of(head + bytes(64) if b"\r\n\r\n" not in head else head)

        assert (found, found.is_opened, found.keepable) == (kind, True, False)

    @pytest.mark.parametrize("head", CONTAINERS.values(), ids=CONTAINERS)
    def test_knows_what_can_hold_media(self, head):
        assert kind_of(head + bytes(64)) is Kind.CONTAINER

    @pytest.mark.parametrize("root", ["report", "fileDetails", "reportResponse", "reportDoneResponse"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_knows_every_root_of_the_reporting_format_in_every_encoding(self, root, encoding):
        document = f"<!-- first --><?a b?>\n<n:{root} xmlns:n='urn:example:n'/>"

        assert kind_of(document.encode(encoding)) is Kind.CYBERTIPLINE_XML

    @pytest.mark.parametrize(
        "document",
        [
            b'<?xml version="1.0" encoding="klingon"?><report/>',
            b"<!DOCTYPE report [<!ENTITY a 'b'>]><report/>",
            b"<report>caf\xe9</report>",
            b"<report><victim>",
        ],
    )
    def test_leaves_it_to_the_reader_to_say_what_is_wrong_with_a_report(self, document):
        assert kind_of(document) is Kind.CYBERTIPLINE_XML

    @pytest.mark.parametrize(
        "document",
        [
            b'<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2"/>',
            "<?xml version='1.0' encoding='utf-16'?><ReportIndex/>".encode("utf-16"),
            b'{"@odata.context": "http://example.test/ProjectVic/2.0.xml/UK/$metadata#Media", "value": []}',
            b'\xef\xbb\xbf{"value": [{"MediaID": 1, "MD5": "00"}]}',
        ],
    )
    def test_sends_lists_of_known_files_to_the_command_that_takes_them(self, document):
        assert kind_of(document) is Kind.HASH_LIST
        refusal = refusal_of(Kind.HASH_LIST)
        assert refusal is not None
        assert "waymark match --known" in refusal.what

    @pytest.mark.parametrize(
        "text", [b'{"report": 1}', b"a plain note", "café".encode("utf-16"), b"The free text of it"]
    )
    def test_keeps_text_that_no_reader_takes(self, text):
        assert kind_of(text) is Kind.TEXT_UNKNOWN

    @pytest.mark.parametrize(
        "text",
        [
            b'{"picture": "data:image/png;base64,iVBORw0KGgo="}',
            b"words\nbegin 644 file.bin\n",
            b"<page><data>iVBORw0KGgoAAAANSUhEUg</data></page>",
        ],
    )
    def test_takes_text_with_files_written_into_it_for_a_container(self, text):
        assert kind_of(text) is Kind.CONTAINER

    def test_takes_a_drawing_in_xml_for_media(self):
        assert kind_of(b'<svg xmlns="http://www.w3.org/2000/svg"/>') is Kind.MEDIA

    def test_names_other_xml_by_its_root(self):
        assert kind_of(b"<invoice/>") is Kind.UNKNOWN_ROOT

    @pytest.mark.parametrize(
        "head", [bytes(range(256)), b"<report>" + bytes(range(256)), b"\x80\x81 caf\xe9"]
    )
    def test_takes_bytes_that_are_no_text_for_opaque(self, head):
        assert kind_of(head) is Kind.OPAQUE

    @pytest.mark.parametrize("head", [b"", b" \r\n", b"\xef\xbb\xbf"])
    def test_sees_that_there_is_nothing(self, head):
        assert kind_of(head) is Kind.EMPTY

    def test_is_not_misled_by_a_character_cut_in_two_at_the_end_of_the_head(self):
        head = "<report>é".encode()[:-1]

        assert recognise(head, name="x", size=100_000) is Kind.CYBERTIPLINE_XML
        assert recognise("wörd é".encode()[:-1], name="x", size=100_000) is Kind.TEXT_UNKNOWN


class TestKind:
    def test_keeps_in_the_open_nothing_that_is_media_or_may_hold_it(self):
        assert {kind for kind in Kind if not kind.keepable} == {
            Kind.MEDIA,
            Kind.FILLED,
            Kind.CONTAINER,
            Kind.OPAQUE,
            Kind.SIGNED_PACKAGE,
            Kind.ZIP,
            Kind.PDF,
            Kind.DOCX,
            Kind.MAIL,
        }

    def test_gives_no_refusal_for_what_a_reader_takes_or_what_is_taken_apart(self):
        taken = set(READERS) | {kind for kind in Kind if kind.is_opened}

        assert {kind for kind in taken if refusal_of(kind)} == set()

    def test_gives_a_refusal_for_what_can_hold_media_and_stays_shut(self):
        shut = {kind for kind in Kind if not kind.keepable and not kind.is_opened}

        assert {kind for kind in shut if not refusal_of(kind)} == set()
