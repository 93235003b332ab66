"""Whatever bytes a container has, its taking apart ends: in members, or in one line that says what to do."""

import io
import random
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.containers import PICTURE, a_docx, a_mail, a_message, a_pdf, a_zip, paragraph, properties
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking import LIMITS, unpack
from waymark.stages.intake.readers.unpacking.names import harmless
from waymark.stages.intake.readers.unpacking.pages import text_of_page
from waymark.stages.intake.readers.unpacking.rich_text import decompressed, text_of_rich_text
from waymark.stages.intake.readers.unpacking.texts import plain
from waymark.stages.intake.rules import Kind

HASTY = LIMITS._replace(seconds=10, cpu_seconds=10)
INNER = a_zip([("report.xml", b"<report/>"), ("Media/a.jpg", PICTURE)])


def _mail() -> bytes:
    mail = a_mail()
    mail.add_attachment(INNER, maintype="application", subtype="zip", filename="a.zip")
    return mail.as_bytes()


WHOLE = {
    Kind.ZIP: a_zip([("a.zip", INNER), ("b.pdf", a_pdf(["words"])), ("c.txt", b"words" * 50)]),
    Kind.PDF: a_pdf(["CyberTipline Report 900000001", "second page"]),
    Kind.DOCX: a_docx(paragraph("words") * 20, {"word/media/a.jpg": PICTURE, "word/header1.xml": b"<h/>"}),
    Kind.MAIL: _mail(),
}
MESSAGE = a_message(
    {"0037": "A pack", "1000": "words"},
    {
        "__attach_version1.0_#00000000/__properties_version1.0": properties(header=8),
        "__attach_version1.0_#00000000/__substg1.0_37010102": INNER,
    },
)


def damaged(content: bytes, seed: int, count: int) -> bytes:
    """The same bytes with some changed, taken out, doubled, or cut off."""
    chosen = random.Random(seed)
    made = bytearray(content)
    for _ in range(count):
        at = chosen.randrange(len(made) or 1)
        length = chosen.choice((1, 1, 2, 4, 8, 64))
        match chosen.randrange(5):
            case 0:
                made[at : at + length] = chosen.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case 3:
                made[at : at + length] = b"\xff" * length
            case 4 if count == 1:
                del made[at:]
    return bytes(made)


def check(content: bytes, kind: Kind) -> None:
    try:
        for member in unpack(io.BytesIO(content), kind=kind, name="delivery", limits=HASTY):
            assert "\n" not in member.trouble
            assert len(member.sha256) == 64
            assert ".." not in member.path.split("/")
            assert not member.path.startswith("/")
            assert PICTURE not in (member.content or b"")
    except CannotRead as problem:
        said = str(problem)
    else:
        return
    assert "\n" not in said
    assert said.endswith(".")


class TestDamagedContainers:
    @given(st.sampled_from(list(WHOLE)), st.integers(), st.integers(1, 12))
    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    def test_end_in_members_or_in_one_line(self, kind, seed, count):
        check(damaged(WHOLE[kind], seed, count), kind)

    @given(st.integers(), st.integers(1, 12))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_of_outlook_end_so_too(self, seed, count):
        check(damaged(MESSAGE, seed, count), Kind.MAIL)

    @given(st.sampled_from(list(WHOLE)), st.binary(max_size=2_000))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_of_any_bytes_end_so_too(self, kind, content):
        check(content, kind)


class TestNames:
    @given(st.text(max_size=300), st.integers(20, 400))
    def test_never_lead_out_of_their_container(self, named, longest):
        path = harmless(named, longest=longest)

        assert path
        assert len(path) <= longest
        assert not path.startswith("/")
        assert "\\" not in path
        assert ".." not in path.split("/")
        assert not any(ord(each) < 32 for each in path)

    @given(st.text(max_size=300))
    def test_made_harmless_twice_are_the_same(self, named):
        once = harmless(named, longest=400)

        assert harmless(once, longest=400) == once


class TestTexts:
    @given(st.text(alphabet=st.sampled_from("<>/abr tdl=\"'&#;x0\n"), max_size=300))
    def test_of_pages_never_fail(self, page):
        assert isinstance(text_of_page(page), str)

    @given(st.text(alphabet=st.sampled_from("\\{}'*uparhtmlrtf0123 \n"), max_size=300))
    def test_of_rich_text_never_fail(self, document):
        assert isinstance(text_of_rich_text(document.encode(), encoding="cp1252"), str)

    @given(st.binary(max_size=500))
    def test_compressed_anyhow_end(self, packed):
        with suppress(CannotRead):
            assert len(decompressed(packed)) < 1 << 20

    @given(st.text(max_size=500))
    def test_hold_nothing_that_a_column_cannot(self, text):
        cleaned = plain(text)

        assert "\0" not in cleaned
        assert "\f" not in cleaned
        cleaned.encode("utf-8")
