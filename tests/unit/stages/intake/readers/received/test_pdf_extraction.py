"""Real PDFs, made here and taken apart by two libraries in two orders each, read to the same facts."""

import io

import pdfplumber
import pypdf
import pytest
import typst

from tests.unit.stages.intake.readers.received.documents import (
    additions_of,
    events_of,
    facts_of,
    files_of,
    head_of,
    parties_of,
)
from waymark.referrals.types import Of, Role
from waymark.stages.intake.readers.received.pdf_text import looks_like, read

SOURCE = r"""
#set page(paper: "us-letter", margin: 1.5cm, footer: [An example, to be treated as confidential.],
  header: context if counter(page).get().first() > 1 [
    CyberTipline Report 900000001 #h(1fr) Page #counter(page).display()])
#set text(size: 10pt)
#let fields(..each) = grid(columns: (5cm, 7cm), row-gutter: 6pt, ..each)
#align(center)[= CyberTipline Report 900000001]
*Priority Level:* E

Received by NCMEC on 01-05-2026 10:20:30 UTC
#pagebreak()
== Contents
#grid(columns: (1fr, auto), [Executive Summary],[3], [Section A: Reported Information],[4], [Suspect],[4],
  [Section B: Automated Information],[6], [Section C: Additional Information],[7],
  [Section D: Law Enforcement Contact],[8])
#pagebreak()
== Executive Summary
#fields([*Incident Type:*],[Apparent Child Pornography (Unconfirmed)], [*Total Uploaded Files:*],[1])
#pagebreak()
= Section A: Reported Information
== Reporting Electronic Service Provider (ESP)
#grid(columns: (1fr, 1fr), row-gutter: 6pt, [*Submitter:*],[*Point of Contact for Law Enforcement:*],
  [Example Social Ltd],[Example Legal Team], [],[legal\@social.example],
  [*Business Address:*],[], [1 Example Road \ Exampleton ZZ99 9ZZ GB],[])
== Incident Information
#fields([*Incident Type:*],[Apparent Child Pornography], [*Incident Time:*],[01-04-2026 23:59:58 UTC])
== Suspect 1
#fields([*Name:*],[Invented Person],
  [*Mobile Phone:*],[+44 7700 900123 (Verified 12-01-2025 09:00:00 UTC)],
  [*Email Address:*],[someone\@example.com (Verified)],
  [*Screen/User Name:*],[example_user], [*ESP User ID:*],[100200300],
  [*Profile URL:*],[https:\//social.example/users/a-rather-long-name-that-goes-over-the-line-and-on],
  [*IP Address:*],[192.0.2.10 (Login) \ Port: 51512 \ 01-04-2026 22:00:00 UTC],
  [*IP Address:*],[2001:db8::7 (Registration) \ 02-03-2025 01:02:03 UTC],
  [*Prior CT Reports:*],[900000007, 900000008, 900000009, 900000010, 900000011])
== Recipient 1
*Email Address:* recipient\@example.net
#pagebreak()
== Uploaded File Information
*Number of uploaded files:* 1
#fields([*Filename:*],[a-very-long-file-name-without-any-blank-in-it-which-goes-over-the-line.jpg],
  [*MD5:*],[d41d8cd98f00b204e9800998ecf8427e],
  [Did Reporting ESP view entire contents of uploaded file?],[Yes],
  [Did Reporting ESP view the EXIF of uploaded file?],[Information Not Provided by Company],
  [Were entire contents of uploaded file publicly available?],[No])
*Source Information*

IP Address: 192.0.2.10 (Upload) \
01-04-2026 22:30:00 UTC

This concludes Section A
#pagebreak()
= Section B: Automated Information
== IP Geo-Lookup (Suspect 1)
#table(columns: 4, [IP Address],[Country],[Region],[City], [192.0.2.10],[GB],[Kent],[Exampleton])
== Deconfliction
See 900000022.
#pagebreak()
= Section C: Additional Information
*Incident Type:* Auto-referred International
#pagebreak()
= Section D: Law Enforcement Contact
Example Police, officer\@police.example
"""


def taken_apart(how):
    content = typst.compile(SOURCE.encode())
    if how.startswith("pdfplumber"):
        with pdfplumber.open(io.BytesIO(content)) as document:
            return "\f".join(page.extract_text(layout="layout" in how) or "" for page in document.pages)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "\f".join(
        page.extract_text(extraction_mode="layout" if "layout" in how else "plain") for page in pages
    )


@pytest.mark.parametrize("how", ["pypdf layout", "pypdf plain", "pdfplumber layout", "pdfplumber plain"])
class TestRead:
    def test_finds_the_same_facts_however_the_text_was_taken(self, how):
        text = taken_apart(how)
        facts = facts_of(read, text)

        head, (file,) = head_of(facts), files_of(facts)
        suspect, recipient = (party for party in parties_of(facts) if party.role is not Role.REPORTER)
        assert looks_like(text)
        assert (head.number, head.priority, head.incident_type) == (
            "900000001",
            "E",
            "Apparent Child Pornography",
        )
        assert head.incident_at.text.split() == ["01-04-2026", "23:59:58", "UTC"]
        assert (suspect.role, suspect.first_name, suspect.last_name) == (Role.SUSPECT, "Invented", "Person")
        assert [(each.value, each.verified) for each in (*suspect.emails, *suspect.phones)] == [
            ("someone@example.com", True),
            ("+44 7700 900123", True),
        ]
        assert (suspect.account.identifier, suspect.account.screen_name) == ("100200300", "example_user")
        assert suspect.account.profile_urls == (
            "https://social.example/users/a-rather-long-name-that-goes-over-the-line-and-on",
        )
        assert suspect.prior_reports == tuple(f"9000000{n:02}" for n in range(7, 12))
        assert [each.value for each in recipient.emails] == ["recipient@example.net"]
        assert [
            (each.of, each.address, each.event, each.port, each.captured_at.instant.isoformat())
            for each in events_of(facts)
        ] == [
            (Of.PARTY, "192.0.2.10", "Login", 51512, "2026-01-04T22:00:00+00:00"),
            (Of.PARTY, "2001:db8::7", "Registration", None, "2025-02-03T01:02:03+00:00"),
            (Of.FILE, "192.0.2.10", "Upload", None, "2026-01-04T22:30:00+00:00"),
        ]
        assert file.name == "a-very-long-file-name-without-any-blank-in-it-which-goes-over-the-line.jpg"
        assert (file.viewed_by_esp, file.exif_viewed_by_esp, file.publicly_available) == (True, None, False)
        added = {(each.section, each.name, each.value) for each in additions_of(facts)}
        assert ("C", "Incident Type", "Auto-referred International") in added
        assert ("B", "other report number", "900000022") in added

    def test_names_the_reporting_esp_where_its_columns_are_kept(self, how):
        head = head_of(facts_of(read, taken_apart(how)))

        assert head.reporter == ("Example Social Ltd" if "layout" in how else "")
