"""Historic registers: what each row becomes through a column map, and what is told of the rows that fail."""

import io
import json
import zipfile

import pytest

from waymark.referrals.types import Flaw, IPCaptureEvent, KeptRaw, Party, Report, Role
from waymark.stages.intake.readers.errors import BrokenDocument, CannotRead, TooLarge
from waymark.stages.intake.readers.registers import workbooks
from waymark.stages.intake.readers.registers.documents import looks_like, read, table_of, write_register
from waymark.stages.intake.readers.registers.maps import ColumnMap, MapRefused, check_map, likely_fields
from waymark.stages.intake.readers.written_dates import DateOrder
from waymark.synthetic.registers import HEADINGS, register

COLUMNS = (
    ("Ref", "reference"),
    ("Date recd", "received_at"),
    ("Surname", "suspect_last_name"),
    ("Forename", "suspect_first_name"),
    ("DOB", "suspect_date_of_birth"),
    ("Nickname", "suspect_screen_name"),
    ("App", "suspect_service"),
    ("E-mail", "suspect_email"),
    ("IP", "ip_address"),
)
MAP = ColumnMap("old desk", 3, COLUMNS, DateOrder.DAY_FIRST, ("n/k",))


def facts_of(content, by=MAP, *, trace=False):
    document = write_register(table_of(io.BytesIO(content)), by, register="old desk", file_name="old.csv")
    return list(read(io.BytesIO(document), trace=trace))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def a_workbook(*rows):
    """The least workbook that a spreadsheet program opens."""
    cells = "".join(
        f'<row r="{n}">{"".join(f"<c t={chr(34)}inlineStr{chr(34)}><is><t>{cell}</t></is></c>" for cell in row)}</row>'
        for n, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kept = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{kept}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kept}"><sheets><sheet name="Old" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{kept}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


class TestRead:
    def test_makes_a_report_of_each_row(self):
        facts = facts_of(register(rows=3))

        heads = those(facts, Report)
        assert [head.number for head in heads] == ["REG/00001", "REG/00002", "REG/00003"]
        assert {head.reporter for head in heads} == {"register old desk"}

    def test_places_what_the_map_names_and_keeps_the_rest_raw(self):
        facts = facts_of(b"Ref,Surname,Colour\n7,Invented,green\n")

        (party,) = those(facts, Party)
        assert (party.role, party.last_name) == (Role.SUSPECT, "Invented")
        assert those(facts, KeptRaw) == [KeptRaw("/row[2]/Colour", "green")]

    def test_reads_dates_in_the_order_that_the_map_says(self):
        facts = facts_of(b"Ref,Date recd\n7,03/04/2019\n")

        assert facts[-1].received_at.instant.isoformat() == "2019-04-03T00:00:00+00:00"

    def test_flags_a_year_of_two_digits_and_takes_the_row_in(self):
        facts = facts_of(b"Ref,Date recd\n7,03/04/19\n")

        (flaw,) = those(facts, Flaw)
        (head,) = those(facts, Report)
        assert (flaw.where, "two digits" in flaw.what) == ("row 2", True)
        assert (head.received_at.text, head.received_at.instant) == ("03/04/19", None)

    def test_takes_in_the_rows_around_one_that_is_no_report(self):
        facts = facts_of(b"Ref,Surname,Colour\n7,A,x\n,n/k,blue\n8,B,y\n")

        assert [head.number for head in those(facts, Report)] == ["7", "8"]
        assert [flaw.where for flaw in those(facts, Flaw)] == ["row 3"]
        assert KeptRaw("/row[3]/Colour", "blue") in facts

    def test_ties_an_address_to_the_suspect(self):
        (event,) = those(facts_of(b"Ref,Surname,IP\n7,A,192.0.2.1\n"), IPCaptureEvent)

        assert (event.of.value, event.of_ordinal, event.address) == ("party", 1, "192.0.2.1")

    @pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "-4", "+44"])
    def test_keeps_a_formula_as_the_text_it_is(self, cell):
        facts = facts_of(f"Ref,Surname\n7,{cell}\n".encode())

        assert those(facts, Party)[0].last_name == cell

    def test_refuses_a_table_of_which_no_row_is_a_report(self):
        with pytest.raises(BrokenDocument):
            facts_of(b"Colour,Size\ngreen,1\n")

    def test_is_recognised_by_its_schema(self):
        document = write_register(table_of(io.BytesIO(register(rows=1))), MAP, register="r", file_name="f")

        assert looks_like(document.decode())
        assert not looks_like(json.dumps({"schema": "another"}))


