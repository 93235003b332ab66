"""A hotline's table: flexible headings, a report a row, formulas as text, dates whose order was said."""

import io

import pytest

from waymark.referrals.types import Addition, Flaw, KeptRaw, Named, Read, Report, ReportedFile, Zone
from waymark.stages.intake.readers.errors import BrokenDocument, CannotRead
from waymark.stages.intake.readers.hotline.columns import HASHES, KNOWN_PATHS, NAMES
from waymark.stages.intake.readers.hotline.reader import looks_like, read, read_many
from waymark.synthetic.hotline import assessments

MD5 = "0123456789abcdef0123456789abcdef"


def reports_of(text, *, trace=False, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return [list(facts) for facts in read_many(io.BytesIO(content), trace=trace)]


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


class TestReadMany:
    def test_makes_a_report_of_each_row(self):
        reports = reports_of(assessments(rows=3))

        assert [facts[-1].number for facts in reports] == ["HL-000001", "HL-000002", "HL-000003"]

    def test_places_every_column(self):
        facts = reports_of(assessments(rows=1))[0]

        *_, head = facts
        (file,) = those(facts, ReportedFile)
        assert head.details[0].values == (
            Named("url", "https://h1.example.net/p/1"),
            Named("host", "h1.example.net"),
            Named("ip_address", "203.0.113.2"),
            Named("country", "NL"),
        )
        assert [each.kind for each in file.hashes] == ["md5", "sha1"]
        assert those(facts, Addition) == [
            Addition("hotline", "", "grade", "B", "https://h1.example.net/p/1"),
            Addition("hotline", "", "action", "notice sent", "https://h1.example.net/p/1"),
        ]
        assert head.reporter == "Example Hotline"
        assert those(facts, KeptRaw) == []

    @pytest.mark.parametrize(
        "text",
        [
            f"grade;hash;Hosting Country;WEB ADDRESS\nA;{MD5};NL;https://a.example.net\n",
            f"\ufeffURL\tCategory\tHash\tcountry\nhttps://a.example.net\tA\t{MD5}\tNL\n",
            f'"Page URL","Assessment","MD5 hash","Host country"\r\n"https://a.example.net","A","{MD5}","NL"\r\n',
            f"An export\n\nurl,result,hashes,geo\nhttps://a.example.net,A,{MD5},NL\n",
        ],
        ids=["semicolons", "tabs", "quotes", "title"],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
    def test_finds_columns_in_any_order_case_and_separator(self, text, encoding):
        facts = reports_of(text, encoding=encoding)[0]

        (file,) = those(facts, ReportedFile)
        assert facts[-1].details[0].values == (Named("url", "https://a.example.net"), Named("country", "NL"))
        assert (file.hashes[0].kind, those(facts, Addition)[0].value) == ("md5", "A")

    def test_keeps_a_column_that_it_does_not_know(self):
        facts = reports_of("URL,Grade,Site colour\nhttps://a.example.net,A,green\n")[0]

        assert those(facts, KeptRaw) == [KeptRaw("/row[2]/Site colour", "green")]

    def test_keeps_cells_beyond_the_headings(self):
        facts = reports_of("URL,Grade\nhttps://a.example.net,A,more\n")[0]

        assert those(facts, KeptRaw) == [KeptRaw("/row[2]/column 3", "more")]

    @pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)"])
    def test_keeps_a_formula_as_the_text_it_is(self, cell):
        facts = reports_of(f"URL,Grade,Notes\nhttps://a.example.net,A,{cell}\n")[0]

        assert facts[-1].additional_info == (cell,)

    def test_keeps_a_cell_of_several_lines_whole_and_counts_rows_as_a_person_does(self):
        reports = reports_of('URL,Grade,Notes\nhttps://a.example.net,A,"one\ntwo"\n,B,\n')

        assert reports[0][-1].additional_info == ("one\ntwo",)
        assert those(reports[-1], Flaw)[0].where == "row 3"

    def test_takes_in_the_rows_around_one_that_is_no_report(self):
        reports = reports_of("URL,Grade\nhttps://a.example.net,A\n,B\nhttps://b.example.net,C\n")

        assert [isinstance(facts[-1], Report) for facts in reports] == [True, True, False]

    def test_reads_dates_in_the_order_that_the_heading_says(self):
        facts = reports_of("URL,Grade,Assessed (MM/DD/YYYY)\nhttps://a.example.net,A,03/04/2026\n")[0]

        assert facts[-1].incident_at.instant.isoformat() == "2026-03-04T00:00:00+00:00"

    def test_gives_a_date_no_moment_when_nobody_said_its_order_and_tells_it_once(self):
        reports = reports_of(
            "URL,Grade,Date\nhttps://a.example.net,A,03/04/2026\nhttps://b.example.net,A,04/05/2026\n"
        )

        assert reports[0][-1].incident_at.zone is Zone.UNKNOWN
        assert [flaw.where for flaw in those(reports[-1], Flaw)] == ["column 3, first in row 2"]

    def test_reads_several_hashes_of_one_cell(self):
        facts = reports_of(f"URL,Grade,Hash\nhttps://a.example.net,A,{MD5};{MD5}ab\n")[0]

        assert [each.kind for each in those(facts, ReportedFile)[0].hashes] == ["md5", "other"]

    def test_names_each_cell_once_when_it_is_traced(self):
        content = assessments(rows=5)

        named = [
            fact
            for facts in reports_of(content, trace=True)
            for fact in facts
            if isinstance(fact, Read | KeptRaw)
        ]

        cells = [
            cell for line in content.decode("utf-8-sig").splitlines() for cell in line.split(",") if cell
        ]
        assert sorted(fact.text for fact in named) == sorted(cells)

    @pytest.mark.parametrize(
        "content",
        [b"", b"a,b\n1,2\n", b"URL,Grade\n", b'URL,Grade\n"https://a.example.net,A\n', b"\xff\xfe\x00"],
    )
    def test_refuses_what_is_no_table_of_assessments(self, content):
        with pytest.raises(CannotRead):
            reports_of(content)

    def test_says_where_a_quote_is_never_closed(self):
        with pytest.raises(BrokenDocument, match="never closed"):
            reports_of('URL,Grade\nhttps://a.example.net,"A\n')


class TestRead:
    def test_gives_every_row_with_its_head_last(self):
        facts = list(read(io.BytesIO(assessments(rows=2))))

        assert len(those(facts, Report)) == 2
        assert isinstance(facts[-1], Report)


class TestLooksLike:
    def test_knows_a_table_of_assessments(self):
        assert looks_like(assessments(rows=2).decode())

    @pytest.mark.parametrize("head", ["MD5,Category\n", "IP,Time\n1,2\n", "{}", "<html>", "URL,Title\n", ""])
    def test_does_not_take_other_text_for_one(self, head):
        assert not looks_like(head)


class TestKnownPaths:
    def test_say_where_each_column_goes(self):
        assert {f"row/{name}" for name in NAMES.values()} == set(KNOWN_PATHS)
        assert set(HASHES) <= set(NAMES.values())


class TestATableOfWhichNoRowIsAReport:
    def test_is_refused_before_anything_is_given(self):
        with pytest.raises(BrokenDocument):
            list(read_many(io.BytesIO(b"URL,Host,Grade\n,a host,A\n,another,B\n")))
