"""Laws of the queue: one strict order, whatever the order of arrival, with danger before all else."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.clocks import Level
from waymark.referrals.types import Account, DocumentKind, Party, Report, ReportedFile, Role
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text
from waymark.stages.prioritisation.rules.ranking import Actionability, Stage, Standing, rank
from waymark.stages.prioritisation.rules.signal_words import Signal
from waymark.stages.prioritisation.rules.signals import SignalTally, merged

POLICY = load_policy(shipped_policy_text())
NOW = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)

days = st.none() | st.dates(date(2025, 1, 1), date(2028, 12, 31))
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
references = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789-", min_size=1, max_size=12)
signals = st.lists(st.sampled_from(Signal), max_size=5, unique=True).map(tuple)


@st.composite
def standings(draw):
    stage = draw(st.sampled_from(Stage))
    return Standing(
        draw(references),
        draw(moments),
        stage,
        draw(st.sampled_from(Level)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(signals),
        draw(days),
        draw(days),
        draw(st.sampled_from(Actionability)),
        draw(st.integers(0, 2000)),
        draw(days),
        draw(st.none() | moments),
    )


def key(standing, *, now=NOW):
    return rank(POLICY, standing, now).key


@given(standings())
@settings(deadline=None)
def test_gate_0_comes_before_everything_else(standing):
    gate = Standing("ZZZZ", NOW, Stage.UNRESEARCHED, gate=True)

    assert standing.gate or key(gate) < key(standing)


@given(standings(), st.sampled_from(Signal))
@settings(deadline=None)
def test_a_further_signal_never_moves_a_referral_down(standing, signal):
    assert key(standing._replace(child_signals=(*standing.child_signals, signal))) <= key(standing)


@given(standings(), st.sampled_from(Level), st.sampled_from(Level))
@settings(deadline=None)
def test_a_graver_level_never_comes_after_a_lesser_one(standing, one, other):
    lesser, graver = sorted((one, other), key=lambda level: level.danger)
    researched = standing._replace(stage=Stage.RESEARCHED, gate=False, unread=False)

    assert key(researched._replace(level=graver)) <= key(researched._replace(level=lesser))


@given(standings(), signals, st.randoms())
@settings(deadline=None)
def test_the_order_of_signals_never_matters(standing, several, chance):
    shuffled = tuple(chance.sample(several, len(several)))

    assert rank(POLICY, standing._replace(child_signals=several), NOW) == rank(
        POLICY, standing._replace(child_signals=shuffled), NOW
    )


@given(standings(), st.integers(0, 800))
@settings(deadline=None)
def test_a_rank_stands_until_the_moment_it_names(standing, after):
    found = rank(POLICY, standing, NOW)
    moment = NOW + timedelta(days=after)

    if found.changes_at is None or moment < found.changes_at:
        assert key(standing, now=moment) == found.key


words = st.sampled_from(
    ["sextortion", "viral", "liveStreaming", "infant", "physicalHarm", "spam", "minorToMinorInteraction"]
)
flags = st.lists(words, max_size=3, unique=True).map(tuple)
parties = st.builds(
    Party,
    st.just(1),
    st.sampled_from(Role),
    first_name=st.sampled_from(["", "Invented"]),
    age=st.none() | st.integers(0, 90),
    date_of_birth=st.sampled_from(["", "2015-02-29", "2015-02-28", "1980-01-01", "unknown"]),
    account=st.builds(Account, identifier=st.sampled_from(["", "u-1"])),
    school=st.sampled_from(["", "Example School"]),
)
files = st.builds(ReportedFile, st.just(1), annotations=flags)


def signals_of(told, head):
    tally = SignalTally(received_on=NOW.date())
    for fact in told:
        if isinstance(fact, Party):
            tally.add_party(fact)
        else:
            tally.add_file(fact)
    return tally.finish(head)


heads = st.builds(
    Report,
    st.just(DocumentKind.REPORT),
    incident_type=st.sampled_from(["Child Sexual Molestation", "Misleading Domain Name", ""]),
    escalation=st.sampled_from(["", " ", "stated"]),
    annotations=flags,
)


@given(st.lists(parties | files, max_size=6), heads, st.randoms())
def test_the_order_in_which_a_report_is_told_never_matters(told, head, chance):
    assert signals_of(told, head) == signals_of(chance.sample(told, len(told)), head)


@given(st.lists(parties | files, max_size=5), parties | files, heads)
def test_a_report_that_tells_more_never_shows_fewer_signals(told, more, head):
    assert set(signals_of(told, head).child) <= set(signals_of([*told, more], head).child)


@given(st.lists(parties | files, max_size=5), heads, st.integers(0, 17))
def test_a_younger_child_never_shows_fewer_signals_than_an_older_one(told, head, age):
    def with_age(years):
        return signals_of([*told, Party(9, Role.VICTIM, first_name="Invented", age=years)], head)

    assert set(with_age(17).child) <= set(with_age(age).child)


@given(st.lists(st.tuples(st.lists(parties | files, max_size=3), heads), max_size=4), st.randoms())
def test_the_order_of_a_referrals_reports_never_matters(several, chance):
    told = [signals_of(facts, head) for facts, head in several]

    assert merged(told) == merged(chance.sample(told, len(told)))
