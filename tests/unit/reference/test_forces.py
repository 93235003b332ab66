import pytest

from waymark.reference.forces import (
    FORCES,
    ForceKind,
    UnknownForce,
    force_by_code,
    force_by_name,
    territorial,
)


class TestForces:
    def test_are_43_of_england_and_wales_with_scotland_and_northern_ireland(self):
        codes = [force.code for force in FORCES if force.kind is ForceKind.TERRITORIAL]

        assert len(codes) == 45
        assert sum(code[0] in "EW" for code in codes) == 43

    def test_have_each_a_code_and_a_name_of_their_own(self):
        assert (
            len({force.code for force in FORCES})
            == len({force.name for force in FORCES})
            == len(FORCES)
            == 52
        )


class TestForceByCode:
    def test_finds_a_code_in_any_case(self):
        assert force_by_code(" e23000034 ").name == "City of London Police"

    def test_says_what_to_give_when_there_is_none(self):
        with pytest.raises(UnknownForce, match="E23000001, one of BTP"):
            force_by_code("E99999999")


class TestForceByName:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("London, City of", "E23000034"),
            ("City of London", "E23000034"),
            ("Devon & Cornwall", "E23000035"),
            ("devon-and-cornwall", "E23000035"),
            ("Hampshire", "E23000030"),
            ("Hampshire Constabulary", "E23000030"),
            ("the Met", "E23000001"),
            ("Police Scotland", "S23000009"),
            ("PSNI", "N99999999"),
            ("Jersey", "JSY"),
        ],
    )
    def test_finds_a_force_by_every_name_it_goes_by(self, name, code):
        assert force_by_name(name).code == code

    def test_refuses_a_name_of_none(self):
        with pytest.raises(UnknownForce):
            force_by_name("Police")


class TestTerritorial:
    def test_is_no_force_that_has_no_area(self):
        assert territorial("BTP") is None

    def test_is_no_force_for_the_islands_shared_pseudo_code(self):
        assert territorial("L99999999") is None

    def test_takes_the_older_code_of_northern_ireland(self):
        assert territorial("N23000009") is force_by_code("N99999999")
