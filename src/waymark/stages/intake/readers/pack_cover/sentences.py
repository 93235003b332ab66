"""Facts in running text: by their unmistakable form, or by the words that stand before them."""

from __future__ import annotations

from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.sentences_accounts import take_accounts
from waymark.stages.intake.readers.pack_cover.sentences_cover import (
    take_asked,
    take_cover_forms,
    take_markings,
    take_numbers,
    take_sender,
)
from waymark.stages.intake.readers.pack_cover.sentences_lines import take_resolutions
from waymark.stages.intake.readers.pack_cover.sentences_people import take_people


def take_sentences(gathering: Gathering) -> None:
    """Add what running text states and no label did."""
    for number, page in enumerate(gathering.pages, start=1):
        take_numbers(gathering, number, page)
        take_cover_forms(gathering, number, page)
        take_resolutions(gathering, number, page)
        take_people(gathering, number, page)
        take_accounts(gathering, number, page)
        take_asked(gathering, number, page)
    take_markings(gathering)
    take_sender(gathering)
