"""An officer whose actions are counted: each click, choice, field filled in and file chosen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

# The plan's tenth promise: an ordinary referral takes twenty actions or fewer from arrival to a recorded decision.
MOST_ACTIONS = 20


class Officer:
    """Does things on pages, and counts them."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, what: Locator, words: str) -> None:
        self.actions += 1
        what.fill(words)

    def choose(self, what: Locator, words: str) -> None:
        """Choose in a list, by its words."""
        self.actions += 1
        what.select_option(label=words)

    def answer(self, page: Page, question: str, said: str) -> None:
        """Answer one question of a form."""
        self.click(page.get_by_role("group", name=question).get_by_text(said, exact=True))

    def choose_file(self, what: Locator, file: Path) -> None:
        self.actions += 1
        what.set_input_files(file)
