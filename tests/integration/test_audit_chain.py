"""The ledger: one chain whoever writes, and every tampering in the tables themselves is found and named."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import Answered, as_superuser, superusers_url, waymark
from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.audit import queries
from waymark.audit.chain import Entry, digest_of_detail, extend, written
from waymark.audit.events import Event
from waymark.audit.ledger import LedgerClosed, record

ROLES = ("intelligence_desk", "supervisor", "auditor")


@pytest.fixture
def viewer(database: None) -> Viewer:
    """An officer who may check the ledger, and twelve entries or more of their work."""
    viewer: Viewer = a_viewer("auditor", roles=ROLES)
    for n in range(3):
        receive(viewer, Held(an_xml_report(identifier=f"u{n}", service="A")))
    return viewer


def verified(*arguments: str) -> Answered:
    return waymark("audit", "verify", "--json", "--as", "auditor", *arguments)


def entries() -> int:
    return int(as_superuser("select max(seq) from audit_entry")[0][0])


def write_anew(*, from_seq: int) -> None:
    """What a skilled hand would do: change one entry's subject, and every digest from there on, and the head."""
    with psycopg.connect(superusers_url(), autocommit=True) as session:
        session.execute("set session_replication_role = replica")
        rows = session.execute(
            "select seq, at, event, subject, actor_id, desk_id, detail_digest, previous from audit_entry "
            "where seq >= %s order by seq",
            [from_seq],
        ).fetchall()
        changed = [Entry(*row[:7]) for row in rows]
        changed[0] = changed[0]._replace(subject="rep-other")
        for entry, previous, digest in extend(changed, rows[0][7]):
            session.execute(
                "update audit_entry set subject = %s, previous = %s, digest = %s where seq = %s",
                [entry.subject, previous, digest, entry.seq],
            )
        session.execute(
            "update audit_head set digest = (select digest from audit_entry order by seq desc limit 1)"
        )


