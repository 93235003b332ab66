"""Where in its document an event stands."""

import io

from tests.builders import an_xml_report
from waymark.referrals.types import Fact, IPCaptureEvent, Of, Read
from waymark.stages.attribution.rules.originals import paths_of_events, words_of
from waymark.stages.intake.readers.cybertipline import read

EVENTS = [("198.51.100.7", "2026-11-01T10:00:00Z", 0), ("198.51.100.8", "2026-11-02T10:00:00Z", 0)]


class TestAnEvent:
    def test_stands_at_its_own_element(self):
        document = io.BytesIO(an_xml_report(identifier="u1", service="Examplechat", events=EVENTS))

        found = paths_of_events(read(document, trace=True))

        assert list(found.values()) == [
            "/report/personOrUserReported/ipCaptureEvent",
            "/report/personOrUserReported/ipCaptureEvent[2]",
        ]

    def test_stands_nowhere_that_is_certain_when_it_has_a_twin(self):
        event = IPCaptureEvent(1, Of.PARTY, 1, "198.51.100.7")
        facts: list[Fact] = [Read("/a/ip", "198.51.100.7"), event, Read("/b/ip", "198.51.100.7"), event]

        assert words_of(event) not in paths_of_events(facts)

    def test_stands_nowhere_when_its_address_was_read_nowhere_before_it(self):
        facts: list[Fact] = [Read("/a/ip", "198.51.100.9"), IPCaptureEvent(1, Of.PARTY, 1, "198.51.100.7")]

        assert paths_of_events(facts) == {}
