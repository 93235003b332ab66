"""The packs of other authors as the documents that they would come in, and their text as it is taken out."""

from __future__ import annotations

import io
import re
import zipfile
from email.message import EmailMessage
from functools import cache
from html import escape

from waymark.stages.intake.readers.unpacking import unpack
from waymark.stages.intake.rules import Kind
from waymark.synthetic.pack_blocks import Grid, NewPage, Pack, Para
from waymark.synthetic.pack_documents import as_docx

_NEW_DOCUMENT = re.compile(r"(?m)^%%%\n")
_NEW_PAGE = "%%%%"
_CONTROLLED = re.compile(rb"(<w:t[^>]*>[^<:]*: )([^<]*)</w:t></w:r>")
_CONTROL = (
    rb"\1</w:t></w:r><w:sdt><w:sdtPr><w:alias w:val='Field'/></w:sdtPr><w:sdtContent><w:r><w:t>\2</w:t></w:r>"
    rb"</w:sdtContent></w:sdt>"
)
_HEADERS = {"from": "From", "sent": "Date", "to": "To", "subject": "Subject"}


@cache
def texts_of(form: str, written: str) -> tuple[str, ...]:
    """The extracted text of each document. form: what each is, parted by plus signs."""
    documents = _NEW_DOCUMENT.split(written.strip("\n"))
    return tuple(
        _taken_out(each, document) for each, document in zip(form.split("+"), documents, strict=True)
    )


def _taken_out(form: str, written: str) -> str:
    match form:
        case "docx":
            return _text_in(as_docx(_blocks(written)), Kind.DOCX)
        case "controls":
            return _text_in(_in_controls(as_docx(_blocks(written))), Kind.DOCX)
        case "pdf":
            return _text_in(_pdf(written), Kind.PDF)
        case "columns":
            return _text_in(_two_columns(written), Kind.PDF)
        case "eml":
            return _text_in(_mail(written), Kind.MAIL)
        case "html":
            return _text_in(_html_mail(written), Kind.MAIL)
    return written.replace(_NEW_PAGE, "\f")


def _text_in(content: bytes, kind: Kind) -> str:
    own = next(iter(unpack(io.BytesIO(content), kind=kind, name="pack")))
    assert own.content is not None
    return own.content.decode()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _parts(written: str) -> list[str | list[tuple[str, ...]]]:
    parts: list[str | list[tuple[str, ...]]] = []
    for line in written.splitlines():
        if not line.startswith("|"):
            parts.append(line)
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(_cells(line))
        else:
            parts.append([_cells(line)])
    return parts


def _blocks(written: str) -> Pack:
    blocks = tuple(
        Grid(part[0], tuple(part[1:]))
        if isinstance(part, list)
        else NewPage()
        if part == _NEW_PAGE
        else Para(part)
        for part in _parts(written)
    )
    return Pack(number=0, manner="", blocks=blocks, stated=())


def _pdf(written: str) -> bytes:
    import typst

    body = "".join(_set(part) for part in _parts(written))
    made: bytes = typst.compile(f"#set document(date: none)\n{body}".encode())
    return made


def _two_columns(written: str) -> bytes:
    """A page of two columns; what stands in each is parted by a line of two per cent signs."""
    import typst

    left, right = ("".join(_set(part) for part in _parts(each)) for each in written.split("%%\n"))
    made: bytes = typst.compile(
        f"#set document(date: none)\n#columns(2)[{left}#colbreak()\n{right}]".encode()
    )
    return made


def _in_controls(document: bytes) -> bytes:
    """The same document with what stands after each label in a content control, as a Word template has it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(made, "w") as out:
        for name in given.namelist():
            content = given.read(name)
            out.writestr(name, _CONTROLLED.sub(_CONTROL, content) if name == "word/document.xml" else content)
    return made.getvalue()


def _set(part: str | list[tuple[str, ...]]) -> str:
    if isinstance(part, list):
        wide = max(map(len, part))
        cells = ", ".join(f"[{_quoted(cell)}]" for row in part for cell in (*row, *("",) * (wide - len(row))))
        return f"#table(columns: {wide}, {cells})\n\n"
    return "#pagebreak()\n" if part == _NEW_PAGE else f"{_quoted(part)}#linebreak()\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#text("{escaped}")'


def _mail(written: str) -> bytes:
    head, _, body = written.partition("\n\n")
    message = EmailMessage()
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        message[_HEADERS[name.casefold()]] = value if name != "Sent" else _rfc(value)
    message.set_content(body, cte="quoted-printable")
    return bytes(message)


def _rfc(written: str) -> str:
    day, month, year, time = written.split()
    return f"{day} {month[:3]} {year} {time}:00 +0000"


def _html_mail(written: str) -> bytes:
    message = EmailMessage()
    message["From"] = "records@example.org"
    message["Subject"] = "Pack"
    message.set_content("".join(_marked_up(part) for part in _parts(written)), subtype="html")
    return bytes(message)


def _marked_up(part: str | list[tuple[str, ...]]) -> str:
    if isinstance(part, list):
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part)
        return f"<table>{rows}</table>"
    label, colon, value = part.partition(":")
    return f"<p><b>{escape(label)}{colon}</b>{escape(value)}</p>"
