"""A year of reports in every format: seeded, in the shares it states, and read by the readers of its formats."""

import io
from datetime import UTC, datetime

import pytest

from waymark.referrals.types import IPCaptureEvent, KeptRaw, Report, ReportedFile
from waymark.stages.intake.readers.received.json_reader import read as read_json
from waymark.stages.intake.readers.received.xml_reader import read as read_xml
from waymark.stages.intake.readers.recognise import recognise
from waymark.stages.intake.rules import Kind
from waymark.synthetic.documents import MomentWithoutZone, NothingToInvent
from waymark.synthetic.year import SHARES, YEARS, Form, year_documents

UNTIL = datetime(2026, 11, 22, 12, tzinfo=UTC)
KINDS = {
    Form.RECEIVED_JSON: Kind.NCMEC_JSON,
    Form.REPORTING_XML: Kind.CYBERTIPLINE_XML,
    Form.RECEIVED_XML: Kind.NCMEC_XML,
    Form.STATUTORY_JSON: Kind.STATUTORY_JSON,
    Form.HOTLINE_CSV: Kind.HOTLINE_CSV,
    Form.MAIL_PACK: Kind.MAIL,
    Form.WORD_PACK: Kind.DOCX,
    Form.RECEIVED_PDF: Kind.PDF,
    Form.PDF_PACK: Kind.PDF,
}


@pytest.fixture(scope="module")
def year():
    return list(year_documents(reports=400, seed=3, until=UNTIL))


def of(year, form):
    return [each for each in year if each.name.startswith(f"{form.value}/")]


class TestAYear:
    def test_is_as_many_as_were_published(self):
        assert YEARS == {"uk-2016": 30_661}

    def test_is_the_same_for_the_same_seed(self):
        few, again, other = (
            [each.content for each in year_documents(reports=12, seed=seed, until=UNTIL)]
            for seed in (1, 1, 2)
        )

        assert few == again
        assert few != other

    def test_has_shares_that_come_to_one(self):
        assert sum(share for _, share in SHARES) == pytest.approx(1)

    @pytest.mark.parametrize("form", Form)
    def test_has_documents_of_each_form_known_for_what_they_are(self, year, form):
        kinds = {
            recognise(each.content, name=each.name.rpartition("/")[2], size=len(each.content))
            for each in of(year, form)
        }

        assert kinds == {KINDS[form]}

    def test_has_json_of_which_the_reader_places_every_key(self, year):
        facts = [
            fact for each in of(year, Form.RECEIVED_JSON) for fact in read_json(io.BytesIO(each.content))
        ]

        kinds = {type(fact).__name__ for fact in facts}
        assert {"Report", "Party", "IPCaptureEvent", "ReportedFile"} <= kinds
        assert all(fact.address for fact in facts if isinstance(fact, IPCaptureEvent))
        assert all(fact.hashes for fact in facts if isinstance(fact, ReportedFile))
        assert [fact.path for fact in facts if isinstance(fact, KeptRaw)] == []

    def test_has_xml_with_the_number_of_its_report(self, year):
        for each in of(year, Form.RECEIVED_XML):
            head = list(read_xml(io.BytesIO(each.content)))[-1]
            assert isinstance(head, Report)
            assert head.number.startswith("995")

    @pytest.mark.parametrize(("reports", "until"), [(0, UNTIL), (1, UNTIL.replace(tzinfo=None))])
    def test_is_refused_without_a_size_or_a_zone(self, reports, until):
        with pytest.raises((NothingToInvent, MomentWithoutZone)):
            year_documents(reports=reports, seed=1, until=until)
