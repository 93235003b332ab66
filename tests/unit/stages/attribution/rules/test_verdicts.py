from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import product

import pytest

from tests.unit.stages.attribution.rules.some_networks import (
    CGNAT,
    ELSEWHERE,
    EVENT,
    EXIT,
    FIXED,
    FIXED_V6,
    LOFT,
    MIXED,
    MIXED_V6,
    MOBILE,
    MOBILE_V6,
    NOW,
    OPERATORS,
    RELAY,
    SILENT,
    VEIL,
    a_time,
    judged,
    some_networks,
)
from waymark.reference.rows import NetworkRow
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules import NetworkKind, Resolvability, verdict
from waymark.stages.attribution.rules.event_times import TimeSign
from waymark.stages.attribution.rules.verdicts import STEPS, Signs, resolvability_of

NOBODY = {
    NetworkKind.TOR,
    NetworkKind.PRIVATE_RELAY,
    NetworkKind.VPN,
    NetworkKind.HOSTING,
    NetworkKind.RESERVED,
}
MANY = {NetworkKind.MOBILE, NetworkKind.CGNAT}


def every_sign() -> Iterator[Signs]:
    flags = (False, True)
    for kind, time, rest in product(NetworkKind, TimeSign, product(flags, repeat=8)):
        yield Signs(kind, time, *rest)


def said_the_other_way_round(s) -> str:
    """The rule a second time, written as conditions and not as steps."""
    if s.kind in NOBODY:
        return "not_a_person" if s.is_dated else "unknown"
    if s.time in {TimeSign.NONE, TimeSign.IMPOSSIBLE}:
        return "needs_time"
    if s.is_expired:
        return "likely_gone"
    if s.time is TimeSign.ASSUMED:
        return "needs_time"
    shared = s.kind is NetworkKind.CGNAT or ((s.kind is NetworkKind.MOBILE or s.is_mixed) and not s.is_ipv6)
    if shared and not s.has_port:
        return "needs_port"
    if s.is_placeless:
        return "shared"
    if s.kind is NetworkKind.UNKNOWN or s.is_mixed or s.is_contradicted or not s.is_dated:
        return "unknown"
    return "shared" if s.possible_proxy else "resolvable"


class TestResolvabilityOf:
    def test_is_as_the_rule_says_for_every_combination_of_signs(self):
        wrong = [
            signs for signs in every_sign() if resolvability_of(signs) != said_the_other_way_round(signs)
        ]

        assert wrong == []

    def test_is_never_resolvable_without_evidence_of_one_line_or_one_port(self):
        for signs in every_sign():
            if resolvability_of(signs) is Resolvability.RESOLVABLE:
                assert signs.kind in {NetworkKind.FIXED, *MANY}
                assert signs.kind is NetworkKind.FIXED or signs.has_port or signs.is_ipv6
                assert signs.time is TimeSign.EXACT
                assert signs.is_dated
                doubts = (signs.is_mixed, signs.is_contradicted, signs.possible_proxy, signs.is_expired)
                assert not any(doubts)

    def test_has_no_step_that_never_answers(self):
        fired = set()
        for signs in every_sign():
            fired.add(next(number for number, (_, applies) in enumerate(STEPS) if applies(signs)))

        assert fired == set(range(len(STEPS)))


