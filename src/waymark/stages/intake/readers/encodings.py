"""Which encoding a document is in, and whether its bytes keep to it.

The parser only ever sees UTF-8: what is in another encoding is turned into it here, strictly. So a lie about
the encoding is found by its byte, and nothing can hide from the search for a DOCTYPE in an encoding that
this module does not know.
"""

from __future__ import annotations

import codecs
import re

from waymark.stages.intake.readers.errors import WrongEncoding

# Longest mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How `<` stands in each family without a mark (XML 1.0, appendix F).
_OPENINGS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_EBCDIC = b"\x4c\x6f\xa7\x94"
_DECLARED = re.compile(r"<\?xml\s(?:[^>?]*?\s)?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_DECLARATION_LENGTH = 1_024
_ONE_BYTE = re.compile(
    r"us-ascii|ascii|iso-?8859-[0-9]{1,2}|latin-?[0-9]{1,2}|(windows-|cp)125[0-8]|koi8-[ru]"
    r"|shift[_-]jis|euc-(jp|kr)|gbk|gb2312|gb18030|big5"
)


def encoding_of(head: bytes) -> tuple[str, int]:
    """Say which encoding a document is in, and how many bytes its byte order mark has.

    head: at least its first 1,024 bytes, or all of it. Raises WrongEncoding when the declaration and the
    bytes contradict each other, or the declared encoding is not one that is read here.
    """
    if head.startswith(_EBCDIC):
        raise WrongEncoding(where="byte 0", what="The document is in EBCDIC, which is not read here")
    family, mark = family_of(head)
    words = head[mark : _DECLARATION_LENGTH * 4].decode("latin-1" if family == "utf-8" else family, "replace")
    return _agreed(family, _DECLARED.match(words), marked=mark > 0), mark


def family_of(head: bytes) -> tuple[str, int]:
    """Say how a text's characters are laid out in bytes, by its mark or its first `<`; and the mark's length.

    Where neither says it, the answer is UTF-8, which stands for every encoding that contains ASCII.
    """
    for mark, family in _MARKS:
        if head.startswith(mark):
            return family, len(mark)
    for opening, family in _OPENINGS:
        if head.startswith(opening):
            return family, 0
    return "utf-8", 0


_OTHER_NAMES = {
    "utf8": "utf-8",
    "utf16": "utf-16",
    "utf32": "utf-32",
    "ucs-2": "utf-16",
    "iso-10646-ucs-2": "utf-16",
    "ucs-4": "utf-32",
    "iso-10646-ucs-4": "utf-32",
}


def _agreed(family: str, declaration: re.Match[str] | None, *, marked: bool) -> str:
    if declaration is None:
        return family
    declared = declaration[1].strip().lower()
    name = declared.replace("_", "-")
    name = _OTHER_NAMES.get(name, name)
    if name == family or (family.startswith(("utf-16", "utf-32")) and name == family[:6]):
        return family
    is_wide = name.startswith(("utf-16", "utf-32"))
    if family != "utf-8" or marked or is_wide:
        raise WrongEncoding(
            where="byte 0", what=f"The document declares {declared[:40]!r} but its bytes are {family}"
        )
    if _ONE_BYTE.fullmatch(name):
        try:
            return codecs.lookup(name).name
        except LookupError:
            pass
    raise WrongEncoding(
        where="the XML declaration", what=f"The encoding {declared[:40]!r} is not one that is read here"
    )


class IntoUTF8:
    """Turns a document, chunk by chunk, into UTF-8. skip: the length of its byte order mark."""

    def __init__(self, encoding: str, *, skip: int) -> None:
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._skip = skip
        self._offset = 0

    def turn(self, chunk: bytes, *, final: bool = False) -> bytes:
        """Raises WrongEncoding, naming the byte, where the bytes are not what the encoding allows."""
        part = chunk[self._skip :] if self._skip else chunk
        self._offset += self._skip
        self._skip = 0
        held = len(self._decoder.getstate()[0])
        try:
            words = self._decoder.decode(part, final)
        except UnicodeDecodeError as error:
            at = self._offset - held + error.start
            raise WrongEncoding(
                where=f"byte {at}",
                what=f"The bytes are not valid {self._encoding}, which the document is said to be in",
            ) from None
        self._offset += len(part)
        if self._encoding != "utf-8":
            return words.encode("utf-8", "surrogatepass")
        if not held and not self._decoder.getstate()[0]:
            return part
        return words.encode()
