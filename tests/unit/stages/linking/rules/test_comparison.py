"""What shared identifiers are worth, and what they never say."""

from datetime import UTC, datetime, timedelta

from waymark.referrals.identifiers import LINKED_ACCOUNT, IdentifierKind
from waymark.stages.linking.rules.comparison import Relation, Shared, compare, telling_role
from waymark.stages.linking.rules.differing import OTHER_NAMES
from waymark.stages.linking.rules.gaps import gap_between
from waymark.stages.linking.rules.sentences import sentence

SUSPECTS = ("suspect", "suspect")


def shared(kind=IdentifierKind.EMAIL, *, by=2, roles=SUSPECTS, identifier=1):
    return Shared(kind, "x@example.com", by, roles, identifier)


class TestCompare:
    def test_says_less_the_more_share_it(self):
        alone, crowded = compare([shared()]), compare([shared(by=12)])

        assert alone.probability > crowded.probability

    def test_takes_what_is_said_of_a_victim_for_a_relation_without_weight(self):
        proposal = compare([shared(roles=("suspect", "victim"))])

        assert proposal.relation is Relation.RELATED
        assert [each.weight for each in proposal.evidence] == [0.0]

    def test_is_not_moved_by_what_two_victims_share(self):
        one_address = compare([shared()])

        with_victims = compare([shared(), shared(IdentifierKind.PHONE, roles=("victim", "victim"))])

        assert with_victims.probability == one_address.probability
        assert with_victims.relation is Relation.ONE_SUBJECT

    def test_counts_two_files_of_one_kind_once(self):
        one = compare([shared(IdentifierKind.FILE_HASH)])

        two = compare([shared(IdentifierKind.FILE_HASH), shared(IdentifierKind.FILE_HASH, identifier=2)])

        assert two.probability == one.probability


class TestTellingRole:
    def test_is_the_suspect_where_there_is_one(self):
        assert telling_role(["victim", "suspect", "file"]) == "suspect"

    def test_is_the_report_before_somebody_else(self):
        assert telling_role(["victim", "file"]) == "file"


class TestSentence:
    def test_can_be_read_aloud(self):
        proposal = compare([shared()])

        said = sentence("ref-A", "ref-B", proposal.relation, proposal.probability, proposal.evidence)

        assert said == (
            "About 93 in 100 that ref-A and ref-B are one subject. Both name the same e-mail address: "
            "x@example.com (stated of the suspect; no other referral has it), strong evidence."
        )

    def test_never_calls_two_different_people_one(self):
        proposal = compare([shared(roles=("suspect", "victim"))])

        said = sentence("ref-A", "ref-B", proposal.relation, proposal.probability, proposal.evidence)

        assert "through different people" in said
        assert "one subject" not in said


NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def span(first, last):
    """A use from and until so many days after noon."""
    return NOON + timedelta(days=first), NOON + timedelta(days=last)


class TestGapBetween:
    def test_is_none_of_what_overlaps(self):
        assert gap_between([span(0, 10)], [span(5, 6)]) == 0.0

    def test_is_between_the_nearest_of_all_uses_whichever_way_round(self):
        one, other = [span(0, 1), span(100, 101)], [span(103, 110), span(400, 400)]

        assert gap_between(one, other) == gap_between(other, one) == 2.0

    def test_is_unknown_where_no_time_is_stated_of_one(self):
        assert gap_between([span(0, 1)], [(None, None)]) is None


class TestAnAddressGivenAgain:
    def at(self, gap, kind=IdentifierKind.IP):
        return compare([Shared(kind, "198.51.100.7", 2, SUSPECTS, 1, gap)]).evidence[0].weight

    def test_says_less_the_longer_between_its_uses(self):
        weights = [self.at(gap) for gap in (0.0, 1.0, 14.0, 60.0, 365.0)]

        assert weights == sorted(weights, reverse=True)
        assert round(weights[0] - weights[3], 2) == 1.0

    def test_is_taken_for_two_months_apart_where_a_time_is_not_stated(self):
        assert self.at(None) == self.at(60.0)

    def test_is_an_address_alone_and_not_a_mailbox(self):
        assert self.at(365.0, IdentifierKind.EMAIL) == self.at(0.0, IdentifierKind.EMAIL)

    def test_counts_once_with_the_line_it_lies_in(self):
        address = Shared(IdentifierKind.IP, "2001:db8::1", 2, SUSPECTS, 1, 0.0)
        line = Shared(IdentifierKind.IP_LINE, "2001:db8::/64", 2, SUSPECTS, 2, 0.0)

        assert compare([address, line]).probability == compare([line]).probability