class TestVerdict:
    @pytest.mark.parametrize(
        ("address", "port", "kind", "answer"),
        [
            (FIXED, None, "fixed", "resolvable"),
            (FIXED, 50_000, "fixed", "resolvable"),
            (MOBILE, None, "mobile", "needs_port"),
            (MOBILE, 50_000, "mobile", "resolvable"),
            (CGNAT, None, "cgnat", "needs_port"),
            (CGNAT, 50_000, "cgnat", "resolvable"),
            (MIXED, None, "unknown", "needs_port"),
            (MIXED, 50_000, "unknown", "unknown"),
            (SILENT, None, "unknown", "unknown"),
            (SILENT, 50_000, "unknown", "unknown"),
            (ELSEWHERE, 50_000, "unknown", "unknown"),
            (LOFT, 50_000, "hosting", "not_a_person"),
            (VEIL, 50_000, "vpn", "not_a_person"),
            (EXIT, 50_000, "tor", "not_a_person"),
            (RELAY, 50_000, "private_relay", "not_a_person"),
            (FIXED_V6, None, "fixed", "resolvable"),
            (MOBILE_V6, None, "mobile", "resolvable"),
            (MIXED_V6, None, "unknown", "unknown"),
            ("10.1.2.3", 50_000, "reserved", "not_a_person"),
            ("192.0.2.1", 50_000, "reserved", "not_a_person"),
            ("::1", None, "reserved", "not_a_person"),
            ("100.64.1.1", None, "cgnat", "needs_port"),
            ("100.64.1.1", 50_000, "cgnat", "shared"),
            ("tor", None, "tor", "not_a_person"),
            ("", None, "unknown", "malformed"),
            ("198.18.1.1:50000", None, "unknown", "malformed"),
            ("198.18.1.1, 198.18.2.1", None, "unknown", "malformed"),
            ("198.018.001.001", None, "unknown", "malformed"),
        ],
    )
    def test_judges_each_kind_of_network_with_an_exact_time(self, address, port, kind, answer):
        ruled = judged(address, port=port)

        assert (ruled.kind, ruled.resolvability) == (kind, answer)
        assert ruled.reasons

    def test_names_the_operator_the_number_and_the_versions(self):
        ruled = judged(FIXED)

        assert (ruled.operator, ruled.asn, ruled.address) == ("Fern", 64496, FIXED)
        assert "operators: operators.csv (no dates stated), version 1" in ruled.reference

    def test_says_that_a_network_over_documentation_ranges_is_invented(self):
        assert any("invented network" in reason for reason in judged(FIXED).reasons)

    def test_takes_no_default_route_for_an_invented_network(self):
        everything = [*OPERATORS, NetworkRow("0.0.0.0/0", 4, 64510, "All", "", "fixed")]

        assert judged("192.0.2.1", networks=some_networks(operators=everything)).kind is NetworkKind.RESERVED

    def test_lets_no_operator_claim_a_private_network(self):
        claimed = [NetworkRow("10.0.0.0/16", 4, 64510, "Ten", "", "fixed")]

        assert judged("10.0.0.1", networks=some_networks(operators=claimed)).kind is NetworkKind.RESERVED

    @pytest.mark.parametrize("address", ["::ffff:198.18.2.1", "64:ff9b::198.18.2.1", "2002:c612:0201::9"])
    def test_judges_ipv4_inside_ipv6_by_the_ipv4(self, address):
        ruled = judged(address)

        assert (ruled.kind, ruled.resolvability, ruled.address) == ("mobile", "needs_port", MOBILE)
        assert any("judged by the IPv4 address 198.18.2.1 inside" in reason for reason in ruled.reasons)

    def test_finds_a_private_address_inside_ipv6(self):
        assert judged("2002:0a00:0001::1").kind is NetworkKind.RESERVED

    @pytest.mark.parametrize("port", [0, -1, 65_536, 80, 443])
    def test_does_not_count_a_port_that_is_no_user_s(self, port):
        ruled = judged(MOBILE, port=port)

        assert ruled.resolvability == "needs_port"
        assert any(f"port {port} " in reason for reason in ruled.reasons)

    def test_doubts_what_the_reporter_thinks_a_proxy(self):
        ruled = judged(FIXED, possible_proxy=True)

        assert ruled.resolvability == "shared"
        assert any("proxy" in reason for reason in ruled.reasons)

    def test_takes_no_answer_about_a_proxy_for_no_proxy_and_none_alike(self):
        assert judged(FIXED, possible_proxy=False).resolvability == "resolvable"
        assert judged(FIXED, possible_proxy=None).resolvability == "resolvable"

    def test_is_unknown_when_an_operator_s_line_is_on_a_hosting_list(self):
        contradicted = [NetworkRow("198.18.9.0/24", 4, 64501, "Loft", "", "fixed")]

        ruled = judged("198.18.9.1", networks=some_networks(operators=contradicted))

        assert (ruled.kind, ruled.resolvability) == ("fixed", "unknown")


class TestVerdictTimes:
    def test_needs_a_time(self):
        for at in (StatedTime("", None, Zone.UNKNOWN), StatedTime("last Tuesday", None, Zone.UNKNOWN)):
            assert judged(FIXED, at).resolvability == "needs_time"
        assert (
            verdict(FIXED, None, None, None, networks=some_networks(), now=NOW).resolvability == "needs_time"
        )

    def test_says_who_assumed_the_zone(self):
        ruled = judged(FIXED, a_time(zone=Zone.ASSUMED))

        assert ruled.resolvability == "needs_time"
        assert any("UTC was assumed by the reader" in reason for reason in ruled.reasons)

    def test_flags_an_event_after_receipt(self):
        ruled = judged(FIXED, a_time(EVENT), received_at=EVENT - timedelta(seconds=1))

        assert (ruled.resolvability, ruled.last_day_to_apply) == ("needs_time", None)
        assert any("later than the report was received" in reason for reason in ruled.reasons)

    def test_flags_an_event_in_the_future(self):
        assert any("later than now" in reason for reason in judged(FIXED, a_time(NOW + timedelta(1))).reasons)

    def test_leaves_room_for_an_unknown_zone_before_calling_a_time_impossible(self):
        at = a_time(NOW + timedelta(hours=13), Zone.ASSUMED)

        assert not any("later than" in reason for reason in judged(FIXED, at).reasons)

    @pytest.mark.parametrize(
        ("event", "answer"),
        [
            (datetime(2025, 11, 23, tzinfo=NOW.tzinfo), "resolvable"),
            (datetime(2025, 11, 22, 23, 59, tzinfo=NOW.tzinfo), "likely_gone"),
        ],
    )
    def test_is_likely_gone_after_twelve_months_beginning_with_the_day(self, event, answer):
        assert judged(FIXED, a_time(event)).resolvability == answer

    def test_gives_the_last_day_to_apply(self):
        assert judged(FIXED, a_time(datetime(2026, 3, 10, 9, tzinfo=NOW.tzinfo))).last_day_to_apply == date(
            2027, 3, 9
        )

    def test_takes_the_earliest_day_an_unknown_zone_can_mean(self):
        at = a_time(datetime(2026, 3, 10, 9, tzinfo=NOW.tzinfo), Zone.ASSUMED)

        assert judged(FIXED, at).last_day_to_apply == date(2027, 3, 8)

    def test_counts_the_day_in_utc(self):
        at = a_time(datetime(2026, 3, 10, 1, tzinfo=timezone(timedelta(hours=5))))

        assert judged(FIXED, at).last_day_to_apply == date(2027, 3, 8)

    def test_uses_what_an_operator_is_known_to_keep(self):
        ruled = judged(FIXED, a_time(NOW - timedelta(days=30)), retention_days=30)

        assert ruled.resolvability == "likely_gone"
        assert any("at most 30 days" in reason for reason in ruled.reasons)

    def test_names_the_next_route_when_likely_gone(self):
        reasons = judged(FIXED, a_time(NOW - timedelta(days=500))).reasons

        assert any("Next: later events of the account" in reason for reason in reasons)

    def test_asks_about_the_year_near_an_anniversary(self):
        at = a_time(datetime(2018, 11, 20, tzinfo=NOW.tzinfo))

        assert any(
            "8 years before receipt almost to the day" in reason for reason in judged(FIXED, at).reasons
        )


