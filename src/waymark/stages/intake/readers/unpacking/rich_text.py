"""The text of a message's body in compressed Rich Text Format.

Sources: MS-OXRTFCP 2.1 (the compression), RTF 1.9.1, MS-OXRTFEX (HTML inside RTF).
"""

from __future__ import annotations

import re
import struct

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.problems import BrokenContainer

_HEADER = struct.Struct("<II4s4x")  # sizes packed and unpacked, the method, a checksum
# MS-OXRTFCP 2.1.2.1: what the window holds before the first byte.
_WINDOW = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4_096
_LARGEST = 64 << 20

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # a word, perhaps with a number
    r"|\\'([0-9a-fA-F]{2})"  # a byte
    r"|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_WORDS = {"par": "\n", "line": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–"} | {
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"
}  # fmt: skip
_UNSEEN = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object"),
        *("header", "footer", "themedata", "datastore"),
    )
)


def decompressed(packed: bytes) -> bytes:
    """Undo the compression of an RTF body. Raises BrokenContainer, CannotRead."""
    if len(packed) < _HEADER.size:
        raise BrokenContainer(where="the message's body", what="It is cut short")
    _, size, method = _HEADER.unpack_from(packed)
    if size > _LARGEST:
        raise CannotRead(where="the message's body", what="It unpacks to more than any mail has need of")
    if method == b"MELA":
        return packed[_HEADER.size : _HEADER.size + size]
    window = bytearray(_WINDOW.ljust(_SIZE, b"\0"))
    at, out, position = len(_WINDOW), bytearray(), _HEADER.size
    while position < len(packed) and len(out) < size:
        control = packed[position]
        position += 1
        for bit in range(8):
            if position >= len(packed):
                break
            if not control >> bit & 1:
                piece = packed[position : position + 1]
                position += 1
            else:
                word = int.from_bytes(packed[position : position + 2], "big")
                position += 2
                start, length = word >> 4, (word & 15) + 2
                if start == at:  # the reference to the writing place itself is the end
                    return bytes(out)
                piece = _repeated(window, start, length, at)
            for byte in piece:
                window[at] = byte
                at = (at + 1) % _SIZE
            out += piece
    return bytes(out)


def _repeated(window: bytearray, start: int, length: int, at: int) -> bytes:
    """What the window holds from a place on, which may run into what is being written."""
    piece = bytearray()
    for n in range(length):
        place = (start + n) % _SIZE
        behind = (place - at) % _SIZE
        piece.append(piece[behind] if behind < n else window[place])
    return bytes(piece)


def text_of_rich_text(document: bytes, *, encoding: str) -> str:
    """Take the text out of RTF. encoding: of its single bytes, where it names no other."""
    source = document.decode("latin-1")
    if named := re.search(r"\\ansicpg([0-9]{3,5})", source):
        encoding = f"cp{named[1]}"
    pieces: list[str] = []
    seen, stack, skip, fallback = True, [], 0, 1
    for token in _TOKEN.finditer(source):
        word, number, coded, symbol, brace, words = token.groups()
        if brace == "{":
            stack.append((seen, fallback))
        elif brace == "}":
            seen, fallback = stack.pop() if stack else (True, 1)
        elif word == "uc":
            fallback = int(number or 1)
        elif word == "htmlrtf":
            seen = number == "0"
        elif word in _UNSEEN or symbol == "*":
            seen = False
        elif not seen:
            continue
        elif word == "u" and number:
            pieces.append(chr(int(number) % 0x10000))
            skip = fallback
        elif coded:
            pieces.append("" if skip else _decoded(bytes([int(coded, 16)]), encoding))
            skip = max(0, skip - 1)
        elif word:
            pieces.append(_WORDS.get(word, ""))
        elif symbol:
            pieces.append({"~": " ", "_": "-", "-": ""}.get(symbol, symbol if symbol in "\\{}" else ""))
        elif words:
            pieces.append(words[skip:])
            skip = 0
    joined = "".join(pieces).encode("utf-16-le", "surrogatepass")
    return joined.decode("utf-16-le", "replace").strip()


def _decoded(byte: bytes, encoding: str) -> str:
    try:
        return byte.decode(encoding, "replace")
    except LookupError:
        return byte.decode("cp1252", "replace")
