"""Whatever bytes arrive, a reader of the other formats gives facts or says why not, and loses no leaf."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.referrals.types import KeptRaw, Read, Report
from waymark.stages.intake.readers.answers import reader as answers
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.hotline import reader as hotline
from waymark.stages.intake.readers.json_documents import load
from waymark.stages.intake.readers.json_taking import leaves
from waymark.stages.intake.readers.statutory import reader as statutory
from waymark.synthetic import answers as some_answers
from waymark.synthetic.hotline import HEADINGS, assessments
from waymark.synthetic.statutory import statutory_report

EXAMPLES = {
    "statutory": (statutory, statutory_report()),
    "hotline": (hotline, assessments(rows=3)),
    "meta": (answers, some_answers.meta_records()),
    "meta tables": (answers, some_answers.meta_records(generation="tables")),
    "google": (answers, some_answers.google_subscriber()),
    "activities": (answers, some_answers.google_activities()),
    "snapchat": (answers, some_answers.snapchat_subscriber()),
    "kik": (answers, some_answers.kik_bind()),
    "discord": (answers, some_answers.discord_summary()),
    "synchronoss": (answers, some_answers.synchronoss_log()),
}
CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)


@st.composite
def mutated(draw, document):
    """The document with some of its bytes cut out, doubled or replaced."""
    parts = bytearray(document)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(parts) - 1, 0)))
        length = draw(st.integers(0, 40))
        if draw(st.booleans()):
            parts[at : at + length] = draw(st.binary(max_size=12))
        else:
            parts[at:at] = parts[at : at + length]
    return bytes(parts)


class TestAnyReader:
    @pytest.mark.parametrize("name", EXAMPLES)
    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def test_reads_or_says_why_not_whatever_the_bytes(self, name, data):
        reader, document = EXAMPLES[name]
        content = data.draw(mutated(document))

        try:
            facts = list(reader.read(io.BytesIO(content), trace=True))
        except CannotRead:
            return

        assert any(isinstance(fact, Report) for fact in facts)

    @pytest.mark.parametrize("reader", [statutory, hotline, answers])
    @given(head=st.text(max_size=300))
    def test_looks_at_any_text_without_a_fault(self, reader, head):
        assert reader.looks_like(head) in (True, False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(CELLS, inside, max_size=3),
    max_leaves=12,
)


@st.composite
def statutory_documents(draw):
    """A whole report in which members were replaced by anything at all."""
    document = json.loads(statutory_report())

    def change(value):
        if draw(st.integers(0, 12)) == 0:
            return draw(JSON)
        if isinstance(value, dict):
            return {key: change(each) for key, each in value.items()} | draw(
                st.dictionaries(CELLS, JSON, max_size=1)
            )
        return [change(each) for each in value] if isinstance(value, list) else value

    changed = {key: value if key == "schema" else change(value) for key, value in document.items()}
    return json.dumps(changed).encode()


class TestStatutory:
    @settings(max_examples=150, deadline=None)
    @given(document=statutory_documents())
    def test_names_each_leaf_once_as_read_or_as_kept_raw(self, document):
        facts = list(statutory.read(io.BytesIO(document), trace=True))

        named = sorted((fact.path, fact.text) for fact in facts if isinstance(fact, Read | KeptRaw))
        assert named == sorted(leaves("$", load(io.BytesIO(document))))


class TestHotline:
    @settings(max_examples=150, deadline=None)
    @given(
        rows=st.lists(st.lists(CELLS, min_size=1, max_size=13), max_size=6), separator=st.sampled_from(",;\t")
    )
    def test_names_each_cell_once(self, rows, separator):
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator)
        writer.writerows([HEADINGS, ["HL-1", "https://a.example.net"], *rows])

        facts = list(hotline.read(io.BytesIO(text.getvalue().encode()), trace=True))

        named = sorted(fact.text for fact in facts if isinstance(fact, Read | KeptRaw))
        table = [HEADINGS, ["HL-1", "https://a.example.net"], *rows]
        assert len(named) == sum(1 for row in table for cell in row if cell.strip())
