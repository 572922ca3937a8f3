"""The marks of a phrase about an actor: which words name a party, an office, a kind of people, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.actor_entries import STATE_LEVELS, Hit, Name, Organs
from dragoman.actor_index import Index
from dragoman.actor_names import fold, lower, person_key
from dragoman.actor_places import place_of

STATE_KINDS = frozenset({"state", "territory", "historical", "claimed", "people"})
STATE_ROLES = frozenset({"name", "demonym", "people", "capital", "seat"})
OPPOSITION = "opposition"
"""The kind that stays what it is whatever follows: an opposition Labour leader."""
GENERIC = frozenset({"officials", "officers"})
"""Kinds that say less than the noun before them: a guerrilla leader, a militia commander."""
LENT = frozenset({"spokesperson", "military", "party", "expert", "head_of_state", "police"})
"""Levels of titles that those have too who act for no state: a rebel spokesman, a university president."""
POLITICAL = (("GOV",), ("LEG",), ("PTY",))
VOICES = frozenset({"spokesperson", "expert", "party"})
"""Levels of titles that say less than the part of the state or the people they speak for."""
SPLIT = re.compile(r" (?:of|for|in|from|at|de|within|inside|across)(?= )|,")
CAPITALISED = re.compile(r"(?:al|el|ad|as|ash|an|at)-[A-Z]|[^\W\d_]\.|[A-Z][\w'’-]*[a-z][\w'’-]*|[A-Z]{2,}(?![a-z])")
BEFORE = re.compile(r"((?:[A-Z][\w.'’-]*|de|bin|al))[ -]$")
AMBASSADOR = re.compile(r"[Aa]mbassador|[Rr]epresentative to")
PLACED = re.compile(r"\b(?:in|at|near|outside|inside|across) $")
AFTER = re.compile(r"[ -][A-Z][\w'’-]*[a-z]")
MINISTRY = re.compile(r"minist|secretar|department|official|authorit|agency|commission")
"""Words beside which a field is a government's: a health official, but a Labour leader."""
FORCES = frozenset({"MIL", "SPY"})
"""Sectors of fields that count beside any office: a military judge."""
ETHNIC = re.compile(r"\bethnic (?=[A-Z])", re.IGNORECASE)
LATIN = re.compile(r"[A-Za-z]+")
CHUNK = re.compile(r"[^\s,;()]+")
WORD = re.compile(r"[\w'’-]+")
LONG = re.compile(r"[a-z]{3,}")
LITTLE = re.compile(r"\b(?:the|and|its|his|her|their|of|for|in|from|at|this|that|own)\b")
PARTISAN = re.compile(r"\b(?:pro|anti)[-‑]$", re.IGNORECASE)
HYPHENS = "-‑"
COMMON_ROLES = frozenset({"office", "kind", "part"})
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
    place: tuple[str, ...]
    """A city or part of a country, and its countries, where no state or organisation is named."""


def read_marks(index: Index, text: str) -> Marks:
    """The marks of a phrase."""
    words = index.organs
    found = [_common(index, hit) for hit in index.scan_phrase(text)]
    found = [hit for hit in found if not _fragment(index, text, hit, found)]
    hits, places = _parted(found)
    if inner := _inner(index, hits):
        hits = sorted([*hits, *inner], key=lambda hit: hit.start)
    cut = _aside(text, hits, words)
    kept = [hit for hit in hits if hit.start < cut]
    parties = [hit for hit in kept if not _attribute(text, hit, kept, words)]
    head_end = _head_end(text, kept, cut)
    organisation, state = _anchor(text, parties, head_end)
    if state is not None and PLACED.search(text[: state.start]):
        state = _as_place(state)
    title, noun = _office(kept, head_end), _kind(kept, head_end, state)
    minority = index.common_noun("ethnic minority") if state and not (title or noun) and ETHNIC.search(text) else ()
    noun = Hit(state.start, state.start, "", minority) if state and minority else noun
    ranked = _rank(index, text[:cut])
    fields = _fields(lower(text[:cut]), words) if title or noun else ()
    rest = _rest(text, hits + places, cut)
    stranger = _stranger(index, text[: head_end if title or noun else cut], kept + places, title)
    kind = noun.names[0].entry if noun else None
    acts = bool(noun and _acts(index, noun, words))
    lent = not acts and _lent(title, noun)
    acts = acts or bool(title and title.names[0].entry.kind in STATE_LEVELS and not lent)
    persons = tuple(hit for hit in kept if any(name.role == "holder" for name in hit.names))
    place: tuple[str, ...] = ()
    if state is None and organisation is None and (title or noun):
        begin = min(hit.start for hit in (title, noun) if hit)
        place = place_of(text, [(hit.start, hit.end) for hit in hits], begin)
    return Marks(
        hits=tuple(kept),
        persons=persons,
        organisation=organisation,
        state=state,
        title=title,
        noun=noun,
        suffix=kind.code if kind and not acts else "",
        acts=acts,
        sectors=_sectors(None if lent else title, noun, fields, ranked),
        fields=fields,
        former=_former(text, words),
        definite=text.lower().startswith("the "),
        stranger=stranger,
        loose=_loose(rest),
        not_actor=_no_actor(text, hits, places, head_end, words),
        words=frozenset(person_key(text).split()) if persons else frozenset(),
        capitals=bool(CAPITALISED.search(rest)),
        place=place,
    )


def _common(index: Index, hit: Hit) -> Hit:
    """`the court` read as a court, not as every body that is called so in its own reports."""
    if not hit.text.startswith("the ") or any(name.strong for name in hit.names):
        return hit
    nouns = index.common_noun(hit.text[4:])
    return Hit(hit.start + 4, hit.end, hit.text[4:], nouns) if nouns else hit


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


