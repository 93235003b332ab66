from datetime import UTC, date, datetime

import pytest

from waymark.referrals.types import (
    Account,
    Address,
    DocumentKind,
    Party,
    Report,
    ReportedFile,
    Role,
    StatedTime,
    Zone,
)
from waymark.stages.intake.readers.ours.by_hand_schema import OFFENCES
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.facts import FACTS
from waymark.stages.prioritisation.rules.signal_words import Signal
from waymark.stages.prioritisation.rules.signals import (
    Signals,
    SignalTally,
    answers_from,
    merged,
)

INCIDENT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def signals_of(*facts: Party | ReportedFile, **head) -> Signals:
    tally = SignalTally(received_on=date(2026, 11, 22))
    for fact in facts:
        if isinstance(fact, Party):
            tally.add_party(fact)
        else:
            tally.add_file(fact)
    return tally.finish(Report(DocumentKind.REPORT, **head))


def a_victim(**stated) -> Party:
    return Party(2, Role.VICTIM, **stated)


def a_suspect(**stated) -> Party:
    return Party(1, Role.SUSPECT, **stated)


# The names in law that the form by hand offers, each with the sign it is; None for offences of images alone.
OFFENCE_SIGNS = dict(
    zip(
        OFFENCES,
        (
            None,
            None,
            None,
            Signal.MATERIAL_SENT_TO_CHILD,
            Signal.ENTICEMENT,
            Signal.ENTICEMENT,
            Signal.ENTICEMENT,
            Signal.TRAFFICKING,
            Signal.SEXTORTION,
        ),
        strict=True,
    )
)


class TestOffencesByTheirNamesInLaw:
    @pytest.mark.parametrize("offence", OFFENCES)
    def test_are_the_signs_that_they_are(self, offence):
        sign = OFFENCE_SIGNS[offence]

        assert signals_of(incident_type=offence).child == ((sign,) if sign else ())

    def test_are_all_seen_where_several_are_stated(self):
        every = signals_of(incident_type="; ".join((*OFFENCES, "Rape of a child under 13")))

        assert set(every.child) == {*filter(None, OFFENCE_SIGNS.values()), Signal.MOLESTATION}

    @pytest.mark.parametrize(
        ("offence", "sign"),
        [
            ("Sexual activity with a child", Signal.MOLESTATION),
            ("Assault of a child under 13 by penetration", Signal.MOLESTATION),
            ("Paying for the sexual services of a child", Signal.TRAFFICKING),
            ("Communicating indecently with a young child", Signal.MATERIAL_SENT_TO_CHILD),
            ("SEXUAL COMMUNICATION WITH A CHILD", Signal.MATERIAL_SENT_TO_CHILD),
        ],
    )
    def test_are_known_in_the_words_of_other_acts_and_nations(self, offence, sign):
        assert signals_of(incident_type=offence).child == (sign,)


class TestIncidentTypes:
    @pytest.mark.parametrize(
        ("incident_type", "signal", "fact"),
        [
            ("Child Sex Trafficking", Signal.TRAFFICKING, "child_trafficking"),
            ("Child Sex Tourism", Signal.TRAVEL, "travel_to_abuse"),
            ("Child Sexual Molestation", Signal.MOLESTATION, "contact_offence_allegation"),
            ("Online Enticement of Children for Sexual Acts", Signal.ENTICEMENT, "grooming_or_incitement"),
            ("Online Enticement of Children for Sexual Act", Signal.ENTICEMENT, "grooming_or_incitement"),
            (
                "Unsolicited Obscene Material Sent to a Child",
                Signal.MATERIAL_SENT_TO_CHILD,
                "sexual_communication_with_child",
            ),
        ],
    )
    def test_of_contact_with_a_child_answer_a_fact(self, incident_type, signal, fact):
        signals = signals_of(incident_type=incident_type)

        assert (signals.child, signals.facts) == ((signal,), (fact,))

    @pytest.mark.parametrize(
        "incident_type",
        [
            "Child Pornography (possession, manufacture, and distribution)",
            "Apparent Child Pornography",
            "Misleading Domain Name",
            "Misleading Words or Digital Images on the Internet",
            "",
        ],
    )
    def test_of_images_and_misleading_words_are_no_signal(self, incident_type):
        assert signals_of(incident_type=incident_type).child == ()


