"""CAMEO codes to PLOVER types, after the PLOVER project's table of 2021 and docs/decisions/ontology.md.

CAMEO 01 (public statement) and 02 (appeal) have no PLOVER type; the manual drops them, and so does an import, which
counts them among the rejects.
"""

from __future__ import annotations

_ROOTS = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
_SPECIAL = {
    "0813": "RETREAT", "0814": "RETREAT", "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT",
    "116": "SANCTION", "163": "COERCE", "1712": "ASSAULT", "175": "ASSAULT", "191": "COERCE", "192": "COERCE",
}  # fmt: skip
_MODES = {"042": "visit", "043": "visit", "041": "phone", "116": "convict", "141": "demo", "143": "strike",
          "145": "riot", "181": "abduct"}  # fmt: skip
DROPPED = frozenset({"01", "02"})
"""Roots without a PLOVER type."""


def plover(code: str) -> tuple[str, str | None] | None:
    """The PLOVER type and mode of a CAMEO code; None for the roots that PLOVER drops. Raises ValueError on no code."""
    clean = code.strip()
    if not (clean.isdigit() and 2 <= len(clean) <= 4 and "01" <= clean[:2] <= "20"):
        raise ValueError(f"no CAMEO code: {code!r}")
    if clean[:2] in DROPPED:
        return None
    for length in (4, 3):
        if clean[:length] in _SPECIAL:
            return _SPECIAL[clean[:length]], _mode(clean)
    return _ROOTS[clean[:2]], _mode(clean)


def _mode(code: str) -> str | None:
    return _MODES.get(code[:3])
