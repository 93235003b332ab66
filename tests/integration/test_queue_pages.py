"""The queue page by page is the queue: in every order, with filters, whether or not a referral has what it is by."""

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.viewing import acting
from waymark.stages.prioritisation.queries import Filters, Sort, queue
from waymark.stages.prioritisation.queries.sorts import DANGER_OF

REFERRALS = 7


@pytest.fixture(scope="module")
def desk(module_database):
    """A queue of which some have no promise, and some no evidence that will be lost."""
    viewer = a_viewer()
    for n in range(REFERRALS):
        report = an_xml_report(identifier=f"u{n}", service="Examplechat", screen_name=f"invented_{n}")
        receive(viewer, Held(report, f"u{n}.xml"))
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(
            "update queue_entry set due_at = case when referral_id % 3 > 0 then due_at - referral_id * '1 hour'::interval "
            "end, evidence_lost_at = case when referral_id % 2 > 0 then date '2027-01-01' + referral_id::int % 3 end, "
            "level = case when referral_id % 2 > 0 then 'high' else 'medium' end"
        )
    return viewer


class TestTheQueue:
    def test_knows_danger_as_its_table_does(self, desk):
        with acting(desk), connection.cursor() as cursor:
            cursor.execute("select distinct level, danger from queue_entry")
            found = dict(cursor.fetchall())

        assert found == {level: DANGER_OF[level] for level in ("high", "medium")}

    @pytest.mark.parametrize("level", ["", "high", "medium"])
    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("limit", [1, 2, 3])
    def test_page_by_page_is_the_queue(self, desk, sort, level, limit):
        filters = Filters(level=level)
        with acting(desk):
            whole = queue(desk, filters=filters, sort=sort, now=RECEIVED)
            pages, after = [], ""
            while True:
                page = queue(desk, filters=filters, sort=sort, after=after, limit=limit, now=RECEIVED)
                pages.append([line.referral for line in page.lines])
                if not (after := page.next_after):
                    break

        assert whole.next_after == ""
        assert [each for page in pages for each in page] == [line.referral for line in whole.lines]
        assert {len(page) for page in pages[:-1]} <= {limit}
        assert level or len(whole.lines) == REFERRALS

    @pytest.mark.parametrize(("sort", "name"), [(Sort.DUE, "due_at"), (Sort.EVIDENCE, "evidence_lost_at")])
    def test_puts_last_what_has_none(self, desk, sort, name):
        with acting(desk):
            said = [getattr(line, name) for line in queue(desk, sort=sort, now=RECEIVED).lines]

        stated = [each for each in said if each]
        assert 0 < len(stated) < REFERRALS
        assert said == [*sorted(stated), *[None] * (REFERRALS - len(stated))]
