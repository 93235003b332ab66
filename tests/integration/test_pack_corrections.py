"""An entered pack is put right by another, one set aside is taken up again, and nothing that was said is lost."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.builders import Held, a_viewer, receive
from tests.integration.test_packs import NOW, a_mail, begin, confirm_all, enter, rows, said
from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.pipeline import packs
from waymark.stages.intake.operations.pack_corrections import (
    CorrectionBegun,
    NotEntered,
    NotSetAside,
    WhyWanted,
    begin_correction,
    reopen,
)
from waymark.stages.intake.operations.packs import PackClosed, set_aside
from waymark.stages.intake.queries.pack_facts import facts_from_packs
from waymark.stages.intake.queries.pack_glances import packs_to_enter
from waymark.stages.intake.queries.packs import documents_to_enter, pack_called

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def an_entered(desk) -> tuple[str, str]:
    reference = begin(desk)
    confirm_all(desk, reference)
    return reference, enter(desk, reference)


def correct(desk, reference, why="The house number was read wrongly") -> str:
    with acting(desk):
        return begin_correction(desk, reference, why=why, now=LATER)


class TestACorrection:
    def test_becomes_a_report_that_takes_the_first_back_at_the_same_referral(self, desk):
        reference, first = an_entered(desk)
        correction = correct(desk, reference)
        key = "resolution.1.installation_address.1"
        with acting(desk):
            version = packs.draft(desk, correction, now=LATER).pack.version
            packs.save_draft(
                desk, correction, [said(key, "21 Example Street, EX1 1EX")], version=version, now=LATER
            )
            second = packs.enter(desk, correction, now=LATER)
            facts = {
                each.report: each.value
                for each in facts_from_packs(desk, [row[0] for row in _ids(first, second)])
                if each.fact == key
            }

        assert facts == {
            first: "12 Example Street, Exampletown, EX1 1EX",
            second: "21 Example Street, EX1 1EX",
        }
        assert rows(desk, "select count(*) from referral where merged_into_id is null") == [(1,)]
        assert rows(desk, "select number, why from named_report") == [(reference, "withdraws")]
        ((told,),) = rows(desk, "select detail->'additional_info' from report where reference = %s", second)
        assert f"Corrects report {first} (pack {reference}): The house number was read wrongly" in str(told)
        assert rows(
            desk,
            "select a.source, coalesce(o.is_wrong, false) from enquiry_answer a "
            "left join answer_outcome o on o.answer_id = a.id order by a.id",
        ) == [
            (f"Pack {reference}, IP address 1", desk.may(Permission.JUDGE_DOOR)),
            (f"Pack {correction}, IP address 1", False),
        ]
        with acting(desk):
            standing = pack_called(desk, reference, now=LATER)
        assert standing is not None
        assert (standing.state, standing.is_corrected, standing.corrected_by) == ("entered", True, correction)

    def test_says_who_began_it_and_why_in_the_ledger(self, desk):
        reference, _ = an_entered(desk)

        correction = correct(desk, reference)

        ((subject, detail),) = rows(
            desk,
            "select e.subject, d.detail from audit_entry e join audit_detail d on d.seq = e.seq "
            "where e.event = 'pack_correction_begun'",
        )
        assert subject == correction
        assert json.loads(detail) == {"corrects": reference, "why": "The house number was read wrongly"}

    def test_is_begun_once_with_a_reason_and_only_of_what_was_entered(self, desk):
        reference, _ = an_entered(desk)
        with acting(desk), pytest.raises(WhyWanted):
            begin_correction(desk, reference, why=" ", now=LATER)
        correction = correct(desk, reference)

        with acting(desk), pytest.raises(CorrectionBegun):
            begin_correction(desk, reference, why="Again", now=LATER)
        with acting(desk), pytest.raises(NotEntered):
            begin_correction(desk, correction, why="Not yet entered", now=LATER)
        with acting(desk), pytest.raises(PackClosed):
            packs.save_draft(desk, reference, [said("cover.1.asked.1", "Nothing")], version=99, now=LATER)


class TestAPackSetAside:
    def test_waits_again_as_it_did_when_it_is_taken_up(self, desk):
        reference = begin(desk)
        with acting(desk):
            set_aside(desk, reference, reason="A newsletter", now=NOW)
            with pytest.raises(WhyWanted):
                reopen(desk, reference, why="", now=LATER)
            reopen(desk, reference, why="It is a referral after all", now=LATER)

        confirm_all(desk, reference)
        enter(desk, reference)

        assert rows(desk, "select state from pack") == [("entered",)]
        assert rows(desk, "select outcome from delivery where kind = 'pack'") == [("accepted",)]
        with acting(desk), pytest.raises(NotSetAside):
            reopen(desk, reference, why="Twice", now=LATER)

    def test_leaves_an_entered_pack_alone_where_it_was_its_correction(self, desk):
        reference, _ = an_entered(desk)
        correction = correct(desk, reference)

        with acting(desk):
            set_aside(desk, correction, reason="Nothing was wrong", now=LATER)

        assert rows(desk, "select outcome from delivery where kind = 'pack'") == [("accepted",)]


class TestWhatWaits:
    def test_is_shown_with_danger_first_then_children_then_the_longest_wait(self, desk):
        letters = {
            "old.eml": "National Crime Agency\n\nOur ref: NCA/1/1\n",
            "child.eml": "Our ref: NCA/1/2\n\nChildren\nName: Amy Example\nAge: 7\n",
            "danger.eml": "Our ref: NCA/1/3\n\nThere is an immediate risk to a child.\n",
        }
        for hours, (name, body) in enumerate(letters.items()):
            mail = a_mail(body, number=hours)
            receive(desk, Held(mail.content, name=name), now=NOW + timedelta(hours=hours))

        with acting(desk):
            found = packs_to_enter(desk, now=LATER + timedelta(days=2))

        assert [each.documents[0].name for each in found] == ["danger.eml", "child.eml", "old.eml"]
        assert [each.glance.danger for each in found] == ["immediate risk", "", ""]
        assert found[1].glance.children == 1
        assert found[2].glance.sender == "National Crime Agency"
        assert found[2].waits.days == 2
        with acting(desk):
            assert len(documents_to_enter(desk)) == 3


def _ids(*references):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select id from report where reference = any(%s)", [list(references)])
        return cursor.fetchall()