class TestAnnotations:
    @pytest.mark.parametrize(
        ("annotation", "signal"),
        [
            ("sextortion", Signal.SEXTORTION),
            ("csamSolicitation", Signal.SOLICITATION),
            ("sadisticOnlineExploitation", Signal.SADISTIC_EXPLOITATION),
            ("minorToMinorInteraction", Signal.MINOR_TO_MINOR),
        ],
    )
    def test_of_the_report_are_signals(self, annotation, signal):
        assert signals_of(annotations=(annotation,)).child == (signal,)

    @pytest.mark.parametrize(
        ("annotation", "signal"),
        [
            ("liveStreaming", Signal.LIVE_STREAMING),
            ("possibleSelfProduction", Signal.POSSIBLE_SELF_PRODUCTION),
            ("physicalHarm", Signal.PHYSICAL_HARM),
            ("live_streaming", Signal.LIVE_STREAMING),
        ],
    )
    def test_of_a_file_are_signals(self, annotation, signal):
        assert signals_of(ReportedFile(1, annotations=(annotation,))).child == (signal,)

    @pytest.mark.parametrize(
        "file",
        [
            ReportedFile(1, classification="A1"),
            ReportedFile(1, annotations=("infant", "violenceGore", "bestiality", "generativeAi")),
        ],
    )
    def test_of_severity_are_not_counted(self, file):
        assert signals_of(file).child == ()

    def test_spam_and_informational_are_no_signal(self):
        assert signals_of(annotations=("spam", "informational")).child == ()


class TestEscalation:
    def test_asks_for_a_person_and_answers_no_gate_0_fact(self):
        signals = signals_of(escalation="Imminent risk stated")

        assert (signals.escalated, signals.facts) == (True, ())

    def test_of_blank_words_is_none(self):
        assert signals_of(escalation=" \n").escalated is False


class TestChildren:
    @pytest.mark.parametrize(
        "victim",
        [
            a_victim(age=15, school="Example School"),
            a_victim(first_name="Invented"),
            a_victim(account=Account(identifier="u-7")),
            Party(2, Role.INTENDED_RECIPIENT, age=12, account=Account(screen_name="example7")),
            a_victim(date_of_birth="2012-02-03", first_name="Invented"),
            a_victim(date_of_birth="not a date", school="Example School"),
        ],
    )
    def test_who_can_be_looked_for_are_identifiable(self, victim):
        assert signals_of(victim).child == (Signal.CHILD_IDENTIFIABLE,)

    def test_of_whom_only_the_age_is_told_are_a_lesser_signal(self):
        assert signals_of(a_victim(age=9)).child == (Signal.CHILD_OF_STATED_AGE,)

    @pytest.mark.parametrize(
        "party",
        [
            a_victim(age=34, first_name="Invented"),
            a_victim(date_of_birth="1980-01-01", first_name="Invented"),
            a_victim(),
            Party(2, Role.INTENDED_RECIPIENT, account=Account(identifier="u-7")),
            Party(2, Role.WITNESS, age=9, first_name="Invented"),
            a_victim(first_name="Unknown", last_name="User"),
        ],
    )
    def test_are_not_seen_in_adults_empty_elements_and_recipients_of_no_stated_age(self, party):
        assert signals_of(party).child == ()

    def test_are_children_by_their_age_at_the_incident(self):
        turned_18_since = a_victim(date_of_birth="2008-06-01", first_name="Invented")
        incident_at = StatedTime("2026-05-01T12:00:00Z", INCIDENT, Zone.STATED)

        assert signals_of(turned_18_since).child == ()
        assert signals_of(turned_18_since, incident_at=incident_at).child == (Signal.CHILD_IDENTIFIABLE,)

    def test_younger_or_older_give_the_same_signal(self):
        ages = [signals_of(a_victim(age=age, school="Example School")) for age in (3, 17)]

        assert ages[0] == ages[1]


