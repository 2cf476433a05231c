"""Runs on clusters: the records of a local run, whatever dies on the way. The engines are single machines here."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from shanben import Config, RunError
from shanben.engines import local, partitions
from shanben.io.records import read_records_of

PAGE = Path(__file__).parents[2] / "fixtures" / "pages" / "bookstall.html"


@pytest.fixture
def crawl(tmp_path):
    """Four files of lines, of which one in 25 is no JSON, and two pages."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    for file in range(4):
        lines = [json.dumps({"text": f"第{file}{number}個句子\u200b。"}) if number % 25 else "{" for number in range(100)]
        (folder / f"{file}.jsonl").write_text("\n".join(lines), "utf-8")
    for name in ("x.html", "y.html"):
        (folder / name).write_bytes(PAGE.read_bytes())
    return folder


def lines(folder, name):
    return [line for path in sorted(folder.rglob(name)) for line in path.read_text("utf-8").splitlines()]


def assert_same(out, crawl, tmp_path):
    """Assert that a run has the records, the failures and the counts of a local one."""
    account = local.run([crawl], tmp_path / "local", workers=0)
    assert lines(out / "partitions", "records.jsonl") == lines(tmp_path / "local", "records.jsonl")
    assert lines(out, "failed.jsonl")[:16] == lines(tmp_path / "local", "failed.jsonl")
    merged = json.loads((out / "run.json").read_bytes())
    assert {name: merged[name] for name in ("read", "ok", "failed", "counts")} == {
        name: account[name] for name in ("read", "ok", "failed", "counts")
    }
    assert sorted(path.name for path in (out / "partitions").iterdir()) == [f"{number:05d}" for number in range(5)]
    assert sum(1 for _ in read_records_of(out, every=True)) == account["read"]


def test_partitions_are_done_once_and_by_any_task(crawl, tmp_path):
    out, calls = tmp_path / "out", []

    def dies_after_two(work, numbers):
        calls.extend(map(work, list(numbers)[:2]))

    with pytest.raises(RunError, match="3 of 5 partitions are not done"):
        partitions.run([crawl], out, dies_after_two, resume=False)
    with pytest.raises(RunError, match="holds a run"):
        partitions.run([crawl], out, dies_after_two, resume=False)
    (out / "partitions" / ".00002-draft").mkdir()

    def twice(work, numbers):
        calls.extend(map(work, [*numbers, *numbers]))

    partitions.run([crawl], out, twice, resume=True)
    assert calls == [0, 1, 2, 3, 4, 2, 3, 4]
    assert_same(out, crawl, tmp_path)


def work_off(work, numbers):
    for number in numbers:
        work(number)


def test_profiles_of_sites_are_merged(tmp_path):
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    urls = [f"http://{number % 3}.example.org/{number}" for number in range(12)]
    rows = [json.dumps({"text": f"首頁 新聞 訂閱\n{url} 的第一篇文章", "url": url}) for url in urls]
    for part in range(3):
        (crawl / f"{part}.jsonl").write_text("\n".join(rows[4 * part : 4 * part + 4]), "utf-8")
    merged = partitions.run([crawl], tmp_path / "out", work_off, resume=False, form="sites")
    local.run([crawl], tmp_path / "local", workers=0, form="sites")
    assert merged["ok"] == 12
    assert (tmp_path / "out" / "sites.json").read_bytes() == (tmp_path / "local" / "sites.json").read_bytes()


def test_texts_stand_in_the_folders_of_the_whole(tmp_path):
    for name in ("crawl/a/1.txt", "crawl/a/rows.jsonl", "crawl/b/2.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "文。"}\n', "utf-8")
    partitions.run([tmp_path / "crawl"], tmp_path / "out", work_off, resume=False, form="text")
    found = sorted(str(path.relative_to(tmp_path / "out" / "partitions")) for path in tmp_path.glob("out/partitions/**/*.txt"))
    assert found == ["00000/a/1.txt", "00001/a/rows.jsonl/00000000.txt", "00002/b/2.txt"]


def test_a_table_without_the_text_is_one_failed_document(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    for name in ("text", "body"):
        pq.write_table(pa.table({name: ["文。"] * 3}), tmp_path / f"{name}.parquet")
    account = partitions.run([tmp_path / "*.parquet"], tmp_path / "out", work_off, resume=False)
    assert (account["read"], account["ok"], account["failed"]) == (4, 3, 1)
    assert "no column 'text'; known: body" in lines(tmp_path / "out", "failed.jsonl")[0]


def test_no_files(tmp_path):
    (tmp_path / "crawl").mkdir()
    account = partitions.run([tmp_path / "crawl"], tmp_path / "out", work_off, resume=False)
    assert (account["read"], account["partitions"]) == (0, 1)


def test_partitions_of_another_run(crawl, tmp_path):
    partitions.run([crawl], tmp_path / "out", work_off, resume=False)
    with pytest.raises(RunError, match="begun with other options of cleaning or version of Shanben, output"):
        partitions.run([crawl], tmp_path / "out", work_off, resume=True, form="text", config=Config(script="hans"))
    (crawl / "0.jsonl").unlink()
    with pytest.raises(RunError, match="begun with other sources"):
        partitions.run([crawl], tmp_path / "out", work_off, resume=True)


PROGRAM = """
import os, signal, sys
from pathlib import Path
from shanben.engines import partitions
from shanben.engines.{engine} import run

class Deadly(partitions.Partitions):
    def __call__(self, number):
        mark = self.folder / "killed"
        if number == 1 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(number)

if __name__ == "__main__":
    partitions.Partitions = Deadly
    print(run([sys.argv[1]], sys.argv[2], **{options})["read"])
"""


@pytest.mark.parametrize(
    ("engine", "package", "options"), [("ray", "ray", {}), ("spark", "pyspark", {"master": "local[2,4]"})], ids=["ray", "spark"]
)
def test_a_worker_that_is_killed_loses_nothing(crawl, tmp_path, engine, package, options):
    if find_spec(package) is None or (package == "pyspark" and which("java") is None):
        pytest.skip(f"needs {package}" + " and Java" * (package == "pyspark"))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.replace("{engine}", engine).replace("{options}", repr(options)), "utf-8")
    source = os.pathsep.join([str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, program, crawl, tmp_path / "out"], env={**os.environ, "PYTHONPATH": source},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-1] == "402"
    assert (tmp_path / "out" / "killed").exists()
    assert_same(tmp_path / "out", crawl, tmp_path)
