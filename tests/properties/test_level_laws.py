"""Laws of the level in force, and of the past made again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.test_priority_assessment import answers, plain_policies, sets
from waymark.clocks import Level
from waymark.stages.prioritisation.rules.assessment import assess_known
from waymark.stages.prioritisation.rules.deciding import (
    Confirmation,
    Decision,
    Result,
    in_force,
    is_lowering,
)
from waymark.stages.prioritisation.rules.facts import BIT, FACTS, named
from waymark.stages.prioritisation.rules.in_full import Known, in_full, made_again
from waymark.stages.prioritisation.rules.policy import (
    defaults_of,
    kept_policy,
    load_policy,
    shipped_policy_text,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = shipped_policy_text()
POLICY = load_policy(TEXT)
LINES = st.sampled_from(["access", "contact_history", "not_all_known"])
LEVELS = st.sampled_from(list(Level))

results = st.lists(
    st.builds(Result, LEVELS, st.integers(0, 9).map(lambda hours: NOON + timedelta(hours=hours))), max_size=3
)


@st.composite
def decisions(draw):
    """As the operation writes them: whatever is below what was proposed then needs a second person."""
    made = []
    for _ in range(draw(st.integers(0, 3))):
        level, ours, at = draw(LEVELS), draw(LEVELS), NOON + timedelta(minutes=draw(st.integers(0, 600)))
        needs = is_lowering(level, ours=ours, held=ours)
        said = draw(st.sampled_from([None, *Confirmation])) if needs else None
        made.append(
            Decision(level, at, ours, draw(LINES), needs, said, at + timedelta(hours=1) if said else None)
        )
    return made


@given(LEVELS, LINES, results, decisions(), st.randoms())
def test_the_order_in_which_things_were_recorded_never_matters(ours, fired, said, made, chance):
    one = in_force(ours, fired, results=said, decisions=made)

    assert (
        in_force(
            ours, fired, results=chance.sample(said, len(said)), decisions=chance.sample(made, len(made))
        )
        == one
    )


@given(LEVELS, LINES, results, decisions())
def test_a_challenge_is_always_above_the_level_and_is_never_more_than_is_proposed(ours, fired, said, made):
    found = in_force(ours, fired, results=said, decisions=made)

    assert found.challenge in {None, ours}
    assert found.ranked.danger >= found.level.danger


@given(LEVELS, LINES, results, decisions(), LEVELS)
def test_a_decision_that_nobody_confirmed_changes_no_level(ours, fired, said, made, level):
    before = in_force(ours, fired, results=said, decisions=made)
    waiting = Decision(level, NOON + timedelta(days=2), ours, fired, needs_second=True)
    refused = waiting._replace(confirmation=Confirmation.REFUSED, confirmed_at=NOON + timedelta(days=3))

    for more in (waiting, refused):
        after = in_force(ours, fired, results=said, decisions=[*made, more])
        assert (after.level, after.basis, after.challenge) == (before.level, before.basis, before.challenge)


@given(LEVELS, LINES, results, decisions(), LEVELS)
def test_a_result_of_the_force_after_a_decision_never_lowers_the_level(ours, fired, said, made, level):
    before = in_force(ours, fired, results=said, decisions=made)
    later = Result(level, NOON + timedelta(days=2))

    after = in_force(ours, fired, results=[*said, later], decisions=made)

    if any(each.took_effect_at for each in made):
        assert after.level.danger >= before.level.danger
    else:
        assert after.level is level


any_state = st.lists(st.sampled_from("yn?"), min_size=len(FACTS), max_size=len(FACTS))


@given(any_state)
def test_an_assessment_is_made_again_to_the_byte_from_what_was_kept(state):
    yes = sum(bit for bit, said in zip(BIT.values(), state, strict=True) if said == "y")
    no = sum(bit for bit, said in zip(BIT.values(), state, strict=True) if said == "n")
    told = in_full(assess_known(POLICY, yes, no))

    again = made_again(kept_policy(TEXT, defaults_of(POLICY)), Known(named(yes), named(no)))

    assert again == told
    assert json.loads(told.text)["policy_sha256"] == POLICY.digest


@given(plain_policies(), answers)
def test_the_line_that_is_said_to_have_fired_is_one_that_holds_and_gives_the_level(plain, said):
    policy = plain.as_policy()
    found = assess_known(policy, *sets(said))

    fired = next(
        line for line in (*policy.steps, *policy.floors, *policy.ceilings) if line.name == found.fired
    )
    assert fired.level is found.level
    assert fired.when.holds(*sets(said))
