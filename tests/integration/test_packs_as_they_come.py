"""Packs as they come, Word document, PDF, ZIP: through the whole door, into the form, and to a report."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.builders import Held, a_viewer, receive
from tests.unit.stages.intake.readers.received.documents import WHOLE, as_json
from waymark.access.viewing import acting
from waymark.pipeline import packs
from waymark.stages.intake.operations.packs import open_pack
from waymark.stages.intake.queries.packs import documents_to_enter, pack_called
from waymark.stages.intake.readers.pack_cover.confirming import Said, State
from waymark.stages.intake.readers.pack_cover.keeping import proposals_from_json
from waymark.stages.intake.readers.pack_cover.values import one_line
from waymark.synthetic import packs as synthetic
from waymark.synthetic.pack_documents import as_docx, as_mail, as_pdf

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FILES = {"pack.docx": as_docx, "pack.pdf": as_pdf, "pack.eml": as_mail}


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def a_pack(number=0):
    """One invented pack; number 0 is a form, and each next is written in another manner."""
    return synthetic.packs(11, number + 1, until=NOW)[number]


def a_zip(members) -> Held:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return Held(content.getvalue(), name="dissemination.zip")


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def begin(viewer) -> str:
    with acting(viewer):
        return open_pack(viewer, [each.reference for each in documents_to_enter(viewer)], now=NOW)


def enter_as_proposed(viewer, reference) -> str:
    with acting(viewer):
        draft = packs.draft(viewer, reference, now=NOW)
        said = [
            Said(of.proposal.place, State.CONFIRMED, of.proposal.value) for of in draft.proposals.values()
        ]
        packs.save_draft(viewer, reference, said, version=0, now=NOW)
        return packs.enter(viewer, reference, now=NOW)


def proposed(viewer, reference) -> set[str]:
    with acting(viewer):
        draft = packs.draft(viewer, reference, now=NOW)
    return {one_line(of.proposal.value) for of in draft.proposals.values()}


class TestADocument:
    @pytest.mark.parametrize("name", FILES)
    def test_waits_with_its_facts_proposed_from_its_own_text(self, desk, name):
        pack = a_pack()
        (answer,) = receive(desk, Held(FILES[name](pack), name=name), now=NOW)

        found = proposed(desk, begin(desk))

        assert answer.outcome == "unfinished"
        stated = {each.value for each in pack.stated if each.name in {"ip_address", "report_number", "port"}}
        assert stated
        assert stated <= found

    @pytest.mark.parametrize("name", FILES)
    def test_becomes_a_report_that_says_where_each_fact_stands(self, desk, name):
        receive(desk, Held(FILES[name](a_pack()), name=name), now=NOW)
        reference = begin(desk)

        report = enter_as_proposed(desk, reference)

        assert rows(desk, "select count(*) from report where reference = %s", report) == [(1,)]
        assert rows(desk, "select distinct outcome from delivery where has_content") == [("accepted",)]
        ((facts, copied),) = rows(
            desk,
            "select count(*), count(*) filter (where how = 'copied') from pack_fact where state = 'confirmed'",
        )
        assert facts == copied > 0

    @pytest.mark.parametrize("number", range(5))
    def test_reads_the_same_as_word_document_and_as_mail_in_every_manner(self, desk, number):
        pack = a_pack(number)
        tips = {each.value for each in pack.stated if each.name == "report_number"}
        receive(desk, Held(as_docx(pack), name="one.docx"), now=NOW)
        as_word = proposed(desk, begin(desk))
        receive(desk, Held(as_mail(pack), name="two.eml"), now=NOW)
        as_sent = proposed(desk, begin(desk))

        assert tips <= as_word & as_sent


class TestAZip:
    def test_gives_its_pack_to_the_form_and_its_report_to_its_own_reader(self, desk):
        package = a_zip({"cover/pack.pdf": as_pdf(a_pack()), "report.json": as_json(WHOLE)})

        (answer,) = receive(desk, package, now=NOW)

        assert len(answer.reports) == 1
        assert rows(desk, "select kind, outcome from delivery where has_content order by kind") == [
            ("ncmec_json", "accepted"),
            ("pack", "unfinished"),
        ]
        report = enter_as_proposed(desk, begin(desk))
        assert report not in answer.reports
        assert rows(desk, "select count(*) from report") == [(2,)]

    def test_shows_its_documents_together(self, desk):
        pack = a_pack()
        receive(desk, a_zip({"cover.pdf": as_pdf(pack), "letter.docx": as_docx(a_pack(1))}), now=NOW)

        with acting(desk):
            waiting = documents_to_enter(desk)

        assert len({each.together for each in waiting}) == 1
        assert {each.container for each in waiting} == {"dissemination.zip"}


class TestWhatWasProposed:
    def test_is_kept_with_the_pack_when_it_is_opened(self, desk):
        receive(desk, Held(as_mail(a_pack()), name="pack.eml"), now=NOW)
        reference = begin(desk)

        ((kept, miner),) = rows(desk, "select proposals::text, miner from pack")

        with acting(desk):
            found = pack_called(desk, reference, now=NOW)
        assert miner.startswith("pack-cover/")
        assert found is not None
        assert found.proposals == proposals_from_json(json.loads(kept)) != {}
