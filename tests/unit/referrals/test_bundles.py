"""Bundles of viral items: who may be decided together, and who never."""

from dataclasses import replace

import pytest

from waymark.referrals.bundles import Item, Member, Why, bundles_of, told_by
from waymark.referrals.types import DocumentKind, FileHash, Party, Report, ReportedFile, Role

HEAD = Report(DocumentKind.REPORT, incident_type="Apparent Child Pornography")
MD5 = "0123456789abcdef0123456789abcdef"
OTHER_MD5 = MD5[::-1]
ITEM = Item("md5", MD5)


def a_file(md5=MD5, *annotations):
    return ReportedFile(1, hashes=(FileHash("MD5", md5, "md5"),), annotations=annotations)


def a_member(report_id=1, party=1, *facts, **known):
    answers = {"child_signal": False, "prior_record": False, "uk_resolvable": False, **known}
    return Member(report_id, party, told_by(facts or (a_file(MD5, "viral"), HEAD)), **answers)


class TestBundlesOf:
    @pytest.mark.parametrize("mark", ["viral", "potentialMeme"])
    def test_take_one_mark_for_a_sign_that_an_item_goes_round(self, mark):
        members = [a_member(1, 1, a_file(MD5, mark), HEAD), a_member(2, 1, a_file(MD5.upper()), HEAD)]

        (bundle,) = bundles_of(members)

        assert (bundle.item, bundle.people, len(bundle.together)) == (ITEM, 2, 2)

    def test_need_very_many_reports_where_nobody_marked_the_item(self):
        members = [a_member(n, 1, a_file(), HEAD) for n in range(1, 4)]

        assert bundles_of(members, very_many=4) == ()
        assert bundles_of(members, very_many=3)[0].people == 3

    def test_count_reports_and_not_the_people_of_one(self):
        assert bundles_of([a_member(1, n, a_file(), HEAD) for n in range(1, 4)], very_many=3) == ()

    def test_list_everybody_of_a_report_that_stands_for_many_without_a_file(self):
        batched = replace(HEAD, batched="VIRAL_POTENTIAL_MEME")

        (bundle,) = bundles_of([a_member(7, 1, batched), a_member(7, 2, batched)])

        assert (bundle.item, [member.key for member in bundle.together]) == (
            Item("report", "7"),
            [(7, 1), (7, 2)],
        )

    def test_make_nothing_of_the_empty_file(self):
        empty = a_file("d41d8cd98f00b204e9800998ecf8427e", "viral")

        assert bundles_of([a_member(n, 1, empty, HEAD) for n in range(1, 50)]) == ()

    @pytest.mark.parametrize(
        ("known", "why"),
        [
            ({"child_signal": True}, Why.CHILD_SIGNAL),
            ({"prior_record": True}, Why.PRIOR_RECORD),
            ({"uk_resolvable": True}, Why.UK_RESOLVABLE),
            ({"child_signal": None}, Why.NOT_KNOWN),
            ({"prior_record": None}, Why.NOT_KNOWN),
            ({"uk_resolvable": None}, Why.NOT_KNOWN),
        ],
    )
    def test_take_out_whoever_has_a_reason_or_is_not_known(self, known, why):
        (bundle,) = bundles_of([a_member(1), a_member(2, 1, **known)])

        assert [member.key for member in bundle.together] == [(1, 1)]
        assert [(member.key, reasons) for member, reasons in bundle.singly] == [((2, 1), (why,))]

    @pytest.mark.parametrize(
        "facts",
        [
            (
                a_file(MD5, "viral"),
                replace(HEAD, incident_type="Online Enticement of Children for Sexual Acts"),
            ),
            (a_file(MD5, "viral"), replace(HEAD, escalation="a stated reason")),
            (a_file(MD5, "viral"), replace(HEAD, annotations=("sextortion",))),
            (a_file(MD5, "viral"), Party(2, Role.VICTIM), HEAD),
            (a_file(MD5, "viral"), Party(2, Role.INTENDED_RECIPIENT), HEAD),
            (a_file(MD5, "viral"), ReportedFile(2, name="b.jpg"), HEAD),
        ],
    )
    def test_take_out_whoever_is_reported_with_other_facts(self, facts):
        (bundle,) = bundles_of([a_member(1), a_member(2), a_member(3, 1, *facts)])

        assert [(member.key, reasons) for member, reasons in bundle.singly] == [
            ((3, 1), (Why.DIFFERING_FACTS,))
        ]

    def test_take_out_whoever_has_another_file_as_well(self):
        (bundle,) = bundles_of([a_member(1), a_member(2, 1, a_file(MD5, "viral"), a_file(OTHER_MD5), HEAD)])

        assert [(member.key, reasons) for member, reasons in bundle.singly] == [
            ((2, 1), (Why.SEVERAL_ITEMS,))
        ]
