"""Damaged documents: whatever arrives is kept, answered and accounted for, and stops nothing beside it."""

import hashlib
import random
from datetime import UTC, datetime

from django.db import connection

from tests.builders import Held, a_viewer, receive
from waymark.access.viewing import acting
from waymark.synthetic.documents import deliveries
from waymark.synthetic.profiles import DESK

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


def damaged(content: bytes, draw: random.Random) -> bytes:
    """A document with a few bytes cut, put in, changed or repeated."""
    text = bytearray(content)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(text) or 1)
        match draw.randrange(6):
            case 0:
                del text[at : at + draw.randint(1, 200)]
            case 1:
                text[at:at] = draw.randbytes(draw.randint(1, 20))
            case 2 if text:
                text[at] = draw.randrange(256)
            case 3:
                text = text[:at]
            case 4:
                text[at:at] = text[: draw.randint(1, 300)]
            case _:
                text = bytearray(bytes(text).decode("utf-8", "replace").encode("utf-16"))
    return bytes(text)


class TestDamagedDocuments:
    def test_are_all_kept_and_answered(self, database):
        viewer = a_viewer()
        draw = random.Random(20261122)
        whole = [document.content for document in deliveries(DESK, referrals=12, seed=3, until=UNTIL)]
        held = [Held(damaged(draw.choice(whole), draw), name=f"{n}.xml", folder=f"/{n}") for n in range(200)]

        answers = receive(viewer, *held)

        assert len(answers) == len(held)
        assert {answer.outcome for answer in answers} <= {
            "accepted", "supplement", "unfinished", "quarantined", "refused", "duplicate",
        }  # fmt: skip
        with acting(viewer), connection.cursor() as cursor:
            cursor.execute("select encode(sha256, 'hex'), outcome from delivery")
            kept = dict(cursor.fetchall())
        assert set(kept) == {hashlib.sha256(each.content).hexdigest() for each in held}
        assert "kept" not in kept.values()
