"""What the reader refuses, and how it says so."""

import io
import os
import subprocess
import sys

import pytest

from waymark.referrals.types import Report
from waymark.stages.intake.readers.cybertipline import read
from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    DoctypeRefused,
    EmptyDocument,
    TooLarge,
    UnknownRoot,
    WrongEncoding,
)

ENTITIES = '<!DOCTYPE report [<!ENTITY a "words"><!ENTITY b "&a;&a;&a;">]>'
ROUTES = pytest.mark.parametrize("tree_limit", [1 << 24, 1], ids=["tree", "stream"])


def refusal_of(document, tree_limit=1 << 18):
    with pytest.raises(CannotRead) as caught:
        list(read(io.BytesIO(document), tree_limit=tree_limit))
    return caught.value


@ROUTES
class TestRead:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize("before", ["", "<!-- a > note -->", "<?a b?>\n \n<!-- <report> -->"])
    def test_refuses_a_doctype_wherever_it_hides(self, encoding, before, tree_limit):
        document = f"{before}{ENTITIES}<report>&b;</report>".encode(encoding)

        assert isinstance(refusal_of(document, tree_limit), DoctypeRefused)

    def test_takes_the_word_in_a_text_for_a_text(self, tree_limit):
        document = (
            b"<!-- <!DOCTYPE a> --><report><additionalInfo><![CDATA[<!DOCTYPE a>]]></additionalInfo></report>"
        )

        *_, head = read(io.BytesIO(document), tree_limit=tree_limit)
        assert isinstance(head, Report)

        assert head.additional_info == ("<!DOCTYPE a>",)

    @pytest.mark.parametrize(
        ("document", "where"),
        [
            (b'<?xml version="1.0" encoding="UTF-8"?><report>caf\xe9</report>', "byte 49"),
            (b'<?xml version="1.0" encoding="windows-1252"?><report>\x81</report>', "byte 53"),
            (b'<?xml version="1.0" encoding="klingon"?><report/>', "the XML declaration"),
            (b'<?xml version="1.0" encoding="utf-7"?>+ADw-report/+AD4-', "the XML declaration"),
            (b'<?xml version="1.0" encoding="rot13"?><report/>', "the XML declaration"),
            (b'<?xml version="1.0" encoding="UTF-16"?><report/>', "byte 0"),
            ('<?xml version="1.0" encoding="UTF-8"?><report/>'.encode("utf-16"), "byte 0"),
            ('<?xml version="1.0"?><report/>'.encode("cp037"), "byte 0"),
            ("<report/>".encode("utf-16") + b"\x00", "byte 20"),
        ],
    )
    def test_names_the_place_where_an_encoding_lies(self, document, where, tree_limit):
        refusal = refusal_of(document, tree_limit)

        assert isinstance(refusal, WrongEncoding)
        assert refusal.where == where

    @pytest.mark.parametrize("document", [b"", b" \n", b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le")])
    def test_says_that_a_document_is_empty(self, document, tree_limit):
        assert isinstance(refusal_of(document, tree_limit), EmptyDocument)

    def test_names_a_root_that_it_does_not_know(self, tree_limit):
        refusal = refusal_of(b"<invoice/>", tree_limit)

        assert isinstance(refusal, UnknownRoot)
        assert refusal.where == "/invoice"

    @pytest.mark.parametrize(
        ("document", "where"),
        [
            (b"<report>\n<victim></report>", "line 2, column 18"),
            (b"<report>&name;</report>", "line 1, column 15"),
            (b"<report>\x00</report>", "line 1, column 9"),
            (b"<report/><report/>", "line 1, column 10"),
            (b"words", "byte 0"),
            (b'{"report": 1}', "byte 0"),
            (b"<!-- never ends", "byte 15"),
        ],
    )
    def test_names_the_place_where_a_document_breaks(self, document, where, tree_limit):
        refusal = refusal_of(document, tree_limit)

        assert isinstance(refusal, BrokenDocument)
        assert refusal.where == where

    def test_says_that_a_document_is_cut_short(self, tree_limit):
        refusal = refusal_of(b"<report><victim><screenName>someone", tree_limit)

        assert isinstance(refusal, BrokenDocument)
        assert "someone" not in str(refusal)

    @pytest.mark.parametrize(
        "inside",
        [
            b"<additionalInfo>" + b"a" * 10_100_000 + b"</additionalInfo>",
            b"<a>" * 3_000 + b"</a>" * 3_000,
            b"<abcdefgh>" * 150 + b"</abcdefgh>" * 150,
            b"<" + b"a" * 60_000 + b"/>",
            b"<a " + b" ".join(b'a%d=""' % n for n in range(501)) + b"/>",
        ],
        ids=["text", "nesting", "path", "name", "attributes"],
    )
    def test_refuses_one_part_that_is_too_large(self, inside, tree_limit):
        assert isinstance(refusal_of(b"<report>" + inside + b"</report>", tree_limit), TooLarge)


class TestReadingAStream:
    def test_refuses_one_element_larger_than_it_will_hold(self, monkeypatch):
        monkeypatch.setattr("waymark.stages.intake.readers.streams.LARGEST_ELEMENT", 100_000)
        document = b"<report><newThing>" + b"<a>words</a>" * 40_000 + b"</newThing></report>"

        refusal = refusal_of(document)

        assert isinstance(refusal, TooLarge)
        assert refusal.where == "/report"

    def test_refuses_a_document_whose_root_does_not_come(self):
        assert isinstance(refusal_of(b"<!--" + b" " * 300_000 + b"--><report/>"), TooLarge)

    def test_refuses_a_comment_longer_than_the_parser_takes(self):
        assert isinstance(refusal_of(b"<report><!--" + b"a" * 10_100_000 + b"--></report>"), TooLarge)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("<victim>", "</victim>"),
            ("<victim><associatedAccount>", "</associatedAccount></victim>"),
            ("<internetDetails><peer2peerIncident>", "</peer2peerIncident></internetDetails>"),
        ],
        ids=["party", "associated account", "incident"],
    )
    def test_holds_no_more_memory_for_a_document_ten_times_as_long(self, before, after):
        assert _peak(before, after, events=50_000) < 1.2 * _peak(before, after, events=5_000)


_MEASURED = """
import io, resource, sys
from waymark.referrals.types import Report
from waymark.stages.intake.readers.cybertipline import read

before, after, events = sys.argv[1].encode(), sys.argv[2].encode(), int(sys.argv[3])
EVENT = b"<ipCaptureEvent><ipAddress>198.51.100.7</ipAddress><port>443</port></ipCaptureEvent>"

class Made(io.RawIOBase):
    def __init__(self):
        self.parts = self.made()
    def made(self):
        yield b"<report>" + before
        for _ in range(events):
            yield EVENT
        yield after + b"</report>"
    def read(self, size=-1):
        return next(self.parts, b"")

assert sum(1 for _ in read(Made())) > events
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _peak(before, after, *, events):
    """The most memory that a process held which did nothing but read so many events, in KiB."""
    command = [sys.executable, "-c", _MEASURED, before, after, str(events)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return int(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)
