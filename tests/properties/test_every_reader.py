"""Laws that hold of every reader there is: a new one is under them as soon as it stands in the catalogue."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.referrals.types import Flaw, Read, Report
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.recognise import HEAD, recognise

CORPUS = Path(__file__).parents[2] / "fuzz" / "corpus"
DOCUMENTS = {kind: sorted((CORPUS / kind.value).glob("*")) for kind in READERS}
# What breaks readers: edges of numbers and encodings, brackets, dates that are none, words of the formats.
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b'"', b"<", b"</", b"&#0;", b"]]>", b",", b"\t",
    b"\n", b"\f", b"9" * 400, b"-1", b"1e999", b"NaN", b"null", b"N/A", b"0000-00-00", b"9999-12-31T24:00:00Z",
    b"31/02/26", b"02-30-2026 25:61:61 UTC", b"::ffff:192.0.2.1:99999", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
    "\u202e\u0000\ud7ff".encode(), b"Suspect 1\n", b"IP Address: ", b"=1+1",
)  # fmt: skip


@st.composite
def mutated(draw, documents):
    """One of the documents, with some of its bytes cut out, doubled, replaced, or joined by another's."""
    content = bytearray(draw(st.sampled_from(documents)).read_bytes())
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 60))
        how = draw(st.integers(0, 3))
        if how == 0:
            content[at : at + length] = draw(st.sampled_from(PIECES))
        elif how == 1:
            content[at:at] = content[at : at + length]
        elif how == 2:
            content[at : at + length] = draw(st.binary(max_size=8))
        else:
            del content[at:]
    return bytes(content)


def read_or_refused(kind, content, *, trace=True):
    """The facts of a document, or none and why it cannot be read."""
    try:
        return list(READERS[kind].read(io.BytesIO(content), trace=trace)), None
    except CannotRead as refusal:
        return [], refusal


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.value)
class TestEveryReader:
    def test_has_documents_to_begin_from(self, kind):
        assert DOCUMENTS[kind]

    def test_gives_facts_of_each_of_them_or_says_why_not(self, kind):
        for document in DOCUMENTS[kind]:
            facts, refusal = read_or_refused(kind, document.read_bytes())

            assert refusal or any(isinstance(fact, Report) for fact in facts)

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def test_gives_facts_that_end_reports_or_says_why_not_whatever_the_bytes(self, kind, data):
        content = data.draw(mutated(DOCUMENTS[kind]))

        facts, refusal = read_or_refused(kind, content)

        if refusal is None:
            assert any(isinstance(fact, Report) for fact in facts)
            assert all(fact.where and fact.what for fact in facts if isinstance(fact, Flaw))
        else:
            assert refusal.where
            assert "\n" not in refusal.what

    @settings(max_examples=15, deadline=None)
    @given(data=st.data())
    def test_says_the_same_traced_or_not(self, kind, data):
        content = data.draw(mutated(DOCUMENTS[kind]))

        traced, refusal = read_or_refused(kind, content)
        plain, refused = read_or_refused(kind, content, trace=False)

        assert plain == [fact for fact in traced if not isinstance(fact, Read)]
        assert str(refusal) == str(refused)

    @settings(max_examples=40, deadline=None)
    @given(data=st.data())
    def test_is_found_for_a_document_or_another_is_and_nothing_breaks(self, kind, data):
        content = data.draw(mutated(DOCUMENTS[kind]))

        recognise(content[:HEAD], name="delivery", size=len(content))
