"""Clauses without a parser: is there a finite verb, where does a circumstance end, where does a subject begin."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotation.cues import is_adverb
from dragoman.annotation.language import words
from dragoman.annotation.tokens import Token

CLOSERS = frozenset(["”", '"', "''", "’", "'", ")", "]", '""', "»"])
OPENERS = frozenset(["“", '"', "``", "''", "‘", "'", "(", "[", '""', "„", "«"])
_OPENERS = OPENERS - {"(", "["}
DASHES = frozenset(["–", "—", "--", "-", "―"])
_NOT_FINITE = frozenset(["be", "been", "being", "having"])


def finite(tokens: Sequence[Token], start: int, end: int) -> int:
    """The number of the first finite verb of the main clause in tokens[start:end]; -1 where there is none."""
    relative = 0
    for k in range(start, end):
        token = tokens[k]
        if token.text in (",", ";"):
            relative = 0
        elif k > start and (token.low in words("rules", "clauses_subordinate") or _reduced(tokens, k, start)):
            relative = 1
        elif is_finite(tokens, k, start):
            if relative:
                relative -= 1
                continue
            return k
    return -1


def _reduced(tokens: Sequence[Token], k: int, start: int) -> bool:
    """`concerns he has voiced`: a relative clause without its pronoun."""
    before = tokens[k - 1]
    return (
        tokens[k].low in ("he", "she", "they", "we", "i", "it")
        and before.text.islower()
        and k - 1 >= start
        and before.low
        not in words("grammar", "conjunctions") | words("grammar", "prepositions") | words("grammar", "adverbs")
        and not is_time(before)
        and not before.low.endswith("ing")
        and not is_finite(tokens, k - 1, start)
    )


def is_finite(tokens: Sequence[Token], k: int, start: int = 0) -> bool:
    """Whether the word at k is a finite verb or auxiliary, as far as the words beside it tell."""
    token = tokens[k]
    low = token.low
    before = tokens[k - 1].low if k > start else ""
    if low in words("grammar", "auxiliaries"):
        return low not in _NOT_FINITE and before != "to" and not (low == "will" and token.is_capital) and low != "may's"
    if not token.text.islower() or before in ("to", "of", "the", "a", "an", "and", "or", "") or k == start:
        return False
    following = tokens[k + 1].low if k + 1 < len(tokens) else "."
    if low in words("grammar", "finite"):
        return low not in words("rules", "clauses_ambiguous") or _clear(tokens, k, before, following)
    if not low.endswith("ed") or low in words("grammar", "participles") or len(low) < 4:
        return False
    if before in words("grammar", "determiners") | words("grammar", "prepositions") | {",", "-", "–"}:
        return before in ("they", "that") or (
            before == "," and following in words("grammar", "determiners") | {"it", "him", "them"}
        )
    return following != "by" and before not in ("been", "being", "be", "was", "were", "is", "are", "has", "have", "had")


def _clear(tokens: Sequence[Token], k: int, before: str, following: str) -> bool:
    """Whether a form that may be a noun is a verb here."""
    pronoun = before in ("he", "she", "it", "they", "we", "i", "you", "who")
    if pronoun or before in words("grammar", "adverbs"):
        return True
    if before in words("grammar", "determiners") | words("grammar", "prepositions") or before.endswith("'s"):
        return False
    if following in (",", ".", "and", ";", ")") or following in words("grammar", "auxiliaries"):
        return False
    prepositional = following in words("grammar", "prepositions")
    if tokens[k].low.endswith("s"):
        return not before.endswith("s") and not prepositional
    return before.endswith("s") and not before.endswith(("ss", "us")) and following != "of"


def is_time(token: Token) -> bool:
    """Whether a word tells a time, or may stand in such words (`on Monday`, `last week`, `earlier`)."""
    return token.low in words("grammar", "times") or token.text[0].isdigit()


def begins_noun(token: Token) -> bool:
    """Whether a noun phrase, so a clause, may begin here."""
    return token.low in words("grammar", "determiners") | words("grammar", "subjects") or (
        token.is_capital and token.low not in words("grammar", "times")
    )


def skip_circumstance(tokens: Sequence[Token], quoted: Sequence[int], k: int, end: int) -> int:
    """Where the words of time, place and occasion after a cue end: `on Tuesday`, `in a statement posted on it`."""
    while k < end and quoted[k] < 0:
        token = tokens[k]
        if is_adverb(token) and token.low not in ("there", "now", "never", "only", "even", "yesterday's"):
            k += 1
        elif token.low in words("rules", "clauses_circumstance") and k + 1 < end and quoted[k + 1] < 0:
            if token.low in ("as", "when", "while", "after", "before", "until") and tokens[k + 1].low in words(
                "grammar", "subjects"
            ):
                return k
            k = _skip_noun(tokens, quoted, k + 1, end)
        elif is_time(token) and not token.text[0].isdigit():
            k = _skip_time(tokens, k, end)
        elif token.low in words("rules", "clauses_participles"):
            k += 1
        elif token.text == "(":
            k = next((n + 1 for n in range(k, end) if tokens[n].text == ")"), end)
        else:
            return k
    return k


def _skip_time(tokens: Sequence[Token], k: int, end: int) -> int:
    k += 1
    while k < end and (
        is_time(tokens[k]) or (tokens[k].text == "," and k + 1 < end and tokens[k + 1].text[:2] in ("19", "20"))
    ):
        k += 1
    return k


def _new_noun(tokens: Sequence[Token], k: int) -> bool:
    """Whether a name after a common noun begins another noun phrase: `in a statement Moscow …`."""
    before = tokens[k - 1]
    if not tokens[k].is_capital or is_time(tokens[k]) or not before.text.islower():
        return False
    return not before.is_possessive and before.low not in ("with", "of", "the")


def _skip_noun(tokens: Sequence[Token], quoted: Sequence[int], k: int, end: int) -> int:
    """The end of the noun phrase that begins at k (after a preposition)."""
    if is_time(tokens[k]) and tokens[k].is_capital:
        return _skip_time(tokens, k, end)
    start = k
    opened = tokens[k].low in words("grammar", "determiners")
    k += opened
    while k < end and quoted[k] < 0:
        token = tokens[k]
        if (
            not token.is_word
            or token.low in words("grammar", "subjects")
            or token.low in words("grammar", "conjunctions")
        ):
            if (
                token.low == "and"
                and k + 1 < end
                and tokens[k + 1].is_word
                and finite(tokens, k + 1, min(end, k + 6)) < 0
            ):
                k += 1
                continue
            break
        if token.low in words("grammar", "determiners") and k > start:
            break
        if (
            token.low in words("rules", "clauses_circumstance")
            or token.low in words("rules", "clauses_participles")
            or is_adverb(token)
        ):
            break
        if k > start + opened and _new_noun(tokens, k):
            break
        if token.low not in words("rules", "clauses_ambiguous") and is_finite(tokens, k, start):
            break
        if token.low == "of" and k + 1 < end and tokens[k + 1].low in words("grammar", "determiners"):
            k += 1
        k += 1
    return max(k, start + 1)


def left_edge(tokens: Sequence[Token], quoted: Sequence[int], at: int) -> int:
    """The first token of the clause that holds token `at`: after a quotation, a semicolon, a dash or a colon."""
    k = at
    while k > 0:
        before = tokens[k - 1]
        if quoted[k - 1] >= 0 and quoted[k - 1] != quoted[min(at, len(quoted) - 1)] and _ends_speech(tokens, k):
            return k
        if before.text in (";", ":", "–", "—", "--", "_", "...", "…", "?", "!") or before.text in _OPENERS:
            return k
        k -= 1
    return 0


def _ends_speech(tokens: Sequence[Token], k: int) -> bool:
    """Whether the quotation that ends before token k is a piece of speech, not words of the sentence."""
    last = k - 1
    while last > 0 and tokens[last].text in CLOSERS:
        last -= 1
    return tokens[last].text in (",", ".", "?", "!", "…", "--") or (k < len(tokens) and tokens[k].text in (",", ";"))


def trim_left(tokens: Sequence[Token], start: int, end: int) -> int:
    """Passes over what may stand before a subject: conjunctions, adverbs, times."""
    k = start
    while k < end:
        token = tokens[k]
        opening = token.low in (
            "and",
            "but",
            "so",
            "yet",
            "or",
            "nor",
            "that",
            "as",
            "while",
            "although",
            "though",
            "because",
            "where",
            "when",
            "since",
            "if",
            "after",
            "before",
            "however",
            "whereas",
            "meanwhile",
            "like",
        )
        adverb = is_adverb(token) and token.low not in ("there", "here")
        time = (
            is_time(token)
            and (token.is_capital or token.low in ("last", "next", "this", "earlier", "later"))
            and _times_only(tokens, k, end)
        )
        if not (opening or adverb or time or token.text in (",", "-", ")", "]") or token.text in CLOSERS):
            return k
        k += 1
    return k


def _times_only(tokens: Sequence[Token], k: int, end: int) -> bool:
    n = k
    while n < end and is_time(tokens[n]):
        n += 1
    return n < end or tokens[k].low not in ("this", "last", "next")