class TestVerdictReference:
    def test_degrades_when_the_data_are_of_another_time(self):
        networks = some_networks(valid_from=date(2026, 11, 20))

        ruled = judged(FIXED, networks=networks)

        assert (ruled.operator, ruled.kind, ruled.resolvability) == ("Fern", "fixed", "unknown")
        assert any("no operators data held for 2026-11-12" in reason for reason in ruled.reasons)

    def test_does_not_call_today_s_exit_an_exit_of_then(self):
        networks = some_networks(valid_from=date(2026, 11, 20))

        assert judged(EXIT, networks=networks).resolvability == "unknown"

    def test_still_asks_for_the_port_by_data_of_another_time(self):
        assert judged(MOBILE, networks=some_networks(valid_to=date(2026, 1, 1))).resolvability == "needs_port"

    def test_says_which_lists_it_could_not_look_in(self):
        from waymark.reference.networks import NetworkIndex

        ruled = judged(ELSEWHERE, networks=NetworkIndex())

        assert any(
            "for want of a list: Tor exits, private relays, hosting" in reason for reason in ruled.reasons
        )

    def test_finds_the_operator_in_a_database_when_no_table_has_it(self):
        records = {
            ELSEWHERE: {"autonomous_system_number": 64502, "autonomous_system_organization": "Veil Ltd"}
        }

        ruled = judged(ELSEWHERE, networks=some_networks(asns=records))

        assert (ruled.operator, ruled.asn, ruled.kind) == ("Veil Ltd", 64502, "vpn")

    def test_says_when_table_and_database_disagree(self):
        records = {FIXED: {"autonomous_system_number": 64511, "autonomous_system_organization": "New"}}

        ruled = judged(FIXED, networks=some_networks(asns=records))

        assert (ruled.asn, ruled.resolvability) == (64496, "resolvable")
        assert any("AS64511 instead of AS64496" in reason for reason in ruled.reasons)

    @pytest.mark.parametrize(
        ("record", "kind"),
        [
            ({"is_anonymous": True, "is_anonymous_vpn": True}, "vpn"),
            ({"is_tor_exit_node": True}, "tor"),
            ({"traits": {"is_hosting_provider": True}}, "hosting"),
            ({"is_anonymous": True, "is_hosting_provider": True}, "hosting"),
            ({"is_anonymous": True}, "vpn"),
            ({"user_type": "hosting"}, "hosting"),
            ({"user_type": "consumer_privacy_network"}, "private_relay"),
            ({"connection_type": "Cellular"}, "mobile"),
            ({"connection_type": "Cable/DSL"}, "unknown"),
            ({"is_tor_exit_node": False}, "unknown"),
        ],
    )
    def test_heeds_what_geolocation_databases_mark(self, record, kind):
        assert judged(SILENT, networks=some_networks(geoip={SILENT: record})).kind == kind

    @pytest.mark.parametrize(
        ("registered", "words"),
        [
            (f"{ELSEWHERE}/32", "list it under Great Britain"),
            ("203.0.113.0/24", "do not list it under Great Britain"),
        ],
    )
    def test_says_of_an_unknown_address_where_it_is_registered_and_places_it_nowhere(self, registered, words):
        ruled = judged(ELSEWHERE, networks=some_networks(registered=registered))

        assert (ruled.kind, ruled.resolvability, ruled.located) == ("unknown", "unknown", None)
        assert any(words in reason for reason in ruled.reasons)

    def test_does_not_call_a_line_fixed_that_a_database_calls_cellular(self):
        ruled = judged(FIXED, networks=some_networks(geoip={FIXED: {"connection_type": "Cellular"}}))

        assert (ruled.kind, ruled.resolvability) == ("unknown", "needs_port")
