from waymark.stages.attribution.rules.carried import carried_fields

CHECKED = (
    ("address", "198.51.100.23", "198.51.100.23", "", "equal: ", ""),
    ("port", "50233", "50233", "", "equal: ", ""),
    ("instant", "21:14:05", "21:14:05", "", "equal: ", ""),
    ("subscriber", "", "", "Mary Example", "", ""),
    ("installation", "", "", "12 Example Street", "", ""),
    ("billing", "", "", "", "", ""),
)
EVERY = frozenset(row[0] for row in CHECKED)


def with_(field, *said):
    return tuple((field, *said) if row[0] == field else row for row in CHECKED)


class TestCarriedFields:
    def test_are_all_where_nothing_changed(self):
        assert carried_fields(CHECKED, CHECKED) == EVERY

    def test_are_all_but_the_one_that_differs(self):
        moved = with_("installation", "", "", "14 Example Street", "", "")

        assert carried_fields(moved, CHECKED) == EVERY - {"installation"}

    def test_leave_out_who_was_named_where_another_question_was_put(self):
        asked = with_("port", "50233", "50234", "", "differs: ", "")

        assert carried_fields(asked, CHECKED) == {"address", "instant", "billing"}

    def test_are_none_of_another_address(self):
        other = with_("address", "203.0.113.1", "203.0.113.1", "", "equal: ", "")

        assert carried_fields(other, CHECKED) == frozenset()
