"""The recipes of docs/pipelines.md run as they stand, each where the framework is installed that it is for."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parent.parent
SECTION = (ROOT / "docs" / "pipelines.md").read_text("utf-8").partition("\n## In the framework that you use\n")[2]
RECIPES = {
    recipe[1].strip(): recipe[2]
    for recipe in re.finditer(r"\n\n(\w[\w ]*?)[,:][^\n]*\n\n```python\n(.*?)```", SECTION, re.DOTALL)
}
NEEDS = {
    "Arrow alone": "pyarrow", "pandas": "pandas", "Polars": "polars", "DuckDB": "duckdb", "Hugging Face datasets": "datasets",
    "Ray Data": "ray", "Spark": "pyspark", "datatrove": "datatrove",
}  # fmt: skip


def test_every_recipe_is_known():
    assert set(RECIPES) == set(NEEDS)
    assert len(RECIPES) == SECTION.count("```python")


@pytest.mark.parametrize("name", NEEDS)
def test_recipe(name, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    pa = pytest.importorskip("pyarrow")
    if find_spec(NEEDS[name]) is None or (name == "Spark" and which("java") is None):
        pytest.skip(f"needs {NEEDS[name]}" + " and Java" * (name == "Spark"))
    texts = [f"第{number}個句子\u200b。" for number in range(30)]
    texts[7] = "京ICP备00000000号-1"
    pq.write_table(pa.table({"id": [str(number) for number in range(30)], "text": texts}), tmp_path / "crawl.parquet")
    (tmp_path / "recipe.py").write_text(RECIPES[name], "utf-8")
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "PYSPARK_PYTHON": sys.executable, "HF_HOME": str(tmp_path / "hf")}
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    rows = [row for row in rows_of(tmp_path) if row.get("status", "ok") == "ok"]
    clean = sorted((row["text"] for row in rows), key=lambda text: int(re.search(r"\d+", text)[0]))
    assert clean == [text.replace("\u200b", "") for text in texts if "ICP" not in text]


def rows_of(folder):
    """All rows that a recipe wrote."""
    import pyarrow.parquet as pq

    found = [path for path in folder.rglob("*") if path.is_file() and "clean" in str(path.relative_to(folder))]
    for path in found:
        if path.suffix == ".parquet":
            yield from pq.ParquetFile(path).read().to_pylist()
        elif path.suffix == ".jsonl":
            yield from map(json.loads, path.read_text("utf-8").splitlines())
