"""A restricted desk's record is its members' alone."""

from __future__ import annotations

from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.operations import SYSTEM
from waymark.access.rules import Viewer
from waymark.access.viewing import acting


class TestARestrictedDesk:
    def test_is_seen_by_its_members_and_not_by_a_national_officer(self, database):
        from waymark.access import operations, queries

        national = a_viewer("national", desk="NCA", kind="national")
        member = a_viewer("member", desk="R1", kind="restricted")
        force = a_viewer("force", desk="E23000036")
        for viewer in (national, member, force):
            receive(viewer, Held(an_xml_report(identifier=viewer.username, service="A")))
        national = queries.viewer_called("national")

        def desks_seen(viewer: Viewer) -> set[int]:
            with acting(viewer), connection.cursor() as cursor:
                cursor.execute("select distinct desk_id from report")
                return {desk for (desk,) in cursor.fetchall()}

        assert desks_seen(national) == {national.home_desk, force.home_desk}
        assert desks_seen(member) == {member.home_desk}
        with acting(SYSTEM):
            operations.change_officer(
                username="national", desk_codes=["NCA", "R1"], actor=SYSTEM, now=RECEIVED
            )
        assert member.home_desk in desks_seen(queries.viewer_called("national"))
