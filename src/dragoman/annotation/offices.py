"""For whom a person acts, from the descriptions that the text gives and from the terms of office in the registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.annotation.language import words
from dragoman.annotation.spans import Spans
from dragoman.records import Span

if TYPE_CHECKING:
    from dragoman.actors import Entry, Hit, Registry, Term
    from dragoman.dates import Window

_WORD = re.compile(r"[^\W_][\w’'-]*")
_TOPIC = re.compile(r" (?:on|about|towards?|against) |(?<=ambassador) to |(?<=envoy) to ")
_NEXT = re.compile(r"(?:['’]s)? (\w\w)")
_MOST = 200
"""Places after a state's name, with the same letters, that are looked at."""
_OF = re.compile(r",? of (?:the )?")
_LEADS = re.compile(r"(?:\w+ )?(?:chair\w*|head|director|chief|coordinator)\b", re.IGNORECASE)
_PASSING = re.compile(
    r"(?:along|together) with "
    r"|(?!elected|retired|appointed|exiled|jailed|disgraced|ousted|deposed|armed|detained)[a-z]+ed "
)
"""Beginnings of what only looks like a description after a name: "arrived in Kuwait at the head of a delegation"."""
_PEER = re.compile(r"\b(?:his|her|its|their) (?:[\w-]+ ){0,2}(?:counterpart|colleague|opposite number)")
_ANOTHER = re.compile(r",? [A-Z]\w")
"""What follows an office whose holder is named with it."""
_POLITICIANS = re.compile(r"\b(?:MP|MPs|MEP|senator|congressman|congresswoman|lawmaker|representative|Sen|Rep)\b")


class Office(NamedTuple):
    """Whom a person acts for: code (party in events), country, and the registry's title where the text gives none."""

    code: str | None
    country: str | None
    title: str | None = None


