from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.unit.synthetic.invented import UNTIL, documents_of, trees_of
from waymark.synthetic.events import MALFORMED_ADDRESSES
from waymark.synthetic.networks import NETWORKS, Kind
from waymark.synthetic.profiles import DESK, VIRAL
from waymark.synthetic.world import world_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml import etree

T = TypeVar("T")
REFERRALS = 1000
GIANT_EVENTS = DESK.giant_events


def reports() -> list[etree._Element]:
    """The reports of the desk, without the copies and without the giant."""
    return [
        tree
        for name, tree in trees_of(referrals=REFERRALS).items()
        if tree.tag == "report"
        and not name.startswith("resent/")
        and len(tree.findall(".//ipCaptureEvent")) < GIANT_EVENTS
    ]


def file_documents(profile: str = "desk", referrals: int = REFERRALS) -> list[etree._Element]:
    return [tree for tree in trees_of(profile, referrals=referrals).values() if tree.tag == "fileDetails"]


def events() -> list[etree._Element]:
    return [
        event for report in reports() for event in report.iterfind(".//personOrUserReported/ipCaptureEvent")
    ]


def share(found: Callable[[T], bool], whole: Sequence[T]) -> float:
    return sum(1 for each in whole if found(each)) / len(whole)


def address_of(event: etree._Element) -> str:
    return event.findtext("ipAddress") or ""


def is_in(event: etree._Element, kind: Kind, *, version: int | None = None) -> bool:
    if address_of(event) in MALFORMED_ADDRESSES:
        return False
    address = ip_address(address_of(event))
    return any(
        address in ip_network(network.prefix)
        for network in NETWORKS
        if network.operator.kind is kind and version in {None, address.version}
    )


def moment_of(text: str | None) -> datetime:
    moment = datetime.fromisoformat(text or "")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class TestTheDesksReports:
    def test_are_of_every_type_and_of_none_above_fifty_five_in_a_hundred(self):
        types = Counter(report.findtext("incidentSummary/incidentType") for report in reports())

        assert len(types) == 8
        assert max(types.values()) / len(reports()) <= 0.55
        assert min(types.values()) / len(reports()) >= 0.01

    @pytest.mark.parametrize(
        ("path", "low", "high"),
        [
            ("incidentSummary/escalateToHighPriority", 0.03, 0.10),
            ("incidentSummary/reportAnnotations/*", 0.15, 0.30),
            ("batchedReport", 0.02, 0.07),
            ("lawEnforcement", 0.04, 0.12),
            ("victim", 0.11, 0.24),
            ("intendedRecipient", 0.09, 0.20),
            ("personOrUserReported[2]", 0.06, 0.16),
            ("victim[2]", 0.02, 0.12),
            ("internetDetails[2]", 0.06, 0.18),
            (".//priorCTReports", 0.03, 0.12),
            (".//compromisedAccount", 0.04, 0.20),
            (".//associatedAccount", 0.04, 0.20),
        ],
    )
    def test_hold_it_as_often_as_intended(self, path, low, high):
        assert low <= share(lambda report: report.find(path) is not None, reports()) <= high

    def test_are_sometimes_of_nobody_in_particular(self):
        assert 0.01 <= share(lambda report: report.find("personOrUserReported") is None, reports()) <= 0.08

    def test_are_more_than_the_referrals_and_fewer_than_twice_as_many(self):
        assert REFERRALS < len(reports()) < 2 * REFERRALS

    def test_include_one_giant(self):
        sizes = [len(tree.findall(".//ipCaptureEvent")) for tree in trees_of(referrals=REFERRALS).values()]

        assert sum(size >= GIANT_EVENTS for size in sizes) == 1

    def test_are_sometimes_of_incidents_more_than_twelve_months_old(self):
        year_ago = UNTIL - timedelta(days=365)

        old = share(
            lambda report: moment_of(report.findtext("incidentSummary/incidentDateTime")) < year_ago,
            reports(),
        )

        assert 0.03 <= old <= 0.10

    def test_never_tell_of_anything_after_their_newest_receipt(self):
        # A time without a zone may be read an hour or so late, wherever its reader takes it to be.
        moments = [moment_of(each.text) for report in reports() for each in report.iterfind(".//dateTime")]

        assert max(moments) <= UNTIL

    def test_are_sometimes_resent_with_the_same_bytes(self):
        contents = {each.name: each.content for each in documents_of(referrals=REFERRALS)}
        copies = [name for name in contents if name.startswith("resent/")]

        assert copies
        assert all(contents[name] == contents[name.removeprefix("resent/")] for name in copies)

    def test_come_alone_or_in_a_folder_with_the_number_that_an_answer_gives(self):
        trees = trees_of(referrals=REFERRALS)
        folders = {name.rpartition("/")[0] for name in trees if name.endswith("/report.xml")}

        assert 0.3 <= len(folders) / len(reports()) <= 0.5
        for folder in folders:
            number = trees[f"{folder}/response.xml"].findtext("reportId")
            files = [
                tree
                for name, tree in trees.items()
                if name.startswith(f"{folder}/file-") and tree.tag == "fileDetails"
            ]
            assert {file.findtext("reportId") for file in files} == {number}


class TestASupplement:
    def test_names_an_earlier_report_of_the_same_account(self):
        trees = trees_of(referrals=REFERRALS)
        told: set[tuple[str | None, str | None]] = set()
        unfounded = []

        for name, tree in trees.items():
            if tree.tag != "report" or name.startswith("resent/"):
                continue
            account = tree.findtext("personOrUserReported/espIdentifier")
            prior = tree.findtext("personOrUserReported/priorCTReports")
            # The reporter who fills every field may name a report that never came.
            fills_every_field = tree.find("victim/priorCTReports") is not None
            if prior and (prior, account) not in told and not fills_every_field:
                unfounded.append(name)
            if name.endswith("/report.xml"):
                told.add((trees[name.replace("report.xml", "response.xml")].findtext("reportId"), account))

        assert unfounded == []


