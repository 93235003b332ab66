import re

import pytest

from waymark.stages.prioritisation.rules.facts import GATE_FACTS, CheckName
from waymark.stages.prioritisation.rules.guards import check_policy
from waymark.stages.prioritisation.rules.policy import PolicyRefused, load_policy, shipped_policy_text

SHIPPED = shipped_policy_text()

A_STEP = """
[[step]]
name = "further"
level = "{level}"
when = {{ {when} }}
because = "An invented reason."
source = "decision"
"""


def with_step(*, level="high", when, before="other_factors"):
    """The shipped policy with one more step, put before another."""
    at = SHIPPED.index(f'[[step]]\nname = "{before}"')
    return SHIPPED[:at] + A_STEP.format(level=level, when=when) + SHIPPED[at:]


def with_lines(text):
    """The shipped policy with more tables at its end."""
    return f"{SHIPPED}\n{text}"


def a_limit(kind, *, level, when):
    return with_lines(A_STEP.format(level=level, when=when).replace("[[step]]", f"[[{kind}]]"))


def replaced(old, new, *, count=1):
    assert old in SHIPPED
    return SHIPPED.replace(old, new, count)


def without(kind, name):
    found = re.search(rf'\[\[{kind}\]\]\nname = "{name}".*?(?=\n\[\[|\n# )', SHIPPED, re.DOTALL)
    assert found
    return SHIPPED.replace(found[0], "")


def codes(text):
    return {problem.code for problem in check_policy(text)[1]}


class TestTheShippedPolicy:
    def test_passes_every_check(self):
        assert check_policy(SHIPPED)[1] == ()

    def test_names_its_sources_and_when_it_takes_effect(self):
        policy = load_policy(SHIPPED)

        assert policy.effective.isoformat() == "2026-11-22"
        assert all(line.sources for line in (*policy.steps, *policy.floors))


PROXIES = (
    *("suspect_age", "suspectAge", "suspect_is_under_25", "date_of_birth", "sex", "gender", "male_suspect"),
    *("race", "ethnicity", "nationality", "religion", "disability", "sexual_orientation", "marital_status"),
    *("pregnancy", "gender_reassignment", "postcode", "deprivation_decile", "surname", "first_language"),
    *("boys_depicted", "girls_depicted", "unemployed", "image_volume", "asylum_seeker"),
    *("housing_district", "name_origin", "attends_mosque", "receives_benefits", "school_attended"),
    *("council_estate", "universal_credit_claimant", "native_speaker", "born_abroad", "town_of_residence"),
    *(
        "p0stcode",
        "Post-Code",
        "postсode",
        "relig1on",
        "POST_CODE_AREA",
        "suspectEthnicity",
        "natioпality_origin",
    ),
)

# Twenty other ways, each tried against the checks before they refused it.
OTHER_PROXIES = (
    *(
        "first_name_origin",
        "surname_frequency",
        "sounds_foreign",
        "postcode_deprivation_decile",
        "council_tax_band",
    ),
    *(
        "faith_school",
        "nationality_by_phone_prefix",
        "dialling_code",
        "welsh_speaking",
        "marital_status_unknown",
    ),
    *("sex_of_first_name", "pip_claimant", "nhs_service_user", "gp_surgery", "ethnic_look_of_name"),
    *("travellers_site", "caravan_site", "hostel", "ip_language_header", "free_school_meals"),
    *("lone_parent", "settled_status", "tower_block", "deaf", "ramadan_activity", "polish_first_name"),
)
OTHER_REASONS = (
    "Those from a travellers' site are worse.",
    "A first name that is Polish raises it.",
    "Homes in the lowest council tax band.",
    "They went to a faith school.",
    "A phone prefix from abroad.",
    "He speaks Welsh.",
    "Patients at that GP surgery.",
    "Living in a hostel.",
    "Lone parents are looked at last.",
    "The browser set to Urdu tells.",
    "Those without settled status.",
)


