"""What the repository holds: no picture outside the documents, and nothing that could be a real person's."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, tracked

_PICTURES = re.compile(
    rb"\A(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|RIFF....WEBP|....ftyp|\0\0\x01\0|II\*\0|MM\0\*|\x1aE\xdf\xa3|%PDF|PK\x03\x04)",
    re.DOTALL,
)
_ENDINGS = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".bmp",
    ".tif",
    ".heic",
    ".avif",
    ".mp4",
    ".mov",
    ".pdf",
    ".zip",
}

# RFC 2606 and RFC 6761, and the hosts that the formats, the pages and the tests name of themselves.
_RESERVED_ENDINGS = (
    "example.com",
    "example.org",
    "example.net",
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
)
_EMAIL = re.compile(r"(?<![\w.+%/-])[\w.+%-]+@([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+)\b")
# A number for drama (Ofcom): 07700 900000-900999, and the same as +44 or 0044.
_MOBILE = re.compile(r"(?<![\dA-Fa-f.:-])(?:\+44[ -]?|0044[ -]?|0)7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\dA-Fa-f])")
_DRAMA = re.compile(r"^(?:\+44|0044|0)7700900\d{3}$")
_ADDRESS = re.compile(r"(?<![\w.:/-])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.:-])")
# With two groups before any ::, so that no slice of a program and no time of day is taken for one.
_ADDRESS6 = re.compile(r"(?<![\w:.])((?:[0-9a-f]{1,4}:){2,7}(?::|(?::?[0-9a-f]{1,4}){1,6}))(?![\w:.])")

_DOCUMENTATION = [
    ipaddress.ip_network(each)
    for each in (
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  # RFC 5737
        "198.18.0.0/15",  # RFC 2544
        "2001:db8::/32", "3fff::/20",  # RFC 3849, RFC 9637
    )
]  # fmt: skip

# Files that try the edges of ranges: the first address that is no longer in one is somebody's.
_ABOUT_EDGES = {
    "tests/architecture/test_tracked_files.py",
    "tests/unit/reference/test_ranges.py",
    "tests/unit/reference/test_special_ranges.py",
    "tests/unit/stages/attribution/rules/some_networks.py",
}
# No machine has these: prefixes that an RFC sets aside, and a section's number.
_NO_MACHINE = {
    "64:ff9b::": "RFC 6052",
    "64:ff9b:1::": "RFC 8215",
    "192.88.99.0": "RFC 7526",
    "2001:20::": "RFC 7343",
    "3.2.7.3": "a section of XML Schema Part 2",
}
_TEXT = {
    ".py",
    ".md",
    ".html",
    ".toml",
    ".json",
    ".xml",
    ".csv",
    ".txt",
    ".scss",
    ".js",
    ".svg",
    ".yml",
    ".yaml",
    "",
}
# Locks hold digests and version numbers, whose digits mean nothing.
_LOCKS = re.compile(r"(requirements[^/]*\.(txt|in)|package-lock\.json)$")

FILES = [path for path in tracked() if path.suffix in _TEXT and not _LOCKS.search(path.name)]


def lines_of(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1))


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def is_nobodys(text: str) -> bool:
    """Whether an address is set aside for documents, or is no single machine's on any network."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return True
    if isinstance(address, ipaddress.IPv6Address) and address.sixtofour:
        return is_nobodys(str(address.sixtofour))
    return (
        not address.is_global or address.is_multicast or any(address in network for network in _DOCUMENTATION)
    )


class TestNoTrackedFile:
    def test_is_a_picture_a_film_or_a_container_outside_the_documents(self):
        found = [
            str(path.relative_to(ROOT))
            for path in tracked()
            if not path.is_relative_to(ROOT / "docs")
            and (path.suffix.lower() in _ENDINGS or _PICTURES.match(path.read_bytes()[:64]))
        ]

        assert found == []

    def test_names_an_e_mail_address_that_could_be_somebody_s(self):
        found = [
            f"{place(path, n)} {hit.group()}"
            for path in FILES
            for n, line in lines_of(path)
            for hit in _EMAIL.finditer(line)
            if not hit.group(1).lower().endswith(_RESERVED_ENDINGS)
        ]

        assert found == []

    def test_names_a_mobile_number_that_could_be_somebody_s(self):
        found = [
            f"{place(path, n)} {hit.group()}"
            for path in FILES
            for n, line in lines_of(path)
            for hit in _MOBILE.finditer(line)
            if not _DRAMA.match(re.sub(r"[ -]", "", hit.group()))
        ]

        assert found == []

    def test_names_a_network_address_that_could_be_somebody_s(self):
        found = [
            f"{place(path, n)} {hit.group(1)}"
            for path in FILES
            if str(path.relative_to(ROOT)) not in _ABOUT_EDGES
            for n, line in lines_of(path)
            for hit in (*_ADDRESS.finditer(line), *_ADDRESS6.finditer(line.lower()))
            if hit.group(1) not in _NO_MACHINE and not is_nobodys(hit.group(1))
        ]

        assert found == []


class TestTheseTests:
    @pytest.mark.parametrize("text", ["8.8.8.8", "2a00:1450::1", "151.101.0.1"])
    def test_know_an_address_that_is_somebody_s(self, text):
        assert not is_nobodys(text)

    @pytest.mark.parametrize(
        "text", ["192.0.2.1", "2001:db8::1", "198.18.1.1", "127.0.0.1", "10.0.0.1", "999.1.1.1"]
    )
    def test_know_an_address_that_is_nobody_s(self, text):
        assert is_nobodys(text)
