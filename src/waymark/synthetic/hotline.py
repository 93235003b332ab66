"""Invented assessments of a hotline, as a table of text."""

from __future__ import annotations

import csv
import io

HEADINGS = (
    "Report ID", "URL", "Host", "IP address", "Country", "MD5", "SHA-1", "Grade", "Action taken",
    "Assessed (DD/MM/YYYY)", "Hotline",
)  # fmt: skip
_GRADES = ("A", "B", "C")
_COUNTRIES = ("GB", "NL", "US", "FR")


def assessments(*, rows: int, separator: str = ",", first: int = 1) -> bytes:
    """So many invented assessments. first: the serial of the first, 1 or more."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(HEADINGS)
    for serial in range(first, first + rows):
        host = f"h{serial}.example.net"
        writer.writerow(
            (
                f"HL-{serial:06d}",
                f"https://{host}/p/{serial}",
                host,
                f"203.0.113.{serial % 250 + 1}",
                _COUNTRIES[serial % 4],
                f"{serial:032x}",
                f"{serial:040x}",
                _GRADES[serial % 3],
                "notice sent" if serial % 2 else "",
                f"{serial % 28 + 1:02d}/11/2026",
                "Example Hotline",
            )
        )
    return ("\ufeff" + text.getvalue()).encode()
