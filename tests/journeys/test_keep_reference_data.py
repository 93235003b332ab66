"""An administrator loads reference data, puts a wrong file right and says when one ended, without the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.deliveries import a_report, deliver

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
SignIn = Callable[[str], Page]

HEADINGS = "prefix,asn,brand,holder,access"


def a_table(name: str, *lines: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def load(page: Page, kind: str, file: FilePayload, *, source: str = "made for the journey") -> None:
    page.get_by_label("What the file holds").select_option(label=kind)
    page.get_by_label("File", exact=True).set_input_files(files=[file])
    page.get_by_label("Where it came from").fill(source)
    page.get_by_role("button", name="Load the file").click()


@pytest.mark.usefixtures("officers")
class TestKeepingReferenceData:
    def test_refuses_a_wrong_file_with_what_was_expected(
        self, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        page = as_officer("admin")
        page.goto("/reference/")
        page.get_by_role("button", name="Load a file").click()

        load(page, "Operators", a_table("wrong.csv", "name,colour", "a,b"))

        expect(page.get_by_role("alert")).to_contain_text("expected columns for prefix")
        expect(page.get_by_role("alert")).to_contain_text("Nothing was loaded")
        check_accessible(page)
        shoot(page, "reference-refused")

    def test_loads_ends_and_corrects(self, as_officer: SignIn, check_accessible: Check, shoot: Shoot) -> None:
        page = as_officer("admin")
        page.goto("/reference/load/")
        load(page, "Operators", a_table("first.csv", HEADINGS, "198.51.100.0/24,64496,Fern,Fern Ltd,fixed"))
        expect(page.get_by_role("main")).to_contain_text(": 1 row.")
        shoot(page, "reference-version")
        check_accessible(page)
        events = [("198.51.100.7", "2026-11-01T10:00:00Z", 50_000)]
        (answer,) = deliver(a_report("k1", events=events))

        page.reload()
        expect(page.get_by_role("main")).to_contain_text("1 verdict, on events from 1 Nov 2026")
        expect(page.get_by_role("main")).not_to_contain_text(answer.reports[0])

        page.get_by_label("Last day it held for").fill("30/6/2026")
        page.get_by_label("Why it ended").fill("a newer list")
        page.get_by_role("button", name="Record the last day").click()
        expect(page.get_by_role("alert")).to_contain_text("verdicts were made from it (1)")

        page.get_by_role("link", name="Load the right file in its place", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("in place of version")
        load(page, "Operators", a_table("right.csv", HEADINGS, "198.51.100.0/24,64497,Lark,Lark Ltd,mobile"))

        page.goto("/reference/")
        expect(page.get_by_role("row").filter(has_text="right.csv")).to_be_visible()
        expect(page.get_by_role("heading", name="Succeeded")).to_be_visible()
        shoot(page, "reference-succeeded")
        check_accessible(page)

        # A desk officer then sees what rested on the version that was wrong, and may change nothing.
        page.context.clear_cookies()
        page = as_officer("desk")
        page.goto("/reference/")
        page.get_by_role("link", name="Operators: first.csv").click()
        expect(page.get_by_role("heading", name="Reports to look at again if it is wrong")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="1 verdict")).to_be_visible()
        expect(page.get_by_role("button", name="Record the last day")).to_have_count(0)