class TestProxies:
    @pytest.mark.parametrize("proxy", [*PROXIES, *OTHER_PROXIES])
    def test_are_refused_as_a_fact(self, proxy):
        text = with_step(when=f'any = ["{proxy}"]')

        assert [problem.code for problem in check_policy(text)[1]] == ["proscribed"]

    @pytest.mark.parametrize("because", OTHER_REASONS)
    def test_are_refused_as_a_reason(self, because):
        assert codes(replaced("The suspect has access to children.", because)) == {"proscribed"}

    @pytest.mark.parametrize(
        "because",
        ["As Scottish guidance has it.", "A teacher of pupils.", "Told by an NHS safeguarding lead."],
    )
    def test_are_not_found_in_a_reason_that_rests_on_none(self, because):
        assert codes(replaced("The suspect has access to children.", because)) == set()

    @pytest.mark.parametrize("key", ["all", "any", "and_any", "none"])
    def test_are_refused_in_every_demand(self, key):
        assert "proscribed" in codes(with_step(when=f'{key} = ["threat_to_life", "postcode"]'))

    @pytest.mark.parametrize(
        "text",
        [
            a_limit("floor", level="medium", when='any = ["religion"]'),
            a_limit("ceiling", level="low", when='any = ["suspect_age"]'),
            with_lines(
                '[[floor]]\nname = "x"\nlevel = "low"\nwhile_unknown = ["ethnicity"]\nbecause = "y"\nsource = "decision"'
            ),
            with_lines('[[signal]]\nname = "girls_depicted"\ngrade = 1\nsource = "decision"'),
            with_lines('[[shelf_life]]\nfact = "nationality"\ndays = 3\nsource = "decision"'),
            with_lines('[[check]]\nname = "postcode_deprivation"\nminutes = 3\nsource = "decision"'),
            with_lines('[[band]]\nholds = "deprived_areas"\nbecause = "y"\nsource = "decision"'),
            "postcode_weight = 3\n" + SHIPPED,
            replaced('name = "access"\n', 'name = "access"\nsuspect_age_under = 25\n'),
            replaced('name = "other_factors"', 'name = "young_men"'),
            replaced("The suspect has access to children.", "Young men do more harm."),
            replaced('all = ["child_identifiable"]', 'all = ["child_identifiable"], gender = ["x"]'),
            replaced(
                'all = ["child_identifiable"]', 'all = ["child_identifiable"], not = { any = ["postcode"] }'
            ),
            with_step(when='any = [["postcode"]]'),
            with_step(when='any = [{ fact = "district" }]'),
            replaced("The suspect has access to children.", "Worse on a council estate."),
            replaced(
                "The suspect has access to children.", "Men under 25 are worse: the suspect is under 25."
            ),
            replaced("The suspect has access to children.", "Those who attend the m0sque."),
            SHIPPED.replace("[sources]", '[sources]\npostcode_study = "x"'),
        ],
    )
    def test_are_refused_wherever_they_stand(self, text):
        assert "proscribed" in codes(text)

    @pytest.mark.parametrize(
        "fact",
        ["suspect_is_child_verified", "suspect_below_responsibility_verified", "child_user_possibly_suspect"],
    )
    @pytest.mark.parametrize("kind", ["floor", "ceiling"])
    def test_include_the_suspects_age_even_when_verified(self, fact, kind):
        assert "proscribed" in codes(a_limit(kind, level="medium", when=f'any = ["{fact}"]'))
        assert "proscribed" in codes(with_step(when=f'any = ["{fact}"]'))


class TestAFile:
    @pytest.mark.parametrize(
        "content", [SHIPPED.encode(), SHIPPED.encode("utf-8-sig"), SHIPPED.replace("\n", "\r\n").encode()]
    )
    def test_may_come_from_any_editor(self, content):
        assert check_policy(content)[1] == ()


