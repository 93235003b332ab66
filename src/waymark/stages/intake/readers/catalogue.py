"""Which reader takes which kind of document.

A reader is a pure function from a binary stream to facts, the head (`Report`) last. With `trace` it also
names everything it read. Every reader is minded for times without a moment (`minding`); those of tables with
rows say so themselves, row by row. A kind that is kept as extracted text (PDF, DOCX, mail) is read from that text:
UTF-8, a form feed between pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from waymark.stages.intake.readers import cybertipline
from waymark.stages.intake.readers.answers import reader as answers
from waymark.stages.intake.readers.hotline import reader as hotline
from waymark.stages.intake.readers.minding import Minding, Read, mind
from waymark.stages.intake.readers.ours import by_hand, package
from waymark.stages.intake.readers.received import json_reader, pdf_text, xml_reader
from waymark.stages.intake.readers.registers import documents as registers
from waymark.stages.intake.readers.statutory import reader as statutory
from waymark.stages.intake.readers.written_dates import DateOrder
from waymark.stages.intake.rules import Kind

# On paper NCMEC writes the month first, always. Our own schemas tell of every time that is not as they ask.
_ON_PAPER = Minding(DateOrder.MONTH_FIRST)
_BY_SCHEMA = Minding(only_births=True)


class Reader(NamedTuple):
    """A reader with the name and version that are kept beside whatever it made.

    looks_like: whether a text's beginning is that of such a document; None where it is known otherwise.
    Readers are asked in the order of `READERS`, the most particular first.
    """

    name: str
    read: Read
    looks_like: Callable[[str], bool] | None = None


READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.CYBERTIPLINE_XML: Reader("cybertipline-xml/1", mind(cybertipline.read)),
        Kind.NCMEC_JSON: Reader("ncmec-json/1", mind(json_reader.read), json_reader.looks_like),
        Kind.NCMEC_XML: Reader("ncmec-xml/1", mind(xml_reader.read), xml_reader.looks_like),
        Kind.NCMEC_PDF: Reader("ncmec-pdf/1", mind(pdf_text.read, _ON_PAPER), pdf_text.looks_like),
        Kind.STATUTORY_JSON: Reader(
            "uk-statutory-json/1", mind(statutory.read, _BY_SCHEMA), statutory.looks_like
        ),
        Kind.WAYMARK_PACKAGE: Reader("dissemination-package/1", package.read, package.looks_like),
        Kind.BY_HAND: Reader("report-by-hand/1", mind(by_hand.read, _BY_SCHEMA), by_hand.looks_like),
        Kind.REGISTER: Reader("register/1", registers.read, registers.looks_like),
        Kind.PLATFORM_ANSWER: Reader("platform-answer/1", mind(answers.read), answers.looks_like),
        Kind.HOTLINE_CSV: Reader("hotline-csv/1", hotline.read, hotline.looks_like),
    }
)
