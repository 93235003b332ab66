"""Containers made by hand, as their formats lay them down: what the tests of taking apart are fed.

Pictures are their first bytes and a mark; nothing in them shows anything.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from itertools import pairwise

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_zip(entries: Sequence[tuple[str | zipfile.ZipInfo, bytes]], *, stored: bool = False) -> bytes:
    """A ZIP with these entries, in order; a name may come twice."""
    made = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(made, "w", method) as archive:
        for named, content in entries:
            archive.writestr(named, content, compress_type=method)
    return made.getvalue()


def a_pdf(pages: Sequence[str], *, extra: Sequence[bytes] = (), catalog: bytes = b"") -> bytes:
    """A PDF whose pages hold these lines of text; a page of empty text holds a picture's frame alone.

    extra: further objects, numbered from 4 + 2 * len(pages). catalog: what is added to the root.
    """
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        shown = b"".join(
            b"BT /F1 10 Tf 40 %d Td (" % (780 - 14 * at)
            + line.translate({40: r"\(", 41: r"\)", 92: r"\\"}).encode("latin-1")
            + b") Tj ET\n"
            for at, line in enumerate(text.splitlines())
        )
        content = shown or b"10 10 m 100 100 l S"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 800] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    return assembled([*objects, *extra])


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of them its root."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for n, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % n + each + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def a_docx(body: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with this body, and with further parts by name."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    entries = {"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()} | dict(parts or {})
    return a_zip(list(entries.items()))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def a_mail(text: str = "What is asked of the force stands below.", **headers: str) -> EmailMessage:
    """A mail between two desks, to be added to."""
    mail = EmailMessage()
    stated = {
        "From": "Desk <desk@example.org>",
        "To": "force@example.com",
        "Subject": "A pack",
        "Date": "Mon, 05 Jan 2026 10:00:00 +0000",
        "Message-ID": "<1@example.org>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in stated.items():
        mail[name] = value
    mail.set_content(text)
    return mail


_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def an_ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams, by their paths."""
    return _Compound(streams).made()


class _Compound:
    def __init__(self, streams: Mapping[str, bytes]) -> None:
        self._tree: dict[str, list[str]] = {"": []}
        self._content = dict(streams)
        for path in streams:
            parts = path.split("/")
            for depth in range(len(parts)):
                parent, child = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
                siblings = self._tree.setdefault(parent, [])
                if child not in siblings:
                    siblings.append(child)
        self._order = [""]
        for path in self._order:
            self._order += self._tree.get(path, [])
        self._sectors: list[bytes] = []
        self._fat: list[int] = []

    def made(self) -> bytes:
        small = [path for path, content in self._content.items() if 0 < len(content) < _CUTOFF]
        starts, mini, mini_fat = {}, bytearray(), []
        for path in small:
            content = self._content[path]
            starts[path] = len(mini) // _MINI
            count = -(-len(content) // _MINI)
            mini_fat += [*range(starts[path] + 1, starts[path] + count), _END]
            mini += content.ljust(count * _MINI, b"\0")
        for path, content in self._content.items():
            if len(content) >= _CUTOFF:
                starts[path] = self._put(content)
        root = self._put(bytes(mini)) if mini else _END
        mini_fat_at = self._put(b"".join(struct.pack("<I", each) for each in mini_fat), fill=b"\xff")
        directory_at = self._put(self._directory(starts, root, len(mini)))
        fat_at = len(self._sectors)
        count = 1
        while (fat_at + count) * 4 > count * _SECTOR:
            count += 1
        self._fat += [_FAT] * count
        fat = b"".join(struct.pack("<I", each) for each in self._fat).ljust(count * _SECTOR, b"\xff")
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII",
            *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
            *(
                0,
                count,
                directory_at,
                0,
                _CUTOFF,
                mini_fat_at,
                max(1, -(-len(mini_fat) * 4 // _SECTOR)),
                _END,
                0,
            ),
        )
        difat = struct.pack("<109I", *range(fat_at, fat_at + count), *[_FREE] * (109 - count))
        return header + difat + b"".join(self._sectors) + fat

    def _put(self, content: bytes, fill: bytes = b"\0") -> int:
        start = len(self._sectors)
        count = max(1, -(-len(content) // _SECTOR))
        padded = content.ljust(count * _SECTOR, fill)
        self._sectors += [padded[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
        self._fat += [*range(start + 1, start + count), _END]
        return start

    def _directory(self, starts: Mapping[str, int], root: int, mini_size: int) -> bytes:
        numbers = {path: n for n, path in enumerate(self._order)}
        after = {left: right for siblings in self._tree.values() for left, right in pairwise(siblings)}
        made = b""
        for path in self._order:
            name = "Root Entry" if path == "" else path.rpartition("/")[2]
            wide = name.encode("utf-16-le")
            is_stream = path in self._content
            kind = 5 if path == "" else 2 if is_stream else 1
            children = self._tree.get(path, [])
            made += struct.pack(
                "<64sHBBIII16sIQQIQ",
                *(wide, len(wide) + 2, kind, 1, _FREE),
                numbers[after[path]] if path in after else _FREE,
                numbers[children[0]] if children else _FREE,
                *(b"", 0, 0, 0),
                root if path == "" else starts.get(path, _END if is_stream else 0),
                mini_size if path == "" else len(self._content.get(path, b"")),
            )
        return made.ljust(-(-len(made) // _SECTOR) * _SECTOR, b"\0")


def properties(values: Mapping[int, int] | None = None, *, header: int = 32) -> bytes:
    """A message's stream of properties with a fixed length: tag to value (MS-OXMSG 2.4)."""
    made = b"\0" * header
    for tag, value in (values or {}).items():
        made += struct.pack("<IIQ", tag, 6, value)
    return made


def a_message(
    texts: Mapping[str, str],
    streams: Mapping[str, bytes] | None = None,
    *,
    fixed: Mapping[int, int] | None = None,
) -> bytes:
    """An Outlook message: texts by the number of their property in hex, further streams by path."""
    made = {
        "__properties_version1.0": properties(fixed),
        "__nameid_version1.0/__substg1.0_00020102": b"\0" * 16,
    }
    made |= {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    return an_ole(made | dict(streams or {}))
