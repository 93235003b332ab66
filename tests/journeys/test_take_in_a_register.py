"""A historic register: its map made once, each row seen as what it becomes, and only then taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from waymark.synthetic.registers import register

SignIn = Callable[[str], Page]


class TestTakingInARegister:
    def test_shows_what_each_row_becomes_before_anything_is_written(
        self,
        as_officer: SignIn,
        tmp_path: Path,
        check_accessible: Callable[[Page], None],
        shoot: Callable[..., None],
    ) -> None:
        file = tmp_path / "old.csv"
        file.write_bytes(register(rows=3) + b"REG/9,31/01/19,,,,,,,,\n,,,,,,,,,odd\n")
        page = as_officer("desk")
        page.goto("/registers/")
        check_accessible(page)

        page.get_by_label("A file with the register's headings").set_input_files(file)
        page.get_by_role("button", name="Read its headings").click()
        page.get_by_label("Name of the map").fill("old desk")
        page.get_by_label("Ref", exact=True).select_option("reference")
        page.get_by_label("Date recd").select_option("received_at")
        page.get_by_label("Surname").select_option("suspect_last_name")
        page.get_by_label("Nickname").select_option("suspect_screen_name")
        check_accessible(page)
        shoot(page, "register-map")
        page.get_by_role("button", name="Save the map").click()

        expect(page.get_by_role("alert")).to_contain_text("say which part of its dates comes first")

        page.get_by_label("How its dates are written").select_option("day_first")
        page.get_by_role("button", name="Save the map").click()

        expect(page.get_by_role("main")).to_contain_text("Saved the column map old desk, version 1")

        page.get_by_label("Register", exact=True).set_input_files(file)
        page.get_by_label("Column map").select_option("old desk")
        page.get_by_role("button", name="Preview").click()

        main = page.get_by_role("main")
        expect(main).to_contain_text("4 reports; 1 row without a report; 2 with something wrong")
        expect(page.get_by_role("table")).to_contain_text("its year has two digits")
        expect(page.get_by_role("table")).to_contain_text("Suspect: Invented1, nick_1")
        check_accessible(page)
        shoot(page, "register-preview")

        page.get_by_role("button", name="Take 4 reports in").click()

        expect(page.get_by_role("table")).to_contain_text("Accepted")
        expect(page.get_by_role("table")).to_contain_text("row 6")