class TestARefusal:
    def test_says_where_in_the_file_and_what_to_do(self):
        text = with_step(when='any = ["postcode"]')

        (problem,) = check_policy(text)[1]

        assert problem.where == 'step 8 "further" when.any'
        assert text.splitlines()[problem.line - 1] == 'when = { any = ["postcode"] }'
        assert problem.do

    def test_of_a_policy_to_be_loaded_carries_every_problem(self):
        text = with_step(when='any = ["postcode", "no_such_fact"]')

        with pytest.raises(PolicyRefused, match="postcode") as refused:
            load_policy(text)

        assert [problem.code for problem in refused.value.problems] == ["proscribed", "unknown_fact"]

    @pytest.mark.parametrize(
        "content",
        ["version = ", "[[step]", b"\xff\xfe", "", "step = 3", "[step]\nx = 1", "a = " + "[" * 5000],
    )
    def test_is_given_for_what_is_no_policy_at_all(self, content):
        assert check_policy(content)[1]


class TestHeadAndSources:
    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ('version = "2026-11"', 'version = " "', "missing_version"),
            ('author = "Waymark project"', "", "missing_author"),
            ("effective = 2026-11-22", 'effective = "soon"', "missing_effective"),
            ("effective = 2026-11-22", "effective = 2026-11-22T00:00:00Z", "missing_effective"),
            ('source = "production"', 'source = "hearsay"', "missing_source"),
            ('source = "production"', "", "missing_source"),
            ('source = "production"', "source = []", "missing_source"),
            ('because = "The suspect has access to children."', "", "missing_because"),
            ('level = "very_high"', 'level = "extreme"', "unknown_level"),
            ('"travel_to_abuse"]', '"travel_to_abuse", "astrology"]', "unknown_fact"),
            ("otherwise = true", "otherwise = false", "unclear_condition"),
            ('name = "contact_history"', 'name = "access"', "duplicate"),
            ("after_days = 7", "after_days = 400", "out_of_range"),
            ("grade = 1", "grade = 0", "out_of_range"),
            ("grade = 1", "grade = true", "out_of_range"),
            ('name = "trafficking"', 'name = "molestation"', "duplicate"),
        ],
    )
    def test_are_asked_for(self, old, new, code):
        assert code in codes(replaced(old, new))

    def test_need_an_approver_who_is_not_the_author(self):
        text = re.sub(r'approver = ".*"', 'approver = "waymark PROJECT "', SHIPPED)

        assert "one_person" in codes(text)

    def test_may_set_a_forces_own_minutes_and_shelf_lives(self):
        text = with_lines(
            '[[check]]\nname = "pnd"\nminutes = 25\nsource = "decision"\n'
            '[[shelf_life]]\nfact = "child_at_address"\ndays = 14\nsource = "decision"'
        )

        policy = load_policy(text)

        assert (policy.check_minutes[CheckName.PND], policy.shelf_days["child_at_address"]) == (25, 14)


class TestGaps:
    def test_are_refused_when_no_step_is_left_for_what_is_unknown(self):
        assert "gap" in codes(without("step", "not_all_known"))


class TestUnreachableSteps:
    @pytest.mark.parametrize(
        "text",
        [
            with_step(when='all = ["child_at_address", "domestic_abuse"]'),
            with_step(when='all = ["domestic_abuse"], none = ["domestic_abuse"]'),
            with_step(
                when='any = ["grooming_or_incitement"], and_any = ["access_to_children", "child_at_address"]'
            ),
            replaced("otherwise = true", "otherwise = true")
            + '\n[[step]]\nname = "late"\nlevel = "medium"\notherwise = true\nbecause = "y"\nsource = "decision"',
        ],
    )
    def test_are_refused(self, text):
        assert "unreachable" in codes(text)

    def test_are_told_from_steps_that_one_way_only_can_reach(self):
        text = with_step(when='any = ["child_at_address", "domestic_abuse"]', level="medium")

        assert "unreachable" not in codes(text)

    def test_name_the_step_that_comes_first(self):
        text = with_step(when='all = ["child_at_address", "domestic_abuse"]')

        (problem,) = check_policy(text)[1]

        assert '"access"' in problem.what


class TestGate0:
    @pytest.mark.parametrize("fact", ["threat_to_life", "abuse_in_progress", "child_in_crisis"])
    def test_may_not_lose_a_fact(self, fact):
        assert "gate_0" in codes(replaced(f'"{fact}", ', ""))

    def test_may_not_come_after_another_step(self):
        text = with_step(before="gate_0", level="high", when='any = ["position_of_trust"]')

        assert "gate_0" in codes(text)

    def test_may_not_stand_under_a_ceiling(self):
        assert "gate_0" in codes(a_limit("ceiling", level="medium", when='all = ["suspect_in_custody"]'))


