"""Pictures drawn on the pages of a PDF: hashed as they lie in the file, and never rendered.

A picture in JPEG, JPEG 2000, CCITT or JBIG2 lies in a PDF as the file that it was, so its hash is that file's. Any
other lies there as bare points: its hash tells it from others in other PDFs, and from nothing else.
Source: ISO 32000-1, 8.9.5 (image dictionaries) and 7.4 (filters).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.problems import BrokenContainer

# What pypdf lets out of a file that is broken, cut short, or of a kind that it has no code for.
DAMAGE = (
    PyPdfError,
    AssertionError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
    NotImplementedError,
)
# What a picture file's own coding is, with how such a file is called.
_OWN_CODING = {
    "/DCTDecode": "jpg",
    "/DCT": "jpg",
    "/JPXDecode": "jp2",
    "/CCITTFaxDecode": "ccitt",
    "/CCF": "ccitt",
    "/JBIG2Decode": "jbig2",
}
_DEEPEST = 8  # of drawings within drawings; programs that write PDFs use one or two
_MOST = 2_000  # the largest packages show a few hundred


def drawn_pictures(reader: PdfReader, pages: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each picture once, with the page on which it is first drawn and its bytes as they lie in the file."""
    met: set[int] = set()
    found = 0
    for n in range(pages):
        try:
            resources = _resolved(reader.pages[n].get("/Resources"))
        except DAMAGE:
            continue
        for count, picture in enumerate(_in_resources(resources, met, 0), start=1):
            found += 1
            if found > _MOST:
                return
            yield f"drawn/page {n + 1}, picture {count}.{_coding(picture)[0]}", _bytes_of(picture)


def _in_resources(resources: Any, met: set[int], depth: int) -> Iterator[StreamObject]:
    """The pictures among resources, and among those of the drawings in them. They may lead back to themselves."""
    if not isinstance(resources, DictionaryObject) or depth > _DEEPEST:
        return
    try:
        objects = _resolved(resources.get("/XObject"))
        for name in objects if isinstance(objects, DictionaryObject) else ():
            reference = objects.raw_get(name)
            key = getattr(reference, "idnum", None) or id(reference)
            drawing = _resolved(reference)
            if key in met or not isinstance(drawing, StreamObject):
                continue
            met.add(key)
            if drawing.get("/Subtype") == "/Image":
                yield drawing
            elif drawing.get("/Subtype") == "/Form":
                yield from _in_resources(_resolved(drawing.get("/Resources")), met, depth + 1)
    except DAMAGE:
        return


def _coding(picture: StreamObject) -> tuple[str, list[Any]]:
    """How the picture is coded, and by which filters it is packed besides."""
    filters = _resolved(picture.get("/Filter"))
    listed = list(filters) if isinstance(filters, ArrayObject) else [filters] if filters else []
    if listed and (ending := _OWN_CODING.get(str(_resolved(listed[-1])))):
        return ending, listed[:-1]
    return "points", listed


def _bytes_of(picture: StreamObject) -> Iterator[bytes]:
    _, packed = _coding(picture)
    try:
        if not packed:
            yield bytes(picture._data)  # noqa: SLF001 - pypdf hands out nothing that is not decoded
            return
        outer = StreamObject()
        outer.update({key: value for key, value in picture.items() if key not in ("/Filter", "/DecodeParms")})
        outer._data = picture._data  # noqa: SLF001
        outer[NameObject("/Filter")] = ArrayObject(packed)
        parameters = _resolved(picture.get("/DecodeParms"))
        if isinstance(parameters, ArrayObject):
            outer[NameObject("/DecodeParms")] = ArrayObject(parameters[: len(packed)])
        elif parameters is not None and len(packed) == 1:
            outer[NameObject("/DecodeParms")] = parameters
        unpacked = decode_stream_data(outer)
        yield bytes(unpacked)
    except LimitReachedError:
        raise CannotRead(
            where="this picture", what="It unpacks to more than any picture has need of"
        ) from None
    except DAMAGE:
        raise BrokenContainer(where="this picture", what="It is damaged and cannot be taken out") from None


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