class TestPeopleAlike:
    def test_weigh_what_the_model_measured_and_say_the_same_as_the_exact_words(self):
        alike = Shared(
            IdentifierKind.PERSON_ALIKE, "the same full name (+10.0)", 2, SUSPECTS, -1, measured=9.0
        )
        exact = Shared(IdentifierKind.PERSON, "rosalind examplewood 1984-03-12", 2, SUSPECTS, 1)

        assert compare([alike]).evidence[0].weight == 9.0
        assert compare([alike, exact]).probability == compare([exact]).probability

    def test_are_said_without_counting_who_else_is_alike(self):
        alike = Shared(
            IdentifierKind.PERSON_ALIKE, "the same full name (+10.0)", 2, SUSPECTS, -1, measured=9.0
        )
        made = compare([alike])

        words = sentence("ref-1", "ref-2", made.relation, made.probability, made.evidence)

        assert "the same full name (+10.0)" in words
        assert "no other referral" not in words

    def test_relate_only_where_one_is_a_subscriber(self):
        roles = ("suspect", "subscriber")

        made = compare(
            [Shared(IdentifierKind.PERSON_ALIKE, "the same full name", 2, roles, -1, measured=9.0)]
        )

        assert made.relation is Relation.RELATED


class TestWhatAHouseholdShares:
    def evidence(self, kind, value="x", roles=SUSPECTS):
        return Shared(kind, value, 2, roles, 1, 0.0 if kind is IdentifierKind.IP else None)

    def test_is_not_made_one_person_by_a_name_that_father_and_son_may_bear(self):
        line, name = self.evidence(IdentifierKind.IP), self.evidence(IdentifierKind.NAME, "an invented")

        assert compare([line, name]).probability < 0.65
        assert compare([line, name, self.evidence(IdentifierKind.EMAIL, "x@example.com")]).probability > 0.99

    def test_never_makes_one_of_a_suspect_and_a_victim(self):
        address = self.evidence(IdentifierKind.EMAIL, "x@example.com", ("suspect", "victim"))

        proposal = compare([address, self.evidence(IdentifierKind.IP)])

        assert proposal.relation is Relation.RELATED


class TestOneAccount:
    """Two referrals that name one account share all that it is registered with, whoever was at the keys."""

    account = Shared(IdentifierKind.ACCOUNT, "1338039596617548737", 2, SUSPECTS, 1)
    email = Shared(IdentifierKind.EMAIL, "x@example.com", 2, SUSPECTS, 2)
    page = Shared(IdentifierKind.PROFILE_URL, "chat.example/u/winterheron7741", 2, SUSPECTS, 3)

    def test_is_said_once_with_all_that_it_has(self):
        assert (
            compare([self.account]).probability
            == compare([self.account, self.email, self.page]).probability
            < 0.9
        )

    def test_says_aloud_that_two_people_may_have_used_it(self):
        proposal = compare([self.account, self.email])

        said = sentence("ref-A", "ref-B", proposal.relation, proposal.probability, proposal.evidence)

        assert "one account, which perhaps two people used" in said

    def test_is_one_persons_where_a_device_or_a_line_says_so_too(self):
        device = Shared(IdentifierKind.DEVICE, "0bd17c3bda938011", 2, SUSPECTS, 4)
        proposal = compare([self.account, self.email, device])

        said = sentence("ref-A", "ref-B", proposal.relation, proposal.probability, proposal.evidence)

        assert proposal.probability > 0.99
        assert "perhaps two people" not in said

    def test_of_somebody_described_otherwise_is_hardly_theirs(self):
        differs = Shared(IdentifierKind.PERSON_DIFFERS, "other names", 2, SUSPECTS, 0, measured=OTHER_NAMES)

        assert compare([self.account, differs]).probability < 0.6

    def test_that_the_reporter_links_with_anothers_is_the_same_persons(self):
        linked = self.account._replace(roles=("suspect", LINKED_ACCOUNT))
        proposal = compare([linked])

        said = sentence("ref-A", "ref-B", proposal.relation, proposal.probability, proposal.evidence)

        assert proposal.probability >= 0.95
        assert "perhaps two people" not in said


