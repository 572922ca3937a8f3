"""Bytes to text: the mark at the head, UTF-8, what the page declares, then a guess. The only importer of
charset_normalizer.
"""

from __future__ import annotations

import codecs
import re

from dragoman.errors import EmptyInput, UnreadableInput
from dragoman.readers.base import check_size

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"RIFF", "a sound or video file"),
    (b"ID3", "a sound file"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,40})""", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STATEFUL = ("iso-2022", "iso2022", "hz", "utf-7")
LOST_SHARE = 0.02
"""More characters than this that cannot be read, and the encoding is wrong."""


def decode(data: bytes, origin: str, declared: str | None = None) -> str:
    """The text of `data`, newlines made `\\n`. Raises EmptyInput, TooLarge, or UnreadableInput for what is no text."""
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyInput(f"{origin}: empty")
    _refuse_binary(data, origin)
    text = _decoded(data, declared or _declaration(data))
    check_size(text, origin)
    _refuse_noise(text, origin)
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _refuse_binary(data: bytes, origin: str) -> None:
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise UnreadableInput(f"{origin}: {name}, not text")


def _declaration(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    if declared and declared.lower().startswith(_STATEFUL):
        return _strict(data, declared) or data.decode("utf-8", "replace")
    text = _strict(data, "utf-8") or (_strict(data, _web_name(declared)) if declared else None)
    return text or _mixed(data) or _guessed(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of an English page is zero."""
    head = data[:2000]
    if head.count(0) * 4 < max(len(head), 8):
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _web_name(declared: str) -> str:
    """Pages that declare Latin-1 or ASCII mean Windows-1252, as browsers read them."""
    return "cp1252" if declared.lower() in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"} else declared


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _mixed(data: bytes) -> str | None:
    """UTF-8 with a few bytes of Windows-1252 pasted in: read each where it stands. None when UTF-8 is not the rule."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= c <= "\udcff" for c in text)
    read = sum(c > "\x7f" for c in text) - stray
    if stray > max(3, read) or stray > len(text) * LOST_SHARE:
        return None
    return re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m.group()) - 0xDC00]).decode("cp1252", "replace"), text)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:60_000]).best()
    return data.decode(best.encoding if best else "utf-8", "replace")


def _refuse_noise(text: str, origin: str) -> None:
    head = text[:200_000]
    if len(_CONTROL.findall(head)) > max(4, len(head) * LOST_SHARE):
        raise UnreadableInput(f"{origin}: binary data, not text")
    lost = head.count("\ufffd")
    if lost > max(2, len(head) * LOST_SHARE):
        share = f"{lost:,} of the first {len(head):,} characters"
        raise UnreadableInput(f"{origin}: {share} cannot be read; wrong encoding?")
