"""The marks of a phrase about an actor: which words name a party, an office, a kind of people, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.actor_index import STATE_LEVELS, Hit, Index, Name, Organs
from dragoman.actor_names import fold, lower, person_key

STATE_KINDS = frozenset({"state", "territory", "historical", "claimed", "people"})
STATE_ROLES = frozenset({"name", "demonym", "people", "capital", "seat"})
VOICES = frozenset({"spokesperson", "expert", "party"})
"""Levels of titles that say less than the part of the state or the people they speak for."""
SPLIT = re.compile(r" (?:of|for|in|from|at|de|within|inside|across)(?= )|,")
CAPITALISED = re.compile(r"(?:al|el|ad|as|ash|an|at)-[A-Z]|[^\W\d_]\.|[A-Z][\w'’-]*[a-z][\w'’-]*|[A-Z]{2,}(?![a-z])")
BEFORE = re.compile(r"((?:[A-Z][\w.'’-]*|de|bin|al))[ -]$")
AFTER = re.compile(r"[ -][A-Z][\w'’-]*[a-z]")
WHOLE_ROLES = frozenset({"kind", "part", "office", "demonym", "people"})
"""Roles of names that are never part of a longer name."""
OPENING = frozenset(
    {"The", "A", "An", "Some", "This", "That", "His", "Her", "Its", "Their", "In", "On", "At", "From", "Former"}
)
SMALL = frozenset({
    "bin", "ibn", "al", "el", "de", "da", "dos", "von", "van", "der", "den", "la", "le", "du", "di", "ul", "ur", "ould",
})  # fmt: skip


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
    words: frozenset[str]
    capitals: bool
    """Whether other capitalised words stand in it: then a bare surname is somebody else's."""


def read_marks(index: Index, text: str) -> Marks:
    """The marks of a phrase."""
    words = index.organs
    found = index.scan_phrase(text)
    found = [hit for hit in found if not _fragment(index, text, hit, found)]
    hits, places = [hit for hit in found if not _hidden(hit)], [hit for hit in found if _hidden(hit)]
    hits = sorted([*hits, *_inner(index, hits)], key=lambda hit: hit.start)
    cut = _aside(text, hits, words)
    kept = [hit for hit in hits if hit.start < cut]
    parties = [hit for hit in kept if not _attribute(text, hit, words)]
    head_end = _head_end(text, kept, cut)
    organisation, state = _anchor(parties, head_end)
    title, noun = _office(kept, head_end), _kind(kept, head_end, state)
    ranked = _rank(index, text[:cut])
    fields = _fields(lower(text[:cut]), words) if title or noun else ()
    rest = _rest(text, hits + places, cut)
    stranger = _stranger(index, text[: head_end if title or noun else cut], kept + places, title)
    kind = noun.names[0].entry if noun else None
    acts = bool(title and title.names[0].entry.kind in STATE_LEVELS) or bool(noun and _acts(index, noun, words))
    persons = tuple(hit for hit in kept if any(name.role == "holder" for name in hit.names))
    return Marks(
        hits=tuple(kept),
        persons=persons,
        organisation=organisation,
        state=state,
        title=title,
        noun=noun,
        suffix=kind.code if kind and not acts else "",
        acts=acts,
        sectors=_sectors(title, noun, fields, ranked),
        fields=fields,
        former=_former(text, words),
        definite=text.lower().startswith("the "),
        stranger=stranger,
        loose=_loose(rest),
        not_actor=_no_actor(text, hits, places, head_end, words),
        words=frozenset(person_key(text).split()) if persons else frozenset(),
        capitals=bool(CAPITALISED.search(rest)),
    )


