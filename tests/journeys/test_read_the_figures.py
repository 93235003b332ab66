"""An inspector looks at the desk's figures, and takes a report on a period away."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.deliveries import an_invented_desk, now

SignIn = Callable[[str], Page]
Shoot = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def desk(officers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    an_invented_desk(tmp_path_factory.mktemp("invented") / "set", referrals=30)


@pytest.mark.usefixtures("desk")
class TestReadingTheFigures:
    def test_counts_them_and_goes_to_the_rows_behind(self, as_officer: SignIn) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")

        page.get_by_role("button", name="Count now").click()

        main = page.get_by_role("main")
        expect(main).to_contain_text("As at")
        expect(main.get_by_role("region", name="Promises")).to_contain_text("On the queue")
        page.get_by_role("region", name="Promises").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(r"/queue/\?level="))

    def test_can_be_read_by_everybody(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Shoot
    ) -> None:
        page = as_officer("supervisor")
        for name, address in (
            ("figures", "/figures/"),
            ("figures-report", f"/figures/report/?period={now().year}"),
        ):
            page.goto(address)
            for width in reversed(WIDTHS):
                page.set_viewport_size({"width": width, "height": 900})
                check_accessible(page)
            shoot(page, name)

    def test_takes_a_report_away_as_files(self, as_officer: SignIn, tmp_path: Path) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/")
        page.get_by_label("Period").fill(f"{now().year}")
        page.get_by_role("button", name="Show the report").click()

        with page.expect_download() as waiting:
            page.get_by_role("button", name="Take it as files").click()

        waiting.value.save_as(tmp_path / "report.zip")
        with ZipFile(io.BytesIO((tmp_path / "report.zip").read_bytes())) as packed:
            assert {"report.html", "report.pdf", "headline.csv"} <= set(packed.namelist())

    def test_is_told_what_a_period_looks_like(self, as_officer: SignIn) -> None:
        page = as_officer("supervisor")
        page.goto("/figures/report/?period=soon")

        expect(page.get_by_role("main")).to_contain_text("names no period")
