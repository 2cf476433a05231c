"""The reference says what the code does, and records are what their schema says."""

import json
import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

import shanben
from documentation import DOCS, PAGES

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(files("shanben").joinpath("record.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_is_what_the_code_says(page):
    assert (DOCS / page).read_text("utf-8") == PAGES[page](), "run: python tests/documentation.py"


def test_records_fit_their_schema():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    page = (ROOT / "fixtures" / "pages" / "bookstall.html").read_bytes()
    sources = [
        page,
        b"\x89PNG\r\n\x1a\n",
        "",
        "京ICP备00000000号-1",
        b"\xb0\xa1\xff\xff caf\xe9",
        "台灣的裏面和里面。",
        "CC BY-SA 4.0 授權\n\n春天。",
    ]
    for provenance in ("none", "map", "full"):
        for source in sources:
            validator.validate(shanben.clean(source, config=shanben.Config(provenance=provenance)).to_dict())


def test_the_schema_has_every_field_and_says_what_it_is():
    record = shanben.clean("文。").to_dict()
    assert list(SCHEMA["properties"]) == [*record, "duplicate_of"]
    assert SCHEMA["required"] == list(record)
    assert list(SCHEMA["properties"]["metadata"]["properties"]) == [field.name for field in fields(shanben.Metadata)]
    told = [field for part in [SCHEMA, *SCHEMA["properties"].values()] for field in part.get("properties", {}).values()]
    assert all(field.get("description") for field in told)


def test_links_of_the_documentation_lead_somewhere():
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
