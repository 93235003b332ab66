"""Invented reports for timing: the shape that performance targets were set with (18.7 KiB, 18 files).

Every address is from 198.18.0.0/15, which is set aside for measurements (RFC 2544).
"""

from __future__ import annotations

import random


def report(n: int, *, files: int = 18, events: int = 20, seed: int = 5) -> bytes:
    """One report document with its files in it; `n` makes it unlike any other."""
    draw = random.Random(f"{seed}-{n}-{files}-{events}")

    def hexes(length: int) -> str:
        return f"{draw.getrandbits(4 * length):0{length}x}"

    def address() -> str:
        return f"198.{draw.choice((18, 19))}.{draw.randrange(256)}.{draw.randrange(1, 255)}"

    def at() -> str:
        return f"2026-{draw.randint(1, 10):02d}-{draw.randint(1, 28):02d}T{draw.randint(0, 23):02d}:00:00Z"

    described = "".join(
        f"<fileDetails><reportId>{n}</reportId><fileId>{hexes(32)}</fileId>"
        f"<originalFileName>upload_{hexes(12)}.bin</originalFileName>"
        f"<uploadedToEspTimestamp>{at()}</uploadedToEspTimestamp>"
        f"<fileViewedByEsp>{'true' if draw.random() < 0.3 else 'false'}</fileViewedByEsp>"
        "<publiclyAvailable>false</publiclyAvailable><fileRelevance>Reported</fileRelevance>"
        f'<originalFileHash hashType="MD5">{hexes(32)}</originalFileHash>'
        f'<originalFileHash hashType="SHA1">{hexes(40)}</originalFileHash>'
        f'<originalFileHash hashType="PDQ">{hexes(64)}</originalFileHash>'
        f"<ipCaptureEvent><ipAddress>{address()}</ipAddress><eventName>Upload</eventName>"
        f"<dateTime>{at()}</dateTime></ipCaptureEvent></fileDetails>\n"
        for _ in range(files)
    )
    captured = "".join(
        f"<ipCaptureEvent><ipAddress>{address()}</ipAddress><eventName>Login</eventName>"
        f"<dateTime>{at()}</dateTime><possibleProxy>false</possibleProxy>"
        f"<port>{draw.randint(1024, 65535)}</port></ipCaptureEvent>\n"
        for _ in range(events)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<report><incidentSummary>'
        "<incidentType>Child Pornography (possession, manufacture, and distribution)</incidentType>"
        "<platform>Examplechat</platform><incidentDateTime>2026-10-01T10:00:00Z</incidentDateTime>"
        f"</incidentSummary><internetDetails><webPageIncident><url>https://example.org/{hexes(20)}</url>"
        "</webPageIncident></internetDetails><reporter><reportingPerson><firstName>Trust</firstName>"
        "<lastName>Team</lastName><email>reports@example.org</email></reportingPerson></reporter>"
        "<personOrUserReported><personOrUserReportedPerson>"
        f"<phone>07700 900{draw.randrange(1000):03d}</phone><email>{hexes(10)}@example.net</email>"
        f"</personOrUserReportedPerson><espIdentifier>{hexes(16)}</espIdentifier>"
        f"<espService>Examplechat</espService><screenName>user_{hexes(8)}</screenName>\n{captured}"
        f"</personOrUserReported>\n{described}</report>"
    ).encode()
