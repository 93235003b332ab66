from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.stages.attribution.rules.event_groups import JudgedEvent, best_to_ask, group_events

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()


def an_event(ordinal=1, *, days_ago=2, **said) -> JudgedEvent:
    values = {
        "report_id": 1,
        "report": "rep-1",
        "ordinal": ordinal,
        "address": "198.18.1.1",
        "port": 50_000,
        "at": NOW - timedelta(days=days_ago),
        "zone": "stated",
        "event": "Login",
        "operator": "Fern",
        "asn": 64496,
        "kind": "fixed",
        "resolvability": "resolvable",
        "last_day": TODAY + timedelta(days=300),
        **said,
    }
    return JudgedEvent(**values)


class TestGroupEvents:
    def test_puts_events_of_one_operator_and_day_together(self):
        events = [
            an_event(1),
            an_event(2, address="198.18.1.2", resolvability="needs_port"),
            an_event(3, days_ago=3),
            an_event(4, operator="Lark", asn=64497),
            an_event(5, at=None),
        ]

        groups = group_events(events)

        assert [(g.operator, g.day, g.events, g.resolvable, g.addresses) for g in groups] == [
            ("Fern", date(2026, 11, 20), 2, 1, 2),
            ("Lark", date(2026, 11, 20), 1, 1, 1),
            ("Fern", date(2026, 11, 19), 1, 1, 1),
            ("Fern", None, 1, 1, 1),
        ]

    @given(st.permutations([an_event(n, days_ago=n % 3, operator=("Fern", "Lark")[n % 2]) for n in range(8)]))
    def test_does_not_depend_on_the_order_of_the_events(self, events):
        assert group_events(events) == group_events(sorted(events, key=lambda event: event.ordinal))

    def test_takes_the_event_that_says_most_as_the_best(self):
        poor = an_event(1, port=None, zone="assumed")
        good = an_event(2, at=NOW - timedelta(days=2, hours=3))

        (group,) = group_events([poor, good])

        assert group.best == good


class TestBestToAsk:
    def test_is_spread_over_operators_then_addresses_then_days(self):
        events = [
            an_event(1),
            an_event(2, days_ago=3),
            an_event(3, days_ago=4, address="198.18.1.2"),
            an_event(4, days_ago=9, operator="Lark", asn=64497),
        ]

        chosen = best_to_ask(group_events(events), today=TODAY, few=3)

        assert [choice.event.ordinal for choice in chosen] == [1, 4, 3]

    def test_says_why(self):
        first, second = best_to_ask(group_events([an_event(1), an_event(2, days_ago=3)]), today=TODAY)

        assert "the same address was used on 2 days, as a line at home is" in first.why
        assert "another day of the same address: the two answers must agree" in second.why

    def test_says_what_must_be_asked_first(self):
        (choice,) = best_to_ask(group_events([an_event(last_day=TODAY + timedelta(days=3))]), today=TODAY)

        assert "3 days from now: ask for it first" in choice.why[-1]

    def test_leaves_out_what_cannot_be_resolved_or_is_gone(self):
        events = [
            an_event(1, resolvability="needs_port"),
            an_event(2, days_ago=5, last_day=date(2026, 11, 21)),
        ]

        assert best_to_ask(group_events(events), today=TODAY) == ()
