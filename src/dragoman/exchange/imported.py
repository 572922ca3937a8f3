"""Rows of other data sets as events, kept apart from one's own pages under the name of their source."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.actors import Registry
from dragoman.dates import day
from dragoman.errors import UnreadableInput
from dragoman.exchange import cameo
from dragoman.records import Event, EventPlace, Evidence, Party
from dragoman.store.imports import Imported

csv.field_size_limit(1 << 20)
Reader = Callable[[dict[str, str]], Imported]
_SLUG = re.compile(r"[^a-z0-9]+")


class Reject(msgspec.Struct, frozen=True):
    """A row that could not be taken, with its number (the first is 1) and the reason."""

    number: int
    reason: str
    row: list[str]


class _Unfit(Exception):
    """A row that is left out, and why."""


def read(path: str, source: str) -> Iterator[Imported | Reject]:
    """The rows of a table of GDELT, ICEWS or ACLED, each an event or a reject. Raises UnreadableInput."""
    reader, delimiter, headed = SOURCES[source]
    try:
        with Path(path).open(encoding="utf-8", errors="replace", newline="") as file:
            clean = (line.replace("\0", "") for line in file)
            if delimiter == "\t":
                lines = csv.reader(clean, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            else:
                lines = csv.reader(clean, delimiter=delimiter)
            names = next(lines, []) if headed else GDELT
            for number, row in enumerate(lines, 2 if headed else 1):
                yield _one(reader, names, row, number)
    except (OSError, csv.Error) as problem:
        raise UnreadableInput(f"{path}: cannot be read as a table of {source}: {problem}") from problem


def _one(reader: Reader, names: list[str], row: list[str], number: int) -> Imported | Reject:
    if len(row) != len(names):
        return Reject(number, f"{len(row)} columns where there should be {len(names)}", row)
    try:
        return reader(dict(zip(names, row, strict=True)))
    except _Unfit as problem:
        return Reject(number, str(problem), row)
    except (KeyError, ValueError) as problem:
        return Reject(number, f"{type(problem).__name__}: {problem}", row)


def _gdelt(row: dict[str, str]) -> Imported:
    actor = _gdelt_party(row, "Actor1")
    recipient = _gdelt_party(row, "Actor2")
    on = datetime.strptime(row["SQLDATE"], "%Y%m%d").date()
    host = row["SOURCEURL"].partition("//")[2].partition("/")[0]
    place = _place(row["ActionGeo_FullName"].rpartition(", ")[2], row["ActionGeo_FullName"], row["ActionGeo_Lat"],
                   row["ActionGeo_Long"], row["ActionGeo_Type"] in ("3", "4"))  # fmt: skip
    event = _event("gdelt-" + row["GLOBALEVENTID"], row["EventCode"], (actor, recipient), on, place, "")
    added = datetime.strptime(row["DATEADDED"][:8], "%Y%m%d").date()
    return Imported(row["SOURCEURL"] or "no address", row["SOURCEURL"] or None, host or None, added, event)


def _gdelt_party(row: dict[str, str], side: str) -> Party | None:
    code, name, country = row[f"{side}Code"], row[f"{side}Name"], row[f"{side}CountryCode"]
    return _party(country, name.title(), row[f"{side}Type1Code"]) if code else None


def _icews(row: dict[str, str]) -> Imported:
    sides = [_party(row[f"{s} Country"], row[f"{s} Name"], row[f"{s} Sectors"]) for s in ("Source", "Target")]
    on = date.fromisoformat(row["Event Date"])
    town = row["City"] not in ("", "NA", "NULL")
    place = _place(row["Country"], row["City"], row["Latitude"], row["Longitude"], town)
    event = _event("icews-" + row["Event ID"], row["CAMEO Code"], (sides[0], sides[1]), on, place, row["Event Text"])
    return Imported(f"icews-{row['Story ID']}", None, row["Publisher"] or None, on, event)


_ACLED = {
    "Battles": ("ASSAULT", None), "Explosions/Remote violence": ("ASSAULT", "explosives"),
    "Violence against civilians": ("ASSAULT", None), "Protests": ("PROTEST", "demo"), "Riots": ("PROTEST", "riot"),
}  # fmt: skip
_ACLED_SUB = {"Arrests": ("COERCE", None), "Agreement": ("AGREE", None),
              "Abduction/forced disappearance": ("ASSAULT", "abduct"),
              "Looting/property destruction": ("COERCE", None)}  # fmt: skip


def _acled(row: dict[str, str]) -> Imported:
    kind = _ACLED_SUB.get(row["sub_event_type"]) or _ACLED.get(row["event_type"])
    if kind is None:
        raise _Unfit(f"no PLOVER type for {row['event_type']} / {row['sub_event_type']}")
    on = date.fromisoformat(row["event_date"])
    place = _place(row["country"], row["location"], row["latitude"], row["longitude"], True)
    sides = [_party(_bracketed(row[name]) or row["country"], row[name], "") if row[name] else None
             for name in ("actor1", "actor2")]  # fmt: skip
    event = _made("acled-" + row["event_id_cnty"], kind, (sides[0], sides[1]), on, place, row["notes"])
    dead = int(float(row["fatalities"] or 0))
    event = msgspec.structs.replace(event, numbers={"killed": dead} if dead else {})
    return Imported(f"acled-{row['event_id_cnty']}", None, row["source"] or None, on, event)


def _bracketed(name: str) -> str:
    found = re.search(r"\(([^()]+)\)$", name)
    return found[1] if found else ""


def _event(name: str, code: str, sides: tuple[Party | None, Party | None], on: date, place: EventPlace | None,
           words: str) -> Event:  # fmt: skip
    kind = cameo.plover(code)
    if kind is None:
        raise _Unfit(f"CAMEO {code} has no PLOVER type")
    return _made(name, kind, sides, on, place, words)


def _made(name: str, kind: tuple[str, str | None], sides: tuple[Party | None, Party | None], on: date,
          place: EventPlace | None, words: str) -> Event:  # fmt: skip
    if sides[0] is None and sides[1] is None:
        raise _Unfit("no party")
    actor, recipient = ((side,) if side else () for side in sides)
    mode = kind[1] if kind[1] in _modes(kind[0]) else None
    return Event(name, kind[0], kind[0], mode, (), "occurred", actor, recipient, day(on, "given"), place, {},
                 Evidence(words, 0, len(words)), 1.0)  # fmt: skip


@lru_cache(maxsize=64)
def _modes(name: str) -> tuple[str, ...]:
    from dragoman.ontology import Ontology

    return Ontology.load().modes(name)


@lru_cache(maxsize=16_384)
def _party(country: str, name: str, sectors: str) -> Party | None:
    if not country.strip() and not name.strip():
        return None
    code = _country(country)
    known = _named(name)
    if known and known != code:
        return Party(known, name, code, None, name)
    slug = _SLUG.sub("-", name.lower()).strip("-")
    return Party(code or slug or "unknown", name or country, code, sectors.split(",")[0][:3] or None, name)


@lru_cache(maxsize=4096)
def _country(text: str) -> str | None:
    """ISO alpha-3 of a code or an English name."""
    registry, words = Registry.load(), text.strip()
    if words in registry.states and len(words) == 3:
        return words
    found = [n.entry for n in registry.named(words) if n.entry.kind in ("state", "territory")]
    return found[0].code if found else None


@lru_cache(maxsize=16_384)
def _named(name: str) -> str | None:
    found = [n.entry for n in Registry.load().named(name) if n.role == "name" and n.strong and n.entry.party]
    return found[0].party if found else None


def _place(country: str, name: str, lat: str, lon: str, town: bool) -> EventPlace | None:
    code = _country(country)
    if code is None and not lat:
        return None
    clean = name.partition(",")[0] if town else None
    return EventPlace(code, clean, None, float(lat) if lat not in ("", "NA") else None,
                      float(lon) if lon not in ("", "NA") else None, "city" if town else "country")  # fmt: skip


GDELT = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate "
    + " ".join(f"Actor{n}{f}" for n in (1, 2) for f in ("Code Name CountryCode KnownGroupCode EthnicCode Religion1Code "
                                                       "Religion2Code Type1Code Type2Code Type3Code").split())
    + " IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
    "AvgTone " + " ".join(f"{p}Geo_{f}" for p in ("Actor1", "Actor2", "Action") for f in
                          "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split())
    + " DATEADDED SOURCEURL"
).split()  # fmt: skip
"""Columns of a GDELT 2.0 export, which has no header."""
SOURCES: dict[str, tuple[Reader, str, bool]] = {
    "acled": (_acled, ",", True), "gdelt": (_gdelt, "\t", False), "icews": (_icews, "\t", True),
}  # fmt: skip
"""What reads a source's rows, its delimiter, and whether it has a header."""