class TestWriteRegister:
    def test_gives_the_same_bytes_for_the_same_file_and_map(self):
        written = {
            write_register(table_of(io.BytesIO(register(rows=2))), MAP, register="r", file_name="f")
            for _ in range(2)
        }

        assert len(written) == 1


class TestTableOf:
    def test_reads_a_workbook_as_the_text_of_its_cells(self):
        table = table_of(io.BytesIO(a_workbook(("Ref", "Surname"), ("7", "=1+1"))))

        assert (table.sheet, table.headings, table.rows) == ("Old", ("Ref", "Surname"), ((2, ("7", "=1+1")),))

    @pytest.mark.parametrize(
        "content", [b"", b"Ref\n", b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    )
    def test_refuses_what_is_no_table(self, content):
        with pytest.raises(CannotRead):
            table_of(io.BytesIO(content))

    def test_refuses_a_workbook_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(workbooks, "_MOST_UNPACKED", 100)

        with pytest.raises(TooLarge):
            table_of(io.BytesIO(a_workbook(("Ref",), ("7",))))


class TestCheckMap:
    @pytest.mark.parametrize(
        ("columns", "order", "words"),
        [
            ((), DateOrder.DAY_FIRST, "at least one"),
            ((("a", "nothing"),), DateOrder.DAY_FIRST, "no field"),
            ((("a", "reference"), ("b", "reference")), DateOrder.DAY_FIRST, "two columns"),
            ((("a", "received_at"),), DateOrder.UNKNOWN, "comes first"),
        ],
    )
    def test_says_what_to_change(self, columns, order, words):
        with pytest.raises(MapRefused, match=words):
            check_map(ColumnMap("name", 1, columns, order))

    def test_passes_a_map_that_can_be_used(self):
        check_map(MAP)


class TestLikelyFields:
    def test_begins_with_a_field_only_where_the_heading_is_its_own_words(self):
        assert likely_fields(["Offence type", "IP address", *HEADINGS[:1]]) == [
            "incident_type",
            "ip_address",
            "",
        ]


class TestATableUnderATitle:
    TITLED = (
        b"Old desk register\r\nPrinted,01/02/2020\r\n\r\n"
        b"Ref,Date recd,Surname,Forename\r\n1,01/02/2019,Example,Ash\r\n2,,Example,\r\n"
    )

    def test_has_its_headings_found_below_the_title(self):
        table = table_of(io.BytesIO(self.TITLED))

        assert table.headings == ("Ref", "Date recd", "Surname", "Forename")
        assert [number for number, _ in table.rows] == [5, 6]

    def test_makes_no_report_of_the_title_and_keeps_its_words(self):
        facts = facts_of(self.TITLED)

        assert [head.number for head in those(facts, Report)] == ["1", "2"]
        assert [fact.text for fact in those(facts, KeptRaw)] == ["Old desk register", "Printed", "01/02/2020"]

    def test_in_a_workbook_is_found_as_well(self):
        content = a_workbook(["A register"], ["Ref", "Surname", "Date recd"], ["1", "Example", "01/02/2019"])

        assert table_of(io.BytesIO(content)).headings[:2] == ("Ref", "Surname")

    def test_gives_the_same_document_as_before_where_there_is_no_title(self):
        document = write_register(table_of(io.BytesIO(register(rows=2))), MAP, register="r", file_name="f")

        assert b'"above"' not in document