class TestVerify:
    def test_finds_an_honest_ledger_whole_and_says_what_it_cannot_prove(self, viewer):
        count = entries()

        answer = verified()

        assert answer.code == 0
        (finding,) = answer.lines
        assert (finding["entries"], finding["intact"], finding["first_bad"]) == (count, True, None)
        assert finding["unproven_tail"] == count

    def test_is_itself_accounted_for(self, viewer):
        verified()

        assert as_superuser("select event, subject from audit_entry order by seq desc limit 1") == [
            ("audit_verified", "ledger")
        ]

    @pytest.mark.parametrize(
        ("done", "bad", "what"),
        [
            ("update audit_entry set subject = 'x' where seq = 5", 5, "changed"),
            ("update audit_entry set actor_id = 99 where seq = 5", 5, "changed"),
            ("update audit_entry set desk_id = null where seq = 5", 5, "changed"),
            ("update audit_entry set at = at + interval '1 microsecond' where seq = 5", 5, "changed"),
            ("update audit_entry set digest = decode(repeat('00', 32), 'hex') where seq = 5", 5, "changed"),
            ("delete from audit_entry where seq = 5", 6, "5 to 5 are missing"),
            ("delete from audit_entry where seq between 3 and 5", 6, "3 to 5 are missing"),
            ('update audit_detail set detail = \'{"said":"other"}\' where seq = 5', 5, "detail was changed"),
            ("update audit_detail set salt = decode(repeat('00', 16), 'hex') where seq = 5", 5, "detail"),
            ("update audit_detail set desk_id = 77 where seq = 5", 5, "another desk"),
            ("update audit_head set digest = decode(repeat('00', 32), 'hex')", None, "recorded head"),
        ],
    )
    def test_names_what_was_done_in_the_tables(self, viewer, done, bad, what):
        count = entries()
        as_superuser(done)

        answer = verified()

        assert answer.code == 1
        (finding,) = answer.lines
        assert finding["intact"] is False
        assert finding["first_bad"] == (bad or count)
        assert what in finding["what"]

    def test_names_entries_that_changed_places(self, viewer):
        as_superuser(
            "update audit_entry set seq = -5 where seq = 5",
            "update audit_entry set seq = 5 where seq = 8",
            "update audit_entry set seq = 8 where seq = -5",
        )

        (finding,) = verified().lines

        assert finding["first_bad"] == 5

    def test_names_an_entry_that_was_put_in(self, viewer):
        as_superuser(
            "update audit_entry set seq = -seq where seq > 5",
            "update audit_entry set seq = -seq + 1 where seq < 0",
            "insert into audit_entry select 6, at, event, 'rep-forged', actor_id, desk_id, detail_digest, previous, "
            "digest from audit_entry where seq = 5",
        )

        (finding,) = verified().lines

        assert (finding["intact"], finding["first_bad"]) == (False, 6)

    def test_names_where_a_tail_was_cut_off_from_the_recorded_head(self, viewer):
        count = entries()
        as_superuser(f"delete from audit_entry where seq > {count - 2}")

        (finding,) = verified().lines

        assert (finding["intact"], finding["first_bad"]) == (False, count - 1)

    def test_leaves_the_ledger_as_it_is_where_it_is_not_whole(self, viewer):
        as_superuser("update audit_entry set subject = 'x' where seq = 5")
        count = entries()

        verified()

        assert entries() == count

    def test_says_in_words_which_entry_and_what(self, viewer):
        as_superuser("update audit_entry set subject = 'x' where seq = 5")

        answer = waymark("audit", "verify", "--as", "auditor")

        assert answer.code == 1
        assert "NOT WHOLE from entry 5" in answer.out

    def test_finds_a_ledger_whole_whose_details_were_erased_as_they_may_be(self, viewer):
        as_superuser("delete from audit_detail where seq in (4, 5)")

        answer = verified()

        assert answer.code == 0
        assert answer.lines[0]["details_erased"] == 2

    def test_is_refused_to_an_officer_who_may_not(self, viewer):
        a_viewer("desk", desk="E23000001")

        answer = waymark("audit", "verify", "--as", "desk")

        assert answer.code == 2
        assert "may not verify audit" in answer.err

    def test_is_refused_through_a_role_that_would_take_other_desks_entries_for_removed(self, viewer):
        answer = waymark("audit", "verify", "--as", "auditor", WAYMARK_DATABASE_ROLE="application")

        assert answer.code == 2
        assert "WAYMARK_DATABASE_URL_AUDITOR" in answer.err


class TestACheckpoint:
    @pytest.fixture
    def checkpoint(self, viewer, tmp_path):
        file = tmp_path / "checkpoint.json"
        assert waymark("audit", "checkpoint", str(file), "--as", "auditor").code == 0
        return file

    def test_vouches_for_every_entry_up_to_itself(self, checkpoint):
        (finding,) = verified("--checkpoint", str(checkpoint)).lines

        assert (finding["intact"], finding["unproven_tail"]) == (True, 0)

    def test_is_the_newest_entry_and_is_accounted_for(self, checkpoint):
        value = json.loads(checkpoint.read_text())

        assert as_superuser(
            "select seq, encode(digest, 'hex'), event from audit_entry order by seq desc limit 1"
        ) == [(value["seq"], value["digest"], "audit_checkpointed")]

    def test_finds_a_tail_that_was_cut_off_with_its_head(self, checkpoint):
        seq = json.loads(checkpoint.read_text())["seq"]
        as_superuser(
            f"delete from audit_entry where seq > {seq - 3}",
            f"update audit_head set seq = {seq - 3}, digest = (select digest from audit_entry where seq = {seq - 3})",
        )

        without, against = verified(), verified("--checkpoint", str(checkpoint))

        assert without.lines[0]["intact"] is True
        assert without.lines[0]["unproven_tail"] == seq - 3
        assert against.code == 1
        assert (
            "differs from the checkpoint" in against.lines[0]["what"] or "cut off" in against.lines[0]["what"]
        )

    def test_finds_a_chain_that_was_written_anew_from_an_entry_before_it(self, checkpoint):
        write_anew(from_seq=5)

        without, against = verified(), verified("--checkpoint", str(checkpoint))

        assert without.lines[0]["intact"] is True
        assert against.code == 1
        assert against.lines[0]["first_bad"] == json.loads(checkpoint.read_text())["seq"]

    @pytest.mark.parametrize("text", ["", "{}", '{"seq": "x", "digest": "zz", "at": "now"}', "\x00"])
    def test_that_is_none_is_refused(self, viewer, tmp_path, text):
        file = tmp_path / "other.json"
        file.write_text(text)

        answer = verified("--checkpoint", str(file))

        assert answer.code == 2
        assert "is not a checkpoint" in answer.err


