"""What a walk along the audit chain finds, and what it says that it cannot."""

import math
from datetime import timedelta, timezone

import pytest

from tests.unit.audit.some_chains import BEGAN, Kept, a_chain, a_checkpoint, head_of, verified
from waymark.audit.chain import (
    BEGINNING,
    Checkpoint,
    Detail,
    Entry,
    digest_of,
    digest_of_detail,
    extend,
    written,
)


def rewritten(chain: list[Kept], n: int) -> list[Kept]:
    """The chain with the subject of entry n changed, and every digest from there on made to fit."""
    before, changed = chain[: n - 1], chain[n - 1 :]
    head = head_of(before)[1]
    entries = [kept.link.entry for kept in changed]
    links = extend([entries[0]._replace(subject="rep-other"), *entries[1:]], head)
    return [*before, *(Kept(link, kept.detail) for link, kept in zip(links, changed, strict=True))]


class TestAWholeChain:
    @pytest.mark.parametrize("length", [0, 1, 2, 30])
    def test_is_found_intact_with_its_whole_length_unproven(self, length):
        finding = verified(a_chain(length))

        assert (finding.intact, finding.first_bad, finding.entries) == (True, None, length)
        assert finding.unproven_tail == length

    def test_is_proven_as_far_as_the_newest_checkpoint(self):
        chain = a_chain(10)

        finding = verified(chain, checkpoints=[a_checkpoint(chain[:7]), a_checkpoint(chain[:3])])

        assert (finding.intact, finding.unproven_tail) == (True, 3)

    def test_is_not_denied_by_a_checkpoint_taken_before_its_first_entry(self):
        finding = verified(a_chain(3), checkpoints=[Checkpoint(0, BEGINNING, BEGAN)])

        assert (finding.intact, finding.unproven_tail) == (True, 3)

    def test_stays_intact_when_details_are_erased_and_says_how_many(self):
        chain = [Kept(kept.link, None if n in (2, 5) else kept.detail) for n, kept in enumerate(a_chain(9))]

        finding = verified(chain)

        assert (finding.intact, finding.details_erased) == (True, 2)


class TestAnEntry:
    def test_that_was_changed_is_named(self):
        chain = a_chain(5)
        chain[2] = Kept(
            chain[2].link._replace(entry=chain[2].link.entry._replace(subject="x")), chain[2].detail
        )

        finding = verified(chain)

        assert (finding.intact, finding.first_bad) == (False, 3)
        assert "changed" in finding.what

    def test_that_was_changed_with_its_digest_shows_at_the_next(self):
        chain = a_chain(5)
        link = chain[2].link
        entry = link.entry._replace(actor_id=99)
        chain[2] = Kept(link._replace(entry=entry, digest=digest_of(entry, link.previous)), chain[2].detail)

        assert verified(chain).first_bad == 4

    def test_that_was_removed_is_named_by_the_gap_that_it_left(self):
        chain = a_chain(5)
        del chain[1]

        finding = verified(chain)

        assert finding.first_bad == 3
        assert "2 to 2 are missing" in finding.what

    def test_that_was_put_in_is_found_although_it_fits_what_is_before_it(self):
        chain = a_chain(5)
        (forged,) = extend([chain[2].link.entry._replace(subject="forged")], chain[1].link.digest)
        moved = [
            Kept(kept.link._replace(entry=kept.link.entry._replace(seq=kept.link.entry.seq + 1)), kept.detail)
            for kept in chain[2:]
        ]

        finding = verified([*chain[:2], Kept(forged, chain[2].detail), *moved])

        assert finding.first_bad == 4

    def test_that_changed_places_with_another_is_found(self):
        chain = a_chain(5)
        one, other = chain[1], chain[3]
        chain[1] = Kept(other.link._replace(entry=other.link.entry._replace(seq=2)), other.detail)
        chain[3] = Kept(one.link._replace(entry=one.link.entry._replace(seq=4)), one.detail)

        assert verified(chain).first_bad == 2


