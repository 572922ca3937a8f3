"""Generated documents with planted retellings, by a fixed seed: for the figures of merging.

An event is an act between two states on a day in a town, about something. Three documents in ten tell an event that
another tells too, in other words, some without the town, some dated a day later, some as a plan. Few pairs have most of
the events, as in real data (Zipf).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dragoman.dates import day
from dragoman.readers.base import fingerprint
from dragoman.records import Coded, Document, Event, EventPlace, Evidence, Party

STATES = "USA RUS CHN UKR ISR IRN JPN IND PAK TUR DEU FRA GBR KOR PRK SAU EGY SYR ARM AZE ETH SDN VEN COL".split()
TOWNS = "Kesra Molvik Tarnag Brezil Odvas Hallun Perkat Sintra Velmor Gashti Lorrim Duvena Ankora Nevsek Palmyr".split()
THINGS = (
    "grain corridor;fishing rights;border crossing;gas pipeline;missile tests;prisoner exchange;steel tariffs;water "
    "dam;spy balloon;airspace violation;rice exports;visa rules;naval drill;vaccine patents;drone wreckage;"
    "cable damage;church land;sugar quota;satellite launch;uranium stockpile;ferry sinking;census data;coal terminal;"
    "airline permit;"
    "election monitors;desert road;tomato embargo;island lease;refugee camp;bank licences"
).split(";")
WORDINGS = {
    "CONSULT": ("{a} and {b} officials met in {t} to discuss the {x}.",
                "Talks between {a} and {b} on the {x} were held in {t}.",
                "Envoys of {a} sat down with those of {b} over the {x}."),
    "ACCUSE": ("{a} accused {b} over the {x} near {t}.", "{b} is to blame for the {x}, {a} said of {t}.",
               "The {x} at {t} was the fault of {b}, {a} charged."),
    "ASSAULT": ("{a} shelled {b} positions by the {x} at {t}.", "Shells from {a} fell on {t} in {b}, close to the {x}.",
                "{t}, with its {x}, came under fire of {a}, {b} reported."),
    "SANCTION": ("{a} imposed sanctions on {b} because of the {x}.", "Over the {x}, {a} put {b} under sanctions.",
                 "New penalties of {a} against {b} answer the {x}."),
}  # fmt: skip
ASIDE = ("Markets paid attention", "Rain kept crowds away", "Analysts were divided", "Neighbours stayed silent")


def corpus(documents: int, seed: int = 7) -> tuple[list[tuple[Document, Coded]], list[int]]:
    """Documents with one event each, and for each the number of the event that it tells."""
    chance = random.Random(seed)
    told = list(_told(documents, chance))
    chance.shuffle(told)
    return [_document(n, event, wording, chance) for n, (event, _, wording) in enumerate(told)], [i for _, i, _ in told]


def _told(documents: int, chance: random.Random) -> Iterator[tuple[dict[str, Any], int, int]]:
    number = made = 0
    while made < documents:
        event = _event(chance)
        tellings = min(documents - made, chance.choice((2, 2, 3)) if chance.random() < 0.16 else 1)
        for wording in range(tellings):
            yield event, number, wording
        made, number = made + tellings, number + 1


def _event(chance: random.Random) -> dict[str, Any]:
    weights = [1 / (n + 1) for n in range(len(STATES))]
    a = chance.choices(STATES, weights)[0]
    b = chance.choices([s for s in STATES if s != a], weights[1:])[0]
    when = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
    return {"act": chance.choice(sorted(WORDINGS)), "a": a, "b": b, "x": chance.choice(THINGS),
            "t": chance.choice(TOWNS), "on": when}  # fmt: skip


def _document(number: int, told: dict[str, Any], wording: int, chance: random.Random) -> tuple[Document, Coded]:
    sentence = WORDINGS[told["act"]][wording].format(**told)
    text = f"{sentence} {chance.choice(ASIDE)} on day {number}."
    published = day(told["on"] + timedelta(days=chance.choice((0, 0, 1))), "given")
    dated = None if chance.random() < 0.1 else day(told["on"], "relative")
    place = EventPlace(told["b"], told["t"], precision="city") if chance.random() < 0.7 else None
    event = Event(
        id=f"r{number}", type=told["act"], act=told["act"], mode=None, contexts=(), status="occurred",
        actor=(Party(told["a"], told["a"], told["a"], "GOV", told["a"]),),
        recipient=(Party(told["b"], told["b"], told["b"], "GOV", told["b"]),), date=dated, place=place, numbers={},
        evidence=Evidence(sentence, 0, len(sentence)), confidence=0.8,
    )  # fmt: skip
    document = Document(f"d{number}", text, fingerprint(text), outlet=f"Outlet {number % 40}", published=published)
    return document, Coded(document.id, None, None, published, "en", events=(event,), versions={"shown": "0.5"})


def pair_f1(given: list[str], truth: list[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of reports in one event."""

    def pairs(groups: list[Any]) -> set[tuple[int, int]]:
        found: dict[Any, list[int]] = {}
        for n, group in enumerate(groups):
            found.setdefault(group, []).append(n)
        return {(a, b) for listed in found.values() for a in listed for b in listed if a < b}

    made, true = pairs(given), pairs(truth)
    right = len(made & true)
    p, r = right / max(1, len(made)), right / max(1, len(true))
    return p, r, 2 * p * r / max(1e-9, p + r)
