"""Verbs of reporting in a sentence: which words are a cue, of what kind, and where their verb group begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from dragoman.annotation.language import section, words
from dragoman.annotation.tokens import Token

Kind = Literal["bare", "that", "quoted", "wide"]
Form = Literal["base", "s", "ing", "past"]

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
_HAVE = frozenset(["has", "have", "had", "having"])


class Cue(NamedTuple):
    """A cue by token numbers: the verb group from `group`, the cue itself from `first` up to `last`."""

    group: int
    first: int
    last: int
    lemma: str
    kind: Kind
    form: Form
    infinitive: bool
    negated: bool
    passive: bool

    @property
    def participial(self) -> bool:
        """`saying`, `adding` without an auxiliary."""
        return self.form == "ing" and self.group == self.first

    @property
    def takes_hearer(self) -> bool:
        """Whether its object is the hearer."""
        return self.lemma in words("cues", "hearer")


class _Entry(NamedTuple):
    lemma: str
    kind: Kind
    form: Form
    particles: tuple[str, ...]


def forms_of(lemma: str, irregular: dict[str, str]) -> dict[str, Form]:
    """The forms of a verb: base, -s, -ing, past."""
    forms: dict[str, Form] = {lemma: "base"}
    given: list[str] = list(irregular.get(lemma, ()))
    for form in given:
        forms[form] = "ing" if form.endswith("ing") and form != lemma else "s" if form.endswith("s") else "past"
    if given:
        return forms
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms |= {lemma[:-1] + "ies": "s", lemma[:-1] + "ied": "past", lemma + "ing": "ing"}
    else:
        ending = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
        forms |= {lemma + ending: "s", stem + "ed": "past", stem + "ing": "ing"}
    return forms


@cache
def _lexicon() -> dict[str, tuple[_Entry, ...]]:
    data = section("cues")
    table: dict[str, list[_Entry]] = {}
    kinds: tuple[Kind, ...] = ("bare", "that", "quoted", "wide")
    for kind in kinds:
        irregular = data["irregular"] | (data["wide_irregular"] if kind == "wide" else {})
        for name in data[kind]:
            head, *particles = name.split("-")
            if kind == "wide" and particles == [] and any(head in data[k] for k in ("bare", "that")):
                continue
            for form, shape in forms_of(head, irregular).items():
                entries = table.setdefault(form, [])
                entries.append(_Entry(name, kind, shape, tuple(particles)))
    order = {kind: rank for rank, kind in enumerate(kinds)}
    return {
        form: tuple(sorted(found, key=lambda e: (-len(e.particles), order[e.kind]))) for form, found in table.items()
    }


def find_cues(tokens: Sequence[Token], quoted: Sequence[int]) -> list[Cue]:
    """The cues among tokens that stand in no quotation (quoted[i] < 0), in order."""
    found: list[Cue] = []
    for i, token in enumerate(tokens):
        if token.low in words("cues", "adjectives") and quoted[i] < 0:
            found.extend(_adjective(tokens, quoted, i))
        if quoted[i] >= 0 or token.low not in _lexicon() or (i and token.is_capital and tokens[i - 1].text != ","):
            continue
        if found and i < found[-1].last:
            continue
        cue = _cue_at(tokens, quoted, i)
        if cue:
            found.append(cue)
    return found


def _cue_at(tokens: Sequence[Token], quoted: Sequence[int], i: int) -> Cue | None:
    entry, last = _entry_at(tokens, i)
    if entry is None:
        return None
    group, auxiliaries = verb_group(tokens, quoted, i)
    if not _is_verb(tokens, i, entry, auxiliaries):
        return None
    before = [tokens[k].low for k in range(max(0, group - 3), i)]
    be = [a for a in auxiliaries if a in _BE]
    passive = entry.form == "past" and bool(be) and not any(a in _HAVE for a in auxiliaries if auxiliaries[-1] == a)
    infinitive = entry.form == "base" and "to" in before[-2:]
    first = i
    while first > group and tokens[first - 1].low in _HAVE | _BE and not passive:
        first -= 1
    negated = _is_negated(tokens, group, i, infinitive or entry.form == "ing")
    return Cue(group, first, last, entry.lemma, entry.kind, entry.form, infinitive, negated, passive)


def _is_negated(tokens: Sequence[Token], group: int, i: int, reaches: bool) -> bool:
    """`did not say`, `declined to say`, `neither confirmed nor denied`."""
    inside = {token.low for token in tokens[group:i]}
    before = {token.low for token in tokens[max(0, group - 1) : group]}
    if inside & words("grammar", "negations") or (inside | before) & {"neither", "nor"}:
        return True
    return reaches and bool(before & words("grammar", "negations"))


def _adjective(tokens: Sequence[Token], quoted: Sequence[int], i: int) -> list[Cue]:
    """`was clear that`."""
    if i + 1 >= len(tokens) or tokens[i + 1].low != "that":
        return []
    group, auxiliaries = verb_group(tokens, quoted, i)
    if not any(a in _BE for a in auxiliaries) or not any(
        t.low in words("grammar", "auxiliaries") for t in tokens[group:i]
    ):
        return []
    first = next(k for k in range(group, i) if tokens[k].low in words("grammar", "auxiliaries"))
    return [Cue(group, first, i + 1, "be-clear", "that", "past", False, "not" in auxiliaries, False)]


def _entry_at(tokens: Sequence[Token], i: int) -> tuple[_Entry | None, int]:
    for entry in _lexicon()[tokens[i].low]:
        width = len(entry.particles)
        follows = tuple(t.low for t in tokens[i + 1 : i + 1 + width])
        if follows == entry.particles:
            return entry, i + 1 + width
    return None, i + 1


def verb_group(tokens: Sequence[Token], quoted: Sequence[int], i: int) -> tuple[int, list[str]]:
    """Where the verb group of the verb at i begins, and its auxiliaries in order."""
    group = i
    auxiliaries: list[str] = []
    k = i - 1
    while k >= 0 and quoted[k] < 0:
        low = tokens[k].low
        if low in words("grammar", "auxiliaries") and "'" not in low.removesuffix("n't"):
            auxiliaries.insert(0, low)
        elif low == "to" and auxiliaries[:1] != ["to"]:
            pass
        elif not is_adverb(tokens[k]):
            break
        group = k
        k -= 1
    while group < i and is_adverb(tokens[group]) and tokens[group].low in words("grammar", "times"):
        group += 1
    return group, auxiliaries


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between subject and verb."""
    low = token.low
    return low in words("grammar", "adverbs") or (low.endswith("ly") and len(low) > 4 and token.text.islower())


