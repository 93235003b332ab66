from waymark.interfaces.web.navigation import IN_THE_BAR, Place, laid_out


def places(count: int) -> list[Place]:
    return [Place(f"page{n}", f"Page {n}", f"/page{n}/", "q", is_here=False) for n in range(count)]


class TestTheBar:
    def test_holds_everything_that_fits(self):
        found = places(IN_THE_BAR)

        assert laid_out(found) == (found, [])

    def test_has_no_list_of_one_page(self):
        found = places(IN_THE_BAR + 1)

        assert laid_out(found) == (found, [])

    def test_keeps_the_first_pages_and_puts_every_other_under_more(self):
        found = places(IN_THE_BAR + 5)

        in_the_bar, under_more = laid_out(found)

        assert len(in_the_bar) == IN_THE_BAR
        assert [*in_the_bar, *under_more] == found
