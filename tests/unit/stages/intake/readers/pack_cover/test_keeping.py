"""Proposals kept with a pack come back as they were found."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from waymark.stages.intake.readers.pack_cover.keeping import proposals_from_json, proposals_to_json
from waymark.stages.intake.readers.pack_cover.merging import propose
from waymark.synthetic.pack_documents import as_text
from waymark.synthetic.packs import packs

NOW = datetime(2026, 11, 20, tzinfo=UTC)


class TestKeeping:
    def test_gives_every_proposal_back_in_its_order(self):
        for pack in packs(5, 10, until=NOW):
            found = propose([as_text(pack), "Port: 70000"], received_at=NOW)

            again = proposals_from_json(json.loads(json.dumps(proposals_to_json(found))))

            assert list(again.items()) == list(found.items())
