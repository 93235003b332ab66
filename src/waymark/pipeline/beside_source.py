"""The words of a comparison where what is compared is a source and the question that was put of it."""

from __future__ import annotations

from waymark.stages.attribution.rules.comparing import FieldComparison

# The comparison speaks of a question and its answer; here what is compared is the source and the question.
_IN_WORDS_OF_SOURCE = (
    ("this may answer another question", "another question was put than the source gives"),
    ("the answer does not repeat", "the question does not state"),
    ("the question did not state", "the source does not state"),
    ("the question states no zone", "the source states no zone"),
    ("the answer states no zone", "the question states no zone"),
    ("the question was asked without the port", "the source gives no port"),
    ("in the question", "in the source"),
    ("in the answer", "in what was asked"),
    (" was asked, ", " says the source, "),
    (" answered", " was asked"),
)


def beside_source(found: FieldComparison) -> FieldComparison:
    """A comparison of the source with the question, in words that say so."""
    words = found.words
    for said, meant in _IN_WORDS_OF_SOURCE:
        if said in words:
            # Each is put aside under a sign of its own, so that none is replaced twice.
            words = words.replace(said, f"\x00{meant.replace(' ', chr(1))}\x00")
    return found._replace(words=words.replace("\x00", "").replace("\x01", " "))