class TestTheDesksEvents:
    @pytest.mark.parametrize(
        ("kind", "low", "high"),
        [
            (Kind.TOR, 0.01, 0.03),
            (Kind.VPN, 0.025, 0.055),
            (Kind.HOSTING, 0.008, 0.025),
            (Kind.PRIVATE_RELAY, 0.01, 0.03),
            (Kind.MOBILE, 0.29, 0.39),
            (Kind.ABROAD, 0.01, 0.05),
            (Kind.SHARED_SITE, 0.004, 0.025),
        ],
    )
    def test_come_from_each_kind_of_network(self, kind, low, high):
        assert low <= share(lambda event: is_in(event, kind), events()) <= high

    def test_leave_the_port_out_of_half_of_those_behind_a_mobile_operators_address(self):
        behind_nat = [event for event in events() if is_in(event, Kind.MOBILE, version=4)]

        assert 0.42 <= share(lambda event: event.find("port") is None, behind_nat) <= 0.58

    @pytest.mark.parametrize(
        ("found", "low", "high"),
        [
            (lambda event: ":" in address_of(event), 0.08, 0.18),
            (lambda event: address_of(event) in MALFORMED_ADDRESSES, 0.006, 0.02),
            (lambda event: event.find("dateTime") is None, 0.01, 0.03),
            (
                lambda event: (
                    (event.findtext("dateTime") or "Z")[-1:] != "Z"
                    and (event.findtext("dateTime") or "")[19:] == ""
                ),
                0.03,
                0.07,
            ),
            (lambda event: event.find("possibleProxy") is not None, 0.25, 0.4),
            (lambda event: event.find("eventName") is None, 0.05, 0.15),
        ],
        ids=["ipv6", "malformed", "without a time", "without a zone", "proxy stated", "unnamed"],
    )
    def test_are_stated_as_badly_as_intended(self, found, low, high):
        assert low <= share(found, events()) <= high

    def test_use_only_tor_exits_that_the_reference_lists(self):
        exits = set(world_of(7).tor_exits)

        assert {address_of(event) for event in events() if is_in(event, Kind.TOR)} <= exits

    def test_share_an_address_among_many_accounts_behind_schools_and_mobile_operators(self):
        users = defaultdict(set)
        for report in reports():
            for party in report.iterfind("personOrUserReported"):
                for event in party.iterfind("ipCaptureEvent"):
                    users[address_of(event)].add(party.findtext("espIdentifier"))

        schools = [len(users[each]) for each in users if each.startswith(("198.19.19", "198.19.20"))]
        assert max(schools) >= 8
        assert max(len(each) for each in users.values()) >= 30


class TestIdentifiers:
    def test_are_shared_by_reports_of_one_account(self):
        accounts = Counter(report.findtext("personOrUserReported/espIdentifier") for report in reports())

        assert sum(count > 1 for account, count in accounts.items() if account) >= 0.1 * REFERRALS

    @pytest.mark.parametrize(
        ("path", "at_least"),
        [
            ("personOrUserReportedPerson/email", 30),
            ("personOrUserReportedPerson/phone", 20),
            ("deviceId[idType='IMEI']/idValue", 10),
        ],
    )
    def test_tie_accounts_with_different_providers_together(self, path, at_least):
        holders = defaultdict(set)
        for report in reports():
            for party in report.iterfind("personOrUserReported"):
                for each in party.iterfind(path):
                    holders[each.text].add(party.findtext("espIdentifier"))

        assert sum(len(accounts) > 1 for accounts in holders.values()) >= at_least

    def test_of_files_are_sometimes_held_by_many(self):
        reports_with = defaultdict(set)
        for file in file_documents():
            reports_with[file.findtext("originalFileHash")].add(file.findtext("reportId"))

        assert max(len(numbers) for numbers in reports_with.values()) >= 10
        assert share(lambda numbers: len(numbers) == 1, list(reports_with.values())) >= 0.8


class TestTheViralProfile:
    def test_is_mostly_of_reports_that_stand_for_many(self):
        trees = [tree for tree in trees_of("viral", referrals=60).values() if tree.tag == "report"]

        assert share(lambda report: report.find("batchedReport") is not None, trees) >= VIRAL.batched - 0.15

    def test_shares_a_few_files_among_most_reports(self):
        files = file_documents("viral", referrals=60)

        assert len({file.findtext("originalFileHash") for file in files}) <= 0.4 * len(files)


class TestTheUniformProfile:
    def test_gives_each_report_one_suspect_ten_events_and_twelve_files(self):
        trees = trees_of("bench", referrals=20)
        each = [tree for tree in trees.values() if tree.tag == "report"]
        files = [tree for tree in trees.values() if tree.tag == "fileDetails"]

        assert {len(tree.findall("personOrUserReported")) for tree in each} == {1}
        assert {len(tree.findall(".//ipCaptureEvent")) for tree in each} == {10}
        assert len(files) == 12 * len(each)
        assert {tuple(h.get("hashType") for h in file.iterfind("originalFileHash")) for file in files} == {
            ("MD5", "SHA1")
        }

    def test_makes_reports_of_about_twenty_kibibytes(self):
        size = sum(len(each.content) for each in documents_of("bench", referrals=20)) / 20

        assert 18 * 1024 <= size <= 21 * 1024
