"""Marked media goes in by each door, with failures and kills, and is then looked for everywhere: it is nowhere.

Everywhere is every file of the state (the database's own files and its write-ahead log among them), every table,
what the commands printed, a backup, and the temporary folder. Looked for are the marked bytes, their
base64 at each of its three alignments, and the hexadecimal digits of these.
"""

import base64
import binascii
import io
import json
import mmap
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pypdf
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.containers import PICTURE, a_docx, a_mail, a_message, a_pdf, a_zip, paragraph, properties
from tests.integration.command_line import superusers_url, waymark
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.attribution.operations.enquiring import draft_enquiry
from waymark.stages.attribution.rules.enquiries import Purpose, Route
from waymark.stages.attribution.rules.states import EnquiryKind
from waymark.stages.intake.operations import sealed
from waymark.stages.intake.operations.column_maps import save_column_map
from waymark.stages.intake.operations.packs import open_pack, set_aside
from waymark.stages.intake.queries.packs import documents_to_enter
from waymark.stages.intake.readers.registers.maps import ColumnMap
from waymark.stages.intake.sealing import PrivateHalf

STATE = Path(os.environ["WAYMARK_TEST_STATE"])


class Mark:
    """Bytes that occur nowhere else, and the packages that they were put into."""

    def __init__(self) -> None:
        self.bytes = random.SystemRandom().randbytes(48)
        self.media = PICTURE + self.bytes + random.SystemRandom().randbytes(3_000)
        self.lost = random.SystemRandom().randbytes(3_000_000)

    @property
    def forms(self) -> dict[str, bytes]:
        aligned = {f"base64 at {skip}": base64.b64encode(self.bytes[skip : skip + 42]) for skip in range(3)}
        plain = {"as it is": self.bytes} | aligned
        # A dump writes bytes in hexadecimal digits.
        return plain | {f"{name} in hex": form.hex().encode() for name, form in plain.items()}

    def packages(self) -> dict[str, bytes]:
        inner = a_zip([("b.jpg", self.media), ("report.xml", an_xml_report(identifier="u2", service="B"))])
        package = a_zip(
            [
                ("report.xml", an_xml_report(identifier="u1", service="A")),
                ("Media/a.jpg", self.media),
                ("supplement/inner.zip", inner),
                ("pack.pdf", self.pdf()),
                ("note.docx", self.docx()),
                ("mail.eml", self.mail()),
                ("as text.txt", b"words\n" + base64.encodebytes(self.media)),
                ("unknown.bin", b"\0\1\2" + self.media),
            ]
        )
        wrong = self.mail().replace(b'boundary="', b'boundary="x', 1)
        return {
            "a.jpg": self.media,
            "package.zip": package,
            "stored.zip": a_zip([("a.jpg", self.media)], stored=True),
            "cut.zip": a_zip([("a.jpg", self.media)], stored=True)[:-30],
            "pack.pdf": self.pdf(),
            "broken.pdf": self.pdf()[:-600],
            "note.docx": self.docx(),
            "mail.eml": self.mail(),
            "wrong boundary.eml": wrong,
            "cut.eml": self.mail()[:-200],
            "written in.eml": self.uuencoded(),
            "message.msg": self.message(),
            "unknown.bin": b"\0\1\2" + self.media,
            "as text.txt": b"words\n" + base64.encodebytes(self.media),
            "filled.xml": self.filled(),
            "in sixteen bits.xml": self.filled().decode().encode("utf-16"),
            "large.zip": a_zip(
                [(f"{n}.jpg", self.media + self.lost[n : n + 300_000]) for n in range(20)], stored=True
            ),
        }

    def filled(self) -> bytes:
        """A report that has the media written into one of its notes."""
        return an_xml_report(identifier="u3", service="C", note=base64.b64encode(self.media).decode())

    def table(self, *headings: str) -> bytes:
        """A row for a register or an operator's table, with the media in its last column."""
        cells = [*("1",) * (len(headings) - 1), base64.b64encode(self.media).decode()]
        return "\n".join((",".join(headings), ",".join(cells))).encode()

    def pdf(self) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf(["NCA reference: 123"])))
        writer.add_attachment("a.jpg", self.media)
        made = io.BytesIO()
        writer.write(made)
        return made.getvalue()

    def docx(self) -> bytes:
        return a_docx(paragraph("NCA reference: 123"), {"word/media/image1.jpeg": self.media})

    def mail(self) -> bytes:
        mail = a_mail()
        mail.add_attachment(self.media, maintype="image", subtype="jpeg", filename="a.jpg")
        return mail.as_bytes()

    def uuencoded(self) -> bytes:
        lines = [binascii.b2a_uu(self.media[at : at + 45]) for at in range(0, len(self.media), 45)]
        return a_mail().as_bytes() + b"\nbegin 644 a.jpg\n" + b"".join(lines) + b"`\nend\n"

    def message(self) -> bytes:
        attachment = "__attach_version1.0_#00000000"
        return a_message(
            {"0037": "A pack", "1000": "NCA reference: 123"},
            {
                f"{attachment}/__properties_version1.0": properties(header=8),
                f"{attachment}/__substg1.0_3707001F": "a.jpg".encode("utf-16-le"),
                f"{attachment}/__substg1.0_37010102": self.media,
            },
        )


