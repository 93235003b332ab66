from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.losses import known_paths
from waymark.stages.intake.readers.pack_cover import FIELDS
from waymark.stages.intake.rules import Kind


class TestTheFieldLossReport:
    def test_is_of_every_kind_that_is_read_and_of_packs(self):
        assert set(known_paths()) == {*READERS, Kind.PACK}

    def test_says_where_each_thing_goes_that_a_reader_knows(self):
        silent = {kind for kind, known in known_paths().items() if not known.paths}

        assert silent == {Kind.CYBERTIPLINE_XML}  # which has a place for every element of its schema
        assert all(goes for known in known_paths().values() for goes in known.paths.values())

    def test_names_each_fact_that_a_packs_form_asks(self):
        assert len(known_paths()[Kind.PACK].paths) == len(FIELDS)
