"""A year of reports for the United Kingdom in every format, as many as were published for 2016.

30,661 is NCMEC's published number of reports with a UK address in 2016 (see `published`). In which formats a year
comes is not public: the shares are decisions of 22 November 2026. Formats younger than 2016 are among them on
purpose: the size is that year's, the formats are today's.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from waymark.synthetic.documents import MomentWithoutZone, NothingToInvent
from waymark.synthetic.draws import Draws
from waymark.synthetic.hotline import assessments
from waymark.synthetic.pack_documents import as_docx, as_mail, as_pdf
from waymark.synthetic.packs import packs
from waymark.synthetic.people import draw_account, draw_person
from waymark.synthetic.profiles import NATIONAL
from waymark.synthetic.providers import PROVIDERS
from waymark.synthetic.received import Told, received_json, received_pdf, received_xml
from waymark.synthetic.reports import Document, ReportWriter, Telling
from waymark.synthetic.statutory import statutory_report
from waymark.synthetic.world import world_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from waymark.synthetic.people import Account

YEAR: Final = "uk-2016"
YEARS: Final = {YEAR: 30_661}


class Form(StrEnum):
    """In what a report comes."""

    RECEIVED_JSON = "received-json"
    REPORTING_XML = "reporting-xml"
    RECEIVED_XML = "received-xml"
    RECEIVED_PDF = "received-pdf"
    STATUTORY_JSON = "statutory-json"
    HOTLINE_CSV = "hotline-csv"
    MAIL_PACK = "mail-pack"
    WORD_PACK = "word-pack"
    PDF_PACK = "pdf-pack"


SHARES: Final = (
    (Form.RECEIVED_JSON, 0.47),
    (Form.REPORTING_XML, 0.25),
    (Form.RECEIVED_XML, 0.1),
    (Form.RECEIVED_PDF, 0.03),
    (Form.STATUTORY_JSON, 0.05),
    (Form.HOTLINE_CSV, 0.05),  # a file has one assessment a report, up to this many:
    (Form.MAIL_PACK, 0.03),
    (Form.WORD_PACK, 0.01),
    (Form.PDF_PACK, 0.01),
)
_SUFFIX: Final = {Form.RECEIVED_JSON: ".json", Form.RECEIVED_XML: ".xml", Form.RECEIVED_PDF: ".pdf"}
ROWS_A_FILE: Final = 25
# Of reports: those of an account that was reported before.
SAME_ACCOUNT_AGAIN: Final = 0.1
# Of statutory reports: those with every member that the schema names.
WHOLE: Final = 0.25
# Numbers of NCMEC far above any that it has given out, and apart from those that other profiles draw.
FIRST_NUMBER: Final = 9_950_000_000
FIRST_SERIAL: Final = 5_000_000


def year_documents(*, reports: int, seed: int, until: datetime) -> Iterator[Document]:
    """So many reports over the year before `until`, in the order of their receipt; a folder for each format.

    The same arguments always give the same bytes. Raises NothingToInvent, MomentWithoutZone.
    """
    if reports < 1:
        raise NothingToInvent(reports)
    if until.tzinfo is None:
        raise MomentWithoutZone
    return _Year(reports, seed, until).documents()


class _Year:
    """Invents one report after another."""

    def __init__(self, reports: int, seed: int, until: datetime) -> None:
        self._reports = reports
        self._seed = seed
        self._until = until
        self._world = world_of(seed)
        self._rows = 0

    def documents(self) -> Iterator[Document]:
        for index in range(self._reports):
            draws = Draws.named(f"{self._seed} {YEAR} {index}")
            form = draws.weighted(SHARES)
            before = timedelta(days=365) * (1 - (index + 1) / self._reports)
            at = (self._until - before).replace(microsecond=0)
            yield from self._document(form, index, draws, at)
        if self._rows % ROWS_A_FILE:
            yield self._assessments(self._rows % ROWS_A_FILE)

    def _document(self, form: Form, index: int, draws: Draws, at: datetime) -> Iterator[Document]:
        name = f"{form.value}/{index // 1_000:03d}/report-{index:06d}"
        match form:
            case Form.RECEIVED_JSON | Form.RECEIVED_XML | Form.RECEIVED_PDF:
                told = Told(
                    FIRST_NUMBER + index,
                    self._account(index, draws),
                    self._drawn(FIRST_SERIAL + 2 * index + 1),
                    at,
                )
                yield Document(f"{name}{_SUFFIX[form]}", self._received(form, told, draws))
            case Form.REPORTING_XML:
                telling = Telling(index, 0, self._account(index, draws), at)
                for document in ReportWriter(telling, draws, profile=NATIONAL, world=self._world).documents():
                    yield Document(f"{name}.xml", document.content)
            case Form.STATUTORY_JSON:
                content = statutory_report(serial=index + 1, whole=draws.chance(WHOLE))
                yield Document(f"{name}.json", content)
            case Form.HOTLINE_CSV:
                self._rows += 1
                if self._rows % ROWS_A_FILE == 0:
                    yield self._assessments(ROWS_A_FILE)
            case Form.MAIL_PACK | Form.WORD_PACK | Form.PDF_PACK:
                yield self._pack(form, name, index)

    def _received(self, form: Form, told: Told, draws: Draws) -> bytes:
        if form is Form.RECEIVED_JSON:
            return received_json(told, draws, self._world)
        if form is Form.RECEIVED_PDF:
            return received_pdf(told, draws, self._world)
        return received_xml(told, draws)

    def _account(self, index: int, draws: Draws) -> Account:
        """The account reported: a new one, or that of an earlier report of the same stream."""
        of = draws.randrange(index) if index and draws.chance(SAME_ACCOUNT_AGAIN) else index
        return self._drawn(FIRST_SERIAL + 2 * of)

    def _drawn(self, serial: int) -> Account:
        """The account of a serial number; the same each time, whoever reports it."""
        draws = Draws.named(f"{self._seed} {YEAR} account {serial}")
        homes = self._world.homes(NATIONAL, draws)
        person = draw_person(
            draws, serial, profile=NATIONAL, homes=homes, until=self._until.date() - timedelta(days=365)
        )
        return draw_account(draws, serial, person, provider=draws.choice(PROVIDERS))

    def _assessments(self, rows: int) -> Document:
        first = self._rows - rows + 1
        return Document(
            f"{Form.HOTLINE_CSV}/assessments-{first:06d}.csv", assessments(rows=rows, first=first)
        )

    def _pack(self, form: Form, name: str, index: int) -> Document:
        (pack,) = packs(self._seed * 1_000_000 + index, 1, until=self._until)
        if form is Form.MAIL_PACK:
            return Document(f"{name}.eml", as_mail(pack))
        if form is Form.WORD_PACK:
            return Document(f"{name}.docx", as_docx(pack))
        return Document(f"{name}.pdf", as_pdf(pack))