def found_in(content: bytes | mmap.mmap, mark: Mark) -> list[str]:
    return [name for name, form in mark.forms.items() if content.find(form) >= 0]


def found_in_files(folder: Path, mark: Mark) -> list[tuple[str, list[str]]]:
    """Where the mark is in any file below a folder."""
    places = []
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink() or path.stat().st_size == 0:
            continue
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if forms := found_in(content, mark):
                places.append((str(path), forms))
    return places


def tool(name: str, *arguments: str) -> bytes:
    done = subprocess.run(
        [Path(os.environ["WAYMARK_PG_BIN"]) / name, *arguments], capture_output=True, check=True
    )
    return done.stdout


def everywhere(mark: Mark, *folders: Path) -> list[tuple[str, list[str]]]:
    """Every place where the mark is, but for the folder that it was delivered from."""
    with psycopg.connect(superusers_url(), autocommit=True) as session:
        session.execute("checkpoint")
    tables = tool("pg_dump", superusers_url())
    assert b"COPY public.delivery_member" in tables
    places = [("a table", forms) for forms in [found_in(tables, mark)] if forms]
    for folder in (STATE, *folders):
        places += found_in_files(folder, mark)
    return places


@pytest.fixture
def mark():
    return Mark()


@pytest.fixture
def delivered(mark, tmp_path):
    folder = tmp_path / "delivered"
    folder.mkdir()
    for name, content in mark.packages().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


class TestTheSearch:
    def test_finds_the_mark_in_a_table_and_in_a_file(self, database, mark, tmp_path):
        receive(a_viewer(), Held(b"words " + base64.b64encode(mark.bytes), name="a.txt"))
        (tmp_path / "a").write_bytes(b"x" * 5 + base64.b64encode(b"y" + mark.bytes))

        places = everywhere(mark, tmp_path)

        assert ("a table", ["base64 at 0 in hex"]) in places
        assert (str(tmp_path / "a"), ["base64 at 2"]) in places
        assert any(str(STATE) in place for place, _ in places)


