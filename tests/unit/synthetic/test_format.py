from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.synthetic.format_tables import (
    ATTRIBUTES,
    CHOICES,
    FLAGS,
    SETTINGS,
    attributes_of,
    children_of,
    faults_of,
)
from tests.unit.synthetic.invented import documents_of, elements_of, trees_of
from waymark.synthetic.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = {"desk": 300, "national": 60, "viral": 60, "giant": 1, "bench": 20}


def paths_in_the_tables() -> set[str]:
    """Every path that a document can have, from the four roots down."""
    roots = ("report", "fileDetails", "reportResponse", "reportDoneResponse")
    return {path for root in roots for path in _paths(root, f"/{root}")}


def _paths(type_name: str, path: str) -> Iterator[str]:
    yield path
    if type_name in FLAGS:
        yield from (f"{path}/{name}" for name in FLAGS[type_name].split())
    elif type_name == "internetDetails":
        for name in SETTINGS:
            yield from _paths(name, f"{path}/{name}")
    elif type_name:
        for child in children_of(type_name):
            yield from _paths(child.type, f"{path}/{child.name}")


class TestEveryDocument:
    @pytest.mark.parametrize("profile", sorted(PROFILES))
    def test_is_as_the_format_s_tables_say(self, profile):
        trees = trees_of(profile, referrals=SIZES[profile])

        faults = [f"{name}: {fault}" for name, tree in trees.items() for fault in faults_of(tree, tree.tag)]

        assert faults == []

    def test_has_a_name_of_its_own(self):
        names = [document.name for document in documents_of()]

        assert len(set(names)) == len(names)

    def test_has_a_relative_name_that_stays_inside_its_folder(self):
        parts = [part for document in documents_of() for part in document.name.split("/")]

        assert not {"", ".", ".."} & set(parts)


class TestAFewHundredReferrals:
    def test_hold_every_element_of_the_format_in_every_place_it_can_stand(self):
        written = {path for path, _ in elements_of()}

        assert paths_in_the_tables() - written == set()

    def test_hold_every_attribute_of_the_format(self):
        written = {
            (element.tag, str(name))
            for path, element in elements_of()
            for name in element.attrib
            if attributes_of(path)
        }

        owed = {(tag.split("/")[-1], name) for tag, names in ATTRIBUTES.items() for name in names.split()}
        assert owed - written == set()

    @pytest.mark.parametrize("place", sorted(CHOICES))
    def test_hold_every_word_of_each_enumeration(self, place):
        tag, _, attribute = place.partition("@")

        written = {
            element.get(attribute) if attribute else element.text
            for _, element in elements_of()
            if element.tag == tag
        }

        assert CHOICES[place] - written == set()

    def test_state_a_flag_both_by_an_empty_element_and_by_the_word_true(self):
        forms = {child.text for _, element in elements_of() if element.tag in FLAGS for child in element}

        assert forms == {None, "true"}
