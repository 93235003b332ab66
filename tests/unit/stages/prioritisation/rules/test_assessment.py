from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from waymark.clocks import Level
from waymark.clocks.nations import Nation
from waymark.stages.prioritisation.rules.answers import Answer, Said, verified_age_answers
from waymark.stages.prioritisation.rules.assessment import (
    FactUsed,
    NoStepApplies,
    Path,
    assess,
    assess_known,
    is_researched,
    next_lapse,
)
from waymark.stages.prioritisation.rules.conditions import Condition
from waymark.stages.prioritisation.rules.facts import FACTS, Bearing, CheckName
from waymark.stages.prioritisation.rules.policy import (
    Kind,
    Policy,
    Step,
    kept_policy,
    load_policy,
    shipped_policy_text,
)

NOW = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)
POLICY = load_policy(shipped_policy_text())
DANGERS = [fact.name for fact in FACTS.values() if fact.bearing is Bearing.DANGER]


def known(*, days_ago=0, yes=(), no=()):
    at = NOW - timedelta(days=days_ago)
    said = {**dict.fromkeys(no, Said.NO), **dict.fromkeys(yes, Said.YES)}
    return {name: Answer(name, answer, at, FACTS[name].check) for name, answer in said.items()}


def everything_no(*, but=()):
    return [name for name in DANGERS if name not in but]


def next_check_of(answers):
    found = assess(POLICY, answers, NOW).next_check
    assert found
    return found


class TestTheLevel:
    @pytest.mark.parametrize(
        ("yes", "level", "fired"),
        [
            (["threat_to_life"], "very_high", "gate_0"),
            (["contact_offence_history", "access_to_children"], "very_high", "history_with_access"),
            (["grooming_or_incitement", "child_at_address"], "very_high", "behaviour_with_access"),
            (["coercion_of_child", "child_identifiable"], "very_high", "behaviour_with_identifiable_child"),
            (["registered_sex_offender"], "high", "contact_history"),
            (["child_at_address"], "high", "access"),
            (["producing_or_live_streaming"], "high", "current_behaviour"),
            (["domestic_abuse"], "medium", "other_factors"),
            ([], "medium", "not_all_known"),
        ],
    )
    def test_is_that_of_the_first_step_that_holds(self, yes, level, fired):
        found = assess(POLICY, known(yes=yes), NOW)

        assert (found.level, found.fired) == (level, fired)

    def test_is_low_only_when_everything_was_checked_and_found_to_be_no(self):
        found = assess(POLICY, known(no=everything_no()), NOW)

        assert (found.level, found.fired, found.lowest, found.highest) == (
            Level.LOW,
            "all_checked_and_no",
            Level.LOW,
            Level.LOW,
        )
        assert (found.next_check, found.unknown, found.minutes) == (None, (), 0)

    @pytest.mark.parametrize("unknown", ["child_at_address", "access_to_children", "contact_offence_history"])
    def test_is_not_low_while_one_of_them_is_unknown(self, unknown):
        found = assess(POLICY, known(no=everything_no(but=[unknown])), NOW)

        assert found.level is Level.MEDIUM

    def test_rises_again_when_the_checks_are_past_their_shelf_life(self):
        found = assess(POLICY, known(no=everything_no(), days_ago=29), NOW)

        assert (found.level, found.lowest) == (Level.MEDIUM, Level.LOW)

    def test_names_the_facts_it_rests_on(self):
        found = assess(
            POLICY, known(yes=["contact_offence_history", "access_to_children", "domestic_abuse"]), NOW
        )

        assert found.facts == (
            FactUsed("contact_offence_history", Said.YES),
            FactUsed("access_to_children", Said.YES),
        )

    def test_names_the_policy_it_came_from(self):
        found = assess(POLICY, {}, NOW)

        assert (found.policy_version, found.policy_digest) == (POLICY.version, POLICY.digest)

    def test_says_that_it_came_from_a_floor_and_from_which_facts(self):
        lowered = kept_policy(
            shipped_policy_text().replace(
                'name = "not_all_known"\nlevel = "medium"', 'name = "not_all_known"\nlevel = "low"'
            )
        )

        found = assess(lowered, known(no=["child_at_address"]), NOW)

        assert (found.level, found.fired) == (Level.MEDIUM, "household_unknown")
        assert found.facts == (FactUsed("access_to_children", Said.UNKNOWN),)
        assert "Nobody has yet found out" in found.because

    def test_is_refused_by_a_policy_without_a_step_for_it(self):
        holed = Policy("x", "a", "b", NOW.date(), "0", {}, (), (), (), (), {}, {}, {})

        with pytest.raises(NoStepApplies, match="policy check"):
            assess_known(holed, 0, 0)


class TestTheInterval:
    def test_is_everything_when_nothing_is_known(self):
        found = assess(POLICY, {}, NOW)

        assert (found.lowest, found.highest) == (Level.LOW, Level.VERY_HIGH)

    def test_is_a_point_when_the_gravest_is_known(self):
        found = assess(POLICY, known(yes=["abuse_in_progress"]), NOW)

        assert (found.lowest, found.highest, found.next_check) == (Level.VERY_HIGH, Level.VERY_HIGH, None)

    def test_does_not_go_below_what_is_known(self):
        found = assess(POLICY, known(yes=["child_at_address"]), NOW)

        assert (found.lowest, found.highest) == (Level.HIGH, Level.VERY_HIGH)


