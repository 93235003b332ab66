"""`waymark label`, `ask`, `check` and `link`, as processes on the database of the test."""

from tests.builders import Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import waymark

AT = "2026-11-01T10:00:00Z"


class TestLinkingFromTheCommandLine:
    def test_labels_asks_records_a_check_and_refuses_a_cluster_without_its_name(self, database):
        viewer = a_viewer()
        (answer, *_) = receive(
            viewer,
            *(
                Held(an_xml_report(identifier=f"u{n}", service="A", events=[("198.51.100.7", AT, 0)]))
                for n in range(2)
            ),
        )
        referral, by = answer.referrals[0], ("--as", "desk")

        labelled = waymark(
            "label",
            "add",
            "ip",
            "198.51.100.7",
            "--label",
            "shared",
            "--what",
            "a library",
            "--reason",
            "seen",
            *by,
        )
        listed = waymark("label", "list", "--json", *by)
        asked = waymark("ask", referral, "--purpose", "before a visit", "--json", *by)
        checked = waymark(
            "check", referral, "--system", "pnd", "--result", "nothing", "--on", "2026-11-01", *by
        )
        linked = waymark("link", "--all", "--engine", "spark", *by)

        assert labelled.code == 0
        assert [line["value"] for line in listed.lines] == ["198.51.100.7"]
        assert asked.lines == [{"referral": referral, "answers": [], "checks_not_done": ["pnd"]}]
        assert checked.code == 0
        assert linked.code == 2
        assert "--master URL" in linked.err

    def test_say_whom_to_ask_where_another_desk_holds_the_other_end_and_nothing_of_it(self, database):
        mine, theirs = a_viewer("mine", desk="E23000036"), a_viewer("theirs", desk="E23000007")
        (ours,) = receive(mine, Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"])))
        (other,) = receive(
            theirs, Held(an_xml_report(identifier="secret", service="B", emails=["x@example.com"]))
        )
        referral, by = ours.referrals[0], ("--as", "mine", "--json")

        shown = waymark("show", referral, *by)
        listed = waymark("links", referral, *by)

        assert shown.lines[0]["another_desk_to_ask"] == ["Desk E23000007"]
        assert listed.lines == []
        assert "ask Desk E23000007" in listed.err
        for told in (shown.out, shown.err, listed.err):
            assert other.referrals[0] not in told
            assert "secret" not in told
