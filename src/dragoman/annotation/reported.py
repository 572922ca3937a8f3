"""Reported speech in one sentence: each cue with its source and its content, by the order of the three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotation.clauses import CLOSERS, finite, is_finite, skip_circumstance
from dragoman.annotation.cues import Cue, find_cues
from dragoman.annotation.language import words
from dragoman.annotation.quotes import Quote
from dragoman.annotation.subjects import Range, subject_after, subject_before
from dragoman.annotation.tokens import Token, tokenize
from dragoman.records import Span

_WH = frozenset("whether how why what if where when who".split())
_STOP = frozenset([".", "!", "?", ";", "…", "..."])
_JOINS = frozenset("and but while although though whereas".split())
_SHOWS = frozenset("show find rule decide protest reason project plead venture mean".split())
_NO_INVERSION = frozenset(["tell", "inform", "remind", "assure", "notify", "brief"])
_TOPIC = frozenset(["comment", "remark", "speculate", "speak", "elaborate"])
_FREE = frozenset("say tell claim insist allege add argue warn admit acknowledge state maintain contend".split())
_HINDER = frozenset(["to", ",", "and", "but", "yet", "so", "by"])
_MODALS = frozenset("will would may might could should can shall must".split())
_LABELS = frozenset("dub label brand call describe question quote cite open close read".split())
_PAST = frozenset("would could had was were did might wouldn't couldn't hadn't wasn't weren't didn't".split())
_PRESENT = frozenset("is are has have isn't aren't hasn't haven't".split())
_LEAST = 3


class Line(NamedTuple):
    """One sentence as rules see it: `quoted[i]` is the number of the quotation that token i stands in, or -1."""

    number: int
    span: Span
    tokens: list[Token]
    quoted: list[int]


class Found(NamedTuple):
    """A cue read: who, in what words, what. `rule` names the pattern."""

    line: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    rule: str
    lemma: str
    speech: bool
    """Whether it reports words said, not thought, wished or refused."""
    shown: Span | None = None
    """The words that stand for the source where they are only `who`."""
    weak: bool = False
    """Whether the source is only the subject of the clause before (`…, adding that`)."""


def make_lines(text: str, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[Line]:
    """The sentences of a text with their tokens and quotations."""
    lines, first = [], 0
    for number, span in enumerate(sentences):
        while first < len(quotes) and quotes[first].end <= span[0]:
            first += 1
        tokens = tokenize(text, *span)
        quoted, q = [], first
        for token in tokens:
            while q < len(quotes) and quotes[q].end <= token.start:
                q += 1
            inside = q < len(quotes) and quotes[q].start <= token.start
            quoted.append(q if inside else -1)
        lines.append(Line(number, span, tokens, quoted))
    return lines


class Reader:
    """Reads the cues of one sentence."""

    def __init__(self, text: str, line: Line, quotes: Sequence[Quote]) -> None:
        self.text, self.line, self.quotes = text, line, quotes
        self.tokens, self.quoted = line.tokens, line.quoted
        self.end = len(self.tokens)
        while self.end and self.tokens[self.end - 1].text in _STOP and self.quoted[self.end - 1] < 0:
            self.end -= 1
        self.found: list[Found] = []
        self.source: Range | None = None
        self.acting: Range | None = None
        self.groups: set[int] = set()
        self.tail = self.end
        """Where a closing `, X said` or `, according to X` begins: content before it ends there."""

    def read(self) -> list[Found]:
        """Every cue of the sentence, in order of the cues."""
        cues = find_cues(self.tokens, self.quoted)
        self.groups = {c.group for c in cues if c.form in ("past", "s")}
        self._according()
        closing = self._closing(cues)
        for number, cue in enumerate(cues):
            if cue is closing or cue.group >= self.tail:
                continue
            self._forward(cue, cues[number + 1 :])
        return sorted(map(self._without_relay, self.found), key=lambda f: f.cue)

    def _without_relay(self, f: Found) -> Found:
        """`X said that …, Reuters reported`: who only passes on another's words makes no statement."""
        if "before" not in f.rule and "according" not in f.rule:
            return f
        start, end = f.content[0][0], f.content[-1][1]
        inner = [g for g in self.found if g is not f and g.source and start <= g.source[0] and g.content[-1][1] <= end
                 and (g.speech or g.lemma in words("cues", "that"))]
        passed = end - min((g.cue[0] for g in inner), default=end)
        return f._replace(speech=False) if passed >= 0.5 * (end - start) else f

    # -- according to ------------------------------------------------------------------------------------------

    def _according(self) -> None:
        tokens = self.tokens
        for k in range(len(tokens) - 2):
            if tokens[k].low != "according" or tokens[k + 1].low != "to" or self.quoted[k] >= 0:
                continue
            after = subject_after(tokens, self.quoted, k + 2, self.end)
            if after is None:
                continue
            cue = (tokens[k].start, tokens[k + 1].end)
            stop = self._according_end(k + 2, after[1])
            if k <= 1 or (k < 4 and not self._has_clause(0, k)):
                start = stop + 1 if stop < self.end and tokens[stop].text == "," else stop
                if self._has_clause(start, self.end):
                    self._add(self._span(*after), cue, [self._range(start, self.end)], "according front", "according")
                continue
            content = [self._leftward(0, k)]
            if stop < self.end and tokens[stop].text == "," and self._has_clause(stop + 1, self.end):
                content.append(self._range(stop + 1, self.end))
            else:
                self.tail = min(self.tail, k)
            nested = tokens[k - 1].low == "that"
            self._add(self._span(*after), cue, content, "according end", "according", speech=not nested)

    def _according_end(self, start: int, stop: int) -> int:
        k = skip_circumstance(self.tokens, self.quoted, stop, self.end)
        while k < self.end and self.tokens[k].text != "," and k - start < 25 and self.tokens[k].text not in ("(", ")"):
            k += 1
        return k if k < self.end and self.tokens[k].text == "," else stop

    # -- content, then cue -------------------------------------------------------------------------------------

    def _closing(self, cues: Sequence[Cue]) -> Cue | None:
        """Reads the last cue that has its content before it; the earlier cues' content ends where it begins."""
        for cue in reversed(cues):
            if cue.infinitive or cue.passive or cue.kind == "wide" or cue.group >= self.tail:
                continue
            if self._read_closing(cue):
                return cue
        return None

    def _read_closing(self, cue: Cue) -> bool:
        tokens = self.tokens
        k = self._past_hearer(cue)
        k = skip_circumstance(tokens, self.quoted, k, self.end)
        inverted = self._inverted(cue)
        if inverted:
            source, start = inverted, cue.group
            k = skip_circumstance(tokens, self.quoted, inverted[1], self.end)
        else:
            before = None if cue.participial else subject_before(tokens, self.quoted, cue, None)
            if before is None or before[0] == 0:
                return False
            direct = self._content_after(self._past_hearer(cue), cue)
            if direct is not None and not (direct[1] == "quote after" and self._full_quote(before[0] - 1)):
                return False
            if direct is None and k < self.tail and tokens[k].is_word and not self._full_quote(before[0] - 1):
                return False
            if any(t.low in words("grammar", "relatives") for t in tokens[max(0, cue.group - 2) : cue.group]):
                return False
            source, start = before, before[0]
            while start and tokens[start - 1].low in ("as", "of", "and", "but", "which"):
                start -= 1
        if start == 0 or not (tokens[start - 1].text in (",", "–", "—", "--") or self.quoted[start - 1] >= 0 or inverted):
            return False
        content = self._content_before(start, cue)
        more = self._content_resumed(k, cue)
        if content is None and more is not None and self.tokens[0].low in words("grammar", "prepositions") | words("grammar", "adverbs") | _JOINS:
            content = self._leftward(0, start)
        if content is None:
            return False
        spans = [content, more] if more else [content]
        if not more:
            self.tail = min(self.tail, start)
        rule = ("quote" if self.quoted[start - 1] >= 0 else "clause") + (" resumed" if more else "") + " before"
        self._add(self._span(*source), self._cue(cue), spans, rule, cue.lemma, speech=not cue.negated)
        return True

    def _full_quote(self, k: int) -> bool:
        return self.quoted[k] >= 0 and self.quotes[self.quoted[k]].words >= _LEAST

    def _inverted(self, cue: Cue) -> Range | None:
        """The source after the cue where content and comma stand right before it: `…,” said X`."""
        if cue.lemma in _LABELS | _NO_INVERSION or cue.group == 0 or cue.participial or cue.first != cue.group or cue.form not in ("past", "s"):
            return None
        before = self.tokens[cue.group - 1]
        quote = self.quoted[cue.group - 1] >= 0
        if not (quote or before.text == "," or before.text in CLOSERS):
            return None
        k = cue.last
        if k < self.end and self.tokens[k].low in words("grammar", "times") and not self.tokens[k].low == "may":
            return None
        if k >= self.end or self.quoted[k] >= 0 or self.tokens[k].low in _WH | {"that", "to", "in", "on", "it", "there"}:
            return None
        found = subject_after(self.tokens, self.quoted, k, self.end)
        if found is None or self.tokens[found[0]].text in (",", ":", "("):
            return None
        plain = subject_after(self.tokens, self.quoted, k, found[1]) or found
        if not quote and (self._has_clause(k, self._next_comma(plain[1])) or finite(self.tokens, 0, cue.group) < 0):
            return None
        if not (self.tokens[k].is_capital or self.tokens[k].low in words("grammar", "determiners") | words("grammar", "subjects")
                or quote or self.tokens[found[1] - 1].low.endswith("s")):
            return None
        return found

    def _next_comma(self, k: int) -> int:
        while k < self.end and self.tokens[k].text not in (",", ";"):
            k += 1
        return k

    def _content_before(self, start: int, cue: Cue) -> Span | None:
        """What is said before the token `start`: the quotation there, or the clause."""
        stop = start - 1
        while stop >= 0 and self.tokens[stop].text in (",", "–", "—", "--") and self.quoted[stop] < 0:
            stop -= 1
        if stop < 0:
            return None
        number = self.quoted[stop]
        if number >= 0:
            return self._quote_before(number, stop)
        if cue.kind == "quoted" or not self._has_clause(0, stop + 1):
            return None
        return self._leftward(0, start)

    def _quote_before(self, number: int, stop: int) -> Span | None:
        quote = self.quotes[number]
        first = next(k for k in range(len(self.tokens)) if self.quoted[k] == number)
        if quote.start >= self.line.span[0] and first > 0 and not self._cue_between(0, first):
            whole = finite(self.tokens, 0, stop + 1) >= 0 or (quote.words < 8 and first > 3)
            if whole and self.tokens[first - 1].text not in (":", ","):
                return self._leftward(0, stop + 1)
        if quote.words < _LEAST and first == 0:
            return quote.start, quote.end
        return self._chain_start(number), quote.end

    def _chain_start(self, number: int) -> int:
        while (previous := self.quotes[number].follows) is not None:
            number = previous
        return self.quotes[number].start

    def _cue_between(self, start: int, end: int) -> bool:
        return any(c.kind != "wide" for c in find_cues(self.tokens[start:end], self.quoted[start:end]))

    def _content_resumed(self, k: int, cue: Cue) -> Span | None:
        """`…,” he said, “…`: what goes on after the cue."""
        if k >= self.end or self.tokens[k].text not in (",", "—", "–", "--", ":"):
            return None
        if k + 1 < self.end and self.quoted[k + 1] >= 0:
            quote = self.quotes[self.quoted[k + 1]]
            return (quote.start, quote.end) if quote.words >= _LEAST else None
        first = self.tokens[k + 1] if k + 1 < self.end else None
        if first is None or first.low in _JOINS | {"adding", "citing", "saying", "who", "which", "referring", "as", "in", "according"}:
            return None
        if first.low.startswith("who") or first.low.endswith("ing") or not self._has_clause(k + 1, self.end) or self._cue_between(k + 1, self.end):
            return None
        return self._range(k + 1, self.end)

    # -- cue, then content -------------------------------------------------------------------------------------

    def _forward(self, cue: Cue, later: Sequence[Cue]) -> None:
        k = cue.last
        tokens = self.tokens
        if cue.passive:
            if cue.lemma == "quote":
                self._quoted_as(cue)
            return
        if cue.lemma in ("quote", "cite") and self._quoted_as(cue):
            return
        k = self._past_hearer(cue)
        direct = self._content_after(k, cue)
        source = subject_before(tokens, self.quoted, cue, self.source or self.acting)
        if direct is None:
            self._wide(cue, source)
            return
        if self.found and self.found[-1].rule == "quoted as" and self.found[-1].cue[1] >= tokens[cue.first].end:
            return
        start, rule = direct
        stop, nested = self._content_end(start, later, source)
        stop = min(stop, self._relative_end(cue, start))
        fronted = cue.participial and cue.group == 0 and source is not None and source[0] > start
        if fronted and source:
            stop = source[0] - 1
        content = self._content_from(start, stop)
        if content is None:
            return
        weak = source is not None and source != self.source and (cue.participial or tokens[cue.group - 1].low in ("and", "but"))
        if source is not None and not nested:
            self.source = source
        speech = cue.kind != "wide" and not cue.negated and not (cue.infinitive and not self._goes_on(cue))
        if any(t.low in _MODALS for t in tokens[cue.group : cue.first]):
            speech = False
        if source and source[0] and tokens[source[0] - 1].low in ("which", "whom") and rule == "bare":
            speech = False
        speech = speech and cue.lemma not in _LABELS and not (cue.lemma in _SHOWS and not self._is_text(source))
        spans = [content, *self._fronted_more(source, later)] if fronted and source else [content]
        self._add(self._span(*source) if source else None, self._cue(cue), spans, rule, cue.lemma, speech, weak)

    def _is_text(self, source: Range | None) -> bool:
        return source is not None and any(t.low in words("cues", "texts") for t in self.tokens[source[0] : source[1]])

    def _goes_on(self, cue: Cue) -> bool:
        before = {t.low for t in self.tokens[max(0, cue.first - 3) : cue.first]}
        return bool(before & {"went", "continued", "on", "continues", "goes"})

    def _past_hearer(self, cue: Cue) -> int:
        """Past the hearer: `told reporters in Geneva`."""
        k = cue.last
        if not cue.takes_hearer or k >= self.end or self.quoted[k] >= 0:
            return k
        token = self.tokens[k]
        if token.low in ("that", ":", ",", "to", "of", "against", "about") or token.low in _WH:
            return k
        if token.text in ("him", "her", "them", "me", "us", "it"):
            return k + 1
        return self._noun_phrase(k)

    def _noun_phrase(self, k: int) -> int:
        start = k
        if self.tokens[k].low in words("grammar", "determiners"):
            k += 1
        while k < self.end and self.quoted[k] < 0:
            token = self.tokens[k]
            low = token.low
            if not token.is_word or low in words("grammar", "subjects") or low in _WH or low == "that":
                break
            if low in words("grammar", "determiners") or low in words("grammar", "prepositions") - {"of", "for"}:
                break
            if k > start and (finite(self.tokens, start, k + 1) >= 0 or (token.is_capital and self.tokens[k - 1].text.islower()
                                                                        and self.tokens[k - 1].low not in ("of", "the", "news"))):
                break
            if low == "of" and k + 1 < self.end and self.tokens[k + 1].low in words("grammar", "determiners"):
                k += 1
            k += 1
        return max(k, start + 1) if k == start else k

    def _content_after(self, k: int, cue: Cue) -> tuple[int, str] | None:
        """Where content begins at token k or after the circumstances that stand there."""
        if k < self.tail and cue.lemma in _TOPIC and self.tokens[k].low in ("on", "about"):
            return None
        n = skip_circumstance(self.tokens, self.quoted, k, self.tail)
        found = self._content_at(n, cue)
        if found or n == k or cue.kind != "bare":
            return found
        if self.tokens[k].low in words("grammar", "prepositions"):
            comma = next((m for m in range(k, min(k + 10, self.tail)) if self.tokens[m].text == ","), None)
            return (k, "bare") if comma is not None and comma + 1 < self.tail and self._is_clause(comma + 1, cue) else None
        return self._content_at(k, cue)

    def _content_at(self, k: int, cue: Cue) -> tuple[int, str] | None:
        """Where content begins when token k begins it, and the pattern."""
        if k >= self.tail:
            return None
        token = self.tokens[k]
        if token.text == ":":
            if any(t.low in ("what", "how", "why", "who", "everything", "things") for t in self.tokens[max(0, k - 5) : k]):
                return None
            return (k + 1, "colon") if k + 1 <= self.end else None
        if self.quoted[k] >= 0:
            return k, "quote after"
        if token.text == "," and k + 1 < self.tail and self.quoted[k + 1] >= 0:
            return k + 1, "quote after"
        if cue.kind == "quoted":
            return None
        if token.text == ",":
            return self._that_after_aside(k)
        if token.low == "that":
            return (k, "that") if k + 1 < self.tail and self.tokens[k + 1].text not in (",", ".") else None
        if token.low in _WH and self._has_clause(k, self.tail):
            return k, "wh"
        if cue.kind == "bare" and self._is_clause(k, cue):
            return k, "bare"
        return None

    def _that_after_aside(self, k: int) -> tuple[int, str] | None:
        """`said in a call with the president, Vladimir Putin, that`."""
        for n in range(k + 2, min(k + 16, self.tail)):
            if self.tokens[n].low == "that" and self.tokens[n - 1].text == ",":
                return (n, "that") if finite(self.tokens, k + 1, n) < 0 else None
        return None

    def _is_clause(self, k: int, cue: Cue) -> bool:
        """Whether a clause with its own subject begins at token k."""
        token = self.tokens[k]
        if not (token.is_word or token.text in ("$", "€", "£")) or token.low in ("to", "by", "of", "as", "than", "and", "or", "but"):
            return False
        stop = next((n for n in range(k, self.tail) if self.tokens[n].text in (";", ":")), self.tail)
        verb = finite(self.tokens, k, stop)
        if not k < verb < k + 40:
            return verb == k and "'" in token.low
        if cue.lemma not in _FREE and any(self.tokens[n].low in _HINDER for n in range(k + 1, verb)):
            return False
        comma = next((n for n in range(k, verb) if self.tokens[n].text == "," and self.quoted[n] < 0), verb)
        return comma == verb or not any(c.first == verb for c in find_cues(self.tokens[:verb + 1], self.quoted[:verb + 1]))

    def _has_clause(self, start: int, end: int) -> bool:
        if end - start < _LEAST:
            return False
        return finite(self.tokens, start, end) >= 0 or any(
            self.quoted[k] >= 0 and self.quotes[self.quoted[k]].words >= _LEAST for k in range(start, end)
        )

    def _content_end(self, start: int, later: Sequence[Cue], source: Range | None) -> tuple[int, bool]:
        """Where content that begins at `start` ends: before the next cue of the sentence that is not part of it."""
        for cue in later:
            if cue.kind == "wide" and cue.form == "past" and cue.first == cue.group > start + 2 and self._modal(start, cue.group):
                if self.tokens[cue.group - 1].low == "and":
                    return cue.group - 1, False
            if cue.group <= start or cue.kind in ("wide", "quoted") or cue.passive or cue.group >= self.tail:
                continue
            k = self._past_hearer(cue)
            if self._content_after(k, cue) is None:
                continue
            cut = self._cut_before(cue, start)
            if cut is not None:
                return cut, False
        return self._shift(start), False

    def _modal(self, start: int, end: int) -> bool:
        first = finite(self.tokens, start, end)
        return first >= 0 and self.tokens[first].low in _MODALS

    def _fronted_more(self, source: Range, later: Sequence[Cue]) -> list[Span]:
        """`Noting that …, X stressed the need for …`: what the main verb of speech has as its object is said too."""
        main = next((c for c in later if source[1] <= c.group <= source[1] + 1 and c.kind in ("that", "bare")), None)
        if main is None or main.last >= self.tail:
            return []
        return [self._range(main.last, self.tail)]

    def _relative_end(self, cue: Cue, start: int) -> int:
        """`Police, who say she was freed, are looking`: the relative clause ends at the comma before the main verb."""
        if cue.group and self.tokens[cue.group - 1].low in ("who", "which"):
            for n in range(start + 2, self.tail - 1):
                if self.tokens[n].text == "," and self.quoted[n] < 0 and is_finite(self.tokens, n + 1):
                    return n
        return self.tail

    def _shift(self, start: int) -> int:
        """Where the reporter's own words go on: a past report, then `and` with a subject and the present tense."""
        first = finite(self.tokens, start, self.tail)
        if first < 0 or self.tokens[first].low not in _PAST:
            return self.tail
        for k in range(first + 2, self.tail - 2):
            if self.tokens[k].low in ("and", "but", "while") and self.quoted[k] < 0:
                verb = finite(self.tokens, k + 1, min(self.tail, k + 10))
                if verb > k + 1 and self.tokens[verb].low in _PRESENT and self.tokens[k + 1].low in words("grammar", "determiners"):
                    return k
        return self.tail

    def _cut_before(self, cue: Cue, start: int) -> int | None:
        g = cue.group
        before = self.tokens[g - 1]
        if cue.participial and before.text == ",":
            return g - 1
        if before.low in ("and", "but") and g - 2 > start:
            return g - 2 if self.tokens[g - 2].text == "," else g - 1
        subject = subject_before(self.tokens, self.quoted, cue, None)
        if subject is None or subject[0] <= start + 1:
            return None
        at = subject[0]
        if self.tokens[at - 1].low in _JOINS and at - 2 > start and self.tokens[at - 2].text in (",", ";"):
            return at - 2
        return None

    def _content_from(self, start: int, stop: int) -> Span | None:
        """The span of content between two tokens; a quotation is taken whole."""
        if start >= self.end:
            return (self.line.span[1], self.line.span[1])
        number = self.quoted[start]
        if number >= 0:
            quote = self.quotes[number]
            after = next((k for k in range(start, self.end) if self.quoted[k] != number), self.end)
            goes_on = after < stop and self.tokens[after].is_word and self.tokens[after].text.islower()
            if not goes_on or self.tokens[after].low in ("in", "on", "at", "during", "after", "as", "to"):
                return quote.start, quote.end
        return self._range(start, stop) if stop > start else None

    # -- quoted as saying; thought and wish ----------------------------------------------------------------------

    def _quoted_as(self, cue: Cue) -> bool:
        tokens = self.tokens
        at = next((k for k in range(cue.last, min(self.tail, cue.last + 25)) if tokens[k].low == "as"), None)
        if at is None or at + 1 >= self.tail or not tokens[at + 1].low.endswith("ing"):
            return False
        saying = next((c for c in find_cues(tokens, self.quoted) if c.first == at + 1), None)
        if saying is None:
            return False
        k = self._past_hearer(saying)
        direct = self._content_after(k, saying)
        source = subject_before(tokens, self.quoted, cue, None) if cue.passive else (cue.last, at)
        if direct is None or source is None:
            return False
        content = self._content_from(direct[0], self.tail)
        if content is None:
            return False
        first = cue.group if cue.passive else at
        span = (tokens[first].start, tokens[saying.last - 1].end)
        self._add(self._span(*source), span, [content], "quoted as", "say")
        self.source = source
        return True

    def _wide(self, cue: Cue, source: Range | None) -> None:
        """An attitude or an act of speech without a clause: marked, never a statement."""
        if cue.lemma not in words("cues", "wide"):
            return
        if source is None or cue.last >= self.tail or cue.infinitive or cue.form == "base" and cue.group == cue.first == 0:
            return
        stop = self._phrase_end(cue.last)
        if stop - cue.last < 1 or any(t.text in CLOSERS | {"“", "``"} for t in self.tokens[source[0] : source[1]]):
            return
        self.acting = source
        self._add(self._span(*source), self._cue(cue), [self._range(cue.last, stop)], "wide", cue.lemma, False)

    def _phrase_end(self, k: int) -> int:
        depth = 0
        for n in range(k, self.tail):
            text = self.tokens[n].text
            depth += (text == "(") - (text == ")")
            if self.quoted[n] < 0 and depth <= 0 and text in (",", ";", "–", "—", "--"):
                return n
            if self.quoted[n] < 0 and self.tokens[n].low in ("but", "while", "because") and n > k + 1:
                return n
            if text == "and" and n + 1 in self.groups and n > k:
                return n
        return self.tail

    # -- spans ----------------------------------------------------------------------------------------------------

    def _add(self, source: Span | None, cue: Span, content: list[Span], rule: str, lemma: str,
             speech: bool = True, weak: bool = False) -> None:
        before = next((t for t in reversed(self.tokens) if t.end <= cue[0]), None)
        shown = (before.start, before.end) if before and before.low in ("who", "which") else None
        self.found.append(Found(self.line.number, source, cue, tuple(content), rule, lemma, speech, shown, weak))

    def _cue(self, cue: Cue) -> Span:
        return self.tokens[cue.first].start, self.tokens[cue.last - 1].end

    def _span(self, start: int, end: int) -> Span:
        return self.tokens[start].start, self.tokens[end - 1].end

    def _range(self, start: int, end: int) -> Span:
        """The span of tokens[start:end] without commas at its edges."""
        while end > start + 1 and self.tokens[end - 1].text in (",", "–", "—", "--", ";") and self.quoted[end - 1] < 0:
            end -= 1
        while start < end - 1 and self.tokens[start].text in (",", "–", "—", "--") and self.quoted[start] < 0:
            start += 1
        return self._span(start, end)

    def _leftward(self, start: int, end: int) -> Span:
        """The clause before a closing cue, without a dateline."""
        for k in range(start, min(end, 14)):
            if self.tokens[k].text in ("–", "—", "--", "_") and self.tokens[k - 1].text in (")", *CLOSERS) or (
                self.tokens[k].text in ("–", "—", "--", "_", "-") and k and all(
                    t.is_capital or not t.is_word for t in self.tokens[:k])
            ):
                start = k + 1
                break
        first = self.quoted[start]
        if first >= 0 and self.quotes[first].start < self.line.span[0]:
            return self._chain_start(first), self._range(start, end)[1]
        return self._range(start, end)
