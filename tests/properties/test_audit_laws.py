"""Any single tampering of any chain is found; erasure alone is not tampering."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.audit.some_chains import Kept, a_chain, a_checkpoint, head_of, verified
from waymark.audit.chain import Detail, Entry, digest_of, extend, written

LENGTHS = st.integers(min_value=2, max_value=12)

A_CHANGED_FIELD = st.sampled_from(
    [
        ("at", lambda entry: entry.at.replace(microsecond=entry.at.microsecond ^ 1)),
        ("event", lambda entry: f"{entry.event}_"),
        ("subject", lambda entry: f"{entry.subject} "),
        ("actor_id", lambda entry: entry.actor_id + 1),
        ("desk_id", lambda entry: 3 if entry.desk_id is None else None),
        ("detail_digest", lambda entry: entry.detail_digest[::-1]),
    ]
)


def with_entry(kept: Kept, entry: Entry) -> Kept:
    return replace(kept, link=kept.link._replace(entry=entry))


@given(length=LENGTHS, change=A_CHANGED_FIELD, fits=st.booleans(), data=st.data())
def test_an_entry_changed_in_any_field_is_found(length, change, fits, data):
    """fits: its own digest was made to fit the change, which only moves where it shows by one."""
    chain = a_chain(length)
    n = data.draw(st.integers(0, length - 1))
    name, value = change
    entry = chain[n].link.entry
    chain[n] = with_entry(chain[n], entry._replace(**{name: value(entry)}))
    if fits:
        link = chain[n].link
        chain[n] = replace(chain[n], link=link._replace(digest=digest_of(link.entry, link.previous)))

    finding = verified(chain, head=head_of(a_chain(length)))

    assert not finding.intact
    assert finding.first_bad in (n + 1, min(n + 2, length))


@given(length=LENGTHS, field=st.sampled_from(["previous", "digest"]), data=st.data())
def test_a_changed_digest_is_found(length, field, data):
    chain = a_chain(length)
    n = data.draw(st.integers(0, length - 1))
    spoilt = bytes([getattr(chain[n].link, field)[0] ^ 1]) + getattr(chain[n].link, field)[1:]
    chain[n] = replace(chain[n], link=chain[n].link._replace(**{field: spoilt}))

    assert not verified(chain, head=head_of(a_chain(length))).intact


@given(length=LENGTHS, data=st.data())
def test_any_entries_removed_before_the_last_are_found(length, data):
    chain = a_chain(length)
    gone = data.draw(st.sets(st.integers(0, length - 2), min_size=1))

    finding = verified([kept for n, kept in enumerate(chain) if n not in gone])

    assert not finding.intact
    assert finding.first_bad is not None
    assert finding.first_bad > min(gone) + 1


@given(length=LENGTHS, data=st.data())
def test_two_entries_that_changed_places_are_found(length, data):
    chain = a_chain(length)
    one, other = data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    seqs = chain[one].link.entry.seq, chain[other].link.entry.seq
    chain[one], chain[other] = (
        with_entry(chain[other], chain[other].link.entry._replace(seq=seqs[0])),
        with_entry(chain[one], chain[one].link.entry._replace(seq=seqs[1])),
    )

    finding = verified(chain, head=head_of(a_chain(length)))

    assert finding.first_bad == min(seqs)


@given(length=LENGTHS, data=st.data())
def test_an_entry_put_in_anywhere_is_found(length, data):
    chain = a_chain(length)
    n = data.draw(st.integers(0, length - 1))
    before = chain[n - 1].link.digest if n else bytes(32)
    (forged,) = extend([chain[n].link.entry._replace(subject="forged")], before)
    moved = [with_entry(kept, kept.link.entry._replace(seq=kept.link.entry.seq + 1)) for kept in chain[n:]]

    finding = verified([*chain[:n], Kept(forged, chain[n].detail), *moved])

    assert finding.first_bad == n + 2


@given(length=LENGTHS, text=st.text(), data=st.data())
def test_a_changed_detail_is_found(length, text, data):
    chain = a_chain(length)
    n = data.draw(st.integers(0, length - 1))
    detail = chain[n].detail
    assert detail is not None
    chain[n] = replace(chain[n], detail=Detail(detail.salt, written({"said": text}), detail.desk_id))

    assert verified(chain).first_bad == n + 1


@given(length=LENGTHS, data=st.data())
def test_a_tail_cut_off_is_found_against_its_head_and_against_any_checkpoint_in_it(length, data):
    chain = a_chain(length)
    left = data.draw(st.integers(0, length - 1))
    known = data.draw(st.integers(left + 1, length))

    against_head = verified(chain[:left], head=head_of(chain))
    against_checkpoint = verified(chain[:left], checkpoints=[a_checkpoint(chain[:known])])

    assert against_head.first_bad == against_checkpoint.first_bad == left + 1


@given(length=LENGTHS, data=st.data())
def test_a_chain_written_anew_is_found_by_every_checkpoint_after_the_change_and_by_no_other(length, data):
    chain = a_chain(length)
    changed = data.draw(st.integers(1, length))
    known = data.draw(st.integers(1, length))
    entries = [kept.link.entry for kept in chain]
    entries[changed - 1] = entries[changed - 1]._replace(subject="other")
    anew = [Kept(link, kept.detail) for link, kept in zip(extend(entries, bytes(32)), chain, strict=True)]

    finding = verified(anew, checkpoints=[a_checkpoint(chain[:known])])

    assert finding.intact == (known < changed)


@given(length=LENGTHS, data=st.data())
def test_erasing_any_details_leaves_a_chain_whole(length, data):
    gone = data.draw(st.sets(st.integers(0, length - 1)))
    chain = [replace(kept, detail=None) if n in gone else kept for n, kept in enumerate(a_chain(length))]

    finding = verified(chain)

    assert (finding.intact, finding.details_erased) == (True, len(gone))