def _is_verb(tokens: Sequence[Token], i: int, entry: _Entry, auxiliaries: Sequence[str]) -> bool:
    """Whether the word is a verb here, by the word before and the form."""
    before = tokens[i - 1] if i else None
    if before is None:
        return entry.form in ("ing", "past") and entry.kind != "wide"
    if entry.form == "past":
        return not _attributive(tokens, i, entry)
    if entry.form == "ing":
        return before.low not in words("grammar", "determiners") and not before.is_possessive
    if entry.lemma == "say" or auxiliaries or before.low == "to":
        return True
    if (
        i + 1 < len(tokens)
        and tokens[i + 1].low in words("rules", "cues_after_noun")
        and before.low not in words("rules", "cues_pronouns")
    ):
        return False
    if before.low in words("grammar", "determiners") | words("grammar", "prepositions") or before.is_possessive:
        return before.low in words("rules", "cues_pronouns") and before.low not in ("that", "these", "those", "it")
    if before.low in words("rules", "cues_pronouns") or is_adverb(before):
        return True
    if entry.form == "base":
        return before.is_word and before.low.endswith("s") and not before.low.endswith(("ss", "us", "is"))
    return before.is_capital or before.text in (",", ")") or (before.text.islower() and _noun_like(before.low))


def _noun_like(low: str) -> bool:
    return not low.endswith(("al", "ive", "ous", "ful", "ic", "able", "s")) and low not in ("and", "or", "but", "new")


def _attributive(tokens: Sequence[Token], i: int, entry: _Entry) -> bool:
    """`the alleged attack`, `reported explosions`: an adjective."""
    before = tokens[i - 1]
    if entry.lemma == "post" and before.low in words("cues", "nouns"):
        return True
    if before.text[0].isdigit() and before.text[:2] not in ("19", "20"):
        return True
    if before.low in words("grammar", "determiners") and before.low not in ("that", "this", "these", "those", "all"):
        return True
    return entry.lemma in ("allege", "report", "claim", "declare", "estimate") and before.low in words(
        "grammar", "prepositions"
    )
