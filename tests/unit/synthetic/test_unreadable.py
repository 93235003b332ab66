from __future__ import annotations

import pytest
from lxml import etree

from tests.unit.synthetic.invented import documents_of, trees_of


def unreadable() -> dict[str, bytes]:
    return {
        document.name.removeprefix("unreadable/"): document.content
        for document in documents_of()
        if document.name.startswith("unreadable/")
    }


class TestAnUnreadableDocument:
    @pytest.mark.parametrize("name", ["cut-off.xml", "empty.xml", "not-xml.xml"])
    def test_is_no_xml(self, name):
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(unreadable()[name])

    def test_may_declare_a_document_type_and_otherwise_be_whole(self):
        tree = etree.fromstring(unreadable()["document-type.xml"])

        assert tree.getroottree().docinfo.internalDTD is not None
        assert tree.tag == "report"

    def test_may_be_a_file_of_a_report_that_never_came(self):
        number = etree.fromstring(unreadable()["file-without-report.xml"]).findtext("reportId")

        numbers = {tree.findtext("reportId") for tree in trees_of().values() if tree.tag == "reportResponse"}
        assert number
        assert number not in numbers
