"""An invented pack as the files that it would come in: text, Word document, mail, PDF."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

from waymark.synthetic.pack_blocks import Block, Grid, Heading, NewPage, Pack, Pairs, Para

_WIDE: Final = 34  # columns of a label, and of a table's cell, in plain text
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_RELATED}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def as_text(pack: Pack) -> str:
    """Plain text: labels with a colon, tables in columns, a form feed between pages."""
    return "".join(_text(block) for block in pack.blocks)


def _text(block: Block) -> str:
    match block:
        case NewPage():
            return "\f"
        case Heading(text):
            return f"\n{text}\n"
        case Para(text):
            return f"{text}\n\n"
        case Pairs(rows):
            return "".join(f"{label}: {value}\n" for label, value in rows)
        case Grid(heads, rows):
            return "".join(
                "".join(cell.ljust(_WIDE) for cell in row).rstrip() + "\n" for row in (heads, *rows)
            )


def as_mail(pack: Pack) -> bytes:
    """A mail in plain text, as one that is saved from a mailbox."""
    body = as_text(pack).replace("\f", "\n").replace("\n", "\r\n")
    head = (
        "From: Referrals <referrals@nca.example>\r\nTo: desk@force.example\r\n"
        f"Subject: Referral {pack.number}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return (head + body).encode()


def as_docx(pack: Pack) -> bytes:
    """A Word document with real tables. The same pack always gives the same bytes."""
    body = "".join(_word(block) for block in pack.blocks)
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return content.getvalue()


def _word(block: Block) -> str:
    match block:
        case NewPage():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case Heading(text) | Para(text):
            return _paragraph(text)
        case Pairs(rows):
            return _table(rows)
        case Grid(heads, rows):
            return _table((heads, *rows))


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def as_pdf(pack: Pack) -> bytes:
    """A PDF, set by typst. The same pack always gives the same bytes."""
    import typst

    made: bytes = typst.compile(("#set document(date: none)\n" + "".join(map(_typst, pack.blocks))).encode())
    return made


def _typst(block: Block) -> str:
    match block:
        case NewPage():
            return "#pagebreak()\n"
        case Heading(text):
            return f"#strong({_quoted(text)})\n\n"
        case Para(text):
            return f"#text({_quoted(text)})\n\n"
        case Pairs(rows):
            return _typst_table(2, rows)
        case Grid(heads, rows):
            return _typst_table(len(heads), (heads, *rows))


def _typst_table(columns: int, rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ", ".join(f"[#text({_quoted(cell)})]" for row in rows for cell in row)
    return f"#table(columns: {columns}, {cells})\n\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
