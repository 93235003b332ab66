"""Laws of comparing: the order never matters, a thing equals itself, no mistake is taken for agreement."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.comparing import Agreement, Answered, Field, Stated, compare
from waymark.stages.attribution.rules.premises import Sameness, compare_doors, read_door

START = datetime(2015, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 365 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds))
ANY = st.text(max_size=60)
DOORS = st.builds(
    "{} {} {}, {}".format,
    st.sampled_from(["", "Flat 1,", "Flat 11,", "Flat A,", "Top Floor Flat,", "Unit 4", "Rose House,"]),
    st.integers(1, 30),
    st.sampled_from(["High Street", "High St", "Mill Lane", "St Johns Rd"]),
    st.sampled_from(["AB1 2CD", "ab12cd", "AB1 2CE", ""]),
)


def at(moment):
    return StatedTime(moment.isoformat(), moment, Zone.STATED)


class TestComparing:
    @given(st.lists(ANY, min_size=6, max_size=6), st.none() | st.integers(0, 65535), st.booleans())
    def test_has_an_answer_for_whatever_was_stated(self, texts, port, shared):
        address, operator, account, time, lines, bills = texts
        question = Stated(address, port, StatedTime(time, None, Zone.UNKNOWN), None, account, operator)

        found = compare(question, Answered(question, time, lines, bills), is_shared=shared)

        assert all(each.words for each in found.fields)

    @given(st.ip_addresses().map(str), st.integers(1, 65535), MOMENTS, st.text("abc123", min_size=1))
    def test_finds_nothing_between_a_question_and_itself(self, address, port, moment, account):
        question = Stated(address, port, at(moment), None, account, "Exampletel")

        assert compare(question, question, is_shared=True).mismatches == ()

    @given(MOMENTS, MOMENTS)
    def test_calls_moments_equal_only_when_they_are(self, one, other):
        found = compare(Stated(at=at(one)), Stated(at=at(other))).of(Field.INSTANT)

        assert (found.agreement is Agreement.EQUAL) == (one == other)

    @given(MOMENTS, st.timedeltas(timedelta(days=-900), timedelta(days=900)))
    def test_finds_the_same_mistake_from_either_side(self, moment, off):
        one, other = Stated(at=at(moment)), Stated(at=at((moment + off).replace(microsecond=0)))

        assert (
            compare(one, other).of(Field.INSTANT).agreement is compare(other, one).of(Field.INSTANT).agreement
        )


class TestDoors:
    @given(ANY | DOORS)
    def test_are_never_different_from_themselves(self, lines):
        door = read_door(lines)

        assert compare_doors(door, door).sameness is not Sameness.DIFFERENT

    @given(ANY | DOORS, ANY | DOORS)
    def test_compare_alike_from_either_side(self, one, other):
        a, b = read_door(one), read_door(other)

        assert compare_doors(a, b).sameness is compare_doors(b, a).sameness

    @given(DOORS, DOORS)
    def test_are_the_same_exactly_when_their_keys_are(self, one, other):
        a, b = read_door(one), read_door(other)

        same = compare_doors(a, b).sameness is Sameness.SAME

        assert same == bool(a.key and a.key == b.key)
