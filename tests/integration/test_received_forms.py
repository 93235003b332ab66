"""What an agency receives from NCMEC, taken in whole: recognised, read, and on a desk."""

import json

import pytest

from tests.builders import RECEIVED, Held, a_viewer, receive
from tests.unit.stages.intake.readers.received.documents import WHOLE, as_json
from tests.unit.stages.intake.readers.received.pdf_documents import PLAIN
from waymark.access.viewing import acting
from waymark.referrals.queries import reports as queries

XML = b'<report xmlns="http://report.cybertip.org/leaws/icac"><reportId>900000002</reportId><a b="c">d</a></report>'


def answer_to(content, name):
    (answer,) = receive(a_viewer(), Held(content, name))
    return answer


class TestReceive:
    @pytest.mark.parametrize(
        ("content", "name"),
        [(as_json(WHOLE), "report.json"), (XML, "report.xml"), (PLAIN.encode(), "report.txt")],
        ids=["json", "xml", "pdf text"],
    )
    def test_takes_each_form_in(self, database, content, name):
        answer = answer_to(content, name)

        assert (answer.outcome, len(answer.reports), list(answer.faults)) == ("accepted", 1, [])

    def test_says_of_the_xml_how_much_of_it_is_not_public(self, database):
        viewer = a_viewer()
        (answer,) = receive(viewer, Held(XML, "report.xml"))

        with acting(viewer):
            held = queries.report(viewer, answer.reports[0], now=RECEIVED)

        assert held.kept_raw_because.endswith("2 elements and attributes were kept raw")

    def test_says_so_when_a_key_is_given_twice(self, database):
        twice = json.dumps(WHOLE)[:-1] + ', "reportId": 900000009}'

        answer = answer_to(twice.encode(), "report.json")

        assert [fault["where"] for fault in answer.faults] == ["/reportId#2"]