class TestSuspects:
    @pytest.mark.parametrize("suspect", [a_suspect(age=15), a_suspect(date_of_birth="2012-01-01")])
    def test_who_may_be_children_are_flagged_and_answer_no_danger(self, suspect):
        signals = signals_of(suspect)

        assert signals.child_possibly_suspect
        assert (signals.child, signals.facts) == ((), ("child_user_possibly_suspect",))

    def test_whose_account_has_a_parent_over_it_may_be_children(self):
        parent = Party(3, Role.PARENT_OR_CARER, associated_with=1)

        assert signals_of(parent, a_suspect()).child_possibly_suspect

    def test_are_not_taken_for_children_because_a_victim_has_a_parent(self):
        parent = Party(3, Role.PARENT_OR_CARER, associated_with=2)

        assert not signals_of(a_suspect(), a_victim(), parent).child_possibly_suspect

    def test_are_not_named_by_words_for_having_no_name(self):
        assert not signals_of(a_suspect(first_name="Unknown", last_name="User")).named

    def test_give_what_can_be_acted_on(self):
        suspect = a_suspect(
            last_name="Invented",
            addresses=(Address(postcode="ZZ99 9ZZ"),),
            account=Account(screen_name="example7"),
        )

        signals = signals_of(suspect)

        assert (signals.named, signals.address, signals.account) == (True, True, True)

    def test_of_an_empty_element_give_nothing_to_act_on(self):
        signals = signals_of(a_suspect())

        assert (signals.named, signals.address, signals.account) == (False, False, False)


class TestPubliclyKnown:
    def test_shortens_the_reading_and_lowers_nothing(self):
        fresh = [ReportedFile(n, annotations=("liveStreaming",)) for n in range(1, 101)]
        going_round = [ReportedFile(n, annotations=("liveStreaming", "viral")) for n in range(1, 101)]

        known, unknown = signals_of(*going_round), signals_of(*fresh)

        assert known.publicly_known
        assert (known.child, known.facts) == (unknown.child, unknown.facts)
        assert known.reading_minutes < unknown.reading_minutes

    def test_is_not_said_when_one_file_is_new(self):
        files = [ReportedFile(1, annotations=("viral",)), ReportedFile(2)]

        assert signals_of(*files).publicly_known is False

    def test_is_said_of_a_report_that_stands_for_many(self):
        assert signals_of(batched="VIRAL_POTENTIAL_MEME").publicly_known


class TestMerged:
    def test_puts_together_what_all_reports_tell(self):
        one = signals_of(a_suspect(last_name="Invented"), annotations=("sextortion",))
        other = signals_of(
            ReportedFile(1, annotations=("viral",)), incident_type="Child Sex Tourism", escalation="yes"
        )

        together = merged([one, other])

        assert set(together.child) == {Signal.SEXTORTION, Signal.TRAVEL}
        assert (together.named, together.escalated, together.publicly_known) == (True, True, False)
        assert (together.parties, together.files) == (1, 1)

    def test_never_depends_on_the_order(self):
        reports = [signals_of(annotations=("sextortion",)), signals_of(incident_type="Child Sex Tourism")]

        assert merged(reports) == merged(reversed(reports))


class TestAnswersFrom:
    def test_are_all_yes_and_of_facts_that_a_report_may_answer(self):
        signals = signals_of(
            a_victim(first_name="Invented"),
            a_suspect(age=15),
            annotations=("sextortion", "minorToMinorInteraction"),
            incident_type="Child Sexual Molestation",
        )

        answers = answers_from(signals, source="report 1", answered_at=INCIDENT, checker="Example Platform")

        assert len(answers) == 4
        assert all(answer.said is Said.YES and FACTS[answer.fact].from_report for answer in answers)