class TestADetail:
    @pytest.mark.parametrize(
        "change",
        [
            lambda detail: detail._replace(text=written({"n": 99})),
            lambda detail: detail._replace(salt=bytes(16)),
            lambda detail: detail._replace(desk_id=9),
        ],
    )
    def test_that_was_changed_is_named_by_its_entry(self, change):
        chain = a_chain(5)
        detail = chain[3].detail
        assert detail is not None
        chain[3] = Kept(chain[3].link, change(detail))

        finding = verified(chain)

        assert finding.first_bad == 4
        assert "detail" in finding.what

    def test_keeps_its_digest_whatever_numbers_and_signs_it_holds(self):
        odd = {
            "large": 1e16,
            "small": -0.0,
            "text": "a\x00b\udc80\u2028",
            "nested": {"b": 1, "a": [True, None]},
        }

        text = written(odd)

        assert text.isascii()
        assert digest_of_detail(b"salt", text) == digest_of_detail(
            b"salt", written(dict(reversed(odd.items())))
        )

    def test_is_refused_where_it_is_no_json(self):
        with pytest.raises(ValueError, match="JSON"):
            written({"odds": math.inf})


class TestTheTail:
    def test_that_was_cut_off_shows_against_the_recorded_head(self):
        chain = a_chain(10)

        finding = verified(chain[:8], head=head_of(chain))

        assert (finding.intact, finding.first_bad) == (False, 9)

    def test_that_was_cut_off_with_its_head_is_said_to_be_unproven(self):
        finding = verified(a_chain(10)[:8])

        assert (finding.intact, finding.unproven_tail) == (True, 8)

    def test_that_was_cut_off_with_its_head_shows_against_a_checkpoint(self):
        chain = a_chain(10)

        finding = verified(chain[:8], checkpoints=[a_checkpoint(chain)])

        assert (finding.intact, finding.first_bad) == (False, 9)
        assert "entry 10" in finding.what

    def test_that_was_put_on_behind_the_head_is_named(self):
        chain = a_chain(10)

        finding = verified(chain, head=head_of(chain[:8]))

        assert finding.first_bad == 9

    def test_whose_newest_entry_was_written_anew_shows_against_the_recorded_head(self):
        chain = a_chain(10)

        finding = verified(rewritten(chain, 10), head=head_of(chain))

        assert finding.first_bad == 10


class TestAChainWrittenAnew:
    def test_is_whole_by_itself(self):
        assert verified(rewritten(a_chain(10), 4)).intact

    def test_shows_against_a_checkpoint_taken_after_the_change(self):
        chain = a_chain(10)

        finding = verified(rewritten(chain, 4), checkpoints=[a_checkpoint(chain[:7])])

        assert (finding.intact, finding.first_bad) == (False, 7)
        assert "anew" in finding.what

    def test_is_not_denied_by_a_checkpoint_taken_before_the_change(self):
        chain = a_chain(10)

        finding = verified(rewritten(chain, 4), checkpoints=[a_checkpoint(chain[:3])])

        assert (finding.intact, finding.unproven_tail) == (True, 7)


class TestTheDigest:
    def test_is_the_same_for_the_same_moment_in_any_zone(self):
        entry = a_chain(1)[0].link.entry
        elsewhere = entry._replace(at=entry.at.astimezone(timezone(timedelta(hours=5))))

        assert digest_of(entry, BEGINNING) == digest_of(elsewhere, BEGINNING)

    def test_tells_apart_words_that_run_into_one_another(self):
        one = Entry(1, BEGAN, "ab", "c", 1, None, b"")

        assert digest_of(one, BEGINNING) != digest_of(one._replace(event="a", subject="bc"), BEGINNING)

    def test_needs_no_detail_to_be_checked_again(self):
        detail = Detail(b"salt", written({"n": 1}), None)

        assert len(digest_of_detail(detail.salt, detail.text)) == 32
