"""More comes to a referral that stands: an officer sees what is new, and says that they have looked."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.builders import Held
from tests.journeys.deliveries import deliver

SignIn = Callable[[str], Page]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def a_received_report(number: int, *, address: str = "", name: str = "example_user") -> bytes:
    """The JSON that an agency receives, with one file and, where given, one use of an address."""
    captures = [
        {
            "captureType": "IP Address",
            "value": address,
            "dateTime": "2026-01-04T22:00:00Z",
            "eventName": "LOGIN",
        }
    ]
    return json.dumps(
        {
            "reportId": number,
            "dateReceived": "2026-01-05T10:20:30Z",
            "reportedInformation": {
                "reportingEsp": {"espName": "Example Social Ltd"},
                "incidentSummary": {
                    "incidentType": "Apparent Child Pornography",
                    "incidentDateTime": "2026-01-04T23:59:58Z",
                },
                "reportedPeople": {
                    "reportedPersons": [
                        {
                            "espUserId": "100200300",
                            "screenName": {"value": name},
                            "sourceInformation": {"sourceCaptures": captures if address else []},
                        }
                    ]
                },
                "uploadedFiles": {
                    "uploadedFiles": [
                        {
                            "filename": "a.png",
                            "verificationHash": hashlib.md5(PICTURE).hexdigest(),
                            "ncmecTags": {"groups": [{"tags": [{"value": "Example"}]}]},
                        },
                        {"filename": "b.png", "verificationHash": "0" * 32},
                    ]
                },
            },
        }
    ).encode()


def a_package(number: int) -> Held:
    """A package as it is received: the report in two forms, and one of the two files that it lists."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"{number}/report.json", a_received_report(number))
        archive.writestr(
            f"{number}/report.xml",
            f'<report xmlns="http://report.cybertip.org/leaws/icac"><reportId>{number}</reportId></report>',
        )
        archive.writestr(f"{number}/Media/a.png", PICTURE)
        archive.writestr(f"{number}/Media/c.png", PICTURE + b"!")
    return Held(content.getvalue(), name=f"{number}.zip")


class TestWhatIsNew:
    def test_stands_on_the_queue_and_the_referral_until_an_officer_has_looked(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (first,) = deliver(a_package(900000001), source="")
        more = a_received_report(900000001, address="192.0.2.10", name="another_user")
        deliver(Held(more, name="more.json"), source="")
        page = as_officer("desk")

        page.goto("/queue/")
        expect(page.get_by_text("New: 1")).to_be_visible()
        shoot(page, "queue-with-news")
        page.goto(f"/referral/{first.referrals[0]}/")
        news = page.get_by_role("region", name="What is new")
        expect(news).to_contain_text("192.0.2.10")
        expect(news).to_contain_text("another_user")
        check_accessible(page)
        shoot(page, "referral-with-news")
        news.get_by_role("button", name="I have looked at what is new").click()

        expect(page.get_by_role("alert")).to_contain_text("Noted that you have looked")
        expect(page.get_by_role("region", name="What is new")).to_have_count(0)
        page.goto("/queue/")
        expect(page.get_by_text("New: 1")).to_have_count(0)

    def test_of_a_report_in_several_documents_is_on_its_page_side_by_side(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (package,) = deliver(a_package(900000002), source="")
        page = as_officer("desk")

        page.goto(f"/report/{package.reports[0]}/")

        expect(page.locator("#originals")).to_contain_text("The same report in another form")
        expect(page.locator("#media")).to_contain_text("2 files listed in the report, 2 beside it")
        expect(page.locator("#media")).to_contain_text("b.png")
        expect(page.locator("#media")).to_contain_text("c.png")
        check_accessible(page)
        shoot(page, "report-of-several-documents")
        page.goto(f"/delivery/{package.reference}/")

        expect(page.locator("#members")).to_contain_text("Media/a.png")
        check_accessible(page)
        shoot(page, "delivery-of-a-package")
