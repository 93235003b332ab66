"""Media is held only where two officers said so, only sealed, and read only with the key and a purpose."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.containers import PICTURE, a_zip
from tests.integration.command_line import waymark
from waymark.access.rules import NotPermitted, Role
from waymark.access.viewing import acting
from waymark.stages.intake.operations import sealed
from waymark.stages.intake.queries.sealed import (
    NoSuchItem,
    OtherKey,
    PurposeWanted,
    authorities,
    item_to_read,
)
from waymark.stages.intake.sealing import BLOCK, PrivateHalf

HALF = PrivateHalf.made()
MARK = b"marked bytes of a picture" * 4
MEDIA = PICTURE + MARK + bytes(BLOCK)
YEAR = timedelta(days=365)
DOCUMENT = "FORCE/2026/17"


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.fixture
def desk(database):
    """Two supervisors of one desk, an administrator and an examiner."""
    first = a_viewer("first")
    others = {"second": ("supervisor",), "keeper": ("administrator",), "examiner": ("examiner",)}
    return first, *(a_viewer(name, roles=roles) for name, roles in others.items())


def ask(viewer, *, start=RECEIVED, end=RECEIVED + YEAR, now=RECEIVED, document=DOCUMENT):
    with acting(viewer):
        return sealed.ask_for_authority(
            document=document, valid_from=start, valid_until=end, viewer=viewer, now=now
        )


def confirm(reference, viewer, *, now=RECEIVED):
    with acting(viewer):
        sealed.confirm_authority(reference, viewer=viewer, now=now)


def take_key(viewer, half=HALF):
    with acting(viewer):
        return sealed.take_key(half.public, viewer=viewer, now=RECEIVED)


def in_force(desk):
    first, second, keeper, _ = desk
    take_key(keeper)
    confirm(ask(first), second)


def read(viewer, reference, *, half=HALF, purpose="grading"):
    with acting(viewer):
        item = item_to_read(viewer, reference, purpose=purpose, public=half.public, now=RECEIVED)
    blocks = of_role(
        "sealed_reader", f"select content from sealed_part where item_id = {item.id} order by n", viewer
    )
    return b"".join(
        half.opened((bytes(block) for (block,) in blocks), once=item.once, reference=item.reference)
    )


class TestAnAuthority:
    def test_is_recorded_by_two(self, desk):
        first, second, keeper, _ = desk
        take_key(keeper)

        reference = ask(first)
        with pytest.raises(sealed.SecondPersonWanted, match="another supervisor"):
            confirm(reference, first)
        confirm(reference, second)

        with acting(first):
            (line,) = authorities(first, now=RECEIVED)
        assert (line.reference, line.document, line.state) == (reference, DOCUMENT, "in force")

    def test_by_one_is_refused_by_the_database_itself(self, desk):
        first, *_ = desk
        reference = ask(first)

        with (
            pytest.raises(IntegrityError, match="media_authority_by_two"),
            acting(first),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update media_authority set confirmed_by_id = asked_by_id, confirmed_at = now() where reference = %s",
                [reference],
            )

    def test_needs_a_key_first_so_that_nothing_goes_unsealed(self, desk):
        first, second, *_ = desk

        with pytest.raises(sealed.NoKey, match="waymark sealed keys"):
            confirm(ask(first), second)

    def test_needs_its_document(self, desk):
        with pytest.raises(sealed.NoDocument):
            ask(desk[0], document=" ")

    @pytest.mark.parametrize(("start", "end"), [(YEAR, YEAR), (-YEAR, timedelta(0))])
    def test_lasts_beyond_now_and_its_beginning(self, desk, start, end):
        with pytest.raises(sealed.WrongPeriod):
            ask(desk[0], start=RECEIVED + start, end=RECEIVED + end)

    def test_is_a_supervisors_matter(self, desk):
        with pytest.raises(NotPermitted):
            ask(desk[3])

    def test_of_another_desk_is_none_here(self, desk):
        stranger = a_viewer("stranger", desk="E23000001")

        with pytest.raises(sealed.NoSuchAuthority):
            confirm(ask(desk[0]), stranger)

    @pytest.mark.parametrize("when", [RECEIVED - timedelta(seconds=1), RECEIVED + YEAR])
    def test_outside_its_time_seals_nothing(self, desk, when):
        in_force(desk)

        receive(desk[0], Held(MEDIA, name="a.jpg"), now=when)

        assert rows(desk[0], "select count(*) from sealed_item") == [(0,)]

    def test_that_was_ended_seals_nothing(self, desk):
        first, second, keeper, _ = desk
        take_key(keeper)
        reference = ask(first)
        confirm(reference, second)
        with acting(second):
            sealed.end_authority(reference, viewer=second, now=RECEIVED)

        receive(first, Held(MEDIA, name="a.jpg"))

        assert rows(first, "select count(*) from sealed_item") == [(0,)]


class TestTheStore:
    def test_takes_nothing_without_an_authority(self, desk):
        receive(desk[0], Held(MEDIA, name="a.jpg"))

        assert rows(desk[0], "select count(*) from sealed_item") == [(0,)]

    def test_takes_what_can_hold_media_whole(self, desk):
        in_force(desk)
        package = a_zip([("report.xml", an_xml_report(identifier="u1", service="A")), ("a.jpg", MEDIA)])

        answers = receive(desk[0], Held(MEDIA, name="a.jpg"), Held(package, name="a.zip"))

        assert read(desk[3], delivery_of(desk[0], "a.jpg")) == MEDIA
        assert read(desk[3], delivery_of(desk[0], "a.zip")) == package
        assert rows(desk[0], "select count(*) from sealed_item") == [(2,)]
        assert {each.name: each.outcome for each in answers} == {"a.jpg": "quarantined", "a.zip": "accepted"}

    def test_takes_nothing_that_may_be_kept_in_the_open(self, desk):
        in_force(desk)

        receive(desk[0], Held(an_xml_report(identifier="u1", service="A")))

        assert rows(desk[0], "select count(*) from sealed_item") == [(0,)]

    def test_takes_the_same_bytes_once(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))

        receive(desk[0], Held(MEDIA, name="again.jpg"))

        assert rows(desk[0], "select count(*) from sealed_item") == [(1,)]

    def test_cannot_be_read_back_by_the_doors(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            of_role("application", "select content from sealed_part", desk[0])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            of_role("worker", "select content from sealed_part", desk[0])

    def test_is_read_by_one_role_which_writes_nothing_in_it(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))

        assert of_role("sealed_reader", "select count(*) from sealed_part", desk[0]) == [(2,)]
        for statement in (
            "delete from sealed_part",
            "update sealed_item set once = ''",
            "select * from report",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                of_role("sealed_reader", statement, desk[0])

    def test_shows_the_reader_nothing_of_another_desk(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))
        stranger = a_viewer("stranger", roles=("examiner",), desk="E23000001")

        with pytest.raises(NoSuchItem):
            read(stranger, delivery_of(desk[0], "a.jpg"))

    def test_holds_no_mark_of_what_is_in_it(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))

        assert of_role(
            "sealed_reader",
            "select count(*) from sealed_part where position('marked bytes' in content) > 0",
            desk[0],
        ) == [(0,)]


def delivery_of(viewer, name):
    ((reference,),) = rows(viewer, "select reference from delivery where name = %s", name)
    return reference


def of_role(key, statement, viewer):
    with psycopg.connect(os.environ[f"WAYMARK_DATABASE_URL_{key.upper()}"]) as session:
        session.execute("select set_config('waymark.desks', %s, true)", [str(viewer.home_desk)])
        answer = session.execute(statement.encode())
        return answer.fetchall() if answer.description else []


class TestReading:
    @pytest.fixture
    def held(self, desk):
        in_force(desk)
        receive(desk[0], Held(MEDIA, name="a.jpg"))
        return delivery_of(desk[0], "a.jpg")

    def test_is_for_examiners(self, desk, held):
        with pytest.raises(NotPermitted):
            read(replace(desk[0], roles=frozenset({Role.SUPERVISOR})), held)

    def test_says_what_for(self, desk, held):
        with pytest.raises(PurposeWanted):
            read(desk[3], held, purpose=" ")

    def test_wants_the_right_key(self, desk, held):
        with pytest.raises(OtherKey):
            read(desk[3], held, half=PrivateHalf.made())

    def test_stands_in_the_ledger_before_any_of_it_is_read(self, desk, held):
        examiner = desk[3]
        with acting(examiner):
            item_to_read(examiner, held, purpose="grading", public=HALF.public, now=RECEIVED)

        ((detail,),) = rows(
            desk[0],
            "select d.detail from audit_entry e join audit_detail d using (seq) where e.event = 'sealed_media_read'",
        )
        assert "grading" in detail

    def test_after_a_new_key_still_takes_the_old_one(self, desk, held):
        take_key(desk[2], PrivateHalf.made())

        assert read(desk[3], held) == MEDIA

    def test_goes_by_a_command_with_the_key_s_file(self, desk, held, tmp_path):
        file = tmp_path / "key.pem"
        file.write_bytes(HALF.written(passphrase="example passphrase"))

        done = subprocess.run(
            [
                *(sys.executable, "-m", "waymark.config.start", "--as", "examiner", "sealed", "read", held),
                *("--key", str(file), "--purpose", "grading"),
            ],
            env={
                k: v for k, v in os.environ.items() if k not in ("WAYMARK_DATABASE_ROLE", "WAYMARK_EMBEDDED")
            },
            input=b"example passphrase\n",
            capture_output=True,
            check=False,
            timeout=60,
        )

        assert done.stdout == MEDIA, done.stderr
        assert done.returncode == 0

    def test_by_a_command_without_the_file_says_what_to_give(self, desk, held, tmp_path):
        done = waymark(
            "--as",
            "examiner",
            "sealed",
            "read",
            held,
            "--key",
            str(tmp_path / "none"),
            "--purpose",
            "grading",
        )

        assert done.code == 2
        assert "waymark sealed keys" in done.err


class TestMakingAKey:
    def make(self, file, words=b"example passphrase\nexample passphrase\n"):
        return subprocess.run(
            [sys.executable, "-m", "waymark.config.start", "--as", "keeper", "sealed", "keys", str(file)],
            env={
                k: v for k, v in os.environ.items() if k not in ("WAYMARK_DATABASE_ROLE", "WAYMARK_EMBEDDED")
            },
            input=words,
            capture_output=True,
            check=False,
            timeout=60,
        )

    def test_writes_the_private_half_to_a_file_and_nowhere_else(self, desk, tmp_path):
        file = tmp_path / "key.pem"

        done = self.make(file)

        assert done.returncode == 0, done.stderr
        assert file.stat().st_mode & 0o777 == 0o600
        half = PrivateHalf.read(file.read_bytes(), passphrase="example passphrase")
        assert rows(desk[0], "select public = %s from sealing_key", half.public) == [(True,)]

    def test_never_writes_over_another_file(self, desk, tmp_path):
        file = tmp_path / "key.pem"
        file.write_bytes(b"another")

        done = self.make(file)

        assert done.returncode == 2
        assert file.read_bytes() == b"another"
        assert rows(desk[0], "select count(*) from sealing_key") == [(0,)]

    def test_wants_a_passphrase_that_is_one(self, desk, tmp_path):
        done = self.make(tmp_path / "key.pem", b"short\nshort\n")

        assert b"12 characters" in done.stderr
        assert not (tmp_path / "key.pem").exists()


class TestAFailure:
    def test_while_sealing_leaves_nothing_half_sealed(self, desk):
        in_force(desk)

        class Changing(Held):
            def open(self):
                self.times = getattr(self, "times", 0) + 1
                content = MEDIA if self.times == 1 else MEDIA[:-1] + b"x"
                return Held(content).open()

        with pytest.raises(Exception, match="changed while it was being kept"):
            receive(desk[0], Changing(MEDIA, name="a.jpg"))

        assert rows(desk[0], "select count(*) from sealed_item") == [(0,)]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1")