class TestTheNextCheck:
    def test_is_the_one_that_could_move_the_level_most_a_minute(self):
        answered = known(no=everything_no(but=["child_at_address", "position_of_trust"]))

        check = next_check_of(answered)

        assert (check.check, check.facts, check.minutes) == (
            CheckName.CHILDRENS_SERVICES,
            ("child_at_address",),
            30,
        )
        assert check.could_move_to is Level.HIGH
        assert check.question == FACTS["child_at_address"].question

    def test_is_the_dearer_one_when_it_can_move_the_level_further(self):
        answered = known(
            yes=["contact_offence_allegation"],
            no=everything_no(but=["contact_offence_allegation", "child_at_address", "domestic_abuse"]),
        )

        check = next_check_of(answered)

        assert (check.check, check.could_move_to) == (CheckName.CHILDRENS_SERVICES, Level.VERY_HIGH)

    def test_is_still_named_when_no_check_alone_can_move_the_level(self):
        both = Condition(
            yes=1 << list(FACTS).index("domestic_abuse") | 1 << list(FACTS).index("position_of_trust")
        )
        steps = (
            Step(Kind.STEP, "both", Level.HIGH, both, "", ()),
            Step(Kind.STEP, "else", Level.LOW, Condition(), "", ()),
        )
        policy = Policy(
            "x", "a", "b", NOW.date(), "both", {}, steps, (), (), (), {}, {}, POLICY.check_minutes
        )

        found = assess_known(policy, 0, 0)

        assert found.next_check
        assert (found.next_check.check, found.next_check.could_move_to) == (
            CheckName.LOCAL_RECORDS,
            Level.HIGH,
        )


class TestWhatIsStillToFindOut:
    def test_is_only_what_could_still_matter_with_the_minutes_of_its_checks(self):
        found = assess(POLICY, known(yes=["registered_sex_offender"], no=["access_to_children"]), NOW)

        assert "position_of_trust" in found.unknown
        assert "substance_misuse" not in found.unknown
        assert "contact_offence_history" not in found.unknown
        assert found.minutes == sum(
            POLICY.check_minutes[check] for check in {FACTS[name].check for name in found.unknown}
        )


class TestIsResearched:
    def of(self, answers):
        return is_researched(assess(POLICY, answers, NOW), answers.values())

    def test_is_not_so_after_one_check(self):
        assert not self.of(known(no=["other_convictions", "contact_offence_history"]))

    def test_is_so_when_every_check_was_made(self):
        assert self.of(known(no=everything_no()))

    def test_is_still_so_when_the_answers_have_lapsed(self):
        assert self.of(known(no=everything_no(), days_ago=300))

    def test_is_so_when_nothing_left_could_matter(self):
        assert self.of(known(yes=["abuse_in_progress"]))

    def test_is_not_so_when_only_a_report_has_spoken(self):
        claimed = known(yes=["coercion_of_child", "child_identifiable"])

        assert not is_researched(assess(POLICY, claimed, NOW), [])


class TestThePath:
    def of(self, age, nation=Nation.ENGLAND_AND_WALES, **facts):
        verified = verified_age_answers(age=age, nation=nation, answered_at=NOW, source="r", checker="c")
        return assess(POLICY, {**known(**facts), **{answer.fact: answer for answer in verified}}, NOW)

    def test_of_a_verified_child_is_welfare_first_and_leaves_the_level(self):
        child, adult = self.of(15, yes=["coercion_of_child"]), self.of(40, yes=["coercion_of_child"])

        assert (child.path, adult.path) == (Path.WELFARE_FIRST, Path.STANDARD)
        assert child.level is adult.level is Level.HIGH

    @pytest.mark.parametrize(
        ("age", "nation", "path"),
        [
            (9, Nation.ENGLAND_AND_WALES, Path.WELFARE_ONLY),
            (11, Nation.SCOTLAND, Path.WELFARE_ONLY),
            (11, Nation.NORTHERN_IRELAND, Path.WELFARE_FIRST),
        ],
    )
    def test_below_the_age_of_responsibility_is_welfare_only(self, age, nation, path):
        assert self.of(age, nation).path is path

    def test_is_not_chosen_by_an_age_that_a_report_states(self):
        found = assess(POLICY, known(yes=["child_user_possibly_suspect", "coercion_of_child"]), NOW)

        assert (found.path, found.verify_age, found.level) == (Path.STANDARD, True, Level.HIGH)

    def test_no_longer_asks_for_an_age_that_is_verified(self):
        assert self.of(30, yes=["child_user_possibly_suspect"]).verify_age is False


class TestNextLapse:
    def test_is_when_the_first_answer_becomes_unknown(self):
        answers = known(no=["child_at_address", "position_of_trust"], yes=["domestic_abuse"]).values()

        assert next_lapse(POLICY, answers, NOW) == NOW + timedelta(days=28)

    def test_is_never_when_only_danger_is_known(self):
        assert next_lapse(POLICY, known(yes=["domestic_abuse"]).values(), NOW) is None


class TestALineThatFired:
    def test_is_the_floor_where_a_ceiling_had_pulled_the_level_below_it(self):
        always = Condition()
        policy = replace(
            POLICY,
            steps=(Step(Kind.STEP, "step", Level.VERY_HIGH, always, "", ()),),
            floors=(Step(Kind.FLOOR, "floor", Level.MEDIUM, always, "", ()),),
            ceilings=(Step(Kind.CEILING, "ceiling", Level.LOW, always, "", ()),),
            digest="invented",
        )

        found = assess_known(policy, 0, 0)

        assert (found.level, found.fired) == (Level.MEDIUM, "floor")
