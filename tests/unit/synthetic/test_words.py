from __future__ import annotations

import re

import pytest

from tests.unit.synthetic.format_tables import CHOICES, FLAGS
from tests.unit.synthetic.invented import elements_of
from waymark.synthetic import words
from waymark.synthetic.incidents import template_of
from waymark.synthetic.providers import PROVIDERS

# Every element in which a reporter writes what he likes, with what may stand there.
SENTENCES = {
    "additionalInfo": {*words.ADDITIONAL_INFO, words.BUNDLE_INFO},
    "escalateToHighPriority": set(words.ESCALATIONS),
    "incidentDateTimeDescription": set(words.INCIDENT_TIMES),
    "content": set(words.CONTENTS),
    "profileBio": set(words.BIOS),
    "displayName": set(words.DISPLAY_NAMES),
    "vehicleDescription": set(words.VEHICLES),
    "schoolName": set(words.SCHOOLS),
    "groupIdentifier": set(words.GROUPS),
    "agencyName": set(words.AGENCIES),
    "console": set(words.CONSOLES),
    "termsOfService": {words.TERMS},
    "companyTemplate": {template_of(provider) for provider in PROVIDERS},
}
PATTERNS = {
    "screenName": r"[a-z]+_[a-z]+_\d+",
    "fileName": r"item_[0-9a-f]{8}\.\w+",
    "originalFileName": r"IMG_\d{4}\.\w+",
    "fileNames": r"item_[0-9a-f]{8}\.jpg, item_[0-9a-f]{8}\.jpg",
    "chatRoomName": r"invented-room-\d+",
    "name": r"Make|Model|PDQ|invented\.group\.\d",
    "value": r"Specimen|Sample \d|[0-9a-f]{64}",
    "caseNumber": r"INV-\d{4}-\d{4}",
    "gameName": r"Invented Quest",
    "locationName": r"Invented Hall",
    "client": r"Dummyshare 2\.0",
    "responseDescription": r"Success",
}
# Words for abuse, by their beginnings; the format's own enumerations and flags are apart.
ABUSE = re.compile(r"abus|sex|porn|nud|naked|indecen|rape|groom|molest|explicit|genital|touch", re.IGNORECASE)


class TestFreeText:
    @pytest.mark.parametrize("name", sorted(SENTENCES))
    def test_is_one_of_a_few_neutral_sentences(self, name):
        written = {element.text for _, element in elements_of() if element.tag == name}

        assert written
        assert written <= SENTENCES[name]

    @pytest.mark.parametrize("name", sorted(PATTERNS))
    def test_that_is_made_up_has_only_made_up_parts(self, name):
        written = {element.text or "" for _, element in elements_of() if element.tag == name}

        assert written
        assert [text for text in written if not re.fullmatch(PATTERNS[name], text)] == []

    def test_never_describes_abuse(self):
        flags = {flag for names in FLAGS.values() for flag in names.split()}
        told = {
            text
            for _, element in elements_of()
            if element.tag not in flags
            for text in (element.text or "", *element.attrib.values())
        }

        assert {text for text in told - CHOICES["incidentType"] if ABUSE.search(text)} == set()
