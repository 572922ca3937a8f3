"""When a prediction matches gold: parties at country level, dates, turns of speech, one-to-one pairing, best first."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dragoman.dates import parse_partial
from dragoman.ontology import Ontology

Record = dict[str, Any]

SAME_PARTY = {
    "isis": "isil is islamic-state islamic-state-group daesh islamic-state-of-iraq-and-syria "
    "islamic-state-in-iraq-and-the-levant",
    "un": "united-nations unsc un-security-council security-council unhcr unicef ocha unga ohchr unrwa wfp "
    "un-general-assembly",
    "eu": "european-union european-commission european-parliament european-council eu-commission",
    "nato": "north-atlantic-treaty-organization north-atlantic-treaty-organisation",
    "au": "african-union",
    "arableague": "arab-league league-of-arab-states",
    "g7": "group-of-seven",
    "g20": "group-of-twenty",
    "ypg": "people-s-protection-units peoples-protection-units",
    "pkk": "kurdistan-workers-party",
    "sdf": "syrian-democratic-forces",
    "snc": "syrian-negotiations-commission",
    "oau": "organisation-of-african-unity organization-of-african-unity",
}
"""Spellings of a code that the evaluation guidelines count as one party."""
_CODE_OF = {spelling: code for code, spellings in SAME_PARTY.items() for spelling in spellings.split()}
_TITLES = frozenset(
    {"a", "an", "the", "of", "for", "and", "s", "mr", "mrs", "ms", "dr", "sir", "president", "minister", "prime"}
    | {"foreign", "secretary", "general", "spokesman", "spokeswoman", "spokesperson", "official"}
)
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)


def words(text: Any) -> list[str]:
    """Lower-case words of letters and digits, marks stripped."""
    plain = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def party_key(party: Any) -> str:
    """A party's code at country level, case and common spellings folded: SYR-civilians and SYR meet."""
    if isinstance(party, dict):
        party = party.get("code") or party.get("id") or party.get("name")
    code = str(party or "").strip()
    if re.fullmatch(r"[A-Z]{3}(-.*)?", code):
        code = code[:3]
    slug = "-".join(words(code))
    return _CODE_OF.get(slug, slug)


def same_party(a: str, b: str) -> bool:
    """Whether two keys mean one party: equal, or long and sharing half of their parts."""
    if a == b:
        return True
    x, y = set(a.split("-")), set(b.split("-"))
    return len(a) > 4 and len(b) > 4 and len(x & y) / len(x | y) >= 0.5


def party_keys(event: Record, side: str) -> list[str]:
    """The keys of one side of an event, each once."""
    found = event.get(side) or []
    listed = [found] if isinstance(found, str | dict) else found
    return [k for k in dict.fromkeys(party_key(p) for p in listed) if k]


def strict_type(event: Record) -> str:
    """The strict PLOVER type of a gold or predicted event; a type that is not in the ontology stays as it is."""
    name, status = str(event.get("type", "")).upper(), event.get("status")
    kind = Ontology.load().types.get(name)
    planned = kind is not None and kind.planned_as is not None and status in ("planned", "future")
    return kind.planned_as or name if kind and planned else name


def quad_of(event: Record) -> str | None:
    """The quad class of an event's strict type; None for an unknown type."""
    kind = Ontology.load().types.get(strict_type(event))
    return kind.quad if kind else None


def events_alike(gold: Record, made: Record, roles: bool = True) -> float:
    """Share of parties in common, 0 to 1. With roles an actor meets only an actor, except where sides are equal."""
    ga, gr, ma, mr = (party_keys(e, s) for e in (gold, made) for s in ("actor", "recipient"))
    free = not roles or strict_type(gold) in Ontology.load().symmetric or (len(ga) > 1 and not gr)
    if free:
        wanted = [("", k) for k in dict.fromkeys(ga + gr)]
        left = [("", k) for k in dict.fromkeys(ma + mr)]
    else:
        wanted = [("a", k) for k in ga] + [("r", k) for k in gr]
        left = [("a", k) for k in ma] + [("r", k) for k in mr]
    if not wanted and not left:
        return 0.0
    common = 0
    for role, key in wanted:
        hit = next((x for x in left if x[0] == role and same_party(key, x[1])), None)
        if hit:
            left.remove(hit)
            common += 1
    return common / (len(wanted) + len(left))


