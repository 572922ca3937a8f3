"""A small registry for tests of rules: states by name and demonym, some bodies, some office holders."""

from __future__ import annotations

import re
from typing import NamedTuple

STATES = """
JPN Japan Japanese Tokyo
CHN China Chinese Beijing China's
RUS Russia Russian Russians Moscow Kremlin
USA US U.S. America American Washington United_States
TUR Turkey Turkish Turks Ankara Istanbul
SYR Syria Syrian Damascus
ISR Israel Israeli Jerusalem
GBR UK Britain British London Foreign_Office
FRA France French Paris
DEU Germany German Berlin
IRN Iran Iranian Tehran
IRQ Iraq Iraqi Iraqis Baghdad
UKR Ukraine Ukrainian Kyiv Kiev
TZA Tanzania Tanzanian
KEN Kenya Kenyan Nairobi
LBY Libya Libyan Tripoli
BGR Bulgaria Bulgarian Sofia
EGY Egypt Egyptian Cairo
MAR Morocco Moroccan Rabat
CAN Canada Canadian Ottawa
KOR South_Korea South_Korean Seoul
PRK North_Korea North_Korean Pyongyang DPRK KCNA
SAU Saudi_Arabia Saudi Riyadh
IND India Indian
PAK Pakistan Pakistani
SRB Serbia Serbian Serb Belgrade
QAT Qatar Qatari
LBN Lebanon Lebanese
TWN Taiwan Taiwanese
AUS Australia Australian
ESP Spain Spanish
BEL Belgium Belgian Brussels
"""
BODIES = """
NATO NATO
UN UN United_Nations U.N.
EU EU European_Union European_Commission E.U.
G7 G7
"""
HOLDERS = {"Fumio Kishida": "JPN", "Barack Obama": "USA", "Vladimir Putin": "RUS", "Donald Trump": "USA"}


class Entry(NamedTuple):
    code: str
    kind: str
    name: str
    party: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


class Name(NamedTuple):
    text: str
    entry: Entry
    role: str | None = None
    strong: bool = True


class Hit(NamedTuple):
    start: int
    end: int
    text: str
    names: tuple[Name, ...]


class Term(NamedTuple):
    person: str
    title: str
    country: str
    body: str | None = None
    level: str = "head"
    start: object = None
    end: object = None


class Registry:
    """What `dragoman.actors.Registry` promises, with little in it."""

    def __init__(self) -> None:
        self.by_name: dict[str, Entry] = {}
        for kind, table in (("state", STATES), ("igo", BODIES)):
            for code, names in (line.split(" ", 1) for line in table.strip().splitlines()):
                for name in names.split():
                    entry = Entry(
                        code, kind, names.split()[0].replace("_", " "), code, code if kind == "state" else None
                    )
                    self.by_name[name.replace("_", " ")] = entry
        for name, code in HOLDERS.items():
            self.by_name[name] = Entry(name.lower().replace(" ", "-"), "person", name, code, code)
        spellings = sorted(self.by_name, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, spellings)) + r")(?!\w)")
        self.titles = ()

    def scan(self, text: str) -> list[Hit]:
        return [Hit(m.start(), m.end(), m[0], (Name(m[0], self.by_name[m[0]]),)) for m in self.pattern.finditer(text)]

    def terms(self, person: str) -> tuple[Term, ...]:
        return tuple(Term(n, "leader", c) for n, c in HOLDERS.items() if person in (n, n.lower().replace(" ", "-")))
