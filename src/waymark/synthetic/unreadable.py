"""Documents that no reader can use whole, so that there are faults to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.synthetic.file_details import UploadedFile, file_details
from waymark.synthetic.reports import Document
from waymark.synthetic.world import draw_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Account


def unreadable_documents(
    report: bytes, *, account: Account, number: int, at: datetime, draws: Draws
) -> Iterator[Document]:
    """One of each way to be unreadable.

    report: a report that can be read, to spoil. number: of a report that never came, for a file to name.
    """
    yield Document("unreadable/cut-off.xml", report[: len(report) * 3 // 5])
    yield Document("unreadable/empty.xml", b"")
    yield Document("unreadable/not-xml.xml", b"This is not a report.\n")
    yield Document(
        "unreadable/unknown-root.xml", b"<inventedDocument><inventedElement/></inventedDocument>\n"
    )
    declared = b"<!DOCTYPE report [<!ENTITY name 'invented'>]>\n<report"
    yield Document("unreadable/document-type.xml", report.replace(b"<report", declared, 1))
    file = UploadedFile(number, draws.hexadecimal(32), draw_hashes(draws), account, at, "", is_bundled=False)
    yield Document("unreadable/file-without-report.xml", file_details(file, draws))
