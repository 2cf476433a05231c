"""The exports are read by the programs that they are for, where those are installed."""

import json
from pathlib import Path

import pytest

import shanben
from shanben import Config, RecordError, RunError
from shanben.engines.local import run
from shanben.io.export import croissant, dolma, prov
from shanben.io.records import read_records_of

PAGE = Path(__file__).parents[2] / "fixtures" / "pages" / "bookstall.html"


@pytest.fixture(params=["jsonl", "gz", "parquet"])
def ended(request, tmp_path):
    """The folder and the account of a run."""
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    form = {"form": "jsonl", "compression": "gz"} if request.param == "gz" else {"form": request.param}
    return tmp_path / "out", run([PAGE], tmp_path / "out", workers=0, config=Config(provenance="full"), **form)


def test_records_are_read_back(ended):
    (record,) = read_records_of(ended[0])
    assert shanben.restore(record) == shanben.clean(PAGE).source_text


def test_dolma_attributes_are_as_its_toolkit_reads_them(ended):
    jsonschema = pytest.importorskip("jsonschema")
    span = {
        "type": "array",
        "prefixItems": [{"type": "integer"}, {"type": "integer"}, {"type": "number"}],
        "items": False,
        "minItems": 3,
    }
    name = r"^[^_]+__[^_]+__\S+$"  # experiment, tagger, type
    attributes = {"type": "object", "patternProperties": {name: {"type": "array", "items": span}}, "additionalProperties": False}
    schema = {
        "type": "object",
        "required": ["id", "attributes"],
        "properties": {"id": {"type": "string"}, "attributes": attributes},
    }
    for record in read_records_of(ended[0]):
        assert len(dolma(record)["attributes"]) > 3
        jsonschema.Draft202012Validator(schema).validate(dolma(record))


def test_dolma_spans_are_those_of_the_source():
    document = shanben.clean(PAGE)
    exported = dolma(document.to_dict())
    assert exported["id"] == document.to_dict()["id"]
    spans = exported["attributes"]["shanben__label__byline"]
    assert [document.source_text[start:end] for start, end, _ in spans] == ["責任編輯:周平"]
    readings = [change for change in document.explain() if change.rule == "repair.reading"]
    assert exported["attributes"]["shanben__rule__repair.reading"] == [[c.start, c.end, 1.0] for c in readings]
    assert dolma(shanben.clean(PAGE, config=Config(provenance="none")).to_dict())["attributes"]
    with pytest.raises(RecordError, match="not a record"):
        dolma({"id": "x"})


def test_prov_is_read_by_prov(ended):
    exported = prov(ended[1])
    assert exported["used"]["_:u0"]["prov:entity"] in exported["entity"]
    with pytest.raises(RunError, match="not the account"):
        prov({})
    model = pytest.importorskip("prov.model")
    read = model.ProvDocument.deserialize(content=json.dumps(exported), format="json")
    kinds = {kind for kind in exported if kind != "prefix"}
    assert {kind: len(rows) for kind, rows in json.loads(read.serialize()).items() if kind in kinds} == dict.fromkeys(
        kinds, 1
    ) | {"entity": 3}
    (made,) = (name for name in exported["entity"] if name.startswith("shanben:records/"))
    assert f"wasDerivedFrom({made}, {exported['used']['_:u0']['prov:entity']}" in read.get_provn()


def test_runs_of_one_configuration_are_told_apart(ended):
    later = prov({**ended[1], "started": "2030-01-01T00:00:00+00:00"})
    assert set(later["entity"]) & set(prov(ended[1])["entity"]) == {f"shanben:config/{ended[1]['run']}"}


def test_croissant_names_every_file(ended):
    folder, account = ended
    exported = croissant(account, folder, "example")
    assert len(exported["distribution"]) == len(exported["recordSet"]) == 1
    json.dumps(exported)
    with pytest.raises(RecordError, match="holds neither"):
        croissant(account, PAGE.parent, "x")


@pytest.mark.filterwarnings("ignore")
def test_croissant_is_read_by_mlcroissant(ended):
    mlc = pytest.importorskip("mlcroissant")
    folder, account = ended
    if account["plan"]["output"]["compression"]:
        pytest.skip("mlcroissant unpacks no single files")
    exported = croissant(account, folder, "example")
    (folder / "croissant.json").write_text(json.dumps(exported), "utf-8")
    dataset = mlc.Dataset(jsonld=str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    assert {warning.split('"')[1].rpartition("/")[2] for warning in dataset.metadata.ctx.issues.warnings} == {"license", "citeAs"}
    rows = list(dataset.records(exported["recordSet"][0]["@id"]))
    key = exported["recordSet"][0]["@id"] + "/text"
    assert [row[key].decode() for row in rows] == [shanben.clean(PAGE).text]
