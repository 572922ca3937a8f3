"""What comes in from other data sets, what is refused with its reason, and what leaves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import DragomanError, UnreadableInput
from dragoman.exchange import cameo, imported, tables
from dragoman.store.answer import Events
from dragoman.store.imports import Imported
from dragoman.store.ledger import Ledger
from tests.conftest import SHARED
from tests.store.retold import pages

GDELT = dict.fromkeys(imported.GDELT, "") | {
    "GLOBALEVENTID": "7", "SQLDATE": "20191024", "Actor1Code": "RUS", "Actor1Name": "RUSSIA",
    "Actor1CountryCode": "RUS", "Actor2Code": "TUR", "Actor2Name": "ANKARA", "Actor2CountryCode": "TUR",
    "EventCode": "042",
    "ActionGeo_FullName": "Ankara, Ankara, Turkey", "ActionGeo_Type": "4", "ActionGeo_Lat": "39.9",
    "ActionGeo_Long": "32.8", "DATEADDED": "20191024143000", "SOURCEURL": "https://wire.example/a",
}  # fmt: skip


@pytest.fixture
def gold() -> Iterator[Ledger]:
    with Ledger(":memory:") as ledger:
        for document, coded in pages():
            ledger.add(document, coded)
        yield ledger


def gdelt(tmp_path: Path, *changes: dict[str, str]) -> list[Imported | imported.Reject]:
    path = tmp_path / "rows.csv"
    path.write_text("".join("\t".join((GDELT | change).values()) + "\n" for change in changes), encoding="utf-8")
    return list(imported.read(str(path), "gdelt"))


def test_a_row_of_gdelt_is_an_event(tmp_path: Path) -> None:
    (found,) = gdelt(tmp_path, {})
    assert isinstance(found, Imported)
    e = found.event
    assert ([p.code for p in e.actor], [p.code for p in e.recipient]) == (["RUS"], ["TUR"])
    assert (e.type, e.mode, e.date and e.date.label()) == ("CONSULT", "visit", "2019-10-24")
    assert e.place is not None
    assert (e.place.country, e.place.name, e.place.lat) == ("TUR", "Ankara", 39.9)
    assert found.outlet == "wire.example"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"EventCode": "010"}, "CAMEO 010 has no PLOVER type"),
        ({"EventCode": "X"}, "no CAMEO code"),
        ({"SQLDATE": "20191345"}, "ValueError"),
        ({"Actor1Code": "", "Actor2Code": ""}, "no party"),
        ({"SOURCEURL": "a\tb"}, "62 columns where there should be 61"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_reason(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    refused, taken = gdelt(tmp_path, change, {})
    assert isinstance(refused, imported.Reject)
    assert reason in refused.reason
    assert refused.number == 1
    assert isinstance(taken, Imported)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("03", ("AGREE", None)), ("0814", ("RETREAT", None)), ("083", ("CONCEDE", None)), ("116", ("SANCTION", "convict")),
     ("163", ("COERCE", None)), ("175", ("ASSAULT", None)), ("1712", ("ASSAULT", None)), ("192", ("COERCE", None)),
     ("193", ("ASSAULT", None)), ("012", None), ("02", None)],
)  # fmt: skip
def test_cameo_to_plover(code: str, kind: tuple[str, str | None] | None) -> None:
    assert cameo.plover(code) == kind


@pytest.mark.parametrize("code", ["", "21", "4", "ABC", "00"])
def test_no_cameo_code(code: str) -> None:
    with pytest.raises(ValueError, match="no CAMEO code"):
        cameo.plover(code)


def test_imported_rows_are_kept_apart_and_taken_once(gold: Ledger, tmp_path: Path) -> None:
    before = gold.ask().counts()
    rows = [row for row in gdelt(tmp_path, {}, {"GLOBALEVENTID": "8"}) if isinstance(row, Imported)]
    assert gold.add_imported("gdelt", rows) == 2
    assert gold.add_imported("gdelt", rows) == 0
    assert gold.ask().counts() == before
    assert gold.ask("source:gdelt party:RUS type:CONSULT").counts() == (2, 2, 1)
    assert gold.ask("source:pages,gdelt").counts()[0] == before[0] + 2


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize(
    ("source", "name", "least"),
    [("gdelt", "gdelt2_20191024143000.export.CSV", 0.75), ("icews", "icews_2018_sample.tab", 0.75),
     ("acled", "acled_sample_argentina.csv", 0.9)],
)  # fmt: skip
def test_every_row_of_a_sample_is_taken_or_refused_with_a_reason(source: str, name: str, least: float) -> None:
    path = SHARED / "data" / name
    found = list(imported.read(str(path), source))
    taken = [row for row in found if isinstance(row, Imported)]
    assert len(taken) > least * len(found)
    assert all(row.reason for row in found if isinstance(row, imported.Reject))


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        list(imported.read("absent.csv", "gdelt"))


def written(found: Events, tmp_path: Path, ending: str) -> str:
    path, codebook = tables.write(found, str(tmp_path / f"out{ending}"))
    assert str(found.question) in codebook.read_text("utf-8")
    first = path.read_bytes()
    tables.write(found, str(path))
    assert path.read_bytes() == first
    return first.decode("utf-8")


def test_csv_has_an_event_a_row_and_no_formula(gold: Ledger, tmp_path: Path) -> None:
    found = gold.ask("party:RUS")
    rows = list(csv.DictReader(io.StringIO(written(found, tmp_path, ".csv"))))
    assert len(rows) == len(found)
    assert set(rows[0]) == set(tables.COLUMNS)
    assert tables.csv_text([{"a": "=HYPERLINK(1)", "b": -1.5}], ["a", "b"]) == "a,b\n'=HYPERLINK(1),-1.5\n"


def test_json_lines_have_every_report(gold: Ledger, tmp_path: Path) -> None:
    lines = written(gold.ask("type:ASSAULT actor:RUS date:2022-07-23"), tmp_path, ".jsonl").splitlines()
    (record,) = map(json.loads, lines)
    assert len(record["reports"]) == 5
    assert set(record["contested"]["status"]) == {"occurred", "denied"}


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_graphs_come_back_with_weights(gold: Ledger, tmp_path: Path, ending: str) -> None:
    networkx = pytest.importorskip("networkx")
    text = written(gold.ask("date:2022-07"), tmp_path, ending)
    read = networkx.parse_graphml if ending == ".graphml" else lambda t: networkx.read_gexf(io.BytesIO(t.encode()))
    graph = read(text)
    assert graph["RUS"]["UKR"]["weight"] >= 1
    assert graph.nodes["RUS"]["label"].startswith("Russia")


def test_every_page_is_cited_once(gold: Ledger, tmp_path: Path) -> None:
    found = gold.ask("party:RUS")
    pages_told = {r.key for told in found for r in told.reports}
    assert written(found, tmp_path, ".bib").count("@misc{") == len(pages_told)
    assert len(json.loads(written(found, tmp_path, ".csljson"))) == len(pages_told)


def test_parquet_holds_the_same_rows(gold: Ledger, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    found = gold.ask("party:RUS")
    path, _ = tables.write(found, str(tmp_path / "out.parquet"))
    assert parquet.read_table(path).to_pylist() == list(found.rows())


@pytest.mark.parametrize("name", ["out.xyz", "no/such/folder.csv"])
def test_what_cannot_be_written(gold: Ledger, tmp_path: Path, name: str) -> None:
    with pytest.raises(DragomanError):
        tables.write(gold.ask("party:RUS"), str(tmp_path / name))