def _window(value: Any) -> tuple[date, date] | None:
    if not value:
        return None
    start, end = (
        (value.get("start"), value.get("end") or value.get("start")) if isinstance(value, dict) else (value, value)
    )
    first, last = parse_partial(str(start)), parse_partial(str(end))
    return (first.start, last.end) if first and last else None


def date_match(gold: Any, made: Any) -> tuple[bool, bool]:
    """(right: both ends within a day; touching: overlapping and at most 31 days wider)."""
    g, p = _window(gold), _window(made)
    if not g or not p:
        return False, False
    narrow = (p[1] - p[0]) - (g[1] - g[0]) <= _MONTH
    return abs(g[0] - p[0]) <= _DAY and abs(g[1] - p[1]) <= _DAY, narrow and p[0] <= g[1] and g[0] <= p[1]


def text_of(evidence: Any) -> str:
    """The words of an evidence field in either shape."""
    return str((evidence.get("text") if isinstance(evidence, dict) else evidence) or "")


def word_overlap(a: Any, b: Any) -> bool:
    """Whether half of the shorter text's words are in the other."""
    x, y = Counter(words(a)), Counter(words(b))
    return bool(x and y) and (x & y).total() / min(x.total(), y.total()) >= 0.5


def best_pairs(
    gold: list[Record], made: list[Record], match: Callable[[Record, Record], float]
) -> list[tuple[int, int]]:
    """One-to-one: parties most alike first, then touching dates and shared evidence, then required before optional."""
    ranked = []
    for i, g in enumerate(gold):
        for j, p in enumerate(made):
            alike = match(g, p)
            if alike > 0.5:
                near = date_match(g.get("date"), p.get("date"))[1] + word_overlap(
                    g.get("evidence"), text_of(p.get("evidence"))
                )
                ranked.append((-alike, -near, not g.get("required", True), i, j))
    return _one_to_one((i, j) for *_, i, j in sorted(ranked))


def _one_to_one(ranked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    used_i: set[int] = set()
    used_j: set[int] = set()
    pairs = []
    for i, j in ranked:
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((i, j))
    return pairs


@dataclass
class Turn:
    """Neighbouring statements of one speaker; `firm` is the text of the required ones."""

    speaker: str
    actor: str | None
    text: str
    firm: str
    required: bool


def turns(statements: list[Record] | None) -> list[Turn]:
    """Statements in reading order, neighbours of one speaker joined."""
    out: list[Turn] = []
    for s in sorted(statements or [], key=lambda s: s["start"] if isinstance(s.get("start"), int) else 0):
        text, required = s.get("span_text") or s.get("content") or "", bool(s.get("required", True))
        actor = s.get("actor")
        this = Turn(
            s.get("speaker") or "",
            actor["code"] if isinstance(actor, dict) else actor,
            text,
            text if required else "",
            required,
        )
        if out and same_speaker(out[-1], this):
            out[-1].text += " " + text
            out[-1].firm += " " + text if required else ""
            out[-1].required |= required
        else:
            out.append(this)
    return out


def same_speaker(a: Turn, b: Turn) -> bool:
    """Whether one name lies within the other, titles aside, and their countries do not differ."""
    if a.actor and b.actor:
        x, y = party_key(a.actor), party_key(b.actor)
        if x != y and len(x) == len(y) == 3:
            return False
    m, n = set(words(a.speaker)), set(words(b.speaker))
    m, n = (m - _TITLES) or m, (n - _TITLES) or n
    return bool(m and n) and (m <= n or n <= m or len(m & n) / len(m | n) >= 0.6)


def _shared(a: str, b: str) -> float:
    x, y = Counter(words(a)), Counter(words(b))
    return (x & y).total() / max(1, (x | y).total())


def statement_hits(gold: list[Turn], made: list[Turn]) -> tuple[set[int], set[int]]:
    """The turns of gold and of output that match: same speaker, and at least half of the words in common."""
    ranked = [
        (-max(_shared(g.text, p.text), _shared(g.firm, p.text)), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(made)
        if same_speaker(g, p)
    ]
    pairs = _one_to_one((i, j) for s, i, j in sorted(ranked) if -s >= 0.5)
    return {i for i, _ in pairs}, {j for _, j in pairs}