def slug(name: str) -> str:
    """A name as a party's code: lower case with hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", "").replace("'", "").replace("ı", "i"))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def is_former(role: str) -> bool:
    """Whether a description is of an office no longer held (`former director`; not `former soldier and president`)."""
    first = _WORD.search(role)
    return bool(first and (first[0].lower() in words("people", "former") or first[0].lower().startswith("ex-")))


def acts_for_state(role: str) -> bool:
    """Whether the head of a description is an office of a state or a body."""
    kept = [w.lower().rstrip(".") for w in _WORD.findall(re.split(r" (?:of|for|to|at|in|on) ", role)[0])]
    kept += [w.lower() for w in _WORD.findall(role)[-1:]]
    return any(w in words("people", "offices") or w.endswith(("-general", "-minister", "-president")) for w in kept)


def describe(
    text: str,
    roles: Sequence[Span],
    hits: Spans[Hit],
    registry: Registry,
    name: str,
    spans: Sequence[Span],
    on: Window | None = None,
) -> Office:
    """The office of a person, from descriptions first, then from the terms in the registry, on the day if it is known.

    Whom no term of the registry covers on that day, and the page calls by no office, acts for nobody else.
    """
    roles = [_own_words(text, span) for span in roles]
    known = _known(hits, spans, name)
    home = _home(text, spans, hits)
    country = next((c for span in roles for c in [_country(_without_topic(text, span), hits)] if c), None)
    country = country or (home.country if home and roles else None)
    for span in sorted(roles):
        role = text[span[0] : span[1]]
        party = _party(_without_topic(text, span), hits) or home or _spelt_body(role, registry)
        party = party or (None if known else _elsewhere(text, role, hits))
        leads = bool(_LEADS.match(role)) and party is not None and party.kind in ("igo", "alliance", "agency")
        if is_former(role) or not (acts_for_state(role) or leads):
            continue
        if party:
            return Office(_acts_for(party, role), country or party.country)
        if known and (" " in name or _is_holder(known, registry, on)):
            return _from_registry(known, role, country, registry, on, True)
    if known and not any(is_former(text[s:e]) for s, e in roles):
        return _from_registry(known, " ".join(text[s:e] for s, e in roles), country, registry, on, False, slug(name))
    return Office(slug(name), country)


def _home(text: str, spans: Sequence[Span], hits: Spans[Hit]) -> Entry | None:
    """The state after a name: `Foreign Minister Sergey Lavrov of Russia`."""
    for _, end in spans:
        after = _OF.match(text, end)
        at = after.end() if after else -1
        for start, _, hit in hits.touching(at, at + 1):
            if start == at and hit.names[0].entry.kind == "state":
                return hit.names[0].entry
    return None


def _elsewhere(text: str, role: str, hits: Spans[Hit]) -> Entry | None:
    """The state of `Trade Minister Joseph Kimotho` where the text also says `Kenya's trade minister`."""
    if " " not in role:
        return None
    form = re.compile(rf"(?:['’]s)? {re.escape(role)}\b", re.IGNORECASE)
    for end, entry in _after_states(text, hits).get(role[:2].lower(), ()):
        found = form.match(text, end)
        if found and not _ANOTHER.match(text, found.end()):
            return entry
    return None


@lru_cache(maxsize=1)
def _after_states(text: str, hits: Spans[Hit]) -> dict[str, list[tuple[int, Entry]]]:
    """The states of a text by the first letters of the word after them, each with its end; the first ones only."""
    out: dict[str, list[tuple[int, Entry]]] = {}
    for _, end, hit in hits.items:
        after = _NEXT.match(text, end)
        if after and hit.names[0].entry.kind == "state":
            listed = out.setdefault(after[1].lower(), [])
            if len(listed) < _MOST:
                listed.append((end, hit.names[0].entry))
    return out


def fitting(text: str, roles: Sequence[Span]) -> list[Span]:
    """The descriptions that are such, and not the words of a clause."""
    return [span for span in roles if not _PASSING.match(text, *span)]


def _own_words(text: str, span: Span) -> Span:
    """A description from where it is of the person: "(Lucin telephoned) his Slovenian colleague"."""
    found = _PEER.search(text, *span)
    return (found.start(), span[1]) if found else span


def _without_topic(text: str, span: Span) -> Span:
    """A description without what it is about: `expert on China`, `ambassador to Iraq`."""
    topic = _TOPIC.search(text, *span)
    return (span[0], topic.start()) if topic else span


def _acts_for(party: Entry, role: str) -> str:
    """The code that an officer acts for: a member of parliament for the country, not for the party."""
    if party.kind == "party" and party.country and _POLITICIANS.search(role):
        return party.country
    return party.party or party.code


def _from_registry(
    entry: Entry, role: str, country: str | None, registry: Registry, on: Window | None, told: bool, own: str = ""
) -> Office:
    """What the terms say: on the day, the office that the words name before a public one, that before a party's lead.

    `told`: the page calls the person by an office, so that one not in the registry is his country's.
    """
    terms = registry.terms(entry.name)
    held = [t for t in terms if on is None or _overlaps(t, on)]
    if not held and terms and not told:
        return Office(own or slug(entry.name), country or entry.country)
    title = terms[0].title if len(terms) == 1 else None
    wanted = set(_WORD.findall(role.lower().replace("-", " ")))
    ranked = sorted(held, key=lambda t: (-_fit(t, wanted), t.body is not None and t.country is not None))
    state = next((t.country for t in held if t.country and t.body is None), None)
    first = ranked[0] if ranked else None
    if first and first.body and (on is not None or _fit(first, wanted)) and (first.country is None or not state):
        body = registry.entries.get(first.body)
        return Office((body.party if body else "") or first.body, country, title)
    return Office(state or entry.party or entry.country or entry.code, country or entry.country, title)


def _is_holder(entry: Entry, registry: Registry, on: Window | None) -> bool:
    return on is None or any(_overlaps(t, on) for t in registry.terms(entry.name))


def _fit(term: Term, wanted: set[str]) -> int:
    """How many words of a description the title of a term has, of at least two that are not common to all."""
    own = set(_WORD.findall(term.title.lower().replace("-", " "))) - {"of", "the", "for", "and"}
    return len(own & wanted) if len(own & wanted) > 1 else 0


def _overlaps(term: Term, on: Window) -> bool:
    return (term.start is None or term.start.start <= on.end) and (term.end is None or on.start <= term.end.end)


def _known(hits: Spans[Hit], spans: Sequence[Span], name: str) -> Entry | None:
    """The registry's entry of a person named at one of the spans, when all its names agree on one."""
    own = slug(name).split("-")
    for start, end in spans:
        for _, _, hit in hits.touching(start, end):
            entries = {name.entry.code: name.entry for name in hit.names if name.entry.kind == "person"}
            covers = len(own) > 1 and hit.start <= start and end <= hit.end
            given = len(own) == 1 and (own[0] in words("people", "male") or own[0] in words("people", "female"))
            fits = [] if given else [e for e in entries.values() if covers or _fits(own, slug(e.name).split("-"))]
            if len(fits) == 1:
                return fits[0]
    return None


def _fits(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names can be one person's: the family name and, where there is one, another name are shared."""
    shared = set(own) & set(other)
    return len(shared) >= min(2, len(own)) and (own[-1] in shared or (own[0] == other[0] and own[0] in shared))


def _within(span: Span, hits: Spans[Hit]) -> list[Entry]:
    return [name.entry for _, _, hit in hits.inside(*span) for name in hit.names[:2]]


def _party(span: Span, hits: Spans[Hit]) -> Entry | None:
    """The first party that a description names."""
    entries = [e for e in _within(span, hits) if e.party and e.kind not in ("person", "place", "media", "kind")]
    if entries and entries[0].kind == "organ" and entries[0].country:
        # Many states have a House of Representatives: the state that is named with it decides.
        return next((e for e in entries if e.kind == "state" and e.country != entries[0].country), entries[0])
    return entries[0] if entries else None


def _spelt_body(role: str, registry: Registry) -> Entry | None:
    """A body inside the name of an office: `NATO Secretary General`, `European Commissioner`."""
    words_ = [
        role.rpartition(" ")[0],
        *re.split(r" (?:of|for|to) (?:the )?", role)[1:],
        *re.findall(r"\b[A-Z]{2,}\b", role),
        *re.findall(r"\b[A-Z]\w+ Commission(?=er)", role),
    ]
    for word in words_:
        for hit in registry.scan(word):
            for name in hit.names:
                if name.entry.party and name.entry.kind in ("igo", "organ", "alliance", "agency", "state"):
                    return name.entry
    return None


def _country(span: Span, hits: Spans[Hit]) -> str | None:
    party = _party(span, hits)
    if party and party.country:
        return party.country
    return next((e.country for e in _within(span, hits) if e.country and e.kind != "person"), None)
