from datetime import UTC, date, datetime

from waymark.stages.prioritisation.rules.feeds import Dated, calendar

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DUE = Dated("ref-1 promise", "Enforcement due: ref-1", datetime(2026, 11, 29, 12, tzinfo=UTC))


def lines_of(*entries: Dated) -> list[str]:
    return calendar(entries, now=NOW).decode().replace("\r\n ", "").split("\r\n")


class TestACalendar:
    def test_begins_and_ends_as_the_standard_asks_even_when_empty(self):
        text = calendar([], now=NOW).decode()

        assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        assert text.endswith("END:VCALENDAR\r\n")

    def test_gives_a_moment_in_utc_and_a_day_as_a_day(self):
        lost = Dated("ref-1 evidence", "Evidence may be gone: ref-1", date(2026, 12, 31))

        lines = lines_of(DUE, lost)

        assert "DTSTART:20261129T120000Z" in lines
        assert "DTSTART;VALUE=DATE:20261231" in lines
        assert "DTEND;VALUE=DATE:20270101" in lines

    def test_names_the_same_matter_the_same_each_time_and_another_otherwise(self):
        (first,) = (line for line in lines_of(DUE) if line.startswith("UID:"))
        (moved,) = (line for line in lines_of(DUE._replace(at=NOW)) if line.startswith("UID:"))
        (other,) = (line for line in lines_of(DUE._replace(key="ref-2")) if line.startswith("UID:"))

        assert first == moved != other

    def test_escapes_what_has_a_meaning_of_its_own(self):
        assert "SUMMARY:One\\, two\\; three" in lines_of(DUE._replace(what="One, two; three"))

    def test_folds_lines_at_75_octets_without_cutting_a_sign(self):
        told = "Gwasanaethau plant – " * 12

        folded = calendar([DUE._replace(what=told)], now=NOW).split(b"\r\n")

        assert all(len(line) <= 75 for line in folded)
        assert f"SUMMARY:{' '.join(told.split())}" in lines_of(DUE._replace(what=told))
