"""Whether a state may join a body: what the registry knows, and what pages claim, each claim with who makes it.

A claim is a sentence that says for whom the body is open ("only European countries are eligible to join NATO") or
denies it of the state itself. The verdict follows from the claims and the state's region; without a claim, none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from dragoman import facts
from dragoman.actors import Registry
from dragoman.annotation.sentences import split
from dragoman.groups import label
from dragoman.records import Statement
from dragoman.store.ledger import Ledger

_REGIONS = {"europe": "Europe", "africa": "Africa", "asia": "Asia", "america": "Americas", "arab": "Arab"}
_OPEN_TO = re.compile(
    r"\bonly (?P<region>[A-Z]\w+) (?:countries|states|nations|members)\b[^.;]*"
    r"\b(?:eligible|join|accede|become members?|invited|admitted)", re.I,
)  # fmt: skip
_ADMITS = re.compile(
    r"\b(?:admits?|open to|limited to|restricted to)\b[^.;]{0,30}?"
    r"\b(?P<region>[A-Z]\w+) (?:countries|states|nations)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|in)[- ]?eligible\b|\bcannot (?:join|become a member)\b|\bineligible\b", re.I)
_ARTICLE = re.compile(r"\bArticle \d+\b")


class Claim(msgspec.Struct, frozen=True):
    """A sentence of a page on who may join; `verdict` is what it says of the state, None where that cannot be told."""

    verdict: bool | None
    region: str | None
    article: str | None
    claimed_by: str | None
    document: str
    start: int
    sentence: str


class Eligibility(msgspec.Struct, frozen=True):
    """`verdict`: True for a member, False where a claim excludes the state, None where nothing on record does."""

    state: str
    body: str
    verdict: bool | None
    reason: str
    claims: tuple[Claim, ...] = ()


def eligible(ledger: Ledger, state: str, body: str, on: date) -> Eligibility:
    """Whether the state may join the body, by the registry on the day and by the pages on record."""
    member = facts.membership(state, body, on)
    if member:
        since = f" since {member.start}" if member.start else ""
        return Eligibility(state, body, True, f"{label(state)} is a member{since} (registry)")
    claims = tuple(_claims(ledger, state, body))
    told = [c for c in claims if c.verdict is not None]
    if not told:
        return Eligibility(state, body, None, "neither the registry nor a page on record says who may join", claims)
    best = next((c for c in told if c.region), told[0])
    rule = f"{best.article or 'the rule'} admits {best.region} states only" if best.region else "a page denies it"
    where = f"; {label(state)} is in {_region(state)}" if best.region else ""
    return Eligibility(state, body, best.verdict and None, f"{rule}{where}", claims)


def _claims(ledger: Ledger, state: str, body: str) -> Iterator[Claim]:
    registry = Registry.load()
    rows = ledger.rows(
        "SELECT d.key, d.id, d.text FROM documents d WHERE d.number IN "
        "(SELECT rowid FROM words WHERE words MATCH 'eligible OR ineligible OR admits OR join OR accede')",
    )
    for key, name, text in rows:
        for start, end in split(text):
            sentence = text[start:end]
            if not (_OPEN_TO.search(sentence) or _ADMITS.search(sentence) or _NOT.search(sentence)):
                continue
            codes = {n.entry.code for hit in registry.scan(sentence) for n in hit.names}
            if body in codes:
                yield _claim(ledger, (key, name), (start, end), sentence, state, state in codes)


def _claim(
    ledger: Ledger, document: tuple[str, str], span: tuple[int, int], sentence: str, state: str, named: bool
) -> Claim:
    found = _OPEN_TO.search(sentence) or _ADMITS.search(sentence)
    region = found["region"].capitalize() if found else None
    fits = _fits(region, state) if region else None
    verdict = False if named and _NOT.search(sentence) else fits
    article = _ARTICLE.search(sentence)
    speaker = _speaker(ledger, document[0], *span)
    return Claim(verdict, region, article and article[0], speaker, document[1], span[0], " ".join(sentence.split()))


def _fits(region: str, state: str) -> bool | None:
    wanted = next((name for stem, name in _REGIONS.items() if region.lower().startswith(stem)), None)
    own = _region(state)
    return None if wanted is None or own is None else wanted.lower() in own.lower()


def _region(state: str) -> str | None:
    found = Registry.load().states.get(state, {}).get("region")
    return str(found) if found else None


def _speaker(ledger: Ledger, key: str, start: int, end: int) -> str | None:
    """Whose statement most of the sentence lies in."""
    best: tuple[int, str] | None = None
    for (record,) in ledger.rows("SELECT json FROM statements WHERE key = ?", (key,)):
        statement = msgspec.json.decode(record, type=Statement)
        shared = min(end, statement.end) - max(start, statement.start)
        if shared > (end - start) / 3 and (best is None or shared > best[0]):
            best = shared, statement.speaker
    return best[1] if best else None
