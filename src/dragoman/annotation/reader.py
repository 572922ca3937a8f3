"""Reported speech in one sentence: each cue with its source and its content, by the order of the three."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotation.clauses import CLOSERS, finite, is_finite, skip_circumstance
from dragoman.annotation.cues import Cue, find_cues
from dragoman.annotation.language import words
from dragoman.annotation.limits import Limits
from dragoman.annotation.reported import Found
from dragoman.annotation.subjects import Range, subject_after, subject_before
from dragoman.records import Span

_WH = frozenset(["whether", "how", "why", "what", "if", "where", "when", "who"])
_JOINS = frozenset(["and", "but", "while", "although", "though", "whereas"])
_MODALS = frozenset(["will", "would", "may", "might", "could", "should", "can", "shall", "must"])
_LEAST = 3

_NO_INVERSION = frozenset(["tell", "inform", "remind", "assure", "notify", "brief"])

_SUBORDINATE = frozenset(["since", "because", "if", "when", "although", "though", "while", "unless"])
_NAME = 6
"""Tokens in which the name before a bare colon must end."""


class Reader(Limits):
    """Reads the cues of one sentence."""

    def read(self) -> list[Found]:
        """Every cue of the sentence, in order of the cues."""
        cues = find_cues(self.tokens, self.quoted)
        self.groups = {c.group for c in cues if c.form in ("past", "s")}
        self._according()
        self._bare_colon()
        closing = self._closing(cues)
        for number, cue in enumerate(cues):
            if cue in closing or cue.group >= self.tail:
                continue
            self._forward(cue, cues[number + 1 :])
        return sorted(map(self._without_relay, self.found), key=lambda f: f.cue)

    def _without_relay(self, f: Found) -> Found:
        """`X said that …, Reuters reported`: who only passes on another's words makes no statement."""
        if "before" not in f.rule and "according" not in f.rule:
            return f
        start, end = f.content[0][0], f.content[-1][1]
        inner = [
            g
            for g in self.found
            if g is not f
            and g.source
            and start <= g.source[0]
            and g.content[-1][1] <= end
            and (g.speech or g.lemma in words("cues", "that"))
        ]
        passed = end - min((min(g.cue[0], g.content[0][0]) for g in inner), default=end)
        return f._replace(speech=False) if passed >= 0.5 * (end - start) else f

    def _bare_colon(self) -> None:
        """`Kerry: “We are close.”`, and headlines of that form."""
        k = next((n for n, t in enumerate(self.tokens[:_NAME]) if t.text == ":"), 0)
        if not 0 < k < self.end - 2 or any(
            not t.is_capital or self.quoted[n] >= 0 for n, t in enumerate(self.tokens[:k])
        ):
            return
        number = self.quoted[k + 1]
        speech = number >= 0 and self.quotes[number].words > _LEAST
        content = self.quotes[number][:2] if number >= 0 else self._range(k + 1, self.end)
        colon = self.tokens[k]
        self._add(self._span(0, k), (colon.start, colon.end), [content], "colon", "say", speech)

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

    def _closing(self, cues: Sequence[Cue]) -> list[Cue]:
        """Reads the last cues that have their content before them; the earlier cues' content ends where they begin."""
        closing: list[Cue] = []
        for cue in reversed(cues):
            if cue.infinitive or cue.passive or cue.kind == "wide" or cue.group >= self.tail:
                continue
            if self._read_closing(cue):
                closing.append(cue)
                if self.tail > cue.group:
                    break
        return closing

    def _read_closing(self, cue: Cue) -> bool:
        tokens = self.tokens
        k = self._past_hearer(cue)
        k = skip_circumstance(tokens, self.quoted, k, self.tail)
        inverted = self._inverted(cue)
        if inverted:
            source, start = inverted, cue.group
            k = skip_circumstance(tokens, self.quoted, inverted[1], self.tail)
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
        if start == 0 or not (
            tokens[start - 1].text in (",", "–", "—", "--") or self.quoted[start - 1] >= 0 or inverted
        ):
            return False
        content = self._content_before(start, cue)
        more = self._content_resumed(k, cue)
        if (
            content is None
            and more is not None
            and (self.tokens[0].low in _adverbials() or is_finite(self.tokens, k + 1, k + 1))
        ):
            content = self._leftward(0, start)
        if content is not None and more is None and self._is_subordinate(content):
            more = self._content_resumed(k, cue, strict=False)
            if more is None:
                return False
        if content is None:
            return False
        spans = [content, more] if more else [content]
        if not more:
            self.tail = min(self.tail, start)
        rule = ("quote" if self.quoted[start - 1] >= 0 else "clause") + (" resumed" if more else "") + " before"
        self._add(self._span(*source), self._cue(cue), spans, rule, cue.lemma, speech=not cue.negated)
        return True

    def _inverted(self, cue: Cue) -> Range | None:
        """The source after the cue where content and comma stand right before it: `…,” said X`."""
        if (
            cue.lemma in words("rules", "reader_labels") | _NO_INVERSION
            or cue.group == 0
            or cue.participial
            or cue.first != cue.group
            or cue.form not in ("past", "s")
        ):
            return None
        before = self.tokens[cue.group - 1]
        quote = self.quoted[cue.group - 1] >= 0
        if not (quote or before.text == "," or before.text in CLOSERS):
            return None
        k = cue.last
        if k < self.end and self.tokens[k].low in words("grammar", "times") and self.tokens[k].low != "may":
            return None
        if (
            k >= self.end
            or self.quoted[k] >= 0
            or self.tokens[k].low in _WH | {"that", "to", "in", "on", "it", "there"}
        ):
            return None
        found = subject_after(self.tokens, self.quoted, k, self.tail)
        if found is None or self.tokens[found[0]].text in (",", ":", "("):
            return None
        plain = subject_after(self.tokens, self.quoted, k, found[1]) or found
        if not quote and (self._has_clause(k, self._next_comma(plain[1])) or finite(self.tokens, 0, cue.group) < 0):
            return None
        if not (
            self.tokens[k].is_capital
            or self.tokens[k].low in words("grammar", "determiners") | words("grammar", "subjects")
            or quote
            or self.tokens[found[1] - 1].low.endswith("s")
        ):
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

    def _is_subordinate(self, content: Span) -> bool:
        """`Since the boy is so young,`: a clause that cannot be all that was said."""
        if content[0] < self.line.span[0] or self.text[content[0] : content[1]].count(",") > 0:
            return False
        return self.text[content[0] : content[1]].split()[0].lower() in _SUBORDINATE

    def _content_resumed(self, k: int, cue: Cue, strict: bool = True) -> Span | None:
        """`…,” he said, “…`: what goes on after the cue."""
        if k >= self.tail or self.tokens[k].text not in (",", "—", "–", "--", ":"):
            return None
        if k + 1 < self.end and self.quoted[k + 1] >= 0:
            quote = self.quotes[self.quoted[k + 1]]
            return (quote.start, quote.end) if quote.words >= _LEAST else None
        first = self.tokens[k + 1] if k + 1 < self.end else None
        if first is None or first.low in _JOINS | {"which", "as", "in"}:
            return None
        if (
            first.low.startswith("who")
            or first.low.endswith("ing")  # adding, citing, according
            or not self._has_clause(k + 1, self.end)
            or (strict and self._cue_between(k + 1, self.end))
        ):
            return None
        return self._range(k + 1, self.end)

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
        weak = (
            source is not None
            and source != self.source
            and (cue.participial or tokens[cue.group - 1].low in ("and", "but"))
        )
        if source is not None and not nested:
            self.source = source
        speech = cue.kind != "wide" and not cue.negated and not (cue.infinitive and not self._goes_on(cue))
        if any(t.low in _MODALS for t in tokens[cue.group : cue.first]):
            speech = False
        if source and source[0] and tokens[source[0] - 1].low in ("which", "whom") and rule == "bare":
            speech = False
        speech = (
            speech
            and cue.lemma not in words("rules", "reader_labels")
            and not (cue.lemma in words("rules", "reader_shows") and not self._is_text(source))
        )
        spans = [content, *self._fronted_more(source, later)] if fronted and source else [content]
        self._add(self._span(*source) if source else None, self._cue(cue), spans, rule, cue.lemma, speech, weak)

    def _goes_on(self, cue: Cue) -> bool:
        before = {t.low for t in self.tokens[max(0, cue.first - 3) : cue.first]}
        return bool(before & {"went", "continued", "on", "continues", "goes"})

    def _fronted_more(self, source: Range, later: Sequence[Cue]) -> list[Span]:
        """`Noting that …, X stressed the need for …`: what the main verb of speech has as its object is said too."""
        main = next((c for c in later if source[1] <= c.group <= source[1] + 1 and c.kind in ("that", "bare")), None)
        if main is None or main.last >= self.tail:
            return []
        return [self._range(main.last, self.tail)]

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
        if (
            source is None
            or cue.last >= self.tail
            or cue.infinitive
            or (cue.form == "base" and cue.group == cue.first == 0)
        ):
            return
        stop = self._phrase_end(cue.last)
        if stop - cue.last < 1 or any(t.text in CLOSERS | {"“", "``"} for t in self.tokens[source[0] : source[1]]):
            return
        self.acting = source
        self._add(self._span(*source), self._cue(cue), [self._range(cue.last, stop)], "wide", cue.lemma, False)


def _adverbials() -> frozenset[str]:
    return words("grammar", "prepositions") | words("grammar", "adverbs") | _JOINS
