"""Pictures drawn on the pages of a PDF: each once, by the bytes of the file that it was."""

import io
import zlib

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from waymark.stages.intake.readers.unpacking.drawn import drawn_pictures

JPEG = b"\xff\xd8\xff\xe0 invented"


def a_stream(content, **entries):
    stream = StreamObject()
    stream._data = content
    stream.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return stream


def a_picture(content, *filters):
    names = [NameObject(f"/{name}") for name in filters]
    return a_stream(
        content,
        Subtype=NameObject("/Image"),
        Width=NumberObject(1),
        Height=NumberObject(1),
        Filter=names[0] if len(names) == 1 else ArrayObject(names),
    )


def found_in(*drawings, pages=1):
    """What is found in a PDF each of whose pages draws the same."""
    writer = PdfWriter()
    objects = DictionaryObject(
        {NameObject(f"/X{n}"): writer._add_object(each) for n, each in enumerate(drawings)}
    )
    for _ in range(pages):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
    content = io.BytesIO()
    writer.write(content)
    found = drawn_pictures(PdfReader(content), pages)
    return [(named, b"".join(blocks)) for named, blocks in found]


class TestDrawnPictures:
    def test_gives_the_file_that_a_picture_was(self):
        assert found_in(a_picture(JPEG, "DCTDecode")) == [("drawn/page 1, picture 1.jpg", JPEG)]

    def test_takes_off_what_a_picture_is_packed_in_besides(self):
        packed = a_picture(zlib.compress(JPEG), "FlateDecode", "DCTDecode")

        assert [content for _, content in found_in(packed)] == [JPEG]

    def test_gives_bare_points_as_they_lie_there(self):
        points = a_picture(zlib.compress(b"\x01\x02\x03"), "FlateDecode")

        assert found_in(points) == [("drawn/page 1, picture 1.points", b"\x01\x02\x03")]

    def test_gives_a_picture_that_is_on_every_page_once(self):
        assert len(found_in(a_picture(JPEG, "DCTDecode"), pages=3)) == 1

    def test_finds_a_picture_inside_a_drawing(self):
        inner = DictionaryObject({NameObject("/I"): a_picture(JPEG, "DCTDecode")})
        drawing = a_stream(
            b"",
            Subtype=NameObject("/Form"),
            Resources=DictionaryObject({NameObject("/XObject"): inner}),
        )

        assert [content for _, content in found_in(drawing)] == [JPEG]
