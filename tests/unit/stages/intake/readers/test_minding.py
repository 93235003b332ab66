"""What every reader's facts are looked through for: dates that are none, and ports written into addresses."""

import io

import pytest

from waymark.referrals.types import (
    DocumentKind,
    Flaw,
    IPCaptureEvent,
    Of,
    Party,
    Report,
    Role,
    StatedTime,
    Zone,
)
from waymark.stages.intake.readers.minding import Minding, mind
from waymark.stages.intake.readers.written_dates import DateOrder, DateTrouble, trouble_of, written

HEAD = Report(DocumentKind.REPORT)


def an_event(at, address="192.0.2.1"):
    return IPCaptureEvent(1, Of.PARTY, 1, address, captured_at=written(at))


def minded(*facts, how=None):
    def read(_stream, *, trace=False):
        return iter(() if trace else facts)

    return list(mind(read, how or Minding())(io.BytesIO()))


def flaws_of(*facts, how=None):
    return [fact for fact in minded(*facts, how=how) if isinstance(fact, Flaw)]


class TestTroubleOf:
    @pytest.mark.parametrize(
        ("text", "trouble"),
        [
            ("2026-02-30T10:00:00Z", DateTrouble.IMPOSSIBLE),
            ("2026-02-28T25:00:00Z", DateTrouble.IMPOSSIBLE),
            ("31/02/2026", DateTrouble.IMPOSSIBLE),
            ("30 Feb 2026", DateTrouble.IMPOSSIBLE),
            ("2026-02-28 10:00:61 UTC", DateTrouble.IMPOSSIBLE),
            ("03/04/2026", DateTrouble.AMBIGUOUS),
            ("3/4/26", DateTrouble.SHORT_YEAR),
            ("3 Apr 26", DateTrouble.SHORT_YEAR),
            ("04/28/2026 10:00", DateTrouble.MONTH_FIRST),
            ("20260428100000", DateTrouble.UNREADABLE),
            ("2026-04-28T10:00:00Z", None),
            ("28/04/2026", None),
            ("28 April 2026", None),
            ("N/A", None),
            ("last summer", None),
            ("", None),
        ],
    )
    def test_says_what_is_wrong_with_a_date(self, text, trouble):
        assert trouble_of(text) is trouble

    def test_takes_the_order_that_a_format_has(self):
        assert trouble_of("04/28/2026", DateOrder.MONTH_FIRST) is None
        assert trouble_of("03/04/2026", DateOrder.MONTH_FIRST) is None
        assert trouble_of("28/04/2026", DateOrder.MONTH_FIRST) is DateTrouble.IMPOSSIBLE


class TestMind:
    def test_tells_one_line_of_each_kind_of_trouble_however_often_it_comes(self):
        times = ["2026-02-30T10:00:00Z"] * 10_000 + ["3/4/26"]

        flaws = flaws_of(*map(an_event, times), HEAD)

        assert [flaw.where for flaw in flaws] == ["IP event 1", "IP event 1"]
        assert flaws[0].what.endswith("The same is so of 9999 more")

    def test_tells_it_before_the_last_head(self):
        facts = minded(an_event("3/4/26"), HEAD, an_event("2026-02-30"), HEAD)

        assert [type(fact) for fact in facts] == [IPCaptureEvent, Report, IPCaptureEvent, Flaw, Flaw, Report]

    def test_says_nothing_of_a_time_that_was_read(self):
        counted = StatedTime("1769936400000", written("2026-02-01T09:00:00Z").instant, Zone.ASSUMED)

        assert flaws_of(IPCaptureEvent(1, Of.PARTY, 1, "192.0.2.1", captured_at=counted), HEAD) == []

    def test_looks_at_dates_of_birth_for_what_is_certainly_wrong_alone(self):
        born = [
            Party(n, Role.SUSPECT, date_of_birth=text) for n, text in enumerate(("1980", "30/02/1980"), 1)
        ]

        assert [flaw.where for flaw in flaws_of(*born, HEAD)] == ["party 2"]

    def test_leaves_other_times_to_a_reader_that_tells_them_itself(self):
        how = Minding(only_births=True)

        assert flaws_of(an_event("3/4/26"), HEAD, how=how) == []

    @pytest.mark.parametrize(
        ("stated", "address", "port"),
        [
            ("192.0.2.1:443", "192.0.2.1", 443),
            ("[2001:db8::1]:443", "2001:db8::1", 443),
            ("2001:db8::1", "2001:db8::1", None),
            ("192.0.2.1:99999", "192.0.2.1:99999", None),
            ("192.0.2.1, 192.0.2.2:80", "192.0.2.1, 192.0.2.2:80", None),
            ("tor", "tor", None),
        ],
    )
    def test_takes_a_port_out_of_an_address(self, stated, address, port):
        (event, _) = minded(an_event("2026-02-01T09:00:00Z", stated), HEAD)

        assert (event.address, event.port) == (address, port)
