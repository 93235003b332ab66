from datetime import UTC, datetime

from waymark.clocks import PROMISES, Level
from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.facts import FACTS
from waymark.stages.prioritisation.rules.placing import Everything
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text
from waymark.stages.prioritisation.rules.replay import Replay
from waymark.stages.prioritisation.rules.signals import Signals

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SHIPPED = load_policy(shipped_policy_text())
STRICTER = load_policy(
    shipped_policy_text().replace(
        'name = "other_factors"\nlevel = "medium"', 'name = "other_factors"\nlevel = "high"'
    )
)


def known(**said):
    answers = [Answer(name, each, NOW, FACTS[name].check) for name, each in said.items()]
    return Everything(reports=[("rep-1", NOW, Signals())], answers=answers)


class TestReplay:
    def test_says_who_would_move_which_way_and_why(self):
        replay = Replay(STRICTER, now=NOW)

        replay.add({"ref-1": known(domestic_abuse=Said.YES), "ref-2": known()}, before=SHIPPED)
        found = replay.result()

        assert (found.referrals, found.up, found.down) == (2, 1, 0)
        assert found.by_move == ((Level.MEDIUM, Level.HIGH, 1),)
        assert (found.moves[0].referral, found.moves[0].fired_after) == ("ref-1", "other_factors")

    def test_says_the_same_the_other_way_round(self):
        replay = Replay(SHIPPED, now=NOW)

        replay.add({"ref-1": known(domestic_abuse=Said.YES)}, before=STRICTER)

        assert (replay.result().up, replay.result().down) == (0, 1)

    def test_keeps_every_referral_and_hour_in_the_desks_work(self):
        replay = Replay(STRICTER, now=NOW)

        replay.add({"ref-1": known(domestic_abuse=Said.YES), "ref-2": known()}, before=SHIPPED)
        loads = replay.result().loads

        assert (
            sum(load.referrals_before for load in loads) == sum(load.referrals_after for load in loads) == 2
        )
        assert [load.level for load in loads] == sorted(PROMISES, key=lambda level: -level.danger)
        assert all((load.hours_before > 0) is (load.referrals_before > 0) for load in loads)
