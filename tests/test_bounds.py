"""Long and hostile pages: no crash, and time that grows with the page, not with its square."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import cycle, islice

import msgspec
import pytest

from dragoman.annotation.layers import annotate
from dragoman.annotation.pairs import MOST_PARTIES
from dragoman.annotation.scenes import candidate_pairs
from dragoman.annotation.sentences import split
from dragoman.coders import coder_named
from dragoman.pipeline import code_document
from dragoman.readers import document_from_text

LINES = (
    "Russia's foreign minister {a} met President {b} of Turkey in Ankara on {n} May 2020, in case {k}.",
    "“We will not accept it, and they know it,” he said, and she told Ukraine that it would go on.",
    "The government accused the rebels in Syria of an attack that killed {n} people, report {k} said.",
    "The two sides agreed to meet, the minister said in statement {k}: it is what China asked for.",
)


def _name(seed: int) -> str:
    made = random.Random(seed)
    return " ".join(
        made.choice("BDFGKLMNPRSTVZ") + "".join(made.choice("aeiou") + made.choice("bdgklmnrst") for _ in range(3))
        for _ in range(2)
    )


def _news(words: int) -> str:
    return "\n".join(
        LINES[k % 4].format(a=_name(k), b=_name(k + 10**6), n=k % 28 + 1, k=k) for k in range(words * 10 // 170)
    )


def _again(*parts: str) -> Callable[[int], str]:
    size = sum(len(p.split()) for p in parts)
    return lambda words: " ".join(islice(cycle(parts), words * len(parts) // size))


PAGES: dict[str, Callable[[int], str]] = {
    "news": _news,
    "capitals": lambda n: _news(n).upper(),
    "one sentence": _again("Russia", "attacked Ukraine and", "China said", "that the minister", "told Iran,", "he"),
    "only reports": _again("said", "that", "said", "he"),
    "a table": lambda n: "\n".join(f"Russia | Ukraine | {k} | 12 May 2020 | $ {k}" for k in range(n // 11)),
    "emoji": _again("😀", "🇷🇺 Russia", "👨‍👩‍👧‍👦", "said", "🔥🔥🔥", "Ukraine!"),
    "scripts": _again("Россия", "напала", "中国", "說了", "Ukraine said", "الحرب في", "a\u0301\u0301", "\u202eTurkey"),
    "long names": lambda n: "\n".join(
        f"President {'A' + 'bcdefghij' * 55} {'Z' + 'yx' * 250}{k} of Russia met Turkey." for k in range(n // 9)
    ),
    "no verbs": _again("Russia", "Ukraine", "London", "President", "the", "of"),
    "one word": lambda n: "-".join(["Russian", "led", "said"] * (n // 3)),
    "marks": lambda n: "([" * n + " Russia said " + ")]" * n + '“"‘' * n,
    "reports below": lambda n: "\n".join(f"It said:\nWe will win number {k}. I know." for k in range(n // 11)),
}  # fmt: skip


def _timed(text: str) -> float:
    """Seconds of processor time from text to records, without the model; all is read as English."""
    began = time.process_time()
    document = msgspec.structs.replace(document_from_text(text), language="en")
    code_document(document, coder_named("baseline"))
    return time.process_time() - began


@pytest.mark.parametrize("kind", PAGES)
def test_time_grows_with_the_page_and_not_with_its_square(kind: str) -> None:
    _timed(_news(100))  # what is loaded once
    once, four_times = _timed(PAGES[kind](2_500)), _timed(PAGES[kind](10_000))
    assert four_times < 8 * once + 0.5  # 16 times where it is the square


def test_a_page_of_a_hundred_thousand_words_takes_less_than_half_a_minute() -> None:
    assert _timed(_news(100_000)) < 30


def test_pairs_are_bounded_by_the_sentences() -> None:
    document = document_from_text(PAGES["one sentence"](2_000))
    found = annotate(document)
    pairs = candidate_pairs(document.text, found.sentences, found.parties, document.furniture)
    assert len(pairs) <= len(found.sentences) * MOST_PARTIES**2


@pytest.mark.parametrize("text", ["word " * 2_000, "x" * 10_000, "one,two " * 1_500 + "end."])
def test_a_sentence_without_an_end_is_cut_and_nothing_is_lost(text: str) -> None:
    spans = split(text)
    assert max(end - start for start, end in spans) <= 2_000
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
