"""Two readers of the same deliveries: each delivery is carried through once, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report
from waymark import pipeline
from waymark.access.viewing import acting
from waymark.stages.intake import operations as intake


class TestTwoReaders:
    def test_make_one_report_of_each_delivery(self, database):
        viewer = a_viewer()
        events = [("198.18.0.1", "2026-10-01T10:00:00Z", 0)] * 9_000
        large = Held(an_xml_report(identifier="large", service="A", events=events), name="large.xml")
        small = [Held(an_xml_report(identifier=f"u{n}", service="A"), name=f"{n}.xml") for n in range(5)]
        with acting(viewer):
            kept = intake.keep([*small, large], source="", door="test", viewer=viewer, now=RECEIVED)
        connection.close()

        def carry(some):
            try:
                pipeline.carry_through(viewer, some, now=RECEIVED)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(carry, [kept[:3] + kept[5:], kept]))
        pipeline.carry_through(viewer, kept, now=RECEIVED)

        with acting(viewer), connection.cursor() as cursor:
            cursor.execute("select count(*), count(distinct delivery_id) from reading")
            assert cursor.fetchone() == (6, 6)
            cursor.execute("select count(*) from report")
            assert cursor.fetchone() == (6,)
