"""What can be found in the free text of a report, by what its provider is known to write there.

Nobody supplied it as a field, so it never becomes one: each find is an `Addition` by `found_in_text`, whose
section is the path of the text that it was found in. The text itself stays whole where it stands.
Source of the quirks: the public reader CyberTip-Analyzer-Tool-Report-Generator, by reporting ESP.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from waymark.referrals.types import Addition

FOUND_IN_TEXT = "found_in_text"

_LABELS = (
    "Full Name",  # X Corp: a person's text
    "Location",
    "Description",
    "Sent Date",  # Yahoo: an e-mail's headers
    "From",
    "To",
    "X-Ymail-Msg-Id",
    "Message ID",  # Yahoo: what ties a file to its e-mail
    "File's unique ESP Identifier",  # Facebook, Instagram: a file's text
    "Messenger Thread ID",
    "Account ID",  # Block
)
_LINE = re.compile(rf"^[ \t]*({'|'.join(_LABELS)})[ \t]*:[ \t]*(\S[^\r\n]*)", re.MULTILINE | re.IGNORECASE)
_ANY_LINE = re.compile(r"^[ \t]*([A-Za-z][A-Za-z0-9 _/()-]{0,40}?)[ \t]*:[ \t]*(\S[^\r\n]*)", re.MULTILINE)
# MeetMe's sign-ins: date, time, address, device.
_SIGN_IN = re.compile(
    r"^[ \t]*(\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[,\s]+\d{1,2}:\d{2}(?::\d{2})?[^\r\n]{0,12}?[,\s]+"
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)(?:[,\s][^\r\n]*)?)\r?$",
    re.MULTILINE,
)
_CASH_NAME = re.compile(r"(?<![\w$])\$[A-Za-z][A-Za-z0-9_-]{0,29}\b")
_BLOB = '{"report_surface":'
_MOST_LINES = 5_000  # finds of one text; the text is whole in any case


def found_in(text: str, *, path: str, esp: str, subject: str = "") -> Iterator[Addition]:
    """Find what this provider is known to put into free text.

    path: where the text stands. esp: the reporter's name. subject: of whom or what the text is.
    """
    for number, (name, value) in enumerate(_finds(text, esp.casefold())):
        if number == _MOST_LINES:
            return
        yield Addition(FOUND_IN_TEXT, path, name, value, subject)


def _finds(text: str, esp: str) -> Iterator[tuple[str, str]]:
    rows = list(dict.fromkeys(match[1].strip() for match in _SIGN_IN.finditer(text)))
    known = set(rows)
    pattern = _ANY_LINE if "meetme" in esp else _LINE
    for match in pattern.finditer(text):
        if match[0].strip() not in known:
            yield match[1], match[2].rstrip()
    for row in rows:
        yield "sign-in", row
    if "block" in esp or "cash app" in esp:
        for name in _CASH_NAME.findall(text):
            yield "$ name", name
    yield from _in_blob(text)


def _in_blob(text: str) -> Iterator[tuple[str, str]]:
    """The members of WhatsApp's JSON, wherever it begins in a text; nothing when it is not whole."""
    start = text.find(_BLOB)
    if start < 0:
        return
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    try:
        blob, _ = decoder.raw_decode(text, start)
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[str, object]] = [("", blob)]
    while waiting:
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += [(f"{name}/{key}" if name else key, each) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{name}[{n}]", each) for n, each in enumerate(value, start=1)]
        elif value is not None and value != "":
            yield name, {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
