"""A platform's answer as one that can be compared."""

from waymark.referrals.types import Account, Address, Contact, Party, Role
from waymark.stages.attribution.rules.comparing import Stated, compare
from waymark.stages.attribution.rules.platform_answers import answers_from

USER = Party(
    2,
    Role.SUSPECT,
    first_name="Ada",
    emails=(Contact("ada@example.com"),),
    addresses=(Address("12 High Street", postcode="AB1 2CD"),),
    account=Account("u1", "Examplechat", screen_name="ada"),
)


class TestAPlatformsAnswer:
    def test_is_compared_by_whichever_name_of_the_account_was_asked_about(self):
        for asked in ("u1", "ada", "ada@example.com"):
            (row,) = answers_from([USER], provider="Examplechat", asked=asked)

            assert compare(Stated(account=asked, operator="Examplechat"), row.answered).is_to_the_question

    def test_about_another_account_is_not_to_the_question(self):
        (row,) = answers_from([USER], provider="Examplechat", asked="u2")

        assert not compare(Stated(account="u2"), row.answered).is_to_the_question

    def test_never_makes_an_installation_address_of_what_its_user_stated(self):
        (row,) = answers_from([USER], provider="Examplechat", asked="u1")

        assert row.answered.installation == ""
        assert ("address that the user stated", "12 High Street, AB1 2CD") in row.rest

    def test_leaves_out_whoever_made_the_report_and_whoever_has_no_account(self):
        others = [Party(1, Role.REPORTER, account=Account("staff")), Party(3, Role.VICTIM)]

        assert answers_from(others, provider="Examplechat", asked="u1") == []
