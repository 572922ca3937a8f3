"""From the words of a source to the speaker: the fullest name in the document, and the country or body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.annotation.language import words
from dragoman.annotation.offices import slug
from dragoman.annotation.parties import party_of
from dragoman.annotation.pronouns import Cast
from dragoman.annotation.spans import Spans, number_at
from dragoman.annotation.subjects import clause_subject
from dragoman.annotation.tokens import Token, tokenize
from dragoman.records import Mention, Person, Span

if TYPE_CHECKING:
    from dragoman.actors import Hit, Registry

_ISSUED = frozenset(
    ["statement", "communique", "communiqué", "declaration", "letter", "release", "announcement", "message"]
)
_REACH = 700
_TRAILING = re.compile(r"[\s,;:_–—-]+$")
_ASIDE = re.compile(
    r",? (?:who|which|whose)\b|, (?:or|a|an|the|one|its|his|her|speaking) "
    r"| in (?:a|an|the) (?:\w+ )?(?:statement|interview|letter|report|speech|tweet|release|email|message|briefing)\b"
)
_HUMAN_ENDING = re.compile(r"(?:ers|ors|ists|ians|men|women|eers|ist|ian|man|woman)$")
_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you"])
_SATELLITE = re.compile(
    r"\s+(?:administration|government|campaign|spokes\w+|aide|aides|adviser|advisers|ally|allies|regime|team|office|supporters|family)\b"
)
_UNDER = re.compile(r"\b(?:of|for|to|with|by|at)\s+(?:[A-Z][\w.]*\s+|the\s+){0,3}$")


class Speaker(NamedTuple):
    """Who says: the name or description, the party, the person behind it, and where the source stands."""

    name: str | None
    actor: str | None = None
    person: Person | None = None
    at: int = -1


class Speakers:
    """Resolves sources in reading order; remembers who spoke last."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        people: Sequence[Person],
        hits: Sequence[Hit],
        mentions: Sequence[Mention],
        registry: Registry,
    ) -> None:
        self.text, self.sentences, self.people = text, sentences, people
        self.hits = Spans((hit.start, hit.end, hit) for hit in hits)
        self.mentions = Spans((m.start, m.end, m) for m in mentions)
        self.cast = Cast(text, people, sentences)
        self.last: Speaker | None = None
        self.last_group: Speaker | None = None
        self.actor: Speaker | None = None
        self.spans = Spans((s, e, p) for p in people for s, e in p.mentions)
        self.titles = {p.name: " ".join([p.role or "", *(t.title for t in registry.terms(p.name))]) for p in people}

    def resolve(self, source: Span, sentence: Span, weak: bool = False) -> Speaker:
        """The speaker that the words of a source mean; a `weak` source that is nobody gives way to the last speaker."""
        if weak and self.last and not self.may_speak(source):
            return self.last
        found = self._resolve(source, sentence)
        if found.name:
            self.last = found
            if found.person is None:
                self.last_group = found
        return found

    def may_speak(self, source: Span) -> bool:
        """Whether the words can be somebody or a text: a name, a party, a noun of people or of documents."""
        if next(self.spans.touching(*source), None):
            return True
        tokens = [t for t in tokenize(self.text, *source) if t.is_word]
        for n, token in enumerate(tokens):
            if token.is_possessive and n + 1 < len(tokens):
                continue
            low = token.low.removesuffix("'s").rstrip("'")
            if low in words("cues", "humans") or low in words("cues", "texts") or low in words("people", "private"):
                return True
            if low in words("people", "offices") or low in _PRONOUNS or _HUMAN_ENDING.search(low):
                return True
            if token.is_capital and (n > 0 or low not in words("people", "openers")):
                return True
        return False

    def _resolve(self, source: Span, sentence: Span) -> Speaker:
        raw = self.text[source[0] : source[1]]
        low = raw.lower().strip()
        if low in words("people", "pronouns_he") or low in words("people", "pronouns_she"):
            if self.last and self.last.name and self.last.person is None and self._is_one(self.last, low, sentence):
                return self.last
            before = self.last.person if self.last else None
            person = self.cast.pronoun(low, source[0], sentence, before)
            return self._of(person, source) if person else Speaker(None)
        if low in ("it", "they", "both"):
            return self._previous_group(sentence, source, plural=low != "it") or Speaker(None)
        if (
            low in words("rules", "speakers_self")
            or low in words("rules", "speakers_empty")
            or low.startswith(("neither ", "which ", "what ", "none "))
        ):
            return Speaker(None)
        person = self._named(source)
        if person:
            return self._of(person, source)
        return self._described(source, raw, sentence)

    def _is_one(self, last: Speaker, pronoun: str, sentence: Span) -> bool:
        """Whether `he` or `she` can be the last speaker, who has no name: `a spokesman`, `her grandmother`."""
        here, there = number_at(self.sentences, sentence[0]), number_at(self.sentences, last.at)
        if here is None or there is None or here - there > 2:
            return False
        head = re.findall(r"[\w-]+", re.split(r" (?:of|for|in|at|from|who|to) |,", last.name or "")[0].lower())
        she = bool(set(head) & words("rules", "pronouns_she_roles")) or any(w.endswith("woman") for w in head)
        he = any(w.endswith(("man", "father", "brother", "son", "husband")) for w in head) and not she
        wants_he = pronoun in words("people", "pronouns_he")
        if she or he:
            return wants_he == he
        singular = head[-1:] and not head[-1].endswith("s") and "and" not in head
        human = any(w in words("people", "offices") or w in words("people", "private") for w in head)
        return bool(singular and human)

    def _of(self, person: Person, source: Span) -> Speaker:
        code = person.code
        own = {slug(form) for form in (person.name, *person.aliases)}
        return Speaker(person.name, None if code in own else code, person, source[0])

    def _named(self, source: Span) -> Person | None:
        """The person at the head of the source: not `Mr Erdogan's office`, nor one only described by."""
        lead = []
        for start, end, person in self.spans.inside(*source):
            rest = self.text[end : source[1]]
            if rest[:2] in ("'s", "’s") and len(rest.strip()) > 2:
                continue
            if not _UNDER.search(self.text[source[0] : start]):
                lead.append((start, end, person))
        if not lead:
            return None
        after = self.text[lead[0][1] : source[1]]
        if len(lead) > 1 and re.match(r"\s+[a-z]", after) and not re.match(r"\s+(?:and|who|of|from|with)\b", after):
            return lead[1][2]
        if _SATELLITE.match(after):
            return None
        joined = lead[-1][2].name != lead[0][2].name and re.match(r"\s*(?:,|and|&)\s", after) and " and " in after
        return None if joined and "," not in after.split(" and ")[0] else lead[0][2]

    def _described(self, source: Span, raw: str, sentence: Span) -> Speaker:
        name = _TRAILING.sub("", " ".join(raw.split()))
        tokens = tokenize(raw)
        if tokens and tokens[0].low in ("the", "this", "that"):
            person = self.cast.office(name, source[0], self.titles) if len(tokens) <= 3 else None
            if person:
                return self._of(person, source)
            earlier = self._issuer(tokens, sentence) or self._same_body(tokens, sentence)
            if earlier:
                return earlier
        actor = party_of(self.text, source, self.mentions, self.hits)
        if actor is None:
            inside = [p for _, _, p in self.spans.inside(*source)]
            actor = self._of(inside[0], source).actor if inside else None
        return Speaker(_head(name), actor, None, source[0])

    def note(self, source: Span) -> None:
        """Remember who acted without speaking, for `the statement` that may follow."""
        person = self._named(source)
        party = None if person else party_of(self.text, source, self.mentions, self.hits)
        if person:
            self.actor = self._of(person, source)
        elif party:
            self.actor = Speaker(_head(self.text[source[0] : source[1]]), party, None, source[0])

    def _issuer(self, tokens: Sequence[Token], sentence: Span) -> Speaker | None:
        """`The statement said`: who issued it, when somebody spoke or acted right before."""
        if len(tokens) != 2 or tokens[-1].low not in _ISSUED:
            return None
        near = [s for s in (self.last, self.actor) if s and s.name and 0 <= sentence[0] - s.at < _REACH]
        return max(near, key=lambda s: s.at) if near else None

    def announced(self, found: Sequence[Speaker]) -> list[Speaker]:
        """`a newspaper reported`, then `The Herald, a newspaper`: the later name is the speaker of the first too."""
        out = list(found)
        for n, speaker in enumerate(out):
            words_ = (speaker.name or "").lower().split()
            if len(words_) < 2 or words_[0] not in ("a", "an") or words_[-1] not in words("cues", "bodies"):
                continue
            for later in out[n + 1 : n + 4]:
                after = (
                    self.text[later.at : later.at + 80].split(".")[0].lower()
                    if later.name and later.name[0].isupper()
                    else ""
                )
                if re.search(rf"\ban? (?:\w+ ){{0,3}}{re.escape(words_[-1])}\b", after):
                    out[n] = later
                    break
        return out

    def _same_body(self, tokens: Sequence[Token], sentence: Span) -> Speaker | None:
        """`the newspaper` after `The Herald, a newspaper`; `the ministry` after `the Ministry of Commerce`."""
        noun = tokens[-1].low
        if noun not in words("cues", "bodies") or any(t.is_capital for t in tokens[1:] if not t.low.endswith("-based")):
            return None
        last = self.last_group
        if last and len(tokens) <= 3 and noun in re.findall(r"\w+", self.text[last.at : last.at + 90].lower()):
            return last
        if len(tokens) <= 3 and noun in ("ministry", "department", "committee", "commission", "council", "court"):
            return None
        previous = self._previous_subject(sentence)
        named = [t for t in previous if t.is_capital] if previous else []
        if previous and named and previous[-1].is_capital:
            run = [previous[-1]]
            for token in reversed(previous[:-1]):
                if not token.is_capital or token.low in words("people", "openers"):
                    break
                run.insert(0, token)
            span = (run[0].start, run[-1].end)
            return Speaker(
                self.text[span[0] : span[1]], party_of(self.text, span, self.mentions, self.hits), None, span[0]
            )
        return None

    def _previous_subject(self, sentence: Span) -> list[Token]:
        """The subject of the sentence before."""
        number = number_at(self.sentences, sentence[0])
        if not number:
            return []
        tokens = tokenize(self.text, *self.sentences[number - 1])
        found = clause_subject(tokens, 0, len(tokens))
        return tokens[found[0] : found[1]] if found else []

    def _previous_group(self, sentence: Span, source: Span, plural: bool) -> Speaker | None:
        """Whom `they` or `it` means: the subject of the sentence before when it can be meant, else who spoke last."""
        subject = self._previous_subject(sentence)
        if plural and subject and _is_plural(subject):
            span = (subject[0].start, subject[-1].end)
            if self.may_speak(span):
                return Speaker(
                    _head(self.text[span[0] : span[1]]),
                    party_of(self.text, span, self.mentions, self.hits),
                    None,
                    span[0],
                )
        return self.last_group


def _is_plural(tokens: Sequence[Token]) -> bool:
    return any(t.low == "and" for t in tokens) or any(
        (t.low.endswith("s") and not t.low.endswith(("ss", "us", "'s")) and t.text.islower())
        or t.low in ("police", "people", "troops", "men")
        for t in tokens
    )


def _head(name: str) -> str:
    """A name or description without relative clause and apposition."""
    cut = _ASIDE.split(name)[0]
    return _TRAILING.sub("", cut)
