"""What leaves the desk: the report in every file of it, and the sheets for parents and for schools."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import waymark
from tests.unit.stages.intake.readers.received.documents import a_report, as_json
from waymark.access.viewing import acting
from waymark.stages.statistics.queries.people import victims
from waymark.stages.statistics.queries.prevention import prevention_sheet
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.prevention import ROUNDED_TO, Audience, PeriodTooFine
from waymark.stages.statistics.rules.suppression import THRESHOLD

FIRST = datetime(2018, 1, 10, 12, tzinfo=UTC)
NOW = datetime(2019, 2, 20, 12, tzinfo=UTC)
IMAGES = "Child Pornography (possession, manufacture, and distribution)"
APPROACH = "Online Enticement of Children for Sexual Acts"


@pytest.fixture(scope="module")
def viewer(module_database):
    """Reports of a year: 31 and 9 of two kinds, with 24 victims of one age, 7 of another and 3 of a third."""
    del module_database
    made = a_viewer()
    for n in range(40):
        ages = ([14] if n < 24 else []) + ([11] if n < 7 else []) + ([8] if n < 3 else [])
        extra = "".join(f"<victim><victimPerson><age>{age}</age></victimPerson></victim>" for age in ages)
        content = an_xml_report(
            identifier=f"u{n}", service="Examplechat", extra=extra, incident=APPROACH if n < 9 else IMAGES
        )
        receive(made, Held(content, name=f"{n}.xml"), source="ncmec", now=FIRST + timedelta(days=8 * n))
    recipients = [{"espUserId": "r1", "gender": "Female", "approximateAge": 13}, {"espUserId": "r2"}]
    received = as_json(a_report(intendedRecipients={"intendedRecipients": recipients}))
    receive(made, Held(received, name="received.json"), source="nca", now=FIRST)
    return made


class TestTheReport:
    def test_has_the_same_bytes_from_two_processes_in_two_time_zones(self, viewer, tmp_path):
        written = []
        for n, (zone, seed) in enumerate((("Pacific/Auckland", "1"), ("America/Los_Angeles", "2"))):
            out = tmp_path / f"report-{n}"
            asked = ("stats", "report", "2018", "--out", str(out), "--publish")
            answered = waymark(*asked, WAYMARK_OFFICER="desk", TZ=zone, PYTHONHASHSEED=seed)
            assert answered.code == 0, answered.err
            written.append({path.name: path.read_bytes() for path in out.iterdir()})

        assert written[0] == written[1]
        assert {"report.html", "report.pdf", "victims_by_age.csv"} <= written[0].keys()


class TestAPreventionSheet:
    def made(self, viewer, audience=Audience.PARENTS, period="2018"):
        with acting(viewer):
            return prevention_sheet(viewer, audience, parse_period(period), now=NOW)

    def test_shows_no_small_number_and_rounds_the_rest(self, viewer):
        told = self.made(viewer).told

        shown = [
            count
            for table in (told.ages, told.kinds, told.quarters)
            for count in (*(count for _, count in table.rows), table.total)
            if count
        ]
        assert shown
        assert all(count >= THRESHOLD and count % ROUNDED_TO == 0 for count in shown)

    def test_hides_a_second_number_where_one_would_give_the_first_away(self, viewer):
        ages = dict(self.made(viewer).told.ages.rows)

        assert ages["under 10"] is None
        assert ages["10 to 12"] is None
        assert ages["13 to 15"] == 25

    def test_says_in_plain_words_what_was_told_and_who_helps(self, viewer):
        parents, schools = (self.made(viewer, each) for each in Audience)
        said = " ".join(parents.parts[0].sentences)

        assert "about indecent images of children" in said
        assert "most often 13 to 15" in said
        assert any("NSPCC" in point for point in parents.parts[-1].points)
        assert any("Keeping children safe in education" in point for point in schools.parts[-1].points)

    def test_names_no_company_and_no_live_address(self, viewer):
        words = repr(self.made(viewer))

        assert "Examplechat" not in words
        assert "http" not in words
        assert "www." not in words

    def test_of_days_that_could_be_subtracted_is_refused(self, viewer):
        with pytest.raises(PeriodTooFine):
            self.made(viewer, period="2018-01-01..2018-06-29")

    def test_is_written_by_one_command_and_over_nothing(self, viewer, tmp_path):
        asked = ("stats", "prevention", "2018", "--out", str(tmp_path / "sheets"), "--json")

        written = waymark(*asked, WAYMARK_OFFICER="desk")
        again = waymark(*asked, WAYMARK_OFFICER="desk")

        assert [line["for"] for line in written.lines] == ["parents", "schools"]
        assert b"StructTreeRoot" in (tmp_path / "sheets" / "parents.pdf").read_bytes()
        assert again.code == 2


class TestSexAndAge:
    def test_of_recipients_stand_beside_victims_and_are_never_added(self, viewer):
        with acting(viewer):
            found = victims(viewer, as_at=NOW)

        assert found.count == 34
        assert found.recipients.count == 2
        assert [(each.value, each.count) for each in found.recipients.sexes] == [
            ("female", 1),
            ("unknown", 1),
        ]
        assert found.averages.mean_interval == pytest.approx((12.14, 13.56), abs=0.2)
        assert (found.averages.median, found.averages.mode) == (14, (14,))