class TestTheHousehold:
    def test_keeps_a_child_at_the_address_at_high_or_above(self):
        text = re.sub(
            r'"child_at_address", (?="access_to_children", "position_of_trust"\] \}\nbecause = "The)',
            "",
            without("floor", "child_at_address"),
        )

        assert "household" in codes(text)

    def test_unknown_may_never_be_low(self):
        text = without("floor", "household_unknown").replace(
            'name = "not_all_known"\nlevel = "medium"', 'name = "not_all_known"\nlevel = "low"'
        )

        assert "household" in codes(text)


class TestHistory:
    def test_unknown_may_never_be_low(self):
        text = SHIPPED.replace(
            '"identified_child_with_suspect", "contact_offence_history", ',
            '"identified_child_with_suspect", ',
        )

        (problem,) = check_policy(text)[1]

        assert (problem.code, problem.where) == ("history", 'step "all_checked_and_no"')
        assert "contact_offence_history" in problem.what

    def test_unknown_may_not_be_made_low_by_a_ceiling(self):
        none = ", ".join(f'"{fact}"' for fact in (*GATE_FACTS, "child_at_address", "access_to_children"))
        text = a_limit("ceiling", level="low", when=f'all = ["suspect_in_custody"], none = [{none}]')

        assert "history" in codes(text)


class TestDirection:
    def test_refuses_a_danger_that_lowers_the_level(self):
        text = with_step(before="contact_history", level="medium", when='any = ["domestic_abuse"]')

        assert "lowers" in codes(text)

    def test_refuses_an_unknown_that_is_taken_for_no(self):
        text = with_step(before="contact_history", level="very_high", when='none = ["substance_misuse"]')

        assert "lowers" in codes(text)

    def test_refuses_a_childs_age_that_lowers_the_level(self):
        text = with_step(
            before="contact_history", level="medium", when='any = ["child_under_five_at_address"]'
        )

        assert "childs_age_lowers" in codes(text)

    def test_lets_a_childs_age_raise_the_level(self):
        text = with_step(
            before="contact_history", level="very_high", when='any = ["child_under_five_at_address"]'
        )

        assert codes(text) == set()

    def test_refuses_a_fact_that_limits_outside_a_ceiling(self):
        assert "limiting_fact" in codes(with_step(when='any = ["suspect_in_custody"]'))

    def test_refuses_a_ceiling_that_rests_on_danger(self):
        text = a_limit("ceiling", level="medium", when='all = ["substance_misuse"]')

        assert "lowers" in codes(text)


class TestFloorsAndCeilings:
    def test_are_refused_when_both_can_hold_and_contradict(self):
        text = a_limit("ceiling", level="medium", when='all = ["suspect_in_custody"]')

        assert "contradiction" in codes(text)

    def test_are_let_pass_when_the_ceiling_asks_that_the_danger_is_known_to_be_no(self):
        none = ", ".join(
            f'"{fact}"'
            for fact in (
                *("threat_to_life", "abuse_in_progress", "child_in_crisis", "identified_child_with_suspect"),
                "child_at_address",
            )
        )

        text = a_limit("ceiling", level="medium", when=f'all = ["suspect_in_custody"], none = [{none}]')

        assert codes(text) == set()


class TestBands:
    def test_are_refused_when_one_is_missing(self):
        assert "bands" in codes(replaced('holds = "low"', 'holds = "medium"'))

    def test_are_refused_when_a_lesser_one_comes_first(self):
        swapped = replaced('holds = "high"', 'holds = "?"').replace('holds = "medium"', 'holds = "high"')

        assert "bands" in codes(swapped.replace('holds = "?"', 'holds = "medium"'))


class TestSignals:
    def test_are_refused_when_one_has_no_grade(self):
        assert "signals" in codes(without("signal", "sextortion"))
