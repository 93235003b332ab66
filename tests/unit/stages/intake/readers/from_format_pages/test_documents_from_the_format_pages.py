"""Every reader on documents written from its format's page alone: both sides counted, nothing guessed.

The documents lie in `fuzz/corpus`, each below its kind; fuzzing begins from them too.
"""

import io
import json
from pathlib import Path

import pytest
from lxml import etree

from tests.unit.stages.intake.readers.from_format_pages.expected import EXPECTED
from waymark.referrals.types import Flaw, IPCaptureEvent, KeptRaw, Party, Read, Report, ReportedFile, Role
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.recognise import HEAD, recognise

CORPUS = Path(__file__).parents[6] / "fuzz" / "corpus"
READ = {name: said for name, said in EXPECTED.items() if not said.get("fault")}
REFUSED = {name: said for name, said in EXPECTED.items() if said.get("fault")}
# But for what is not one value, or says a key twice: its members cannot be counted by the standard library.
JSON = [
    name
    for name, said in READ.items()
    if "ncmec_json/" in said["file"] and name not in ("json-nd", "json-duplicate-keys")
]
ROLES = {
    "suspects": Role.SUSPECT,
    "recipients": Role.INTENDED_RECIPIENT,
    "victims": Role.VICTIM,
    "subscribers": Role.SUBSCRIBER,
}


def content_of(name):
    return (CORPUS / EXPECTED[name]["file"]).read_bytes()


def facts_of(name, *, trace=True):
    content, said = content_of(name), EXPECTED[name]
    kind = recognise(content[:HEAD], name=said["file"], size=len(content))
    assert kind.value == said["file"].partition("/")[0]
    return list(READERS[kind].read(io.BytesIO(content), trace=trace))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def moment(event):
    at = event.captured_at
    return at.instant.strftime("%Y-%m-%dT%H:%M:%SZ") if at and at.instant else None


def summary(facts):
    parties, events, files = those(facts, Party), those(facts, IPCaptureEvent), those(facts, ReportedFile)
    heads = those(facts, Report)
    return {
        **{
            key: [party.account.identifier for party in parties if party.role is role]
            for key, role in ROLES.items()
        },
        "number": heads[-1].number,
        "reports": [head.number for head in heads],
        "files": len(files),
        "events": sorted(((event.address, event.port, moment(event)) for event in events), key=repr),
        "eventaddr": {event.address for event in events},
        "ports": {event.port for event in events},
        "hashes": {each.value for file in files for each in file.hashes},
        "emails": {each.value for party in parties for each in party.emails},
        "phones": {each.value for party in parties for each in party.phones},
        "screens": {party.account.screen_name for party in parties},
        "urls": {url for party in parties for url in party.account.profile_urls},
        "associations": {party.association for party in parties},
        "annotations": set(heads[-1].annotations),
        "rawtext": {fact.text for fact in those(facts, KeptRaw)},
    }


def members_of(value):
    if isinstance(value, dict):
        return sum(1 + members_of(each) for each in value.values())
    return sum(1 + members_of(each) for each in value) if isinstance(value, list) else 0


def leaves_of(value):
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(leaves_of, inside)) if inside else 1


class TestADocumentFromItsFormatsPage:
    @pytest.mark.parametrize("name", READ)
    def test_says_what_was_written_into_it(self, name):
        facts, said = facts_of(name), EXPECTED[name]

        found = summary(facts)
        for key in ("number", "reports", *ROLES, "files"):
            assert found[key] == said.get(key, found[key])
        if "events" in said:
            assert found["events"] == sorted(said["events"], key=repr)
        for key in ("eventaddr", "ports", "hashes", "emails", "phones", "screens", "urls", "associations",
                    "annotations", "rawtext"):  # fmt: skip
            assert said.get(key, set()) <= found[key]
        beyond = repr([fact for fact in facts if not isinstance(fact, Read)])
        assert [text for text in said.get("text", ()) if text not in beyond] == []

    @pytest.mark.parametrize("name", READ)
    def test_has_a_line_for_a_person_where_something_is_wrong_with_it(self, name):
        said = EXPECTED[name]

        flaws = those(facts_of(name), Flaw)

        assert len(flaws) >= max(said.get("minflaws", 0), said.get("flaw_or_fault", 0))
        assert all(flaw.where and flaw.what and "\n" not in flaw.what for flaw in flaws)

    @pytest.mark.parametrize("name", READ)
    def test_says_the_same_when_it_is_traced(self, name):
        traced = [fact for fact in facts_of(name) if not isinstance(fact, Read)]

        assert facts_of(name, trace=False) == traced

    @pytest.mark.parametrize("name", JSON)
    def test_in_json_has_each_member_and_item_named_once(self, name):
        content = content_of(name)
        is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")

        paths = [fact.path for fact in those(facts_of(name), Read | KeptRaw)]

        whole = json.loads(content.decode("utf-16" if is_wide else "utf-8-sig"), parse_int=str)
        assert len(paths) == len(set(paths)) == members_of(whole)

    @pytest.mark.parametrize("name", [name for name, said in READ.items() if "statutory" in said["file"]])
    def test_of_the_statute_has_each_leaf_named_once(self, name):
        content = content_of(name)
        is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")

        paths = [fact.path for fact in those(facts_of(name), Read | KeptRaw)]

        assert len(set(paths)) == leaves_of(json.loads(content.decode("utf-16" if is_wide else "utf-8-sig")))

    @pytest.mark.parametrize("name", [name for name, said in READ.items() if said["file"].endswith(".xml")])
    def test_in_xml_has_each_element_and_attribute_named_once(self, name):
        root = etree.fromstring(content_of(name).removeprefix(b"\xef\xbb\xbf").lstrip(b"\n"))
        around = len(list(root.itersiblings(preceding=True))) + len(list(root.itersiblings()))
        there = sum(1 + len(each.attrib) + bool((each.tail or "").strip()) for each in root.iter()) + around

        paths = [fact.path for fact in those(facts_of(name), Read | KeptRaw)]

        assert len(paths) == len(set(paths)) == there

    @pytest.mark.parametrize("name", REFUSED)
    def test_is_refused_in_one_line_where_it_has_to_be(self, name):
        with pytest.raises(CannotRead) as caught:
            facts_of(name)

        assert caught.value.where
        assert "\n" not in str(caught.value)