def _fragment(index: Index, text: str, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a weak name is only part of a longer unknown one: `Gandhi` in "Maneka Gandhi"."""
    if any(name.strong or name.role in WHOLE_ROLES for name in hit.names):
        return False
    before, after = BEFORE.search(text[: hit.start]), AFTER.match(text[hit.end :])
    opened = not before or before.group(1) in index.polite or before.group(1) in OPENING
    beside = [] if opened or before is None else [hit.start - len(before.group(1)) - 1]
    beside += [hit.end + 1] if after else []
    if all(_inside(place, hits) for place in beside):
        return False
    words = frozenset(person_key(text).split())
    return not any(spelt_out(index, name, words) for name in hit.names)


def spelt_out(index: Index, name: Name, words: frozenset[str]) -> bool:
    """Whether all the names of the person stand among the words, with others between: Dmitry Anatolyevich Medvedev."""
    return any(words.issuperset(spelling.split()) for spelling in index.spellings(name.entry.name))


def _hidden(hit: Hit) -> bool:
    return all(name.role == "place" or name.entry.kind == "place" for name in hit.names)


def _inner(index: Index, hits: list[Hit]) -> list[Hit]:
    """Names inside a title or kind of several words: the White House in its press secretary."""
    found = []
    for outer in hits:
        if " " in outer.text and all(name.role in {"office", "kind", "part"} for name in outer.names):
            for hit in index.scan_names(outer.text):
                if any(name.role in STATE_ROLES and name.strong for name in hit.names):
                    found.append(Hit(outer.start + hit.start, outer.start + hit.end, hit.text, hit.names))
    return found


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


def _anchor(parties: list[Hit], head_end: int) -> tuple[Hit | None, Hit | None]:
    """The organisation and the state that the phrase is about: those of its head, else the first of its tail."""
    head = [hit for hit in parties if hit.start < head_end]
    tail = [hit for hit in parties if hit.start >= head_end]
    abroad = [hit for hit in tail if _party(hit) == "state"]
    for part in (head, tail):
        organisations = [hit for hit in part if _party(hit) == "organisation"]
        states = [hit for hit in part if _party(hit) == "state"]
        best = organisations[0 if part is tail else -1] if organisations else None
        if best and (any(name.strong for name in best.names) or not (states or abroad)):
            return best, states[0] if states else None
        if states:
            return None, states[0]
    return None, None


def _office(hits: list[Hit], head_end: int) -> Hit | None:
    """The title nearest to the beginning, in the head before the tail."""
    found = [_only(hit, {"office"}) for hit in hits if any(name.role == "office" for name in hit.names)]
    return min(found, key=lambda hit: (hit.start >= head_end, hit.start)) if found else None


def _kind(hits: list[Hit], head_end: int, state: Hit | None) -> Hit | None:
    """The kind of people or part of a state: the last of the head, else the first of the tail."""
    found = [_only(hit, {"kind", "part"}) for hit in hits if any(name.role in {"kind", "part"} for name in hit.names)]
    if not found and state is not None and state.names[0].entry.kind != "people":
        found = [hit for hit in hits if hit.names[0].entry.kind == "people"]
    head = [hit for hit in found if hit.start < head_end]
    return head[-1] if head else found[0] if found else None


def _only(hit: Hit, roles: set[str]) -> Hit:
    return Hit(hit.start, hit.end, hit.text, tuple(name for name in hit.names if name.role in roles))


def _acts(index: Index, noun: Hit, words: Organs) -> bool:
    """Whether what the noun names acts for its country."""
    entry = noun.names[0].entry
    if entry.kind == "people":
        return False
    if entry.kind == "kind":
        return entry.code in index.acting
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


def _stranger(index: Index, text: str, hits: list[Hit], title: Hit | None) -> str:
    """A run of capitalised words that is nobody known: a person the text introduces. One word does after a title."""
    runs: list[list[re.Match[str]]] = [[]]
    for found in re.finditer(r"[^\s,;()]+", text):
        word = found.group()
        known = word in index.polite or word in OPENING or _inside(found.start(), hits)
        if not known and (CAPITALISED.match(word) or (runs[-1] and word in SMALL)):
            runs[-1].append(found)
        else:
            runs.append([])
    best = max(runs, key=lambda run: (bool(run and title and run[0].start() >= title.end), len(run)))
    while best and best[-1].group() in SMALL:
        best = best[:-1]
    if not best or (len(best) == 1 and not _stands_alone(best[0], text, hits, title)):
        return ""
    return " ".join(found.group() for found in best).removesuffix("'s").removesuffix("’s")


def _stands_alone(word: re.Match[str], text: str, hits: list[Hit], title: Hit | None) -> bool:
    """Whether one capitalised word may be a surname: the whole phrase, or after a title."""
    if len(word.group()) < 3 or word.group().isupper():
        return False
    return (not hits and word.group() == text.strip()) or (title is not None and title.end <= word.start())


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
