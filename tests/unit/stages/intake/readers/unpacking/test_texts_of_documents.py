"""Pages, rich text, paragraphs, and what is left out of any of them."""

import base64
import struct

import pytest

from tests.containers import R, W
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.parsing import parse
from waymark.stages.intake.readers.unpacking.pages import text_of_page
from waymark.stages.intake.readers.unpacking.paragraphs import text_of_part
from waymark.stages.intake.readers.unpacking.rich_text import decompressed, text_of_rich_text
from waymark.stages.intake.readers.unpacking.texts import kind_of_text, plain
from waymark.stages.intake.rules import Kind


class TestTextOfPage:
    @pytest.mark.parametrize(
        ("page", "text"),
        [
            ("<p>one</p><p>two</p>", "one\n\ntwo"),
            ("a<br>b", "a\nb"),
            ("<table><tr><td>NCA</td><td>123</td></tr></table>", "NCA\t123"),
            ('<a href="https://example.org/x">here</a>', "here <https://example.org/x>"),
            ('<a href="https://example.org/x">https://example.org/x</a>', "https://example.org/x"),
            ('<a href="javascript:x()">here</a>', "here"),
            ("<style>p{}</style><script>x</script>words", "words"),
            ("<head><title>x</title><body>words", "words"),
            ("&lt;b&gt; &amp; &nbsp;c", "<b> & c"),
            ('words<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">', "words"),
        ],
    )
    def test_is_what_a_reader_would_see(self, page, text):
        assert text_of_page(page) == text


def a_part(body, links=None):
    return text_of_part(parse(f'<w:body xmlns:w="{W}" xmlns:r="{R}">{body}</w:body>'.encode()), links or {})


def run(text, properties=""):
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


class TestTextOfPart:
    def test_is_a_line_a_paragraph(self):
        assert a_part(f"<w:p>{run('a')}{run('b')}</w:p><w:p>{run('c')}</w:p>") == "ab\nc"

    def test_is_a_line_a_row_with_cells_apart(self):
        cells = (
            f"<w:tc><w:p>{run('Address')}</w:p></w:tc><w:tc><w:p>{run('1')}</w:p><w:p>{run('2')}</w:p></w:tc>"
        )

        assert a_part(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == "Address\t1 / 2"

    def test_marks_what_was_changed(self):
        body = f"<w:p>{run('a')}<w:ins>{run('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>"

        assert a_part(body) == "a[inserted: b][deleted: c]"

    def test_marks_what_is_hidden(self):
        hidden = run("a", "<w:rPr><w:vanish/></w:rPr>")
        shown = run("b", '<w:rPr><w:vanish w:val="0"/></w:rPr>')

        assert a_part(f"<w:p>{hidden}{shown}</w:p>") == "[hidden: a]b"

    def test_keeps_links_as_text(self):
        link = f'<w:p><w:hyperlink r:id="rId1">{run("here")}</w:hyperlink></w:p>'

        assert a_part(link, {"rId1": "https://example.org/x"}) == "here <https://example.org/x>"

    def test_says_which_boxes_are_ticked(self):
        old = "<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
        sign = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'

        assert a_part(f"<w:p>{old}{run(' yes')}{sign}{run(' no')}</w:p>") == "[x] yes[ ] no"

    def test_says_a_text_box_once(self):
        box = f"<w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent>"
        both = (
            '<mc:AlternateContent xmlns:mc="urn:example"><mc:Choice>'
            + box
            + "</mc:Choice><mc:Fallback>"
            + box
            + "</mc:Fallback></mc:AlternateContent>"
        )

        assert a_part(f"<w:p>{run('a')}<w:r>{both}</w:r></w:p>") == "a\nbox"

    def test_never_says_what_a_picture_is_said_to_show(self):
        drawing = '<w:drawing><wp:docPr xmlns:wp="urn:example" descr="words about it"/></w:drawing>'

        assert a_part(f"<w:p>{run('a')}<w:r>{drawing}</w:r></w:p>") == "a"


class TestTextOfRichText:
    @pytest.mark.parametrize(
        ("document", "text"),
        [
            (rb"{\rtf1\ansi one\par two\tab three}", "one\ntwo\tthree"),
            (rb"{\rtf1{\fonttbl{\f0 Arial;}}words}", "words"),
            (rb"{\rtf1 caf\'e9}", "café"),
            (rb"{\rtf1\uc1 \u8212?x}", "\u2014x"),
            (
                rb"{\rtf1\fromhtml1 {\*\htmltag84 <p>}\htmlrtf {\htmlrtf0 words\htmlrtf\par}\htmlrtf0}",
                "words",
            ),
            (rb"{\rtf1 a\{b\}\\c}", "a{b}\\c"),
        ],
    )
    def test_is_its_words_alone(self, document, text):
        assert text_of_rich_text(document, encoding="cp1252") == text


class TestDecompressed:
    def test_undoes_the_example_of_the_specification(self):
        # MS-OXRTFCP 3.1.1
        packed = bytes.fromhex(
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
        )

        assert decompressed(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

    def test_takes_what_was_not_compressed(self):
        assert decompressed(struct.pack("<II4sI", 17, 5, b"MELA", 0) + b"{\\rtf") == b"{\\rtf"

    @pytest.mark.parametrize("packed", [b"", bytes(10), struct.pack("<II4sI", 0, 1 << 31, b"LZFu", 0)])
    def test_refuses_what_cannot_be(self, packed):
        with pytest.raises(CannotRead):
            decompressed(packed)


class TestPlain:
    @pytest.mark.parametrize(
        "written",
        [
            "begin 644 a.jpg\n" + "M" * 61 + "\nend\n",
            "data:image/png;base64," + base64.b64encode(bytes(60)).decode(),
            base64.encodebytes(bytes(range(256)) * 2).decode(),
            base64.b64encode(bytes(range(256)) * 2).decode(),
        ],
    )
    def test_leaves_out_files_written_as_text_and_says_so(self, written):
        text = plain(f"before\n{written}\nafter")

        assert text.startswith("before\n[a file written here as text")
        assert text.rstrip().endswith("after")
        assert written.strip() not in text

    def test_leaves_digests_and_addresses_be(self):
        text = "sha256 " + "ab" * 32 + "\nhttps://example.org/" + "a" * 100

        assert plain(text) == text

    def test_leaves_no_control(self):
        assert plain("a\0b\fc\r\nd\x1be") == "ab\nc\nde"


class TestKindOfText:
    def test_of_ncmec_s_own_report_is_told_by_its_cover(self):
        cover = (
            "CyberTipline Report 900000001\nPriority Level: E\nReceived by NCMEC on 01-05-2026 10:20:30 UTC"
        )

        assert kind_of_text(cover) is Kind.NCMEC_PDF

    def test_of_a_pack_that_names_such_a_report_is_a_pack(self):
        assert kind_of_text("NCA reference 1\nCyberTipline Report 900000001") is Kind.PACK
