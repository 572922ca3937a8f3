"""The marks of a phrase about an actor: which words name a party, an office, a kind of people, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.actor_index import STATE_LEVELS, Hit, Index, Name, Organs
from dragoman.actor_names import fold, lower

STATE_KINDS = frozenset({"state", "territory", "historical", "claimed"})
STATE_ROLES = frozenset({"name", "demonym", "people", "capital", "seat"})
VOICES = frozenset({"spokesperson", "expert", "party"})
"""Levels of titles that say less than the part of the state or the people they speak for."""
SPLIT = re.compile(r" (?:of|for|in|from|at|de|within|inside|across)(?= )|,")
CAPITALISED = re.compile(r"[^\W\d_]\.|[A-Z][\w'’-]*[a-z][\w'’-]*|[A-Z]{2,}(?![a-z])")
SMALL = frozenset("bin ibn al el de da dos von van der den la le du di ul ur ould".split())


class Marks(msgspec.Struct, frozen=True):
    """What a phrase says, in parts."""

    hits: tuple[Hit, ...]
    persons: tuple[Hit, ...]
    organisation: Hit | None
    state: Hit | None
    title: Hit | None
    noun: Hit | None
    """The kind of people or part of a state."""
    suffix: str
    """Code of the kind where it does not act for its country."""
    acts: bool
    """Whether office or noun act for a country."""
    sectors: tuple[str, ...]
    fields: tuple[str, ...]
    former: bool
    definite: bool
    stranger: str
    """A person's name that is not in the registry."""
    loose: bool
    """Whether words remain that nothing explains."""
    not_actor: bool
    rest: str

    def rest_without(self, hit: Hit) -> bool:
        """Whether other capitalised words stand beside the hit: then a bare surname is somebody else's."""
        return bool(CAPITALISED.search(self.rest))


def read_marks(index: Index, text: str) -> Marks:
    """The marks of a phrase."""
    words = index.organs
    found = index.scan_phrase(text)
    hits, places = [hit for hit in found if not _hidden(hit)], [hit for hit in found if _hidden(hit)]
    cut = _aside(text, hits, words)
    kept = [hit for hit in hits if hit.start < cut]
    parties = [hit for hit in kept if not _attribute(text, hit, words)]
    head_end = _head_end(text, kept, cut)
    organisation, state = _anchor(parties, head_end, words)
    title, noun = _office(kept, head_end), _kind(kept, head_end)
    ranked = _rank(index, text[:cut])
    fields = _fields(lower(text[:cut]), words) if title or noun else ()
    rest = _rest(text, hits + places, cut)
    stranger = _stranger(index, text[:cut], kept + places)
    kind = noun.names[0].entry if noun else None
    acts = bool(title and title.names[0].entry.kind in STATE_LEVELS) or bool(noun and _acts(index, noun, words))
    return Marks(
        tuple(kept), tuple(hit for hit in kept if any(name.role == "holder" for name in hit.names)), organisation, state, title,
        noun, kind.code if kind and not acts else "", acts, _sectors(title, noun, fields, ranked), fields,
        _former(text, words), bool(re.match(r"(?i)the ", text)), stranger, _loose(rest), _no_actor(text, hits, places, head_end, words),
        rest,
    )  # fmt: skip


def _hidden(hit: Hit) -> bool:
    return all(name.role == "place" or name.entry.kind == "place" for name in hit.names)


def _aside(text: str, hits: list[Hit], words: Organs) -> int:
    """Where the phrase turns to somebody else ("ambassador to", "troops who")."""
    for found in re.finditer(r"[A-Za-z]+", text):
        if found.start() and found.group() in words.asides and not _inside(found.start(), hits):
            return found.start()
    return len(text)


def _inside(position: int, hits: Iterable[Hit]) -> bool:
    return any(hit.start <= position < hit.end for hit in hits)


def _attribute(text: str, hit: Hit, words: Organs) -> bool:
    """`US` in "US-led": it leads, it is not the party."""
    found = re.match(r"[-‑ ](\w+)", text[hit.end :])
    return bool(found and text[hit.end] != " " and found.group(1).lower() in words.attributes)


def _head_end(text: str, hits: list[Hit], cut: int) -> int:
    """Where the head of the phrase ends: at the first preposition outside of every name."""
    for found in SPLIT.finditer(text[:cut]):
        if not _inside(found.start() + 1, hits):
            return found.start()
    return cut


def _party(hit: Hit) -> str:
    """What a hit may be: organisation, state or nothing."""
    name = hit.names[0]
    for name in hit.names:
        if name.role in STATE_ROLES and name.entry.kind in STATE_KINDS | {"organ"} and name.role != "organ":
            return "state" if name.entry.kind in STATE_KINDS else "organisation"
    if any(name.role in {"name", "organ", "body", "people", "seat"} for name in hit.names):
        return "organisation"
    return ""


