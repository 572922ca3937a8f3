"""Which place a name means: candidates weighed by size, by what the page says next to it, and by its other places.

One name has one sense in a document, unless the words beside it say otherwise ("Paris, Texas"). The weights are set by
hand, after the first halves of the documents of TR-News and LGL (tools/measure_places.py reports the other halves).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import exp, log10

import msgspec

from dragoman.annotation.toponyms import holds
from dragoman.places import Candidate, Gazetteer, distance, key
from dragoman.records import Place, Span

ROUNDS = 3
"""Times that the choices are made anew in the light of the other choices."""
NEAR_KM = 150.0
BESIDE, CONTAINS, LINKED = 10.0, 2.2, 5.0
COUNTRY_MENTIONED, UNIT_MENTIONED, NEIGHBOURS, SHARED_UNIT = 2.0, 2.2, 2.5, 1.5
OUTLET = 2.0
EXACT, SEATED, LISTED = 1.0, 5.5, 4.0
WITHIN = 100_000
"""Inhabitants of a place that a longer name may begin with."""
RARE, MANY, SHARED_DISTRICT, AMERICAN = 0.6, 8, 1.5, 1.5
KIND = {
    "country": 11.0, "capital": 2.0, "city": 0.0, "admin1": 3.0, "admin2": -1.2, "sea": 11.0, "region": 11.5,
    "spot": 10.0,
}  # fmt: skip
"""What a kind of place is worth before anything is read, next to the power of ten of its inhabitants."""
_SUFFIX = {
    "county": "admin2", "parish": "admin2", "district": "admin2", "township": "admin2", "province": "admin1",
    "state": "admin1", "governorate": "admin1", "oblast": "admin1", "region": "admin1", "prefecture": "admin1",
    "city": "city", "town": "city", "village": "city",
}  # fmt: skip
"""A noun beside a name, and the kind of place that it makes of it."""
_AFTER = re.compile(r"['’]?s? (?P<noun>" + "|".join(_SUFFIX) + r")\b", re.I)
_BEFORE = re.compile(r"(?P<noun>" + "|".join(_SUFFIX) + r") of (?:the )?$", re.I)
_JOIN = re.compile(r",? ?\(?|, (?:in )?|,? (?:a|the) [\w -]{0,30} (?:of|in) |,? in (?:the )?(?:\w+ern )?(?:\w+ of )?|/")
_LONGER = re.compile(
    r" (?!(?:and|in|on|at|for|to|where|who|by|with|from|after|before|when|while|as|is|was|were|has|have|had|will|or|but"
    r"|said|since|last|this|early|late|during|until|that|which)\b)[A-Za-z]|['’]s? "
)
"""What follows a name that describes somebody and holds nothing: "in Sydney, U.S. officials ..."."""
_PREFIX = re.compile(
    r"^(?:the|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|greater|downtown|city of|town of|village of"
    r"|state of|province of|county of|republic of|port of|mid|rural|upper|lower|southeast(?:ern)?|southwest(?:ern)?"
    r"|northeast(?:ern)?|northwest(?:ern)?|metro|metropolitan)[ -]+", re.I,
)  # fmt: skip
_TAIL = re.compile(
    r"(?:['’]s?|[ -](?:city|county|province|region|area|state|district|governorate|oblast|town|township|parish"
    r"|metro|metropolitan area|prefecture|village))$", re.I,
)  # fmt: skip
_COUNTIES = re.compile(r"(?:(?:,|,? and|/) ?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?){0,12} [Cc]ount(?:ies|y line)\b")
_LIST = re.compile(r", |,? (?:and|or) |, (?:and|or) ")
_AMERICAN = re.compile(
    r"[Ss]heriff|[Cc]ounty|state trooper|[Hh]ighway Patrol|[Cc]ity [Cc]ouncil|[Ss]chool [Dd]istrict"
    r"|high school|High School"
    r"|[Ii]nterstate|[Ll]egislature|Thanksgiving|NFL|NBA|NCAA|[Gg]overnor|Gov\.|p\.m\.|downtown|neighbor|[Mm]ayor|\$\d"
)
"""Words of local news of the United States; two of them on a page that names no other country speak for it."""


class Source(msgspec.Struct, frozen=True):
    """What is known of where a report comes from: address of the page and name of the outlet."""

    url: str | None = None
    outlet: str | None = None


def candidates(name: str) -> tuple[Candidate, ...]:
    """What a name may mean; where nothing has it as it stands, without a noun, a direction or an ending."""
    gazetteer = Gazetteer.load()
    for form in _forms(name):
        found = gazetteer.named(key(form))
        if (code := gazetteer.demonym(form)) and not any(c.kind in ("country", "capital") for c in found):
            country = gazetteer.country(code)
            return (country,) if country else found
        if found and (form == name or not gazetteer.is_word(form)):
            return found
    return _within(name)


def _forms(name: str) -> Sequence[str]:
    name = " ".join(name.split())
    bare = _TAIL.sub("", name)
    plain = _PREFIX.sub("", bare)
    forms = (name, bare, plain, _TAIL.sub("", plain), _PREFIX.sub("", plain), f"{name} County")
    return list(dict.fromkeys(f for f in forms if f))


def _within(name: str) -> tuple[Candidate, ...]:
    """The region of its people ("Minnesotans"), or the large place that a longer name begins with."""
    gazetteer = Gazetteer.load()
    stem = re.sub(r"(?:ns?|ans?|ians?)$", "", name)
    for form in (re.sub(r"ns?$", "", name), re.sub(r"ans?$", "", name), stem):
        found = tuple(c for c in gazetteer.named(key(form)) if c.kind in ("admin1", "region"))
        if form != name and found:
            return found
    words = name.split()
    for n in range(min(3, len(words) - 1), 0, -1):
        found = gazetteer.named(key(" ".join(words[:n])))
        if found and (found[0].population >= WITHIN or found[0].kind == "country") and not gazetteer.is_word(words[0]):
            return found
    return ()


def resolve(text: str, spans: Sequence[Span], source: Source | None = None) -> tuple[Candidate | None, ...]:
    """The place of each span; spans are names of places in order.

    A name that the gazetteer lacks (a river, a hamlet) gets the unit or the country that most of the page's places lie
    in, and with it that precision; None where the page has no such.
    """
    page = _Page(text, spans, source or Source())
    for _ in range(ROUNDS):
        page.choose()
    rest = page.about() if len(page.chosen) < len(spans) else None
    return tuple(page.chosen.get(n, rest) for n in range(len(spans)))


def places(text: str, spans: Sequence[Span], source: Source | None = None) -> tuple[Place, ...]:
    """The spans as records, those that have a place."""
    found = zip(spans, resolve(text, spans, source), strict=True)
    return tuple(
        Place(s, e, c.name, c.country, c.admin1, c.lat, c.lon, c.precision) for (s, e), c in found if c is not None
    )


class _Page:
    """The names of one page, their candidates, and the choices so far."""

    def __init__(self, text: str, spans: Sequence[Span], source: Source) -> None:
        self.text, self.spans = text, spans
        self.options = [self._options(*span) for span in spans]
        self.keys = [key(text[s:e]) for s, e in spans]
        self.chosen: dict[int, Candidate] = {}
        self.shared = self._shared()
        self.american = len(set(_AMERICAN.findall(text))) >= 2
        self.outlet = outlet_place(source, self.american)
        self.local = [self._local(n) for n in range(len(spans))]

    def _options(self, start: int, end: int) -> tuple[Candidate, ...]:
        """What the name may mean; in a list that ends in "counties" it is a county."""
        name = self.text[start:end]
        county = candidates(f"{name} County") if _COUNTIES.match(self.text, end) else ()
        return tuple(c for c in county if c.kind == "admin2") or candidates(name)

    def choose(self) -> None:
        """One round: every name's best candidate, given the others'."""
        context = _Context(self)
        totals: dict[str, dict[Candidate, float]] = defaultdict(dict)
        for n, options in enumerate(self.options):
            found = totals[self.keys[n]]
            for c in options:
                found[c] = found.get(c, 0.0) + self.local[n].get(c, 0.0)
        scores = {
            (k, c): static(c, k) - SEATED * _seated(c, k, every) + min(every[c], 2 * BESIDE) + context.score(k, c)
            for k, every in totals.items()
            for c in every
        }
        for n, options in enumerate(self.options):
            if options:
                own = self.local[n]
                decided = max(own.values(), default=0.0) >= LINKED
                worth = {c: scores[self.keys[n], c] + BESIDE * (decided and own.get(c, 0.0) > 0) for c in options}
                self.chosen[n] = max(options, key=worth.__getitem__)

    def about(self) -> Candidate | None:
        """The unit, else the country, that holds most of the page's places; else where its outlet is."""
        countries = Counter(c.country for c in self.chosen.values() if c.country)
        country, most = countries.most_common(1)[0] if countries else (None, 0)
        if country is None or most * 2 <= countries.total():
            return self.outlet
        units = Counter(c.admin1 for c in self.chosen.values() if c.country == country and c.admin1)
        unit, held = units.most_common(1)[0] if units else (None, 0)
        if unit and held * 2 > most:
            named = Gazetteer.load().named(key(unit))
            return next((c for c in named if c.kind == "admin1" and c.country == country), None)
        return Gazetteer.load().country(country)

    def _shared(self) -> dict[tuple[str | None, str], dict[str, float]]:
        """For each first-level unit the names that have a candidate in it: the rarer the name, the more it says."""
        shared: dict[tuple[str | None, str], dict[str, float]] = defaultdict(dict)
        for name, options in {k: o for k, o in zip(self.keys, self.options, strict=True) if o}.items():
            units = {(c.country, c.admin1) for c in options if c.admin1}
            for country, unit in units:
                shared[country, unit or ""][name] = len(units) ** -RARE
            for c in options:
                if c.admin2:
                    shared[c.country, f"{c.admin1}/{c.admin2}"][name] = 1.0 if len(units) < MANY else 0.5
        return shared

    def _local(self, n: int) -> dict[Candidate, float]:
        """What the words beside the name say for its candidates: "X, Y", "X in Y", "X County"."""
        start, end = self.spans[n]
        worth: dict[Candidate, float] = {}
        after = _AFTER.match(self.text, end) or _BEFORE.search(self.text[max(0, start - 25) : start])
        kind = _SUFFIX[after["noun"].lower()] if after else None
        for c in self.options[n]:
            if kind and (c.kind == kind or (kind == "city" and c.kind == "capital")):
                worth[c] = 3.0
            elif kind and c.kind in ("city", "capital"):
                worth[c] = -1.0
        for c in self.options[n]:
            if c.kind in ("country", "admin1") and any(self._listed(c, other) for other in self._list(n)):
                worth[c] = worth.get(c, 0.0) + LISTED
        for other, weight in self._beside(n):
            if self._peers(n, other):
                continue
            for c in self.options[n]:
                if any(holds(h, c) for h in self.options[other]):
                    worth[c] = worth.get(c, 0.0) + weight
                elif any(holds(c, h) for h in self.options[other]) and c.kind != "city":
                    worth[c] = worth.get(c, 0.0) + weight / 2
        return worth

    def _list(self, n: int) -> list[int]:
        """Names that stand in one list with this one, right before or after it."""
        pairs = [(n - 1, n), (n, n + 1)]
        near = [(a, b) for a, b in pairs if a >= 0 and b < len(self.spans)]
        return [a + b - n for a, b in near if _LIST.fullmatch(self.text[self.spans[a][1] : self.spans[b][0]])]

    def _listed(self, c: Candidate, other: int) -> bool:
        """Whether another name may be of the same kind: a country beside a country, a unit beside its sister."""
        return any(
            o.kind == c.kind and (c.kind == "country" or (o.country == c.country and o.admin1 != c.admin1))
            for o in self.options[other]
        )

    def _peers(self, n: int, other: int) -> bool:
        """Whether two names stand in a longer list of states or units: "California, Missouri and Ohio"."""
        kinds = [{c.kind for c in self.options[i]} & {"country", "admin1"} for i in (n, other)]
        if not all(kinds):
            return False
        first, last = min(n, other), max(n, other)
        beyond = [(first - 1, first), (last, last + 1)]
        gaps = [self.text[self.spans[a][1] : self.spans[b][0]] for a, b in beyond if a >= 0 and b < len(self.spans)]
        return any(_LIST.fullmatch(gap) for gap in gaps)

    def _beside(self, n: int) -> list[tuple[int, float]]:
        """Names that stand right after or before this one, with what it is worth to hold or to be held."""
        out = []
        for other in (n - 1, n + 1):
            if 0 <= other < len(self.spans):
                a, b = (self.spans[i] for i in sorted((n, other)))
                gap = self.text[a[1] : b[0]]
                if _JOIN.fullmatch(gap) and len(gap) < 40 and not _LONGER.match(self.text, b[1]):
                    out.append((other, BESIDE if gap.strip(" (") in (",", "") else LINKED))
        return out


