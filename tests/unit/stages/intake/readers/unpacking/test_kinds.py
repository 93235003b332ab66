import pytest

from tests.containers import a_docx, a_mail, a_message, a_pdf, a_zip, an_ole
from waymark.stages.intake.readers.unpacking.kinds import container_kind, looks_like_mail, why_not_opened
from waymark.stages.intake.rules import Kind


class TestContainerKind:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (a_zip([("a", b"a")]), Kind.ZIP),
            (a_zip([]), Kind.ZIP),
            (a_docx(""), Kind.DOCX),
            (a_zip([("letter.docx", a_docx(""))], stored=True), Kind.ZIP),
            (a_pdf(["a"]), Kind.PDF),
            (b"junk before\n" + a_pdf(["a"]), Kind.PDF),
            (a_mail().as_bytes(), Kind.MAIL),
            (a_message({"0037": "a"}), Kind.MAIL),
            (an_ole({"WordDocument": bytes(5_000)}), None),
            (b"{}", None),
            (b"", None),
        ],
    )
    def test_is_known_by_the_first_bytes(self, content, kind):
        assert container_kind(content[: 1 << 16]) is kind

    def test_of_a_message_whose_directory_lies_further_on_is_mail(self):
        content = a_message(
            {"0037": "a"}, {"__attach_version1.0_#00000000/__substg1.0_37010102": bytes(200_000)}
        )

        assert container_kind(content[: 1 << 16]) is Kind.MAIL


class TestLooksLikeMail:
    @pytest.mark.parametrize(
        "text",
        [
            b"Return-Path: <a@example.org>\r\nReceived: from a\r\n by b\r\nFrom: a\r\n\r\nwords",
            b"From a@example.org Mon Jan  5 10:00:00 2026\nFrom: a\nTo: b\nSubject: c\n\nwords",
            b"\xef\xbb\xbfFROM: a\nto: b\nSubject: c\n",
        ],
    )
    def test_knows_a_mail_by_its_headers(self, text):
        assert looks_like_mail(text)

    @pytest.mark.parametrize(
        "text",
        [
            b"NCA reference: 1\nSubject: a person\nDate: 1 May\n",
            b"<report/>",
            b"From: a\nTo: b\n\nSubject: in the words",
        ],
    )
    def test_takes_no_other_text_for_one(self, text):
        assert not looks_like_mail(text)


class TestWhyNotOpened:
    @pytest.mark.parametrize(
        ("head", "words"),
        [
            (b"Rar!\x1a\x07\x00", "RAR archive"),
            (b"{\\rtf1", "save it as DOCX or PDF"),
            (b"\x1f\x8b\x08", "unpack it with your own tools"),
            (bytes(257) + b"ustar", "tar archive"),
            (b"words\nbegin 644 a.jpg\n", "files written into it"),
        ],
    )
    def test_says_what_it_is_and_what_to_do(self, head, words):
        assert words in why_not_opened(head)

    def test_names_old_office_documents_by_what_is_in_them(self):
        head = an_ole({"Workbook": b"x"})

        assert "Excel workbook of the old kind" in why_not_opened(head, streams=frozenset(("Workbook",)))