def _parted(found: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Who may be a party, and places that are none."""
    hits: list[Hit] = []
    places: list[Hit] = []
    for hit in found:
        hidden = all(name.role == "place" or name.entry.kind == "place" for name in hit.names)
        (places if hidden else hits).append(hit)
    return hits, places


def _inner(index: Index, hits: list[Hit]) -> list[Hit]:
    """Names inside a title or kind of several words: the White House in its press secretary. An ambassador to the UN
    is not the UN's."""
    found = []
    for outer in hits:
        if " " not in outer.text or any(name.role not in COMMON_ROLES for name in outer.names):
            continue
        if not AMBASSADOR.search(outer.text):
            for hit in index.scan_names(outer.text):
                if any(name.role in STATE_ROLES and name.strong for name in hit.names):
                    found.append(Hit(outer.start + hit.start, outer.start + hit.end, hit.text, hit.names))
    return found


def _aside(text: str, hits: list[Hit], words: Organs) -> int:
    """Where the phrase turns to somebody else ("ambassador to", "troops who")."""
    for found in LATIN.finditer(text):
        if found.start() and found.group() in words.asides and not _inside(found.start(), hits):
            return found.start()
    return len(text)


def _inside(position: int, hits: Iterable[Hit]) -> bool:
    return any(hit.start <= position < hit.end for hit in hits)


def _attribute(text: str, hit: Hit, hits: list[Hit], words: Organs) -> bool:
    """`US` in "US-led", `Russian` in "pro-Russian" and `Cuban` in "Cuban-American": it is not the party."""
    if PARTISAN.search(text[max(0, hit.start - 5) : hit.start]):
        return True
    if text[hit.end : hit.end + 1] not in HYPHENS or hit.end == len(text):
        return False
    if any(other.start == hit.end + 1 and _demonym(other) for other in hits) and _demonym(hit):
        return True
    found = re.match(r"\w+", text[hit.end + 1 :])
    return bool(found and found.group().lower() in words.attributes)


def _demonym(hit: Hit) -> bool:
    return any(name.role in {"demonym", "people"} for name in hit.names)


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


def _anchor(text: str, parties: list[Hit], head_end: int) -> tuple[Hit | None, Hit | None]:
    """The organisation and the state that the phrase is about: those of its head, else the first of its tail.

    Ethnic Hungarians in Romania are Romania's.
    """
    head = [hit for hit in parties if hit.start < head_end]
    tail = [hit for hit in parties if hit.start >= head_end]
    if tail and _party(tail[0]) == "state":
        head = [hit for hit in head if not ETHNIC.search(text[: hit.start + 1])]
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


def _as_place(hit: Hit) -> Hit:
    """`Brussels` after "in": the city in Belgium, not those who sit there."""
    names = tuple(name for name in hit.names if name.entry.kind in STATE_KINDS)
    return Hit(hit.start, hit.end, hit.text, names) if names else hit


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
    if head and head[-1].names[0].entry.sectors[:1] in POLITICAL:
        head = [hit for hit in head if hit.names[0].entry.code == OPPOSITION] or head
    if len(head) > 1 and head[-1].names[0].entry.code in GENERIC and head[-2].end + 1 == head[-1].start:
        return head[-2]
    return head[-1] if head else found[0] if found else None


def _lent(title: Hit | None, noun: Hit | None) -> bool:
    """Whether the title is one inside the group that the noun names, as part of it or right after it."""
    if title is None or noun is None or title.names[0].entry.kind not in LENT:
        return False
    return noun.start <= title.start <= noun.end + 1


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
    tokens = set(LATIN.findall(low))
    civil = MINISTRY.search(low) is not None
    return tuple(
        sector for sector, found in words.fields.items() if (civil or sector in FORCES) and not tokens.isdisjoint(found)
    )


def _sectors(title: Hit | None, noun: Hit | None, fields: tuple[str, ...], ranked: tuple[str, ...]) -> tuple[str, ...]:
    """Sectors of office and kind; what a spokesman or chief speaks for counts before the office."""
    office = title.names[0].entry if title else None
    kind = noun.names[0].entry.sectors if noun else ()
    if office and (not kind or office.kind not in VOICES):
        kind = (*office.sectors, *fields)
    elif kind[:1] == ("GOV",):
        kind = (*kind, *fields)
    return tuple(dict.fromkeys((*kind, *ranked)))


def _former(text: str, words: Organs) -> bool:
    """Whether one of the first words says that the office is over: former, ex-president."""
    tokens = LATIN.findall(lower(text))
    return any(token in words.former for token in tokens[:5])


def _rest(text: str, hits: list[Hit], cut: int) -> str:
    """The words of the phrase that no hit covers."""
    rest = list(text[:cut])
    for hit in hits:
        for place in range(hit.start, min(hit.end, cut)):
            rest[place] = " "
    return " ".join("".join(rest).split())


def _loose(rest: str) -> bool:
    return bool(LONG.search(LITTLE.sub("", rest)))


def _stranger(index: Index, text: str, hits: list[Hit], title: Hit | None) -> str:
    """A run of capitalised words that is nobody known: a person the text introduces. One word does after a title."""
    runs: list[list[re.Match[str]]] = [[]]
    for found in CHUNK.finditer(text):
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
    tokens = list(WORD.finditer(head))
    if not tokens:
        return False
    last = tokens[-1]
    pair = lower(fold(" ".join(token.group() for token in tokens[-2:])))
    if pair in words.not_actors:
        return True
    return not _inside(last.start(), hits) and lower(last.group()) in words.not_actors
