"""The compiled registry in memory: look-ups by name, office and day, and where names stand in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date

from dragoman.actor_entries import LEVELS, STATE_LEVELS, Entry, File, Hit, Name, Term
from dragoman.actor_names import Lexicon, fold, longest, lower, person_key, slug, sound_key
from dragoman.dates import parse_partial

INITIALS = re.compile(r"(?:[A-Z]\.[ -]?)+")
LETTERS = re.compile(r"[a-z]+")
DEPUTIES = frozenset({"vice", "deputy", "former", "ex", "assistant", "candidate", "elect", "designate"})


def _forms(title: str) -> set[str]:
    """A title in lower case, without the star, in singular and plural."""
    bare = lower(fold(title)).replace("*", "").strip()
    for word in ("of", "for", "to", "in"):
        bare = bare.removesuffix(f" {word}")
    return {bare, bare + "s"} if bare else set()


@functools.lru_cache(maxsize=4096)
def _title_words(title: str) -> tuple[str, ...]:
    return tuple(word for word in LETTERS.findall(fold(title).lower()) if word not in {"the", "s", "acting"})


class Index:
    """Look-ups over the compiled registry."""

    def __init__(self, content: File) -> None:
        self.version = content.version
        self.entries = {code: Entry(code, *row) for code, row in content.entries.items()}
        self.states = content.states
        nouns = {lower(fold(noun)): kind for kind in content.kinds for noun in kind.nouns}
        self.kinds = nouns | {kind.name: kind for kind in content.kinds}
        """By noun and by name."""
        self.titles = content.titles
        self.organs = content.organs
        self._terms = content.terms
        self._made: dict[int, Term] = {}
        self.acting = frozenset(kind.suffix for kind in content.kinds if kind.acts_for_country)
        self._names = Lexicon(self._spellings(content.names))
        self._nouns = Lexicon(self._common_nouns())
        self._organs = Lexicon(self._organ_nouns())

    @functools.cached_property
    def rank_pattern(self) -> re.Pattern[str]:
        """A military rank before a name or at the end."""
        ranks = "|".join(re.escape(rank) for rank in sorted(self.titles.ranks, key=len, reverse=True))
        return re.compile(rf"\b(?:{ranks})(?= [A-Z]|$)") if ranks else re.compile(r"(?!)")

    @functools.cached_property
    def polite(self) -> frozenset[str]:
        """Words that stand before names and are no part of them."""
        return frozenset((*self.titles.honorifics, *self.titles.ranks))

    @functools.cached_property
    def _persons(self) -> dict[str, list[int]]:
        """Numbers of terms by every name of the person."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._terms):
            for name in {person_key(name) for name in (row[0], *row[1])}:
                found.setdefault(name, []).append(number)
        return found

    @functools.cached_property
    def _surnames(self) -> dict[str, list[int]]:
        """Numbers of terms by the last word of the person's name."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._terms):
            found.setdefault(person_key(row[0].rpartition(" ")[2]), []).append(number)
        return found

    @functools.cached_property
    def _sounds(self) -> dict[str, set[str]]:
        """Persons by the sound of their full names."""
        found: dict[str, set[str]] = {}
        for row in self._terms:
            for name in (row[0], *row[1]):
                if key := sound_key(name):
                    found.setdefault(key, set()).add(row[0])
        return found

    @functools.cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Numbers of terms by body, else by country."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._terms):
            found.setdefault(row[4] or row[3] or "", []).append(number)
        return found

    def _spellings(self, rows: Iterable[tuple[str, str, str, int]]) -> Iterable[tuple[str, Name]]:
        """Each name as written, in capitals where it is long enough not to be mistaken, and `Workers Party`."""
        for text, code, role, strong in sorted(rows, key=lambda row: -row[3]):
            name = Name(text, self.entries[code], role, bool(strong))
            yield text, name
            if "s' " in text:
                yield text.replace("s' ", "s "), name
            capitals = text.upper()
            if capitals != text and len(text) >= 4:
                yield capitals, name

    def _common_nouns(self) -> Iterable[tuple[str, Name]]:
        """Kinds of people and titles, in lower case."""
        for kind in {kind.name: kind for kind in self.kinds.values()}.values():
            entry = Entry(kind.suffix, "kind", kind.name, kind.suffix, None, kind.sectors)
            for noun in kind.nouns:
                yield lower(fold(noun)), Name(noun, entry, "kind", False)
        for office in self.titles.offices:
            if office.level in STATE_LEVELS:
                entry = Entry(slug(office.title), office.level, office.title, "", None, (office.sector,))
                for noun in _forms(office.title):
                    yield noun, Name(office.title, entry, "office", False)

    def _organ_nouns(self) -> Iterable[tuple[str, Name]]:
        """Parts of states, and titles that act for no state; they count in a phrase, not in running text."""
        for sectors, nouns in self.organs.organs:
            for noun in nouns:
                entry = Entry(slug(noun), "part", noun, "", None, sectors)
                for form in {lower(fold(noun).replace("*", "").strip())} - {""}:
                    yield form.removesuffix(" of"), Name(noun, entry, "part", False)
        for office in self.titles.offices:
            if office.level not in STATE_LEVELS:
                entry = Entry(slug(office.title), office.level, office.title, "", None, (office.sector,))
                for form in _forms(office.title):
                    yield form, Name(office.title, entry, "office", False)

    def scan(self, text: str) -> list[Hit]:
        """Names, kinds and titles in the text, leftmost-longest, at word boundaries."""
        plain = fold(text)
        low = lower(plain)
        nouns = (match for match in self._nouns.matches(low) if self._is_noun(plain, low, match))
        found = longest([*self._names.matches(plain), *nouns])
        return [Hit(start, end, text[start:end], names) for start, end, names in found]

    def _is_noun(self, plain: str, low: str, match: tuple[int, int, tuple[Name, ...]]) -> bool:
        """A kind of people stands in lower case or begins a sentence; a title may stand in capitals."""
        start, end, names = match
        if low[start:end] in self.organs.unsafe:
            return False
        if plain[start].islower() or any(name.role == "office" for name in names):
            return True
        before = plain[max(0, start - 200) : start].rstrip(" \"“'(")
        return (
            not before
            or before[-1] in ".!?:;|"
            or (plain[start:end].isupper() and plain[max(0, start - 4) : start].isupper())
        )

    def scan_names(self, text: str) -> list[Hit]:
        """As `scan`, without kinds and titles."""
        found = longest(self._names.matches(fold(text)))
        return [Hit(start, end, text[start:end], names) for start, end, names in found]

    def scan_phrase(self, text: str) -> list[Hit]:
        """As `scan`, with the nouns that count only inside a phrase about an actor, in capitals too."""
        plain = fold(text)
        low = lower(plain)
        matches = [*self._names.matches(plain), *self._nouns.matches(low), *self._organs.matches(low)]
        return [Hit(start, end, text[start:end], names) for start, end, names in longest(matches)]

    def common_noun(self, text: str) -> tuple[Name, ...]:
        """The readings of these words as a kind of people, a title or a part of a state."""
        low = lower(fold(text))
        return self._nouns.get(low) + self._organs.get(low)

    def named(self, text: str) -> tuple[Name, ...]:
        """The readings of exactly this name."""
        return self._names.get(" ".join(fold(text).split()))

    def terms(self, person: str) -> tuple[Term, ...]:
        """The terms of a person by full name, in any order, or by a surname that only one person has."""
        rows = self._persons.get(person_key(person), [])
        if len({self._terms[number][0] for number in rows}) != 1:
            rows = [number for number in rows if person_key(self._terms[number][0]) == person_key(person)]
        return tuple(self._term(number) for number in rows)

    def spellings(self, person: str) -> set[str]:
        """The full names of a person, of two words or more, each as a key."""
        terms = self.terms(person)
        keys = {person_key(name) for term in terms for name in (term.person, *term.names)}
        return {key for key in keys if " " in key}

    def holders(self, name: str, on: date | None = None) -> tuple[Term, ...]:
        """The terms of everybody with this name, on the day where one is given."""
        found = (self._term(number) for number in self._persons.get(person_key(name), []))
        return tuple(term for term in found if on is None or term.covers(on))

    def titled(self, title: str, surname: str, on: date | None) -> frozenset[str]:
        """Persons whose last name this is and whose office on the day the title names: Prime Minister May."""
        terms = (self._term(number) for number in self._surnames.get(person_key(surname), ()))
        return frozenset(term.person for term in terms if (on is None or term.covers(on)) and self.fits(title, term))

    def sounding(self, name: str) -> frozenset[str]:
        """Persons whose full name sounds the same or who are meant by initials and surname: `G.W. Bush`."""
        initials = INITIALS.match(fold(name))
        if initials is None:
            return frozenset(self._sounds.get(sound_key(name), ()))
        first, rest = initials.group()[0].lower(), name[initials.end() :]
        people = {self._terms[number][0] for number in self._persons.get(person_key(rest), [])}
        return frozenset(person for person in people if fold(person).lower().startswith(first))

    def in_office(self, title: str, country: str | None, body: str | None, on: date) -> Term | None:
        """Who held the office on the day: "president", "prime minister", "foreign minister" of a country or body."""
        numbers = self._holders.get(body or country or "", [])
        wanted = _title_words(title)
        ranked = []
        for number in numbers:
            fit = _fit(wanted, self._terms[number][2], self._terms[number][5])
            if fit:
                term = self._term(number)
                if term.covers(on):
                    ranked.append((fit, term.start.start if term.start else date.min, term))
        return max(ranked, key=lambda item: item[:2])[2] if ranked else None

    def fits(self, title: str, term: Term) -> bool:
        """Whether the words may name the office of the term."""
        return bool(_fit(_title_words(title), term.title, term.level))

    def _term(self, number: int) -> Term:
        """A row as a term, made once."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Term:
        person, names, title, country, body, level, sectors, start, end = self._terms[number]
        first, last = (parse_partial(text) if text else None for text in (start, end))
        return Term(person, tuple(names), title, country, body, level, tuple(sectors), first, last)


def _fit(wanted: tuple[str, ...], title: str, level: str) -> int:
    """How well the words asked for name an office: 3 its title, 2 part of it, 1 its level, 0 not at all."""
    own = _title_words(title)
    if wanted == own:
        return 3
    if not wanted or DEPUTIES & set(wanted) ^ DEPUTIES & set(own):
        return 0
    if set(wanted) <= set(own) and level != "other":
        return 2
    text = " ".join(wanted)
    if text in LEVELS.get(level, ()):
        return 1
    return int(
        text in {"leader", "ruler", "supreme leader"} and level in {"leader", "head_of_government", "head_of_state"}
    )
