"""An inspector looks at the desk's figures, goes to the rows behind, and takes a report and the sheets away."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.deliveries import an_invented_desk, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.clocks.milestones import MilestoneKind
from waymark.pipeline.happening import record_happened
from waymark.stages.assignment.operations.keeping import Profile, keep_profile, load_times
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.rules.duty import Kind
from waymark.stages.prioritisation.queries import queue
from waymark.stages.prioritisation.rules.milestones import Happened

SignIn = Callable[[str], Page]
Shoot = Callable[[Page, str], None]
Check = Callable[[Page], None]


@pytest.fixture(scope="module")
def desk(officers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Thirty invented referrals, two of them dealt with, and an officer with shifts."""
    an_invented_desk(tmp_path_factory.mktemp("invented") / "set", referrals=30)
    supervisor, moment = viewer_called("supervisor"), now()
    with acting(supervisor):
        lines = queue(supervisor, now=moment, limit=2).lines
        keep_profile(
            viewer=supervisor,
            officer="desk",
            profile=Profile("Intelligence 1", ("research",), places=2, piece_minutes=60),
            now=moment,
        )
        shifts = [
            DutyRow(0, "desk", Kind.DUTY, moment + timedelta(days=at), moment + timedelta(days=at, hours=8))
            for at in range(10)
        ]
        load_times(viewer=supervisor, rows=shifts, source="invented", now=moment)
    officer = viewer_called("desk")
    with acting(officer):
        for line in lines:
            record_happened(officer, line.referral, Happened(MilestoneKind.ENFORCEMENT, moment), now=moment)


@pytest.mark.usefixtures("desk")
class TestReadingTheFigures:
    def test_counts_them_and_goes_to_the_rows_behind(self, as_officer: SignIn) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")
        main = page.get_by_role("main")
        expect(main).to_contain_text("Not counted yet")

        page.get_by_role("button", name="Count now").click()

        expect(main).to_contain_text("As at")
        expect(page.get_by_role("region", name="Today and this week")).to_contain_text("8")
        expect(page.get_by_role("img", name=re.compile("a map"))).to_be_visible()
        promises = page.get_by_role("region", name="Promises that run")
        promises.get_by_role("link", name="High", exact=True).click()
        expect(page).to_have_url(re.compile(r"/queue/\?level=high"))

        page.go_back()
        forces = page.get_by_role("region", name="On the queue, by force")
        count = forces.locator("tbody td").first.inner_text()
        forces.get_by_role("link").first.click()
        expect(main).to_contain_text(f"{count} referral")
        expect(page.locator("tbody tr")).to_have_count(int(count))

    def test_can_be_read_by_everybody(
        self, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        page = as_officer("supervisor")
        for name, address in (
            ("figures", "/figures/"),
            ("figures-behind", "/figures/behind/?figure=lags&key=none"),
            ("figures-counts", "/figures/counts/"),
            ("figures-victims", f"/figures/victims/?period={now().year}"),
            ("figures-victims-wrong", "/figures/victims/?period=soon"),
            ("figures-prevention", f"/figures/prevention/?period={now().year}"),
            ("figures-prevention-fine", f"/figures/prevention/?period={now().year}-01"),
            ("figures-report", f"/figures/report/?period={now().year}"),
        ):
            page.goto(address)
            for width in reversed(WIDTHS):
                page.set_viewport_size({"width": width, "height": 900})
                check_accessible(page)
            shoot(page, name)

    def test_leads_from_the_hours_of_officers_to_their_shifts(self, as_officer: SignIn) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")

        load = page.get_by_role("region", name="Today and this week")
        load.get_by_role("link", name="Officers' hours, Today").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("hours")

    def test_counts_one_unit_over_time_as_the_record_stood(
        self, as_officer: SignIn, check_accessible: Check
    ) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")
        page.get_by_role("link", name="Counts, by period and by what is counted").click()
        main = page.get_by_role("main")
        expect(page.get_by_role("region", name="Referrals by month")).to_contain_text("All")

        page.get_by_label("What to count").select_option(label="Reports")
        page.get_by_label("And by").select_option(label="Age")
        page.get_by_role("button", name="Count", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("cannot be split by")
        check_accessible(page)

        page.get_by_label("And by").select_option(label="Source")
        page.get_by_label("Over time, by").select_option(label="Week")
        page.get_by_role("button", name="Count", exact=True).click()
        expect(page.get_by_role("region", name="Reports by week and source")).to_contain_text("All")
        expect(main).to_contain_text("was not over then")

        page.get_by_label("What to count").select_option(label="Crimes")
        page.get_by_role("button", name="Count", exact=True).click()
        expect(main).to_contain_text("and not 0")

    @pytest.mark.parametrize("officer", ["desk", "spoc"])
    def test_is_the_same_for_whoever_may_read_them(
        self, as_officer: SignIn, shoot: Shoot, officer: str
    ) -> None:
        page = as_officer(officer)
        page.goto("/figures/")

        shoot(page, f"figures-{officer}")
        page.get_by_role("region", name="On the queue, by force").get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("On the queue")

    def test_takes_a_report_and_the_sheets_away_as_files(self, as_officer: SignIn, tmp_path: Path) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")
        page.get_by_label("Period").fill(f"{now().year}")
        page.get_by_role("button", name="Show the report").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Take it as files").click()
        waiting.value.save_as(tmp_path / "report.zip")
        page.goto("/figures/prevention/")
        with page.expect_download() as sheet:
            page.get_by_role("button", name="Take it as PDF for schools").click()
        sheet.value.save_as(tmp_path / "sheet.pdf")

        with ZipFile(io.BytesIO((tmp_path / "report.zip").read_bytes())) as packed:
            assert {"report.html", "report.pdf", "headline.csv"} <= set(packed.namelist())
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")

    def test_is_told_what_a_period_looks_like(self, as_officer: SignIn) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/report/?period=soon")

        expect(page.get_by_role("main")).to_contain_text("names no period")
