"""Bytes to text in every encoding that pages come in."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError, UnreadableInput
from dragoman.readers.decode import decode

TEXT = "The minister said: “Turkey’s Erdoğan met Łukasz in Córdoba – twice.” He left after the talks had ended.\n"
WESTERN = "The minister said: “Peña met Müller in Córdoba – twice.” He left after the talks had ended.\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(codec: str) -> None:
    assert decode(TEXT.encode(codec), "x") == TEXT


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "ascii"])
def test_declared_western(declared: str) -> None:
    page = f'<meta charset="{declared}">{WESTERN}'
    assert decode(page.encode("cp1252"), "x").endswith(WESTERN)


def test_wrong_declaration_gives_way_to_utf8() -> None:
    assert decode(f'<meta charset="iso-8859-1">{TEXT}'.encode(), "x").endswith(TEXT)


def test_undeclared_western_is_guessed() -> None:
    assert "minister said" in decode((WESTERN * 20).encode("cp1252"), "x")


def test_mixed_encoding_is_read_where_it_stands() -> None:
    mixed = (TEXT * 4).encode() + "“pasted”".encode("cp1252")
    assert decode(mixed, "x") == TEXT * 4 + "“pasted”"


def test_hopeless_encoding_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="x: "):
        decode(b"\x81\x8d\x8f\x90\x9d\xff\xfe\x01\x02" * 300, "x")


def test_newlines_and_nuls() -> None:
    assert decode(b"one\r\ntwo\rthree\x00\n", "x") == "one\ntwo\nthree\n"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_round_trip(text: str) -> None:
    if not text.strip() or text.startswith("\ufeff") or text.count("\ufffd") > 2:
        return
    assert decode(text.encode(), "x") == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(decode(data, "x"), str)
