"""An invented historic register, with the headings and slips that such tables have."""

from __future__ import annotations

import csv
import io

HEADINGS = ("Ref", "Date recd", "Surname", "Forename", "DOB", "Nickname", "App", "E-mail", "IP", "Officer")


def register(*, rows: int, separator: str = ",") -> bytes:
    """So many invented rows; dates are day-first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(HEADINGS)
    for serial in range(1, rows + 1):
        writer.writerow(
            (
                f"REG/{serial:05d}",
                f"{serial % 28 + 1:02d}/03/2019",
                f"Invented{serial}",
                "Ada",
                "31/01/1990",
                f"nick_{serial}",
                "Examplechat",
                f"person{serial}@example.org",
                f"192.0.2.{serial % 250 + 1}",
                "n/k",
            )
        )
    return text.getvalue().encode()
