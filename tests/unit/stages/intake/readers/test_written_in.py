import base64
import json
import random

import pytest

from tests.builders import an_xml_report
from tests.containers import PICTURE
from waymark.stages.intake.readers.signatures import holds_media
from waymark.stages.intake.readers.written_in import files_written_in, kind_without_files, without_files
from waymark.stages.intake.rules import Kind

MEDIA = PICTURE + random.Random(7).randbytes(3_001)
PLAIN = base64.b64encode(MEDIA)
LINES = base64.encodebytes(MEDIA)
BEFORE, AFTER = b"before it ", b" and after it words"


def contents(text):
    return [each.content for each in files_written_in(text)]


class TestAFileWrittenIn:
    @pytest.mark.parametrize(
        "form",
        [
            PLAIN,
            LINES,
            LINES.replace(b"\n", b"\r\n"),
            b"data:image/jpeg;base64," + PLAIN,
            json.dumps(LINES.decode()).encode()[1:-1],
            PLAIN.replace(b"/", b"\\/"),
        ],
    )
    def test_is_found_whole_however_it_is_written_and_nothing_else_is_taken(self, form):
        text = BEFORE + form + AFTER

        assert contents(text) == [MEDIA]
        rest = without_files(text)
        assert rest.startswith(BEFORE)
        assert rest.endswith(b"and after it words")
        assert not holds_media(rest)

    def test_is_found_as_often_as_it_stands_there(self):
        assert contents(PLAIN + b'", "' + LINES + b'"') == [MEDIA, MEDIA]

    def test_is_none_where_the_text_only_speaks_of_one(self):
        assert contents(b"The header of a JPEG is /9j/4AAQ in base64, of a PNG iVBORw0KGgo") == []


class TestTheKindWithoutFiles:
    def test_is_that_of_the_report_they_stand_in(self):
        report = an_xml_report(identifier="u1", service="A", note=PLAIN.decode())

        assert kind_without_files(report, name="report.xml") is Kind.CYBERTIPLINE_XML

    @pytest.mark.parametrize(
        "text",
        [
            b"words and no more " + PLAIN,
            an_xml_report(identifier="u1", service="A"),
            an_xml_report(identifier="u1", service="A", note=PLAIN.decode()) + b"\nbegin 644 a.jpg\nM",
            b"\0" + PLAIN,
        ],
    )
    def test_is_not_said_where_nobody_reads_the_rest_or_more_may_hide_in_it(self, text):
        assert kind_without_files(text, name="a.txt") is None
