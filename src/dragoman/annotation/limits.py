"""Where the content of a cue ends: before the next cue that is not part of it, or where the reporter goes on."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotation.clauses import finite, is_finite
from dragoman.annotation.contents import Contents
from dragoman.annotation.cues import Cue
from dragoman.annotation.language import words
from dragoman.annotation.quotes import Quote
from dragoman.annotation.reported import Line
from dragoman.annotation.subjects import Range, subject_before

_JOINS = frozenset(["and", "but", "while", "although", "though", "whereas"])
_PRESENT = frozenset(["is", "are", "has", "have", "isn't", "aren't", "hasn't", "haven't"])


class Limits(Contents):
    """One sentence, with the ends of contents."""

    def __init__(self, text: str, line: Line, quotes: Sequence[Quote]) -> None:
        super().__init__(text, line, quotes)
        self.subjects: dict[Cue, Range | None] = {}
        self.starts: dict[tuple[int, Cue, int], tuple[int, str] | None] = {}

    def _content_end(self, start: int, later: Sequence[Cue], source: Range | None) -> tuple[int, bool]:
        """Where content that begins at `start` ends: before the next cue of the sentence that is not part of it."""
        for cue in later:
            if (
                cue.kind == "wide"
                and cue.form == "past"
                and cue.first == cue.group > start + 2
                and self._modal(start, cue.group)
            ) and self.tokens[cue.group - 1].low == "and":
                return cue.group - 1, False
            if cue.group <= start or cue.kind in ("wide", "quoted") or cue.passive or cue.group >= self.tail:
                continue
            k = self._past_hearer(cue)
            key = (k, cue, self.tail)
            if key not in self.starts:
                self.starts[key] = self._content_after(k, cue)
            if self.starts[key] is None:
                continue
            cut = self._cut_before(cue, start)
            if cut is not None:
                return cut, False
        return self._shift(start), False

    def _shift(self, start: int) -> int:
        """Where the reporter's own words go on: a past report, then `and` with a subject and the present tense."""
        first = finite(self.tokens, start, self.tail)
        if first < 0 or self.tokens[first].low not in words("rules", "limits_past"):
            return self.tail
        for k in range(first + 2, self.tail - 2):
            if self.tokens[k].low in ("and", "but", "while") and self.quoted[k] < 0:
                verb = finite(self.tokens, k + 1, min(self.tail, k + 10))
                if (
                    verb > k + 1
                    and self.tokens[verb].low in _PRESENT
                    and self.tokens[k + 1].low in words("grammar", "determiners")
                ):
                    return k
        return self.tail

    def _relative_end(self, cue: Cue, start: int) -> int:
        """`Police, who say she was freed, are looking`: the relative clause ends at the comma before the main verb."""
        if cue.group and self.tokens[cue.group - 1].low in ("who", "which"):
            for n in range(start + 2, self.tail - 1):
                if self.tokens[n].text == "," and self.quoted[n] < 0 and is_finite(self.tokens, n + 1):
                    return n
        return self.tail

    def _cut_before(self, cue: Cue, start: int) -> int | None:
        g = cue.group
        before = self.tokens[g - 1]
        if cue.participial and before.text == ",":
            return g - 1
        if before.low in ("and", "but") and g - 2 > start:
            return g - 2 if self.tokens[g - 2].text == "," else g - 1
        if cue not in self.subjects:
            self.subjects[cue] = subject_before(self.tokens, self.quoted, cue, None)
        subject = self.subjects[cue]
        if subject is None or subject[0] <= start + 1:
            return None
        at = subject[0]
        if self.tokens[at - 1].low in _JOINS and at - 2 > start and self.tokens[at - 2].text in (",", ";"):
            return at - 2
        return None

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
