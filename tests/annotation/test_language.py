"""The words of a language: compiled as their sources ask for, and without slips that would weaken the rules."""

import sys
from pathlib import Path

import pytest

from dragoman.annotation.cues import forms_of
from dragoman.annotation.language import section, words

ROOT = Path(__file__).resolve().parent.parent.parent


def test_compiled_file_is_what_the_sources_give() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import compile_languages
    finally:
        sys.path.pop(0)
    assert compile_languages.TARGET.read_text("utf-8") == compile_languages.compiled(), (
        "python tools/compile_resources.py"
    )


@pytest.mark.parametrize("one", ["for_before", "for_after"])
@pytest.mark.parametrize("two", ["against_before", "against_after"])
def test_praise_is_not_blame(one: str, two: str) -> None:
    assert not words("stance", one) & words("stance", two)


def test_lists_of_words_are_sorted_and_lower_case() -> None:
    for key, found in section("sentences").items():
        assert found == sorted(set(found)), key
        assert all(w == w.lower() for w in found), key


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("argue", {"argue", "argues", "argued", "arguing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("say", {"say", "says", "said", "saying"}),
        ("warn", {"warn", "warns", "warned", "warning"}),
    ],
)
def test_forms(verb: str, forms: set[str]) -> None:
    assert set(forms_of(verb, section("cues")["irregular"])) == forms
