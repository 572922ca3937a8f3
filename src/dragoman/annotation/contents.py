"""Where the content of a cue begins: after the hearer and the occasion, with `that`, a quotation or a clause."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotation.clauses import CLOSERS, finite, skip_circumstance
from dragoman.annotation.cues import Cue, find_cues
from dragoman.annotation.language import words
from dragoman.annotation.quotes import Quote
from dragoman.annotation.reported import Found, Line
from dragoman.annotation.subjects import Range
from dragoman.records import Span

_WH = frozenset(["whether", "how", "why", "what", "if", "where", "when", "who"])
_STOP = frozenset([".", "!", "?", ";", "…", "..."])
_TOPIC = frozenset(["comment", "remark", "speculate", "speak", "elaborate"])
_HINDER = frozenset(["to", ",", "and", "but", "yet", "so", "by"])
_MODALS = frozenset(["will", "would", "may", "might", "could", "should", "can", "shall", "must"])
_LEAST = 3


class Contents:
    """One sentence, and what in it can be content."""

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
            if k > start and (
                finite(self.tokens, start, k + 1) >= 0
                or (
                    token.is_capital
                    and self.tokens[k - 1].text.islower()
                    and self.tokens[k - 1].low not in ("of", "the", "news")
                )
            ):
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
            return (k, "bare") if comma is not None and comma + 1 < self.tail and self._begins(comma + 1, cue) else None
        return self._content_at(k, cue)

    def _content_at(self, k: int, cue: Cue) -> tuple[int, str] | None:
        """Where content begins when token k begins it, and the pattern."""
        if k >= self.tail:
            return None
        token = self.tokens[k]
        if token.text == ":":
            if any(
                t.low in ("what", "how", "why", "who", "everything", "things") for t in self.tokens[max(0, k - 5) : k]
            ):
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

    def _begins(self, k: int, cue: Cue) -> bool:
        return not self.tokens[k].low.endswith("ing") and self._is_clause(k, cue)

    def _that_after_aside(self, k: int) -> tuple[int, str] | None:
        """`said in a call with the president, Vladimir Putin, that`."""
        for n in range(k + 2, min(k + 16, self.tail)):
            if self.tokens[n].low == "that" and self.tokens[n - 1].text == ",":
                return (n, "that") if finite(self.tokens, k + 1, n) < 0 else None
        return None

    def _is_clause(self, k: int, cue: Cue) -> bool:
        """Whether a clause with its own subject begins at token k."""
        token = self.tokens[k]
        if not (token.is_word or token.text in ("$", "€", "£")) or token.low in (
            "to",
            "by",
            "of",
            "as",
            "than",
            "and",
            "or",
            "but",
        ):
            return False
        stop = next((n for n in range(k, self.tail) if self.tokens[n].text in (";", ":")), self.tail)
        verb = finite(self.tokens, k, stop)
        if not k < verb < k + 40:
            return verb == k and "'" in token.low
        if cue.lemma not in words("rules", "contents_free") and any(
            self.tokens[n].low in _HINDER for n in range(k + 1, verb)
        ):
            return False
        comma = next((n for n in range(k, verb) if self.tokens[n].text == "," and self.quoted[n] < 0), verb)
        return comma == verb or not any(
            c.first == verb for c in find_cues(self.tokens[: verb + 1], self.quoted[: verb + 1])
        )

    def _has_clause(self, start: int, end: int) -> bool:
        if end - start < _LEAST:
            return False
        return finite(self.tokens, start, end) >= 0 or any(
            self.quoted[k] >= 0 and self.quotes[self.quoted[k]].words >= _LEAST for k in range(start, end)
        )

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
        if stop <= start:
            return None
        first, last = self._range(start, stop)
        number = self.quoted[stop - 1]
        open_ended = stop == self.end and number >= 0 and self.quotes[number].end > self.line.span[1]
        return first, self.quotes[number].end if open_ended else last

    def _full_quote(self, k: int) -> bool:
        number = self.quoted[k]
        if number < 0:
            return False
        last = self.text[self.quotes[number].inner[1] - 1]
        return self.quotes[number].words >= _LEAST or last in ",.?!"

    def _chain_start(self, number: int) -> int:
        while (previous := self.quotes[number].follows) is not None:
            number = previous
        return self.quotes[number].start

    def _cue_between(self, start: int, end: int) -> bool:
        return any(c.kind != "wide" for c in find_cues(self.tokens[start:end], self.quoted[start:end]))

    def _modal(self, start: int, end: int) -> bool:
        first = finite(self.tokens, start, end)
        return first >= 0 and self.tokens[first].low in _MODALS

    def _is_text(self, source: Range | None) -> bool:
        return source is not None and any(t.low in words("cues", "texts") for t in self.tokens[source[0] : source[1]])

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
            if (self.tokens[k].text in ("–", "—", "--", "_") and self.tokens[k - 1].text in (")", *CLOSERS)) or (
                self.tokens[k].text in ("–", "—", "--", "_", "-")
                and k
                and all(t.is_capital or not t.is_word for t in self.tokens[:k])
            ):
                start = k + 1
                break
        first = self.quoted[start]
        if first >= 0 and self.quotes[first].start < self.line.span[0]:
            return self._chain_start(first), self._range(start, end)[1]
        return self._range(start, end)

    def _add(
        self,
        source: Span | None,
        cue: Span,
        content: list[Span],
        rule: str,
        lemma: str,
        speech: bool = True,
        weak: bool = False,
    ) -> None:
        before = next((t for t in reversed(self.tokens) if t.end <= cue[0]), None)
        shown = (before.start, before.end) if before and before.low in ("who", "which") else None
        self.found.append(Found(self.line.number, source, cue, tuple(content), rule, lemma, speech, shown, weak))
