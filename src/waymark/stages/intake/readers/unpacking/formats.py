"""What takes which kind of container apart."""

from __future__ import annotations

from waymark.stages.intake.readers.unpacking import documents, filled, mails, pdfs, zips
from waymark.stages.intake.readers.unpacking.unfolding import Formats
from waymark.stages.intake.rules import Kind

FORMATS: Formats = {
    Kind.ZIP: zips.unfold,
    Kind.PDF: pdfs.unfold,
    Kind.DOCX: documents.unfold,
    Kind.MAIL: mails.unfold,
    Kind.FILLED: filled.unfold,
}
