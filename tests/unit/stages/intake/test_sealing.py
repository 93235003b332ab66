import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.stages.intake.sealing import BLOCK, BrokenSeal, NotAKey, PrivateHalf, Seal, fingerprint

HALF = PrivateHalf.made()


def sealed(content: bytes, reference: str = "sld-1", *, pieces: int = 70_000):
    seal = Seal(HALF.public, reference=reference)
    chunks = [content[at : at + pieces] for at in range(0, len(content), pieces)]
    return seal.once, list(seal.blocks(chunks))


def opened(once, blocks, reference="sld-1", half=HALF):
    return b"".join(half.opened(blocks, once=once, reference=reference))


class TestSeal:
    @given(st.sampled_from((0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK)), st.sampled_from((1_000, 1 << 21)))
    def test_opens_to_the_same_bytes_whatever_their_number(self, size, pieces):
        content = bytes(n % 251 for n in range(997)) * (size // 997 + 1)

        once, blocks = sealed(content[:size], pieces=pieces)

        assert opened(once, blocks) == content[:size]
        assert all(len(block) <= BLOCK + 16 for block in blocks)

    def test_holds_nothing_of_what_it_seals(self):
        once, blocks = sealed(b"a mark that is looked for" * 1_000)

        assert b"mark" not in once + b"".join(blocks)

    def test_of_the_same_bytes_is_different_every_time(self):
        assert sealed(b"same")[1] != sealed(b"same")[1]

    @pytest.mark.parametrize(
        "damage",
        [
            lambda blocks: blocks[:-1],
            lambda blocks: blocks[1:],
            lambda blocks: [blocks[1], blocks[0], *blocks[2:]],
            lambda blocks: [blocks[0], blocks[0], *blocks[1:]],
            lambda blocks: [*blocks, blocks[-1]],
            lambda blocks: [bytes([blocks[0][0] ^ 1]) + blocks[0][1:], *blocks[1:]],
            lambda _: [],
        ],
    )
    def test_breaks_when_a_block_is_changed_moved_or_missing(self, damage):
        once, blocks = sealed(bytes(2 * BLOCK + 5))

        with pytest.raises(BrokenSeal, match="sld-1"):
            opened(once, damage(blocks))

    def test_opens_under_its_own_reference_alone(self):
        once, blocks = sealed(b"content", "sld-1")

        with pytest.raises(BrokenSeal):
            opened(once, blocks, "sld-2")

    def test_opens_for_its_own_key_alone(self):
        once, blocks = sealed(b"content")

        with pytest.raises(BrokenSeal):
            opened(once, blocks, half=PrivateHalf.made())

    def test_breaks_for_a_public_half_that_is_none(self):
        _, blocks = sealed(b"content")

        with pytest.raises(BrokenSeal):
            opened(bytes(32), blocks)


class TestPrivateHalf:
    def test_is_read_again_with_its_passphrase(self):
        written = HALF.written(passphrase="example words")

        assert PrivateHalf.read(written, passphrase="example words").public == HALF.public

    @pytest.mark.parametrize("passphrase", ["", "other words"])
    def test_is_not_read_without_it(self, passphrase):
        written = HALF.written(passphrase="example words")

        with pytest.raises(NotAKey, match="passphrase"):
            PrivateHalf.read(written, passphrase=passphrase)

    def test_of_another_kind_is_refused(self):
        with pytest.raises(NotAKey):
            PrivateHalf.read(b"-----BEGIN NONSENSE-----", passphrase="")

    def test_has_a_name_that_fits_a_telephone_call(self):
        assert len(fingerprint(HALF.public)) == 16
