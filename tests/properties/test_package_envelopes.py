"""Laws of packages: the same content gives the same bytes, what was changed is refused, nothing crashes a reader."""

from __future__ import annotations

import io
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from waymark.stages.casework.readers.envelopes import NotAPackage, open_package
from waymark.stages.casework.rules.envelopes import (
    MANIFEST,
    PACKAGE,
    SIGNATURE,
    Heading,
    Letter,
    fingerprint,
    key_of,
    seal,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
HEADING = Heading(
    Letter.DISSEMINATION,
    "dsm-1",
    "E23000036",
    "A force",
    "E23000001",
    "2026-11-22T12:00:00Z",
    marking="OFFICIAL",
)
content = st.binary(max_size=200)


@given(content)
def test_the_same_content_gives_the_same_bytes(body: bytes) -> None:
    assert seal(HEADING, {PACKAGE: body}, KEY) == seal(HEADING, {PACKAGE: body}, KEY)


@given(content)
def test_what_was_sealed_is_opened_again_whole(body: bytes) -> None:
    sealed = seal(HEADING, {PACKAGE: body}, KEY)

    opened = open_package(sealed.content)

    assert opened.heading == HEADING
    assert (opened.members, opened.digest, opened.key) == ({PACKAGE: body}, sealed.digest, key_of(KEY))


@given(st.data())
def test_one_byte_changed_anywhere_is_refused_or_changes_nothing(data: st.DataObject) -> None:
    sealed = seal(HEADING, {PACKAGE: b'{"a": 1}'}, KEY)
    place = data.draw(st.integers(0, len(sealed.content) - 1))
    changed = bytearray(sealed.content)
    changed[place] ^= data.draw(st.integers(1, 255))

    try:
        opened = open_package(bytes(changed))
    except NotAPackage:
        return
    assert (opened.heading, opened.members) == (HEADING, {PACKAGE: b'{"a": 1}'})


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(body: bytes) -> None:
    with pytest.raises(NotAPackage):
        open_package(body)


def test_a_manifest_signed_by_another_key_than_it_names_is_refused() -> None:
    mine, theirs = seal(HEADING, {PACKAGE: b"{}"}, KEY), seal(HEADING, {PACKAGE: b"{}"}, OTHER)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(mine.content)) as ours,
        zipfile.ZipFile(io.BytesIO(theirs.content)) as other,
        zipfile.ZipFile(made, "w") as mixed,
    ):
        mixed.writestr(MANIFEST, ours.read(MANIFEST))
        mixed.writestr(SIGNATURE, other.read(SIGNATURE))
        mixed.writestr(PACKAGE, b"{}")

    with pytest.raises(NotAPackage, match="signature"):
        open_package(made.getvalue())


def test_a_fingerprint_is_short_enough_to_be_read_out() -> None:
    assert len(fingerprint(key_of(KEY))) == 19
    assert fingerprint(key_of(KEY)) != fingerprint(key_of(OTHER))