class _Context:
    """What the choices of one round say for those of the next."""

    def __init__(self, page: _Page) -> None:
        self.by_key = {page.keys[n]: c for n, c in sorted(page.chosen.items(), reverse=True)}
        self.shared = page.shared
        self.named_countries = {c.country for c in self.by_key.values() if c.kind == "country"}
        self.named_units = {(c.country, c.admin1) for c in self.by_key.values() if c.kind == "admin1"}
        self.outlet = page.outlet
        self.american = page.american and not self.named_countries - {"USA"}

    def score(self, name: str, c: Candidate) -> float:
        """What the other names of the page, and the outlet, say for a candidate."""
        own = self.by_key.get(name)
        total = 0.0
        if c.kind != "country":
            others = {c2.country for k, c2 in self.by_key.items() if k != name}
            total += COUNTRY_MENTIONED * (c.country in others) + 0.5 * (c.country in self.named_countries)
        if c.admin1 and c.kind != "admin1":
            total += UNIT_MENTIONED * ((c.country, c.admin1) in self.named_units)
            total += SHARED_UNIT * self._shared(name, c.country, c.admin1)
        if c.admin2:
            total += SHARED_DISTRICT * self._shared(name, c.country, f"{c.admin1}/{c.admin2}")
        if c.kind in ("city", "capital", "admin2", "admin1") and own is not None:
            near = sum(
                exp(-distance((c.lat, c.lon), (o.lat, o.lon)) / NEAR_KM)
                for k, o in self.by_key.items()
                if k != name and o.kind not in ("country", "sea", "region") and abs(o.lat - c.lat) < 8
            )
            total += NEIGHBOURS * min(1.5, near)
        if self.outlet is not None:
            total += _from_outlet(self.outlet, c)
        elif self.american and c.country == "USA":
            total += AMERICAN
        return total

    def _shared(self, name: str, country: str | None, unit: str) -> float:
        """How much the page's other names have to do with a unit or a district, 1.5 at most."""
        return min(1.5, sum(w for k, w in self.shared.get((country, unit), {}).items() if k != name))


