"""Annotations and readings to events: sides, lists, tellings of one event, dates. The coder is a table, not a model."""

import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.relations import Reading
from dragoman.annotation.scenes import candidate_pairs
from dragoman.assemble import assemble
from dragoman.dates import parse_partial
from dragoman.ontology import NONE, Ontology
from dragoman.readers import document_from_text
from dragoman.records import Coded


class Table:
    """A coder that answers from a table of (actor, recipient) -> (type, mode, status, probability)."""

    name, shown = "table", 0.5

    def __init__(self, answers):
        self.answers = answers

    def read(self, document, annotations):
        pairs = candidate_pairs(document.text, annotations.sentences, annotations.parties)
        found = [(p, self.answers.get((p.actor.code, p.recipient.code if p.recipient else None))) for p in pairs]
        return [(p, reading(*answer)) for p, answer in found if answer]

    def confidence(self, features):
        return 1 / (1 + 2.718281828 ** -features["logit"])

    def versions(self):
        return {"coder": "table"}


def reading(kind, mode=None, status="occurred", probability=0.9):
    probabilities = dict.fromkeys(Ontology.load().labels, 0.0) | {kind: probability, NONE: 1 - probability}
    return Reading(kind, probability, probabilities, "CONSULT" if kind == "AGREE" else kind, mode, status, 0.9)


def code(text, answers, published="2024-05-08"):
    document = document_from_text(text, id="t", title=None, url=None, published=parse_partial(published))
    head = Coded("t", None, None, document.published, "en")
    return assemble(document, annotate(document), Table(answers), head).events


def sides(event):
    return [p.code for p in event.actor], [p.code for p in event.recipient]


def test_listed_actors_are_one_event():
    events = code(
        "France and Germany accused Russia of sabotage.",
        {("FRA", "RUS"): ("ACCUSE", "allege"), ("DEU", "RUS"): ("ACCUSE", "allege")},
    )
    assert [sides(e) for e in events] == [(["FRA", "DEU"], ["RUS"])]


def test_equals_are_all_actors():
    events = code(
        "Kenya and Uganda held talks in Nairobi.", {("KEN", "UGA"): ("CONSULT",), ("UGA", "KEN"): ("CONSULT",)}
    )
    assert [sides(e) for e in events] == [(["KEN", "UGA"], [])]


def test_a_visitor_is_the_actor_and_the_host_the_recipient():
    events = code("Brazil's president visited Chile.", {("BRA", "CHL"): ("CONSULT", "visit")})
    assert [sides(e) for e in events] == [(["BRA"], ["CHL"])]


def test_of_two_directions_the_surer_stays():
    events = code(
        "Iran was condemned by Canada.",
        {("IRN", "CAN"): ("ACCUSE", None, "occurred", 0.5), ("CAN", "IRN"): ("ACCUSE",)},
    )
    assert [sides(e) for e in events] == [(["CAN"], ["IRN"])]


def test_one_event_once_however_often_it_is_told():
    text = "Peru recalled its envoy from Bolivia. The step by Peru angered Bolivia."
    events = code(text, {("PER", "BOL"): ("SANCTION", "withdraw")})
    assert len(events) == 1


@pytest.mark.parametrize(("status", "kind"), [("planned", "AGREE"), ("occurred", "CONSULT"), ("denied", "CONSULT")])
def test_a_planned_meeting_is_an_agreement(status, kind):
    events = code("Kenya and Uganda held talks in Nairobi.", {("KEN", "UGA"): ("CONSULT", None, status)})
    assert [(e.type, e.act, e.status) for e in events] == [(kind, "CONSULT", status)]


def test_the_words_tell_the_day():
    (event,) = code("On Monday Chad expelled Sudan's ambassador.", {("TCD", "SDN"): ("SANCTION", "expel")})
    assert event.date is not None
    assert event.date.label() == "2024-05-06"
    assert event.evidence.fields["date"]


def test_the_lead_without_a_day_takes_the_page_s_own():
    (event,) = code("Chad has expelled Sudan's ambassador.", {("TCD", "SDN"): ("SANCTION", "expel")})
    assert event.date is not None
    assert (event.date.label(), event.date.basis) == ("2024-05-08", "document")


def test_without_a_publication_day_no_day_is_made_up():
    document = document_from_text("Chad has expelled Sudan's ambassador.", id="t", title=None, url=None, published=None)
    coded = assemble(
        document, annotate(document), Table({("TCD", "SDN"): ("SANCTION", "expel")}), Coded("t", None, None, None, "en")
    )
    assert [e.date for e in coded.events] == [None]


def test_numbers_and_evidence_stand_in_the_text():
    text = "Gunmen killed 12 soldiers in northern Mali and wounded seven. The army of Mali said so."
    events = code(text, {("MLI-gunmen", "MLI"): ("ASSAULT", "firearms"), ("gunmen", "MLI"): ("ASSAULT", "firearms")})
    assert events
    assert events[0].numbers == {"killed": 12, "injured": 7}
    assert text[events[0].evidence.start : events[0].evidence.end] == events[0].evidence.text


def test_ids_do_not_change_from_run_to_run():
    text, answers = "France accused Russia of sabotage.", {("FRA", "RUS"): ("ACCUSE",)}
    assert code(text, answers)[0].id == code(text, answers)[0].id


def test_acts_of_one_pair_told_in_other_words_stay_apart_and_have_ids_of_their_own():
    text = "Peru recalled its envoy from Bolivia. Months later an export licence of Peru for Bolivia was revoked."
    events = code(text, {("PER", "BOL"): ("SANCTION", "withdraw")})
    assert len({e.id for e in events}) == len(events) == 2


def test_both_countries_are_two_parties():
    text = "Guyana claims the river that borders Venezuela. The two countries held talks."
    events = code(text, {("GUY+VEN", None): ("CONSULT",), ("VEN+GUY", None): ("CONSULT",)})
    assert [(sorted(p.code for p in e.actor), [p.country for p in e.actor]) for e in events] == [
        (["GUY", "VEN"], ["GUY", "VEN"])
    ]
