"""Files that are written into texts are found anywhere in them; what only looks a little like one is not."""

import base64
import json

import pytest

from waymark.stages.intake.readers.signatures import holds_media

PICTURE = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 12)
LINES = [PICTURE[at : at + 76] for at in range(0, len(PICTURE), 76)]


class TestHoldsMedia:
    @pytest.mark.parametrize(
        "text",
        [
            PICTURE,
            b"x" * 100_000 + PICTURE,
            b"\r\n".join(LINES),
            json.dumps({"content": b"\r\n".join(LINES).decode()}).encode(),
            b'{"a": "' + PICTURE.replace(b"/", rb"\/") + b'"}',
        ],
    )
    def test_finds_a_file_in_base64_wherever_it_stands(self, text):
        assert holds_media(text)

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b"words " * 10_000,
            b"a path /9j/ and another /9j/",
            b"iVBORw0KGgo is how one begins",
            b"Content-Type: multipart/mixed\r\nContent-Transfer-Encoding: base64\r\n\r\nheaders alone",
            b"0cc175b9c0f1b6a831c399e269772661" * 200,
        ],
    )
    def test_takes_no_quotation_for_one(self, text):
        assert not holds_media(text)

    def test_lets_a_page_have_its_platforms_own_mark(self):
        assert not holds_media(PICTURE, is_page=True)
        assert holds_media(PICTURE * 8, is_page=True)
