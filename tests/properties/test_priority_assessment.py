"""Laws of the level: exact intervals on any policy, and what no policy that passes its checks can do.

`Plain` judges a policy with words, dictionaries and every completion in turn: slow, and simple enough
to be believed. The real rules must agree with it.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.answers import Answer, Said, current, settled
from waymark.stages.prioritisation.rules.assessment import assess, assess_known
from waymark.stages.prioritisation.rules.conditions import Condition
from waymark.stages.prioritisation.rules.facts import BIT, CHECKS, FACTS, Bearing
from waymark.stages.prioritisation.rules.guards import _direction, _unreachable
from waymark.stages.prioritisation.rules.policy import Kind, Policy, Step, load_policy, shipped_policy_text

SHIPPED = load_policy(shipped_policy_text())
NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = (
    "child_at_address",
    "domestic_abuse",
    "position_of_trust",
    "other_convictions",
    "substance_misuse",
    "access_to_children",
)
LEVELS = tuple(sorted(Level, key=lambda level: level.danger))
STATES = (Said.YES, Said.NO, Said.UNKNOWN)
_digests = count()


class Plain:
    """A policy in words. A line: demands by name (all, none, any, and_any, unknown) and a level."""

    def __init__(self, steps, floors, ceilings):
        self.steps, self.floors, self.ceilings = steps, floors, ceilings

    @staticmethod
    def holds(demands, said):
        return all(
            {
                "all": lambda names: all(said[name] is Said.YES for name in names),
                "none": lambda names: all(said[name] is Said.NO for name in names),
                "any": lambda names: any(said[name] is Said.YES for name in names),
                "and_any": lambda names: any(said[name] is Said.YES for name in names),
                "unknown": lambda names: any(said[name] is Said.UNKNOWN for name in names),
            }[kind](names)
            for kind, names in demands.items()
        )

    def level(self, said):
        level = next(level for demands, level in self.steps if self.holds(demands, said))
        for demands, ceiling in self.ceilings:
            if self.holds(demands, said):
                level = min(level, ceiling)
        for demands, floor in self.floors:
            if self.holds(demands, said):
                level = max(level, floor)
        return level

    def interval(self, said):
        unknown = [name for name in NAMES if said[name] is Said.UNKNOWN]
        levels = [
            self.level({**said, **dict(zip(unknown, completion, strict=True))})
            for completion in product((Said.YES, Said.NO), repeat=len(unknown))
        ]
        return min(levels), max(levels)

    def as_policy(self):
        def lines(kind, listed):
            return tuple(
                Step(kind, f"{kind} {n}", LEVELS[level], condition(demands), "", ())
                for n, (demands, level) in enumerate(listed)
            )

        return Policy(
            *("x", "author", "approver", date(2026, 11, 22), f"invented {next(_digests)}", {}),
            lines(Kind.STEP, self.steps),
            lines(Kind.FLOOR, self.floors),
            lines(Kind.CEILING, self.ceilings),
            *((), {}, SHIPPED.shelf_days, SHIPPED.check_minutes),
        )


def bits(names):
    return sum(BIT[name] for name in names)


def condition(demands):
    groups = tuple(bits(demands[key]) for key in ("any", "and_any") if key in demands)
    return Condition(
        bits(demands.get("all", ())), bits(demands.get("none", ())), groups, bits(demands.get("unknown", ()))
    )


names = st.sets(st.sampled_from(NAMES), min_size=1, max_size=3)
levels = st.integers(0, 3)


def demands(*kinds):
    return st.dictionaries(st.sampled_from(kinds), names, min_size=1, max_size=2)


a_when = demands("all", "none", "any", "and_any")
answers = st.fixed_dictionaries({name: st.sampled_from(STATES) for name in NAMES})


@st.composite
def plain_policies(draw):
    steps = draw(st.lists(st.tuples(a_when, levels), max_size=6))
    floors = st.lists(st.tuples(a_when | demands("unknown"), levels), max_size=3)
    ceilings = st.lists(st.tuples(a_when, levels), max_size=2)
    return Plain([*steps, ({}, draw(levels))], draw(floors), draw(ceilings))


def sets(said):
    yes = bits(name for name, answer in said.items() if answer is Said.YES)
    return yes, bits(name for name, answer in said.items() if answer is Said.NO)


@given(plain_policies(), answers)
@settings(max_examples=400, deadline=None)
def test_level_and_interval_equal_those_of_every_completion_tried(plain, said):
    found = assess_known(plain.as_policy(), *sets(said))

    assert found.level.danger == plain.level(said)
    assert (found.lowest.danger, found.highest.danger) == plain.interval(said)


@given(plain_policies(), answers)
@settings(max_examples=200, deadline=None)
def test_the_next_check_is_the_best_of_all_checks_tried(plain, said):
    found = assess_known(plain.as_policy(), *sets(said))

    lowest, highest = plain.interval(said)
    if lowest == highest:
        assert found.next_check is None
        return
    now, best = plain.level(said), 0.0
    reached = {}
    for check in CHECKS:
        asked = [name for name in NAMES if said[name] is Said.UNKNOWN and FACTS[name].check is check]
        reach = {
            plain.level({**said, **dict(zip(asked, completion, strict=True))})
            for completion in product((Said.YES, Said.NO), repeat=len(asked))
        }
        reached[check] = max(abs(level - now) for level in reach)
        best = max(best, reached[check] / SHIPPED.check_minutes[check])
    assert found.next_check
    assert reached[found.next_check.check] / found.next_check.minutes == best
    assert all(said[name] is Said.UNKNOWN for name in found.next_check.facts)


@given(plain_policies())
@settings(max_examples=200, deadline=None)
def test_a_step_is_called_unreachable_exactly_when_no_state_fires_it(plain):
    policy = plain.as_policy()

    fires = set()
    for states in product(STATES, repeat=len(NAMES)):
        said = dict(zip(NAMES, states, strict=True))
        fires.add(next(n for n, (when, _) in enumerate(plain.steps) if plain.holds(when, said)))

    never = {f'step "step {n}"' for n in range(len(plain.steps)) if n not in fires}
    assert {problem.where for problem in _unreachable(policy)} == never


@given(plain_policies())
@settings(max_examples=100, deadline=None)
def test_a_fact_is_said_to_lower_the_level_exactly_when_in_some_state_it_does(plain):
    policy = plain.as_policy()
    table = {
        states: plain.level(dict(zip(NAMES, states, strict=True)))
        for states in product(STATES, repeat=len(NAMES))
    }

    lowering = set()
    for states, level in table.items():
        for at, name in enumerate(NAMES):
            if states[at] is not Said.UNKNOWN:
                continue
            with_yes, with_no = (
                table[(*states[:at], answer, *states[at + 1 :])] for answer in (Said.YES, Said.NO)
            )
            if with_yes < level or with_no > level:
                lowering.add(name)

    assert {problem.what.split()[0] for problem in _direction(policy)} == lowering


DANGERS = [name for name, fact in FACTS.items() if fact.bearing is Bearing.DANGER]
any_facts = st.dictionaries(st.sampled_from(list(FACTS)), st.sampled_from(STATES))


def answered(said, *, days_ago=0):
    at = NOW - timedelta(days=days_ago)
    return {name: Answer(name, answer, at, FACTS[name].check) for name, answer in said.items()}


def danger(said, *, at=NOW):
    return assess(SHIPPED, answered(said), at).level.danger


@given(any_facts, st.sampled_from(DANGERS))
@settings(deadline=None)
def test_a_yes_to_danger_never_lowers_the_level(said, fact):
    unknown, no, yes = (danger({**said, fact: answer}) for answer in (Said.UNKNOWN, Said.NO, Said.YES))

    assert no <= unknown <= yes


@given(any_facts, any_facts)
@settings(deadline=None)
def test_the_level_lies_within_the_interval_and_finding_out_more_never_widens_it(said, more):
    assume(all(said.get(name, Said.UNKNOWN) in {Said.UNKNOWN, answer} for name, answer in more.items()))
    before, after = assess(SHIPPED, answered(said), NOW), assess(SHIPPED, answered({**said, **more}), NOW)

    assert before.lowest.danger <= before.level.danger <= before.highest.danger
    if all(answer is not Said.UNKNOWN for answer in more.values()):
        assert before.lowest.danger <= after.lowest.danger <= after.highest.danger <= before.highest.danger


@given(any_facts, st.integers(0, 400))
@settings(deadline=None)
def test_time_alone_never_lowers_the_level(said, days):
    assert danger(said, at=NOW + timedelta(days=days)) >= danger(said)


@given(any_facts, st.booleans())
@settings(deadline=None)
def test_the_suspects_age_never_moves_the_level(said, is_child):
    routed = {
        **said,
        "suspect_is_child_verified": Said.YES if is_child else Said.NO,
        "suspect_below_responsibility_verified": Said.YES if is_child else Said.NO,
        "child_user_possibly_suspect": Said.YES,
    }

    assert danger(routed) == danger(said)


@given(any_facts)
@settings(deadline=None)
def test_the_order_in_which_answers_are_told_never_matters(said):
    forwards = answered(said)
    backwards = dict(reversed(forwards.items()))

    assert assess(SHIPPED, forwards, NOW) == assess(SHIPPED, backwards, NOW)


several_answers = st.lists(
    st.builds(
        Answer,
        st.sampled_from(["child_at_address", "domestic_abuse"]),
        st.sampled_from(STATES),
        st.integers(-5, 40).map(lambda days: NOW - timedelta(days=days)),
        st.sampled_from(list(CHECKS)),
        st.sampled_from(["record 1", "record 2"]),
    ),
    max_size=8,
)


@given(several_answers, st.randoms())
@settings(deadline=None)
def test_which_answer_stands_never_depends_on_the_order(several, chance):
    assert settled(several, NOW) == settled(chance.sample(several, len(several)), NOW)


@given(several_answers)
@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
def test_a_no_never_stands_while_another_check_says_yes(several):
    standing = settled(several, NOW)

    for name, answer in standing.items():
        others = settled(
            [other for other in several if other.fact == name and other.check != answer.check], NOW
        )
        if others and current(answer, NOW) is Said.NO:
            assert current(others[name], NOW) is not Said.YES