class TestWhatAHouseholdMayShare:
    def test_is_not_made_likelier_by_the_line_it_is_on(self):
        line = Shared(IdentifierKind.IP, "198.51.100.7", 2, SUSPECTS, 9, 0.0)
        for kind, value in (
            (IdentifierKind.EMAIL, "x@example.com"),
            (IdentifierKind.DEVICE, "0bd17c3bda938011"),
        ):
            alone = Shared(kind, value, 2, SUSPECTS, 1)

            assert compare([alone, line]).probability == compare([alone]).probability

    def test_says_no_more_for_a_mailbox_than_for_its_address_as_written(self):
        address = Shared(IdentifierKind.EMAIL, "x.heron@example.com", 2, SUSPECTS, 1)
        mailbox = Shared(IdentifierKind.EMAIL_LOOSE, "x.heron+1@example.com", 2, SUSPECTS, 2)

        assert compare([mailbox]).probability > compare([address, mailbox]).probability
        assert compare([address, mailbox]).probability == compare([address]).probability


class TestAGroup:
    def test_and_the_files_that_go_round_in_it_are_one_thing(self):
        group = Shared(IdentifierKind.GROUP, "chat.example/join/1", 2, SUSPECTS, 1)
        file = Shared(IdentifierKind.FILE_HASH, "0caf3f279fe9009d42f2e627cbdda2c1", 2, ("file", "file"), 2)

        assert compare([group, file]).probability == compare([file]).probability < 0.1


class TestANameThatPeopleChoose:
    def probability(self, kind, value):
        return compare([Shared(kind, value, 2, SUSPECTS, 1)]).probability

    def test_says_more_the_fewer_choose_it(self):
        common, seldom = (
            self.probability(IdentifierKind.HANDLE, name) for name in ("dave123", "winterheron7741")
        )

        assert common < 0.2
        assert 0.8 < seldom < 0.9

    def test_says_one_thing_with_the_page_and_the_number_of_its_account(self):
        page = Shared(IdentifierKind.PROFILE_URL, "chat.example/u/winterheron7741", 2, SUSPECTS, 1)
        name = Shared(IdentifierKind.HANDLE, "winterheron7741", 2, SUSPECTS, 2)

        assert compare([page, name]).probability == compare([page]).probability

    def test_says_nothing_more_where_it_is_the_name_in_an_address_that_is_shared(self):
        address = Shared(IdentifierKind.EMAIL, "winterheron7741@example.com", 2, SUSPECTS, 1)
        name = Shared(IdentifierKind.ALIAS, "winterheron7741@example.com", 2, SUSPECTS, 2)

        assert compare([name, address]).probability == compare([address]).probability

    def test_given_again_on_one_service_says_little(self):
        name = Shared(IdentifierKind.HANDLE, "winterheron7741", 2, SUSPECTS, 1)
        there = Shared(IdentifierKind.HANDLE_AT, "WinterHeron7741", 2, SUSPECTS, 2)

        assert compare([name, there]).probability < compare([name]).probability

    def test_that_a_text_says_is_another_of_theirs_says_more_than_one_chosen_alike(self):
        alike = Shared(IdentifierKind.HANDLE, "winterheron77", 2, SUSPECTS, 1)
        named = alike._replace(roles=("suspect", "found_in_text"))
        of_a_third = alike._replace(roles=("found_in_text", "found_in_text"))

        assert compare([named]).probability > compare([alike]).probability
        assert compare([of_a_third]).probability <= compare([alike]).probability

    def test_says_less_where_a_crowd_shares_it_than_where_one_person_may(self):
        few, many = (
            compare([Shared(IdentifierKind.EMAIL, "x@example.com", by, SUSPECTS, 1)]).probability
            for by in (5, 16)
        )

        assert few > 0.9
        assert many < 0.5

    def test_says_nothing_more_where_it_is_made_of_the_persons_name(self):
        person = Shared(IdentifierKind.PERSON, "an examplewood 1984-03-12", 2, SUSPECTS, 1)
        name = Shared(IdentifierKind.ALIAS, "an.examplewood1984@example.com", 2, SUSPECTS, 2)

        assert compare([person, name]).probability == compare([person]).probability