def static(c: Candidate, name: str) -> float:
    """What a candidate is worth before the page is read."""
    size = log10(c.population + 10) if c.kind in ("city", "capital", "admin1", "admin2") else 0.0
    return KIND[c.kind] + size + EXACT * (key(c.name) == name)


def _seated(c: Candidate, name: str, others: Iterable[Candidate]) -> bool:
    """Whether a unit is named after a town in it, which the bare name means ("Geneva", "Aleppo")."""
    return c.kind in ("admin1", "admin2") and any(
        o.kind in ("city", "capital") and (o.country, o.admin1) == (c.country, c.admin1) and key(o.name) == name
        for o in others
    )


def _from_outlet(outlet: Candidate, c: Candidate) -> float:
    if c.country != outlet.country:
        return 0.0
    if c.kind == "country":
        return OUTLET
    if outlet.kind == "country":
        return OUTLET / 2
    near = exp(-distance((c.lat, c.lon), (outlet.lat, outlet.lon)) / (2 * NEAR_KM))
    return OUTLET * (0.3 + 0.5 * (c.admin1 == outlet.admin1) + near)


def outlet_place(source: Source, american: bool = False) -> Candidate | None:
    """The town or the country that the outlet's name or address tells ("dallasnews.com", ".co.uk")."""
    gazetteer = Gazetteer.load()
    host = re.sub(r"^(?:\w+://)?(?:www\.|news\.)?", "", (source.url or "").lower()).split("/")[0].split(":")[0]
    country = gazetteer.domain(host.rsplit(".", 1)[-1]) or ("USA" if american else None)
    for text in (source.outlet or "", re.sub(r"[^a-z]", "", host.split(".")[0])):
        start = 3 if text.lower().startswith("the") else 0
        for end in range(len(text), start + 4, -1):
            found = [c for c in gazetteer.named(key(text[start:end])) if c.country == (country or c.country)]
            if found and found[0].population >= 20_000 and not gazetteer.is_word(text[start:end]):
                return found[0]
    return gazetteer.country(country) if country and not american else None