class TestByCommand:
    def test_no_mark_is_left_anywhere(self, database, mark, delivered, temporary, tmp_path):
        a_viewer("desk", roles=("intelligence_desk", "administrator"))

        answered = waymark("--as", "desk", "--json", "receive", str(delivered), TMPDIR=str(temporary))

        outcomes = {each["path"].rpartition("/")[2]: each["outcome"] for each in answered.lines}
        assert outcomes["package.zip"] in ("accepted", "quarantined")
        assert len(outcomes) >= 15
        backup = waymark("--as", "desk", "db", "backup", str(tmp_path / "backup"), TMPDIR=str(temporary))
        assert backup.code == 0, backup.err
        restored = tool("pg_restore", "-f", "-", str(tmp_path / "backup" / "database.dump"))
        assert found_in(restored, mark) == []
        assert found_in((answered.out + answered.err).encode(), mark) == []
        assert everywhere(mark, temporary, tmp_path / "backup") == []

    def test_no_mark_is_left_when_it_is_killed_on_the_way(self, database, mark, delivered, temporary):
        a_viewer("desk")
        command = [sys.executable, "-m", "waymark.config.start", "--as", "desk", "receive", str(delivered)]
        environment = {
            k: v for k, v in os.environ.items() if k not in ("WAYMARK_DATABASE_ROLE", "WAYMARK_EMBEDDED")
        }

        for seconds in (0.6, 0.9, 1.2, 1.6):
            with subprocess.Popen(
                command,
                env=environment | {"TMPDIR": str(temporary)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as running:
                time.sleep(seconds)
                running.send_signal(signal.SIGKILL)

        assert everywhere(mark, temporary) == []

    def test_no_mark_is_left_where_the_force_may_hold_media(
        self, database, mark, delivered, temporary, tmp_path
    ):
        viewer = may_hold_media()

        waymark("--as", "desk", "receive", str(delivered), TMPDIR=str(temporary))

        with psycopg.connect(superusers_url()) as session:
            ((count, size),) = session.execute(
                "select count(*), sum(length(content)) from sealed_part"
            ).fetchall()
        assert viewer.home_desk
        assert count >= 15
        assert size > 6_000_000
        assert everywhere(mark, temporary) == []


# Where a request is killed: when its upload is there, while it is hashed, taken apart, stored and noted, and as its
# transaction's last act.
UPLOADED = ("interfaces/web/uploads", "file_complete")
HASHED = ("stages/intake/operations/measuring", "measure")
TAKEN_APART = ("stages/intake/readers/unpacking/frames", "told")
STORED = ("stages/intake/operations/storing", "store_whole")
NOTED = ("stages/intake/operations/members", "note_members")
ACCOUNTED = ("audit/ledger", "_chain")
SETTLED = ("stages/intake/readers/pack_cover/confirming", "settle")
TABLE = ("stages/attribution/readers/operator_answers", "read_operator_answers")


class TestByEachPageKilledOnTheWay:
    def test_no_mark_is_left_anywhere(self, database, mark, temporary, tmp_path):
        desk = a_viewer("desk", roles=("intelligence_desk", "supervisor", "spoc"))
        posts = self.posts(desk, mark, tmp_path)

        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.killed_on_the_way"],
            input=json.dumps({"officer": "desk", "posts": posts}),
            env=os.environ | {"TMPDIR": str(temporary)},
            capture_output=True,
            text=True,
            check=True,
        )

        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert [each for each in said if not each["was_killed"]] == []
        assert len(said) == sum(len(each["places"]) for each in posts)
        assert found_in((done.stdout + done.stderr).encode(), mark) == []
        assert everywhere(mark, temporary) == []

    def posts(self, desk, mark, tmp_path):
        """A post to each page that takes files or words in, each with marked media in what it is given."""
        folder = tmp_path / "given"
        folder.mkdir()
        tables = {
            "register.csv": mark.table("CyberTip no", "note"),
            "operator.csv": mark.table("ip_address", "subscriber"),
        }
        for name, content in (mark.packages() | tables).items():
            (folder / name).write_bytes(content)
        written = base64.b64encode(mark.media).decode()
        with acting(desk):
            save_column_map(ColumnMap("old", 0, (("note", "note"),)), viewer=desk, now=RECEIVED)
        receive(desk, Held(mark.pdf(), name="one.pdf"), Held(mark.docx(), name="two.docx"), now=RECEIVED)
        with acting(desk):
            waiting = [each.reference for each in documents_to_enter(desk)]
            pack = open_pack(desk, waiting[:1], now=RECEIVED)
        by_hand = {
            "danger": "no",
            "opened": RECEIVED.isoformat(),
            "source": "public",
            "suspected_screen_name": "someone",
            "statement": f"{written[:9_000]}",
        }

        def post(address, *places, fields=None, **files):
            paths = {field: str(folder / name) for field, name in files.items()}
            return {"address": address, "fields": fields or {}, "files": paths, "places": places}

        save = {"version": "0", "value:cover.1.asked.1": written[:1_000], "save": "yes"}
        return [
            post("/deliver/", TAKEN_APART, NOTED, ACCOUNTED, documents="package.zip"),
            post("/deliver/one/", HASHED, STORED, ACCOUNTED, documents="filled.xml"),
            post("/registers/", UPLOADED, fields={"map": "old"}, register="register.csv"),
            post("/disseminations/take/", UPLOADED, package="package.zip"),
            post("/report-by-hand/", STORED, ACCOUNTED, fields=by_hand),
            post("/packs/begin/", ACCOUNTED, fields={"delivery": waiting[1]}),
            post(f"/pack/{pack}/save/", SETTLED, fields=save),
            post(f"/enquiry/{self.an_enquiry(desk)}/table/", TABLE, table="operator.csv"),
        ]

    def an_enquiry(self, desk):
        receive(
            desk,
            Held(
                an_xml_report(
                    identifier="e1", service="E", events=[("198.51.100.7", "2026-01-10T10:00:00Z", 443)]
                )
            ),
            now=RECEIVED,
        )
        with acting(desk), connection.cursor() as cursor:
            cursor.execute(
                "select f.reference, c.report_id, c.ordinal from ip_capture c join referral_report a "
                "on a.report_id = c.report_id join referral f on f.id = a.referral_id"
            )
            referral, report, ordinal = cursor.fetchone()
            return draft_enquiry(
                viewer=desk,
                referral=referral,
                kind=EnquiryKind.COMMUNICATIONS_DATA,
                route=Route.S60A,
                purpose=Purpose.IDENTIFY_SUSPECT,
                necessity="To find out who used it",
                picks=[f"{report}.{ordinal}"],
                now=RECEIVED,
            )


def may_hold_media():
    viewer, second = a_viewer("desk"), a_viewer("second")
    keeper = a_viewer("keeper", roles=("administrator",))
    now = RECEIVED.replace(year=2026, month=1)
    with acting(keeper):
        sealed.take_key(PrivateHalf.made().public, viewer=keeper, now=now)
    with acting(viewer):
        reference = sealed.ask_for_authority(
            document="FORCE/1", valid_from=now, valid_until=now.replace(year=2126), viewer=viewer, now=now
        )
    with acting(second):
        sealed.confirm_authority(reference, viewer=second, now=now)
    return viewer


class TestByPage:
    @pytest.fixture
    def client(self, database, monkeypatch):
        a_viewer("desk")
        client = Client(SERVER_NAME="localhost")
        client.force_login(
            get_user_model().objects.get(username="desk"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        # Whatever would make a temporary file fails here, and so the test with it.
        monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
        return client

    def test_no_mark_is_left_anywhere_and_no_temporary_file_is_made(self, client, mark):
        files = [SimpleUploadedFile(name, content) for name, content in mark.packages().items()]

        response = client.post("/deliver/", {"documents": files})

        assert response.status_code == 200
        assert found_in(response.content, mark) == []
        assert everywhere(mark) == []

    def test_no_mark_is_left_when_the_upload_breaks_off(self, client, mark):
        body = b'--x\r\nContent-Disposition: form-data; name="documents"; filename="a.zip"\r\n\r\n'
        body += mark.packages()["large.zip"][:2_000_000]

        response = client.post("/deliver/", body, content_type="multipart/form-data; boundary=x")

        assert response.status_code in (200, 400)
        assert everywhere(mark) == []

    def test_no_mark_is_left_by_the_pages_that_take_registers_and_packages(self, client, mark):
        desk = viewer_called("desk")
        with acting(desk):
            by = ColumnMap("old", 0, (("name", "note"),))
            save_column_map(by, viewer=desk, now=RECEIVED)
        answers = []
        for name, content in mark.packages().items():
            for address, field in (("/registers/", "register"), ("/disseminations/take/", "package")):
                file = SimpleUploadedFile(name, content)
                answers.append(client.post(address, {field: file, "map": "old"}))

        assert {each.status_code for each in answers} <= {200, 302, 409}
        assert everywhere(mark) == []

    def test_no_mark_is_left_by_packs_that_hold_media_begun_shown_and_set_aside(self, client, mark):
        desk = viewer_called("desk")
        receive(desk, Held(mark.pdf(), name="one.pdf"), Held(mark.docx(), name="two.docx"), now=RECEIVED)
        with acting(desk):
            waiting = [each.reference for each in documents_to_enter(desk)]
            packs = [open_pack(desk, [each], now=RECEIVED) for each in waiting]
            set_aside(desk, packs[0], reason="Twice", now=RECEIVED)

        pages = [client.get(address) for address in ("/packs/", *(f"/pack/{each}/" for each in packs))]

        assert {each.status_code for each in pages} == {200}
        assert all(found_in(each.content, mark) == [] for each in pages)
        assert everywhere(mark) == []
