"""The first bytes by which pictures, films, sounds and the containers that can hold them are known.

Sources: the formats' own specifications, as collected in file(1)'s magic and IANA's media type registrations.
"""

from __future__ import annotations

import re

_MEDIA = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG",
    b"\x8aMNG",
    b"\x8bJNG",
    b"GIF8",
    b"II*\x00",  # TIFF, and the raw formats built on it (CR2, NEF, ARW, DNG)
    b"MM\x00*",
    b"II+\x00",  # BigTIFF
    b"MM\x00+",
    b"IIRO",  # Olympus raw
    b"IIRS",
    b"MMOR",
    b"IIU\x00",  # Panasonic raw
    b"FUJIFILMCCD-RAW",
    b"FOVb",  # Sigma raw
    b"\x00MRM",  # Minolta raw
    b"8BPS",  # Photoshop
    b"\x00\x00\x00\x0cjP  ",  # JPEG 2000
    b"\xff\x4f\xff\x51",
    b"\xff\x0a",  # JPEG XL
    b"\x00\x00\x00\x0cJXL ",
    b"\x00\x00\x01\x00",  # Windows icon
    b"\x00\x00\x02\x00",  # Windows cursor
    b"II\xbc\x01",  # JPEG XR
    b"BPG\xfb",
    b"qoif",
    b"DDS \x7c\x00\x00\x00",
    b"v/1\x01",  # OpenEXR
    b"SIMPLE  =",  # FITS
    b"gimp xcf",
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"\x00\x00\x01\xba",  # MPEG programme stream
    b"\x00\x00\x01\xb3",
    b"\x00\x00\x00\x01\x67",  # H.264
    b"\x00\x00\x00\x01\x40",  # H.265
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # ASF, WMV
    b".RMF\x00",
    b"OggS",
    b"fLaC",
    b"#!AMR",
    b"MThd",
    b"\xd7\xcd\xc6\x9a",  # Windows metafile
    b"\x01\x00\x00\x00\x58\x00\x00\x00",  # Enhanced metafile
)
_RIFF_MEDIA = (b"WEBP", b"AVI ", b"WAVE", b"RMID", b"ACON")
_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")  # ISO base media and QuickTime
_CONTAINERS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE: .msg, .doc, .xls
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"\x1f\x9d",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",  # Zstandard
    b"\x04\x22\x4d\x18",  # LZ4
    b"LZIP\x01",
    b"SQLite format 3\x00",
    b"MSCF\x00\x00\x00\x00",
    b"ISc(",
    b"xar!",
    b"!<arch>",
    b"!BDN",  # Outlook store
    b"bplist00",
    b"{\\rtf",
    b"%!PS",
    b"AT&TFORM",  # DjVu
    b"PAR1\x15",
    b"\x89HDF",
    b"EVF\x09",  # EnCase
    b"AFF10\r\n\x00",
    b"conectix",
    b"KDMV",
    b"QFI\xfb",
)
# Sound by its frame (0xFFFE is no frame here, but UTF-16's mark), MP3 by its tag, and Flash.
_FRAMES = re.compile(rb"\xff[\xe2\xe3\xf1-\xf3\xf9-\xfb]|ID3[\x02-\x04]|[FCZ]WS[\x01-\x40]")
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_BITMAP = re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL)
_NETPBM = re.compile(rb"P[1-7][ \t\r\n]+[#0-9]|PF[ \t\r\n]+[0-9]")
_TRANSPORT_PACKET = 188


def is_media(head: bytes) -> bool:
    if head.startswith(_MEDIA) or (head[:1] == b"\x00" and head[4:8] in _BOXES):
        return True
    if head.startswith((b"RIFF", b"RIFX", b"FORM")) and len(head) >= 12:  # noqa: PLR2004 - name, length, kind
        return head[8:12] in (*_RIFF_MEDIA, b"AIFF", b"AIFC", b"ILBM")
    if _FRAMES.match(head) or _BITMAP.match(head) or _NETPBM.match(head):
        return True
    packets = head[0 : _TRANSPORT_PACKET * 3 : _TRANSPORT_PACKET]
    return packets == b"GGG"


def is_container(head: bytes) -> bool:
    if head.startswith(_CONTAINERS) or _BZIP2.match(head):
        return True
    return head[257:262] == b"ustar" or b"%PDF-" in head[:1024]


# Base64 of the same signatures, and what announces a part of a message: media can lie in plain text too.
_EMBEDDED = re.compile(
    r"data:(?:image|video|audio|application)/[\w.+-]+;base64"
    r"|/9j/[0-9A-Za-z+/]{20}|iVBORw0KGgo|R0lGOD[dl]h|UklGR[0-9A-Za-z+/]{20}|AAAA[0-9A-Za-z+/]{4}Z0eX"
    r"|GkXfo[0-9A-Za-z+/]{20}|SUkqA[0-9A-Za-z+/]{20}|TU0AK[0-9A-Za-z+/]{20}|UEsDB[0-9A-Za-z+/]{20}|JVBERi0"
    r"|^(?i:content-transfer-encoding):[ \t]*(?i:base64|binary|x-uu)"
    r"|^(?i:content-type):[ \t]*(?i:multipart|image|video|audio)/"
    r"|^begin(?:-base64)? [0-7]{3} \S",
    re.MULTILINE,
)


# A file in base64: how it begins, then more of it than any quotation has; in a platform's page, more than the
# platform's own mark has. Line ends may be written as JSON writes them.
LONGEST_MARK = 1 << 14
_LONGEST_QUOTED = 1 << 11
_FIRST_SIGNS = 64
_FILE, _FILE_IN_A_PAGE = (
    re.compile(
        rb"(?:\\?/9j\\?/|iVBORw0KGgo|R0lGOD[dl]h|UklGR|AAAA[0-9A-Za-z+/]{4}Z0eX|GkXfo|SUkqA|TU0AK|UEsDB|JVBERi0)"
        rb"(?:[0-9A-Za-z+/=\r\n ]|\\[rn/])" + f"{{{length}}}".encode()
    )
    for length in (_LONGEST_QUOTED, LONGEST_MARK)
)
# What every one of these has, looked for first: a search for plain bytes costs a hundredth of the pattern.
_BEGINNINGS = (
    b"/9j",  # and no further: JSON may write a stroke as `\/`
    b"iVBORw0KGgo",
    b"R0lGOD",
    b"UklGR",
    b"Z0eX",
    b"GkXfo",
    b"SUkqA",
    b"TU0AK",
    b"UEsDB",
    b"JVBERi0",
)


def holds_media(content: bytes | bytearray, *, is_page: bool = False) -> bool:
    """Whether a file stands in these bytes as base64 of some length: in whatever text, and however far on.

    is_page: of a platform's answer, which may have the platform's own mark in it.
    """
    pattern = _FILE_IN_A_PAGE if is_page else _FILE
    if b"\0" in content[:_FIRST_SIGNS]:
        content = content.replace(b"\0", b"")  # UTF-16 and UTF-32: the same signs, with nothing between them
    return any(mark in content for mark in _BEGINNINGS) and pattern.search(content) is not None


def embeds_media(text: str) -> bool:
    """Whether plain text shows that files are written into it: an e-mail's attachments, base64, uuencode."""
    return _EMBEDDED.search(text) is not None