def _anchor(parties: list[Hit], head_end: int, words: Organs) -> tuple[Hit | None, Hit | None]:
    """The organisation and the state that the phrase is about: those of its head, else the first of its tail."""
    head = [hit for hit in parties if hit.start < head_end]
    tail = [hit for hit in parties if hit.start >= head_end]
    for part in (head, tail):
        organisations = [hit for hit in part if _party(hit) == "organisation"]
        states = [hit for hit in part if _party(hit) == "state"]
        if organisations and any(name.strong for name in organisations[-1].names) or organisations and not states:
            return organisations[0 if part is tail else -1], states[0] if states else None
        if states:
            return None, states[0]
    return None, None


def _office(hits: list[Hit], head_end: int) -> Hit | None:
    """The title nearest to the beginning, in the head before the tail."""
    found = [_only(hit, {"office"}) for hit in hits if any(name.role == "office" for name in hit.names)]
    return min(found, key=lambda hit: (hit.start >= head_end, hit.start)) if found else None


def _kind(hits: list[Hit], head_end: int) -> Hit | None:
    """The kind of people or part of a state: the last of the head, else the first of the tail."""
    found = [_only(hit, {"kind", "part"}) for hit in hits if any(name.role in {"kind", "part"} for name in hit.names)]
    head = [hit for hit in found if hit.start < head_end]
    return head[-1] if head else found[0] if found else None


def _only(hit: Hit, roles: set[str]) -> Hit:
    return Hit(hit.start, hit.end, hit.text, tuple(name for name in hit.names if name.role in roles))


def _acts(index: Index, noun: Hit, words: Organs) -> bool:
    """Whether what the noun names acts for its country."""
    entry = noun.names[0].entry
    if entry.kind == "kind":
        return any(kind.suffix == entry.code and kind.acts_for_country for kind in index.kinds.values())
    return bool(entry.sectors and entry.sectors[0] in words.acts_for_country)


def _rank(index: Index, text: str) -> tuple[str, ...]:
    """The soldiers' sector where a military rank stands before a name."""
    return (index.titles.ranks_sector,) if index.rank_pattern.search(text) else ()


def _fields(low: str, words: Organs) -> tuple[str, ...]:
    """Sectors of the field that the words name: defence, intelligence."""
    tokens = set(re.findall(r"[a-z]+", low))
    return tuple(sector for sector, found in words.fields.items() if tokens & set(found))


def _sectors(title: Hit | None, noun: Hit | None, fields: tuple[str, ...], ranked: tuple[str, ...]) -> tuple[str, ...]:
    """Sectors of office and kind; what a spokesman or chief speaks for counts before the office."""
    office = title.names[0].entry if title else None
    kind = noun.names[0].entry.sectors if noun else ()
    if office and (not kind or office.kind not in VOICES):
        kind = (*office.sectors, *fields)
    return tuple(dict.fromkeys((*kind, *ranked)))


def _former(text: str, words: Organs) -> bool:
    """Whether one of the first words says that the office is over: former, ex-president."""
    tokens = re.findall(r"[a-z]+", lower(text))
    return any(token in words.former for token in tokens[:5])


def _rest(text: str, hits: list[Hit], cut: int) -> str:
    """The words of the phrase that no hit covers."""
    rest = list(text[:cut])
    for hit in hits:
        for place in range(hit.start, min(hit.end, cut)):
            rest[place] = " "
    return " ".join("".join(rest).split())


def _loose(rest: str) -> bool:
    return bool(
        re.search(r"[a-z]{3,}", re.sub(r"\b(?:the|and|its|his|her|their|of|for|in|from|at|this|that|own)\b", "", rest))
    )


def _stranger(index: Index, text: str, hits: list[Hit]) -> str:
    """A run of capitalised words that is nobody known: a person the text introduces."""
    titled = any(name.role == "office" for hit in hits for name in hit.names)
    run: list[str] = []
    best: list[str] = []
    for found in re.finditer(r"[^\s,;()]+", text):
        word = found.group()
        fits = CAPITALISED.match(word) and word not in index.polite or run and word in SMALL
        if fits and not _inside(found.start(), hits) and (found.start() or not word.islower()):
            run.append(word)
            best = max(best, run, key=len)
        else:
            run = []
    while best and best[-1] in SMALL:
        best = best[:-1]
    wanted = 1 if titled and len(best) == 1 and len(best[0]) > 3 else 2
    return " ".join(best).removesuffix("'s").removesuffix("’s") if len(best) >= wanted else ""


def _no_actor(text: str, hits: list[Hit], places: list[Hit], head_end: int, words: Organs) -> bool:
    """Whether the head noun names a thing, or nothing is left but places."""
    if places and not hits:
        return True
    head = text[:head_end].rstrip()
    tokens = list(re.finditer(r"[\w'’-]+", head))
    if not tokens:
        return False
    last = tokens[-1]
    if _inside(last.start(), hits):
        return False
    pair = lower(fold(" ".join(token.group() for token in tokens[-2:])))
    return lower(last.group()) in words.not_actors or pair in words.not_actors
