"""The documents beside a report: one for each file, and the answers that the reporting service gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic import words
from waymark.synthetic.accounts import boolean, device
from waymark.synthetic.markup import document, flag, leaf, node
from waymark.synthetic.times import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Account
    from waymark.synthetic.world import Hashes

FILE_ANNOTATIONS: Final = (
    "animeDrawingVirtualHentai", "potentialMeme", "viral", "possibleSelfProduction", "physicalHarm",
    "violenceGore", "bestiality", "liveStreaming", "infant", "generativeAi",
)  # fmt: skip
# What a file of a bundle is flagged with.
BUNDLE_ANNOTATIONS: Final = ("potentialMeme", "viral")
CLASSIFICATIONS: Final = (("A1", 0.2), ("A2", 0.2), ("B1", 0.3), ("B2", 0.3))


class UploadedFile(NamedTuple):
    """One file of a report. event: its upload, as markup, empty when not stated."""

    report_number: int
    identifier: str
    hashes: Hashes
    account: Account
    uploaded_at: datetime
    event: str
    is_bundled: bool


def file_details(file: UploadedFile, draws: Draws) -> bytes:
    """The document of one file, its children in the schema's order."""
    ending = draws.weighted(words.FILE_ENDINGS)
    name = f"item_{file.identifier[:8]}.{ending}"
    domain = file.account.provider.domain
    is_reported = draws.full or draws.chance(0.9)
    return document(
        "fileDetails",
        leaf("reportId", str(file.report_number)),
        leaf("fileId", file.identifier),
        leaf("fileName", name) if draws.optional(0.6) else "",
        leaf("originalFileName", f"IMG_{draws.randrange(10_000):04d}.{ending}")
        if draws.optional(0.7)
        else "",
        leaf("uploadedToEspTimestamp", spelt(file.uploaded_at, draws)) if draws.optional(0.3) else "",
        leaf("locationOfFile", f"https://media.{domain}/{file.identifier}") if draws.optional(0.3) else "",
        # Three states: yes, no, and not stated.
        leaf("fileViewedByEsp", boolean(draws)) if draws.optional(0.7) else "",
        leaf("exifViewedByEsp", boolean(draws)) if draws.optional(0.3) else "",
        leaf("publiclyAvailable", boolean(draws)) if draws.optional(0.4) else "",
        _relevance(draws, is_reported=is_reported),
        _annotations(file, draws, is_reported=is_reported),
        leaf("industryClassification", draws.weighted(CLASSIFICATIONS))
        if is_reported and draws.optional(0.6)
        else "",
        *_hashes(file.hashes, draws),
        file.event,
        device(file.account.holder.device, draws, at=file.uploaded_at)
        if draws.full or ("device" in file.account.holder.stated and draws.chance(0.3))
        else "",
        *_details(file.hashes, draws),
        leaf("additionalInfo", draws.choice(words.ADDITIONAL_INFO)) if draws.optional(0.1) else "",
    )


def _relevance(draws: Draws, *, is_reported: bool) -> str:
    """Absent means reported, so only the other kind must be written."""
    if not is_reported:
        return leaf("fileRelevance", "Supplemental Reported")
    return leaf("fileRelevance", "Reported") if draws.optional(0.5) else ""


def _annotations(file: UploadedFile, draws: Draws, *, is_reported: bool) -> str:
    """The older boolean or the flags, never both."""
    if not file.is_bundled and not draws.optional(0.2):
        return flag("fileAnnotations") if draws.chance(0.1) else ""
    if is_reported and draws.chance(0.25):
        return leaf("potentialMeme", "true" if file.is_bundled else boolean(draws))
    names: Sequence[str] = FILE_ANNOTATIONS
    if file.is_bundled:
        names = BUNDLE_ANNOTATIONS
    elif not draws.full:
        names = draws.sample(FILE_ANNOTATIONS, draws.choice((1, 1, 2)))
    return node(
        "fileAnnotations", *(flag(name) if draws.chance(0.7) else leaf(name, "true") for name in names)
    )


def _hashes(hashes: Hashes, draws: Draws) -> list[str]:
    """Hashes under labels as reporters write them: with and without hyphens, and now and then a wrong one."""
    written = [leaf("originalFileHash", hashes.md5, hashType=draws.choice(("MD5", "md5")))]
    if draws.optional(0.8):
        written.append(
            leaf("originalFileHash", hashes.sha1, hashType=draws.choice(("SHA1", "SHA-1", "sha1")))
        )
    if draws.optional(0.3):
        label = "SHA1" if draws.chance(0.1) else draws.choice(("SHA256", "SHA-256"))
        written.append(leaf("originalFileHash", hashes.sha256, hashType=label))
    if draws.optional(0.3):
        value = hashes.pdq.upper() if draws.chance(0.2) else hashes.pdq
        written.append(leaf("originalFileHash", value, hashType="PDQ"))
    return written


def _details(hashes: Hashes, draws: Draws) -> list[str]:
    written = []
    if draws.optional(0.2):
        pairs = _pair("Make", "Specimen"), _pair("Model", f"Sample {draws.randrange(1, 9)}")
        written.append(node("details", *pairs, type="EXIF"))
    if draws.optional(0.05):
        written.append(node("details", _pair("PDQ", hashes.pdq), type="HASH"))
    return written


def _pair(name: str, value: str) -> str:
    return node("nameValuePair", leaf("name", name), leaf("value", value))


def submitted(report_number: int) -> bytes:
    """The service's answer to a report: the only document that gives its number."""
    return _response(leaf("reportId", str(report_number)))


def uploaded(report_number: int, *, file_identifier: str, md5: str) -> bytes:
    """The service's answer to the upload of a file."""
    return _response(leaf("reportId", str(report_number)), leaf("fileId", file_identifier), leaf("hash", md5))


def finished(report_number: int, file_identifiers: Sequence[str]) -> bytes:
    """The service's answer that closes a report and lists its files."""
    return document(
        "reportDoneResponse",
        leaf("responseCode", "0"),
        leaf("reportId", str(report_number)),
        node("files", *(leaf("fileId", identifier) for identifier in file_identifiers)),
    )


def _response(*children: str) -> bytes:
    return document(
        "reportResponse", leaf("responseCode", "0"), leaf("responseDescription", "Success"), *children
    )
