"""One poisoned document among a thousand: each engine gives the others clean and that one failed, and ends well.

Where the document is cleaned in a process of its own it kills that; elsewhere the cleaner raises on it. The poison is put into
every Python that a test starts, the workers of clusters among them, as the module that Python imports by itself when it begins.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

POISON = """
import os, time
from shanben.cleaner import Cleaner

def poisoned(self, source, **more):
    if source == "poison that raises":
        1 / 0
    if source == "poison that kills":
        os._exit(9)
    if source == "poison that hangs":
        time.sleep(600)
    return clean(self, source, **more)

clean, Cleaner.clean = Cleaner.clean, poisoned
"""
RUN = "from shanben.engines import {0}; {0}.run(['rows.jsonl'], 'out', {1})"
ENGINES = {
    "local": ("numpy", RUN.format("local", "workers=2")),
    "ray": ("ray", RUN.format("ray", "")),
    "spark": ("pyspark", RUN.format("spark", "master='local[2]'")),
}
DATATROVE = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from shanben.engines.datatrove import CleanText
writers = [JsonlWriter(name, compression=None) for name in ("clean", "rest")]
LocalPipelineExecutor([JsonlReader(".", glob_pattern="rows.jsonl"), CleanText(exclusion_writer=writers[1]), writers[0]]).run()
"""


def in_python(folder, program, poison):
    """Run a program in the folder, on rows of which one is the poison."""
    rows = [{"text": poison if number == 500 else f"第{number}個句子。"} for number in range(1000)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (folder / "sitecustomize.py").write_text(POISON, "utf-8")
    (folder / "program.py").write_text("if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in program.splitlines()))
    source = os.pathsep.join([str(folder), str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=folder, env={**os.environ, "PYTHONPATH": source},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def lines(folder, name):
    return [json.loads(line) for path in sorted(folder.rglob(name)) for line in path.read_text("utf-8").splitlines()]


def assert_one_failed(out, reason):
    """Assert that the run in this folder has failed on the poison alone."""
    assert [record["text"] for record in lines(out, "records.jsonl")] == [f"第{n}個句子。" for n in range(1000) if n != 500]
    (failed,) = [json.loads(line) for line in (out / "failed.jsonl").read_text("utf-8").splitlines()]
    assert failed["place"]["row"] == 500
    assert reason in failed["reason"]
    account = json.loads((out / "run.json").read_bytes())
    assert [account[name] for name in ("read", "ok", "dropped", "failed")] == [1000, 999, 0, 1]


@pytest.mark.parametrize(("poison", "reason"), [("raises", "ZeroDivisionError"), ("kills", "its process died twice")])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_run(tmp_path, engine, poison, reason):
    package, program = ENGINES[engine]
    if find_spec(package) is None or (engine == "spark" and which("java") is None):
        pytest.skip(f"needs {package}" + " and Java" * (engine == "spark"))
    in_python(tmp_path, program, f"poison that {poison}")
    assert_one_failed(tmp_path / "out", reason)


def test_a_document_that_takes_too_long(tmp_path):
    in_python(tmp_path, RUN.format("local", "workers=2, seconds=10"), "poison that hangs")
    assert_one_failed(tmp_path / "out", "took longer than 10 s")


def test_a_step_of_datatrove(tmp_path):
    pytest.importorskip("datatrove")
    in_python(tmp_path, DATATROVE, "poison that raises")
    assert len(lines(tmp_path / "clean", "*.jsonl")) == 999
    (failed,) = lines(tmp_path / "rest", "*.jsonl")
    assert failed["text"] == "poison that raises"
    assert failed["metadata"]["reason"] == "failed: ZeroDivisionError: division by zero"