class TestAnExport:
    def test_can_be_checked_by_anyone_with_the_published_arithmetic(self, viewer, tmp_path):
        file = tmp_path / "ledger.jsonl"

        assert waymark("audit", "export", str(file), "--as", "auditor").code == 0

        lines = [json.loads(line) for line in file.read_text().splitlines()]
        head = bytes(32)
        for line in lines:
            assert bytes.fromhex(line["detail_digest"]) == digest_of_detail(
                bytes.fromhex(line["salt"]), written(line["detail"])
            )
            assert line["previous"] == head.hex()
            head = bytes.fromhex(line["digest"])
        assert len(lines) == entries() - 1
        assert as_superuser("select event from audit_entry order by seq desc limit 1") == [
            ("audit_exported",)
        ]


class TestWriting:
    def test_outside_acting_is_a_fault(self, database):
        with pytest.raises(LedgerClosed, match="outside"):
            record(Event.QUEUE_READ, "queue", actor=1, at=RECEIVED, desk=None)

    def test_is_undone_with_the_work_that_it_accounts_for(self, viewer):
        count = entries()

        def fail() -> None:
            with acting(viewer):
                record(Event.QUEUE_READ, "queue", actor=1, at=RECEIVED, desk=None)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()

        assert entries() == count
        assert verified().code == 0

    def test_comes_after_all_other_work_so_that_the_head_is_held_only_for_a_moment(self, viewer):
        with acting(viewer):
            record(Event.QUEUE_READ, "queue", actor=1, at=RECEIVED, desk=None)

            waiting = as_superuser(
                "select count(*) from pg_locks l join pg_class c on c.oid = l.relation "
                "where c.relname in ('audit_head', 'audit_entry') and l.mode like '%Row%'"
            )

        assert waiting == [(0,)]

    def test_keeps_whatever_a_detail_holds(self, viewer):
        odd = {
            "large": 1e16,
            "small": -0.0,
            "half": 0.1,
            "text": "\x00 \udc80 \u2028 é",
            "nested": [{"b": None}],
        }

        with acting(viewer):
            record(Event.QUEUE_READ, "queue", actor=1, at=RECEIVED, desk=viewer.home_desk, detail=odd)

        assert verified().code == 0
        with acting(viewer):
            assert queries.told(["queue"], Event.QUEUE_READ)[0].detail == odd

    def test_by_many_at_once_keeps_one_chain(self, viewer):
        writers, each = 6, 10
        before, failures = entries(), []

        def write(n: int) -> None:
            try:
                for m in range(each):
                    with acting(viewer):
                        for _ in range(m % 3 + 1):
                            at = RECEIVED + timedelta(seconds=m)
                            record(Event.QUEUE_READ, f"queue-{n}", actor=n, at=at, desk=viewer.home_desk)
            except Exception as failure:  # noqa: BLE001 - told to the test's own thread
                failures.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert entries() - before == writers * sum(m % 3 + 1 for m in range(each))
        assert verified().code == 0

    def test_of_nothing_takes_no_entry(self, viewer):
        count = entries()

        with acting(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select count(*) from report")

        assert entries() == count
