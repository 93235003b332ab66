"""Packages between two installations: proposed, sent, taken in, answered, returned, sent again and corrected."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from tests.builders import Held as Document
from tests.builders import a_viewer, an_xml_report, receive
from tests.installations import two_installations
from tests.integration.test_reference_loading import load
from tests.unit.reference.a_file import a_file
from waymark.access.queries import access_log
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build, forms_named
from waymark.pipeline import disseminating as packages
from waymark.reference.kinds import Kind
from waymark.reference.placements import Route
from waymark.referrals.queries import referral as referral_called
from waymark.stages.attribution.queries import force_of, unplaced
from waymark.stages.casework.operations.knowing import NoSuchSender, end_sender, know_sender
from waymark.stages.casework.operations.proposing import propose, propose_by_hand
from waymark.stages.casework.operations.receiving import SignerUnknown
from waymark.stages.casework.operations.sending import Handling, NotHandled, set_aside
from waymark.stages.casework.queries.disseminations import (
    corrections,
    dissemination,
    disseminations_of,
    outbox,
    take_package,
)
from waymark.stages.casework.queries.exports import referral_as_csv
from waymark.stages.casework.queries.inbox import inbox, package, senders
from waymark.stages.casework.readers.envelopes import NotAPackage, open_package
from waymark.stages.casework.rules.envelopes import WORDS, Heading, Letter, key_of, seal
from waymark.stages.casework.rules.proposals import About
from waymark.stages.casework.rules.reasons import CorrectionKind, ReturnCode
from waymark.stages.casework.rules.schemas import ANSWER_SCHEMA
from waymark.stages.casework.rules.states import MoveName, NotThatMove, ReasonMissing, State
from waymark.stages.casework.rules.words import words_to_bytes
from waymark.stages.casework.signing import KeyNotUsable, signing_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE, THERE, ELSEWHERE = "E23000036", "E23000001", "E23000034"
HANDLED = Handling(code="P", marking="OFFICIAL-SENSITIVE", grade="B2P")


def a_place(postcode: str) -> str:
    return (
        f"<address><address>1 Made Street</address><city>Made</city><zipCode>{postcode}</zipCode></address>"
    )


def a_child(postcode: str, email: str) -> str:
    return f"<victim><victimPerson><email>{email}</email>{a_place(postcode)}</victimPerson></victim>"


def some_places() -> None:
    load(
        Kind.OUTWARD_CODES,
        a_file("outward_code,pfa_code,share", f"XA2,{THERE},1", f"XA3,{ELSEWHERE},1", f"XA4,{HERE},1"),
    )


def a_referral(viewer, *people: str, identifier="u1") -> str:
    content = an_xml_report(
        identifier=identifier,
        service="Examplechat",
        events=[("198.51.100.7", "2026-11-10T10:00:00Z", 443)],
        extra="".join(people),
    )
    (answer,) = receive(viewer, Document(content), source="Examplechat", now=NOW)
    return answer.referrals[0]


def proposed(viewer, reference: str) -> list:
    with acting(viewer):
        propose(viewer=viewer, referral=reference, now=NOW)
        return disseminations_of(viewer, referral_called(viewer, reference, now=NOW).id)


def sent(viewer, reference: str, *, now=NOW):
    with acting(viewer):
        return packages.send_dissemination(viewer, reference, handling=HANDLED, asked="Make safe", now=now)


def taken_in(viewer, content: bytes, *, now=NOW):
    return packages.take_in(viewer, content, name="package.zip", clock=lambda: now)


def answered(viewer, reference: str, move: MoveName, **said):
    with acting(viewer):
        return packages.answer(viewer, reference, move, now=NOW, **said)


def state_of(viewer, reference: str) -> str:
    with acting(viewer):
        return dissemination(viewer, reference, now=NOW).line.state


@pytest.fixture
def desk(database, tmp_path, settings_key):
    some_places()
    return a_viewer("desk", desk=HERE)


@pytest.fixture
def settings_key(tmp_path):
    from django.conf import settings

    before, settings.SIGNING_KEY = settings.SIGNING_KEY, tmp_path / "own.pem"
    yield
    settings.SIGNING_KEY = before


class TestWhatIsProposed:
    def test_is_one_for_each_child_even_without_a_suspect_anywhere(self, desk):
        reference = a_referral(
            desk, a_child("XA2 1AA", "one@example.com"), a_child("XA3 1AA", "two@example.com")
        )

        found = proposed(desk, reference)

        assert [(each.about, each.force_code) for each in found] == [("child", THERE), ("child", ELSEWHERE)]

    def test_is_for_a_child_in_our_own_force_too(self, desk):
        found = proposed(desk, a_referral(desk, a_child("XA4 1AA", "one@example.com")))

        assert [(each.about, each.force_code) for each in found] == [("child", HERE)]

    def test_has_a_clock_of_its_own_of_a_day(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))

        assert found.due_at - found.started_at == timedelta(hours=24)

    def test_is_proposed_once_however_often_it_is_looked_for(self, desk):
        reference = a_referral(desk, a_child("XA2 1AA", "one@example.com"))
        proposed(desk, reference)

        assert len(proposed(desk, reference)) == 1

    def test_is_found_by_the_installation_when_a_report_comes(self, desk):
        a_referral(desk, a_child("XA2 1AA", "one@example.com"))

        looked = [packages.look_for_disseminations(desk, now=NOW) for _ in range(2)]

        with acting(desk):
            waiting = outbox(desk, now=NOW)
        assert looked == [1, 0]
        assert [line.force_code for line in waiting] == [THERE]

    def test_may_be_set_aside_with_a_reason_alone(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))

        with pytest.raises(ReasonMissing), acting(desk):
            set_aside(viewer=desk, reference=found.reference, reason=" ", now=NOW)


class TestSending:
    def test_is_refused_without_a_handling_code_and_marking(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))

        with pytest.raises(NotHandled), acting(desk):
            packages.send_dissemination(desk, found.reference, handling=Handling(), now=NOW)
        assert state_of(desk, found.reference) == State.PROPOSED

    def test_is_not_for_an_analyst(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        analyst = a_viewer("analyst", roles=("analyst",), desk=HERE)

        with pytest.raises(NotPermitted), acting(analyst):
            packages.send_dissemination(analyst, found.reference, handling=HANDLED, now=NOW)

    def test_makes_a_signed_package_with_the_facts_a_summary_and_the_ledger(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))

        opened = open_package(sent(desk, found.reference).content)

        said = json.loads(opened.members["package.json"])
        page = pypdf.PdfReader(io.BytesIO(opened.members["summary.pdf"])).pages[0].extract_text()
        assert (opened.heading.reference, opened.heading.to) == (found.reference, THERE)
        assert (said["by"], said["marking"]) == (HERE, "OFFICIAL-SENSITIVE")
        assert "198.51.100.7" in json.dumps(said["reports"])
        assert found.reference in page
        assert b"dissemination_proposed" in opened.members["audit.jsonl"]

    def test_is_recorded_as_a_disclosure_with_its_recipient(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        sent(desk, found.reference)

        with acting(desk):
            events = [line.event for line in access_log(desk, [found.reference], about="x", now=NOW)]
        assert Event.DISSEMINATED in events

    def test_happens_once(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        sent(desk, found.reference)

        with pytest.raises(NotThatMove):
            sent(desk, found.reference)


class TestAChangedPackage:
    @pytest.mark.parametrize("member", ["package.json", "summary.pdf", "manifest.json", "manifest.sig"])
    def test_is_refused_whole(self, desk, member):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        whole = sent(desk, found.reference).content
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content[:-2] + b"1\n" if name == member else content)

        with pytest.raises(NotAPackage):
            taken_in(desk, changed.getvalue())


class TestASendersKey:
    def test_is_trusted_until_it_is_ended_with_a_reason(self, desk):
        key = key_of(packages.own_key())
        with acting(desk):
            know_sender(viewer=desk, key=key, force=THERE, checked="Read out by telephone", now=NOW)
            (sender,) = senders(desk)
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        taken = taken_in(desk, sent(desk, found.reference).content)

        with pytest.raises(ReasonMissing), acting(desk):
            end_sender(viewer=desk, number=sender.id, reason=" ", now=NOW)
        with acting(desk):
            end_sender(viewer=desk, number=sender.id, reason="Lost with a laptop", now=NOW)

        with acting(desk):
            assert package(desk, taken.reference, now=NOW).line.signer == ""
        with pytest.raises(NoSuchSender), acting(desk):
            end_sender(viewer=desk, number=sender.id, reason="Again", now=NOW)


class TestAPackageThatKeepsToNoSchema:
    @pytest.mark.parametrize(
        ("said", "path"),
        [
            ({"schema": ANSWER_SCHEMA, "answer": "perhaps"}, r"\$\.answer should be one of accepted"),
            ({"schema": "another", "answer": "accepted"}, r"\$\.schema should be urn:waymark"),
        ],
    )
    def test_is_refused_with_what_is_wrong(self, tmp_path, said, path):
        heading = Heading(Letter.ANSWER, "rcv-1", HERE, "Here", THERE, "2026-11-22T12:00:00Z")
        words = {"concerns": "dsm-1", "digest": "0" * 64, "at": heading.made_at, **said}
        sealed = seal(heading, {WORDS: words_to_bytes(words)}, signing_key(tmp_path / "k.pem"))

        with pytest.raises(NotAPackage, match=path):
            open_package(sealed.content)


class TestBetweenTwoInstallations:
    def test_a_dissemination_is_accepted_returned_sent_again_and_corrected(self, database, tmp_path):
        with two_installations(tmp_path) as (ours, theirs):
            with ours:
                some_places()
                desk = a_viewer("desk", desk=HERE)
                our_key = packages.own_key_in_words()
                reference = a_referral(
                    desk, a_child("XA2 1AA", "one@example.com"), a_child("XA3 1AA", "two@example.com")
                )
                first, second = proposed(desk, reference)
                file, wrong = sent(desk, first.reference), sent(desk, second.reference)
            with theirs:
                some_places()
                met = a_viewer("met", desk=THERE)
                their_key = packages.own_key_in_words()
                taken = taken_in(met, file.content)
                again = taken_in(met, file.content)
                with acting(met):
                    (line,) = inbox(met, now=NOW)
                    record = referral_called(met, taken.referrals[0], now=NOW)
                with pytest.raises(SignerUnknown):
                    answered(met, taken.reference, MoveName.ACCEPT)
                with acting(met):
                    know_sender(viewer=met, key=our_key, force=HERE, checked="Read out by telephone", now=NOW)
                yes = answered(met, taken.reference, MoveName.ACCEPT)
                other = taken_in(met, wrong.content)
                no = answered(
                    met,
                    other.reference,
                    MoveName.RETURN,
                    code=ReturnCode.NOT_OUR_AREA,
                    reason="She is in Kent",
                )
            assert (taken.is_new, again.is_new, again.reference) == (True, False, taken.reference)
            assert (line.by_code, line.signer, line.is_from_whom_it_says) == (HERE, "", False)
            assert line.due_at == NOW + timedelta(hours=24)
            assert {each.party.role for each in record.parties} >= {"suspect", "victim"}
            assert record.reports[0].handling_code == "P"

            with ours:
                unknown = taken_in(desk, yes.content)
                assert "key" in unknown.problem
                assert state_of(desk, first.reference) == State.SENT
                with acting(desk):
                    know_sender(viewer=desk, key=their_key, force=THERE, checked="Read out", now=NOW)
                    packages.take_effect(desk, unknown.reference, now=NOW)
                assert state_of(desk, first.reference) == State.ACCEPTED
                # The second was sent to another force than the one that now answers for it.
                assert "not signed by a key" in taken_in(desk, no.content).problem
                assert state_of(desk, second.reference) == State.SENT

    def test_a_return_opens_attribution_and_another_force_is_told(self, database, tmp_path):
        with two_installations(tmp_path) as (ours, theirs):
            with ours:
                some_places()
                desk = a_viewer("desk", desk=HERE)
                reference = a_referral(desk, a_child("XA2 1AA", "one@example.com"))
                (first,) = proposed(desk, reference)
                file = sent(desk, first.reference)
            with theirs:
                met = a_viewer("met", desk=THERE)
                their_key = packages.own_key_in_words()
                taken = taken_in(met, file.content)
                no = answered(
                    met,
                    taken.reference,
                    MoveName.RETURN,
                    code=ReturnCode.NOT_OUR_AREA,
                    reason="She is in Kent",
                )
            with ours:
                with acting(desk):
                    know_sender(viewer=desk, key=their_key, force=THERE, checked="Read out", now=NOW)
                assert taken_in(desk, no.content).problem == ""
                with acting(desk):
                    found = dissemination(desk, first.reference, now=NOW)
                    force = force_of(desk, found.line.referral_id)
                    waiting = [line.referral for line in unplaced(desk, Route.CHOOSE)]
                    again = propose_by_hand(
                        viewer=desk,
                        referral=reference,
                        about=About.CHILD,
                        report=first.report,
                        party=first.party,
                        force="E23000032",
                        reason="They say Kent",
                        after=first.reference,
                        now=NOW,
                    )
                resent = sent(desk, again)

            assert (found.line.state, found.steps[-1].code) == (State.RETURNED, "not_our_area")
            assert force.code == ""
            assert "She is in Kent" in force.reason
            assert waiting == [reference]
            assert open_package(resent.content).heading.to == "E23000032"

    def test_a_correction_reaches_everyone_told_and_is_open_until_acknowledged(self, database, tmp_path):
        with two_installations(tmp_path) as (ours, theirs):
            with ours:
                some_places()
                desk = a_viewer("desk", desk=HERE)
                reference = a_referral(
                    desk, a_child("XA2 1AA", "one@example.com"), a_child("XA3 1AA", "two@example.com")
                )
                told = proposed(desk, reference)
                files = [sent(desk, each.reference) for each in told]
                with acting(desk):
                    wrongly = packages.correct_everywhere(
                        desk, reference, kind=CorrectionKind.WRONG_PERSON, words="Party 1 is not he", now=NOW
                    )
                    assert len(corrections(desk, is_open=True)) == 2
            with theirs:
                met = a_viewer("met", desk=THERE)
                their_key = packages.own_key_in_words()
                taken_in(met, files[0].content)
                correction = taken_in(met, wrongly[0].content)
                with acting(met):
                    head, *_ = inbox(met, now=NOW)
                    whole = package(met, correction.reference, now=NOW)
                seen = answered(met, correction.reference, MoveName.ACKNOWLEDGE)
            with ours:
                with acting(desk):
                    know_sender(viewer=desk, key=their_key, force=THERE, checked="Read out", now=NOW)
                problem = taken_in(desk, seen.content).problem
                with acting(desk):
                    left = corrections(desk, is_open=True)

            assert len(wrongly) == 2
            assert (head.letter, head.words["words"]) == ("correction", "Party 1 is not he")
            assert whole.line.concerns == told[0].reference
            assert problem == ""
            assert [each.dissemination for each in left] == [told[1].reference]


class TestExport:
    def test_gives_each_statement_with_its_source_and_handling(self, desk):
        reference = a_referral(desk, a_child("XA2 1AA", "one@example.com"))

        with acting(desk):
            rows = list(
                csv.DictReader(io.StringIO(referral_as_csv(desk, reference, now=NOW).decode("utf-8-sig")))
            )

        (address,) = [row for row in rows if (row["fact"], row["field"]) == ("ip_capture_event", "address")]
        assert (address["value"], address["source"]) == ("198.51.100.7", "Examplechat")
        assert {"source_grade", "handling_code", "handling_conditions", "marking"} <= set(address)

    def test_writes_the_package_exactly_as_it_was_sent(self, desk):
        (found,) = proposed(desk, a_referral(desk, a_child("XA2 1AA", "one@example.com")))
        sealed = sent(desk, found.reference)

        with acting(desk):
            assert take_package(desk, found.reference, now=NOW) == (sealed.name, sealed.content)


class TestASigningKey:
    def test_is_made_once_and_readable_by_its_owner_alone(self, tmp_path):
        path = tmp_path / "signing" / "own.pem"

        first, again = signing_key(path), signing_key(path)

        assert key_of(first) == key_of(again)
        assert path.stat().st_mode & 0o777 == 0o600

    def test_is_refused_where_its_file_holds_something_else(self, tmp_path):
        path = tmp_path / "own.pem"
        path.write_text("not a key")

        with pytest.raises(KeyNotUsable, match="WAYMARK_SIGNING_KEY"):
            signing_key(path)


class TestTheCommand:
    def test_takes_as_for_the_form_of_an_export_alone(self):
        assert forms_named(["export", "ref-1", "--as", "csv"]) == ["export", "ref-1", "--form", "csv"]
        assert forms_named(["export", "ref-1", "--as", "sam"]) == ["export", "ref-1", "--as", "sam"]
        assert forms_named(["queue", "--as", "csv"]) == ["queue", "--as", "csv"]

    def test_sends_writes_and_lists(self, desk, tmp_path, capsys):
        reference = a_referral(desk, a_child("XA2 1AA", "one@example.com"))
        door.OPTIONS.officer, door.OPTIONS.as_json = "desk", True
        try:
            run("disseminate", "propose", reference)
            made = json.loads(capsys.readouterr().out)["dissemination"]
            run(
                "disseminate",
                "send",
                made,
                "--handling-code",
                "P",
                "--marking",
                "OFFICIAL",
                "--out",
                str(tmp_path),
            )
            path = json.loads(capsys.readouterr().out)["path"]
            run("disseminate", "take", path)
            taken = json.loads(capsys.readouterr().out)
            run("export", made, "--form", "package", "--out", str(tmp_path / "again"))
            again = json.loads(capsys.readouterr().out)["path"]
        finally:
            door.OPTIONS.officer, door.OPTIONS.as_json = "", False

        assert taken["letter"] == "dissemination"
        assert Path(path).read_bytes() == Path(again).read_bytes()


def run(*arguments: str) -> None:
    build(arguments[0])(args=list(arguments), standalone_mode=False)
