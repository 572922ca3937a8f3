"""The ontology: its parts are all there, its rules hold, and what ships is what people edited."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import OntologyError
from dragoman.ontology import Ontology

ROOT = Path(__file__).resolve().parent.parent
# fmt: off
LABELS = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
]
# fmt: on
TYPES = LABELS[:-1]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def test_compiled_equals_source() -> None:
    command = [sys.executable, str(ROOT / "tools" / "compile_resources.py"), "--check", "ontology"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_labels_are_stable(ontology: Ontology) -> None:
    assert list(ontology.labels) == LABELS
    assert list(ontology.types) == TYPES


def test_version_names_base_and_content(ontology: Ontology) -> None:
    assert re.fullmatch(r"plover-2\.0\+[0-9a-f]{8}", ontology.version)


def test_load_reads_once() -> None:
    assert Ontology.load() is Ontology.load()


@pytest.mark.parametrize("name", TYPES)
def test_type_has_every_part(ontology: Ontology, name: str) -> None:
    found = ontology.type(name)
    assert found.definition
    assert len(found.boundary) >= 3
    assert len(found.examples) >= 6
    assert len(found.near_misses) >= 4
    assert 6 <= len(found.hypotheses) <= 10
    assert found.quad in ontology.quads


@pytest.mark.parametrize("name", TYPES)
def test_every_mode_is_defined_and_shown(ontology: Ontology, name: str) -> None:
    found = ontology.type(name)
    assert all(mode.definition for mode in found.modes)
    assert {each.mode for each in found.examples} >= set(ontology.modes(name))


@pytest.mark.parametrize("name", TYPES)
def test_near_misses_are_of_another_label(ontology: Ontology, name: str) -> None:
    for miss in ontology.type(name).near_misses:
        assert miss.other in ontology.labels
        assert miss.other != name
        assert miss.why


def test_no_sentence_stands_twice(ontology: Ontology) -> None:
    kinds = ontology.types.values()
    texts = [*(e.text for k in kinds for e in k.examples), *(m.text for k in kinds for m in k.near_misses)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("label", LABELS)
def test_hypotheses_name_a_party_and_are_unique(ontology: Ontology, label: str) -> None:
    others = {text for other in LABELS if other != label for text in ontology.hypotheses(other)}
    for text in ontology.hypotheses(label):
        assert re.search(r"\b[ST]\b", text) or label == "NONE"
        assert text not in others


def test_closed_lists_are_complete(ontology: Ontology) -> None:
    assert len(ontology.contexts) == 37
    assert sum(not sector.international for sector in ontology.sectors.values()) == 25
    assert sum(sector.international for sector in ontology.sectors.values()) == 7
    assert ontology.symmetric == {"CONSULT", "AGREE", "COOPERATE"}
    assert set(ontology.statuses) == {"occurred", "planned", "hypothetical", "denied"}
    assert list(ontology.quads.values()) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "status", "strict"),
    [(name, "planned", "AGREE") for name in ("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE")]
    + [(name, "planned", name) for name in ("CONCEDE", "RETREAT", "SANCTION", "ACCUSE", "ASSAULT", "PROTEST")]
    + [("CONSULT", status, "CONSULT") for status in ("occurred", "hypothetical", "denied")],
)
def test_strict_type(ontology: Ontology, name: str, status: str, strict: str) -> None:
    assert ontology.strict_type(name, status) == strict


@pytest.mark.parametrize(
    ("name", "mode", "score"),
    [
        ("ACCUSE", None, -3.0),
        ("ACCUSE", "allege", -3.5),
        ("RETREAT", "disarm", 10.0),
        ("PROTEST", "vandalize", -5.0),
        ("ASSAULT", "unconventional", -10.0),
        ("CONSULT", "phone", 1.5),
        ("REQUEST", None, 0.0),
        ("AID", None, 10.0),
    ],
)
def test_score(ontology: Ontology, name: str, mode: str | None, score: float) -> None:
    assert ontology.score(name, mode) == score


def test_quads_of_the_types(ontology: Ontology) -> None:
    quads = {name: ontology.quads[ontology.quad(name)] for name in TYPES}
    numbers = [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4]
    assert quads == dict(zip(TYPES, numbers, strict=True))


def test_unknown_codes_are_refused(ontology: Ontology) -> None:
    with pytest.raises(OntologyError, match="no type 'FIGHT'; there is: AGREE"):
        ontology.type("FIGHT")
    with pytest.raises(OntologyError, match="no mode of ACCUSE 'demo'"):
        ontology.score("ACCUSE", "demo")
    with pytest.raises(OntologyError, match="no context"):
        ontology.context("humanitarian")
    with pytest.raises(OntologyError, match="no sector"):
        ontology.sector("XYZ")
    with pytest.raises(OntologyError, match="no status"):
        ontology.strict_type("AID", "maybe")
