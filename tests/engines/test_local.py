"""A run into a folder: all documents come out, in order; an interrupted run ends as an unbroken one."""

import json
import os
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path
from shutil import which

import pytest

import shanben
from shanben import Config, ConfigError, RunError, SourceError
from shanben.engines import local
from shanben.engines.local import run
from shanben.limits import FAILED_BYTES
from site_pages import pages

PAGE = Path(__file__).parents[2] / "fixtures" / "pages" / "bookstall.html"
ACCOUNT = ("read", "ok", "dropped", "failed")


@pytest.fixture
def crawl(tmp_path):
    """A folder of three pages, a picture and 60 lines, of which one is no JSON and one has nothing to keep."""
    folder = tmp_path / "crawl"
    (folder / "site").mkdir(parents=True)
    for name in ("a.html", "site/b.html", "site/c"):
        (folder / name).write_bytes(PAGE.read_bytes())
    (folder / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    lines = [
        json.dumps({"text": f"第{number}個句子\u200b。" * (1 + number % 7), "id": number, "url": f"http://{number % 3}.e.org"})
        for number in range(60)
    ]
    lines[7], lines[30] = '{"text": no}', '{"text": "京ICP备00000000号-1"}'
    (folder / "z.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture
def soon(monkeypatch):
    """Commit after every ten documents."""
    monkeypatch.setattr(local, "COMMIT_DOCUMENTS", 10)


def records(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def content(folder):
    """All files of a run but its account."""
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "run.json"
    }


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_records(crawl, tmp_path, workers):
    out = tmp_path / "out"
    account = run([crawl], out, workers=workers)
    assert [account[name] for name in ACCOUNT] == [64, 61, 1, 2]
    assert account == json.loads((out / "run.json").read_bytes())
    readings = sum(change.rule == "repair.reading" for change in shanben.clean(PAGE).explain())
    assert account["counts"]["rule"]["repair.reading"] == 3 * readings > 0
    assert account["counts"]["dropped"] == {"no main text": 1}
    assert sorted(path.name for path in out.iterdir()) == ["dropped.jsonl", "failed.jsonl", "records.jsonl", "run.json"]
    done = records(out / "records.jsonl")
    assert [record["source"]["uri"] for record in done[:3]] == [str(crawl / name) for name in ("a.html", "site/b.html", "site/c")]
    assert [record["source"]["record"] for record in done[3:]] == [str(n) for n in range(60) if n not in (7, 30)]
    picture, line = records(out / "failed.jsonl")
    assert (picture["reason"], picture["place"]) == ("binary data: PNG image", {"file": str(crawl / "p.png"), "row": None})
    assert (b64decode(line["data"]), line["place"]["row"]) == (b'{"text": no}\n', 7)
    assert (line["source"]["bytes"], line["source"]["sha256"]) == (None, None)
    (dropped,) = records(out / "dropped.jsonl")
    assert dropped["place"] == {"file": str(crawl / "z.jsonl"), "row": 30}
    assert "source_text" not in dropped


def test_parquet_holds_the_same_records(crawl, tmp_path, soon):
    pq = pytest.importorskip("pyarrow.parquet")
    from shanben.io.schema import to_record

    run([crawl], tmp_path / "lines", workers=0)
    run([crawl], tmp_path / "rows", workers=0, form="parquet")
    rows = pq.read_table(tmp_path / "rows" / "records").to_pylist()
    assert [to_record(row) for row in rows] == records(tmp_path / "lines" / "records.jsonl")
    assert len(list((tmp_path / "rows" / "records").iterdir())) == 7


def test_text_in_a_mirrored_tree(crawl, tmp_path):
    out = tmp_path / "out"
    (crawl / "site" / "c.txt").write_text("另一個文件。", "utf-8")
    run([crawl], out, workers=0, form="text", keep_dropped=True)
    names = {str(path.relative_to(out)) for path in out.rglob("*.txt")}
    assert {"a.html.txt", "site/b.html.txt", "site/c.txt", "site/c.txt.txt", "z.jsonl/00000000.txt"} < names
    assert len(names) == 62
    assert (out / "site" / "c.txt.txt").read_text("utf-8") == "另一個文件。\n"
    assert records(out / "dropped.jsonl")[0]["source_text"] == "京ICP备00000000号-1"


def test_profiles_of_sites(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "none.txt").write_text("一個文件。", "utf-8")
    for number, page in enumerate(pages("news.example.com", 4)):
        head = f'<link rel="canonical" href="https://{page.host}/{number}.html">'
        rows = "".join(f"<p>{line}</p>" for line in page.text.split("\n"))
        (folder / f"{number}.html").write_text(f"<html><head>{head}</head><body>{rows}</body></html>", "utf-8")
    account = run([folder], tmp_path / "learned", workers=0, form="sites", config=Config(script="hans"))
    assert [account[name] for name in ACCOUNT] == [5, 4, 1, 0]
    assert records(tmp_path / "learned" / "dropped.jsonl")[0]["reason"] == "does not say which site it is of"
    config = Config(sites=str(tmp_path / "learned" / "sites.json"))
    slogan = "某某新闻 让城市被看见"
    assert slogan in shanben.clean(folder / "3.html").text
    assert slogan not in shanben.clean(folder / "3.html", config=config).text


def test_what_belongs_to_the_configuration_must_not_change(crawl, tmp_path):
    rules = tmp_path / "mine.toml"
    rules.write_text("", "utf-8")
    run([crawl], tmp_path / "out", workers=0, config=Config(rules=(str(rules),)))
    rules.write_text("# changed", "utf-8")
    with pytest.raises(RunError, match="begun with other rules and sites"):
        run([crawl], tmp_path / "out", workers=0, config=Config(rules=(str(rules),)), resume=True)
    with pytest.raises(ConfigError, match=r"none\.toml"):
        run([crawl], tmp_path / "out", workers=0, config=Config(rules=(str(tmp_path / "none.toml"),)))


def test_the_tree_of_sources_named_in_several_ways(crawl, tmp_path, monkeypatch):
    monkeypatch.chdir(crawl)
    run(["a.html", crawl / "site"], tmp_path / "out", workers=0, form="text")
    assert sorted(str(path.relative_to(tmp_path / "out")) for path in tmp_path.glob("out/**/*.txt")) == [
        "a.html.txt", "site/b.html.txt", "site/c.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "gz", "parquet", "text", "sites"])
@pytest.mark.parametrize("stop", [1, 10, 25, 63])
def test_an_interrupted_run_ends_as_an_unbroken_one(crawl, tmp_path, soon, form, stop):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    how = {"form": "jsonl", "compression": "gz"} if form == "gz" else {"form": form}

    def interrupt(state, done):
        if state.read == stop:
            raise KeyboardInterrupt

    run([crawl], tmp_path / "unbroken", workers=0, **how)
    with pytest.raises(KeyboardInterrupt):
        run([crawl], tmp_path / "broken", workers=0, told=interrupt, **how)
    account = run([crawl], tmp_path / "broken", workers=0, resume=True, **how)
    assert account["resumed"] == 1
    assert content(tmp_path / "broken") == content(tmp_path / "unbroken")
    assert account["counts"] == json.loads((tmp_path / "unbroken" / "run.json").read_bytes())["counts"]
    assert run([crawl], tmp_path / "broken", workers=0, resume=True, **how) == account


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_run_that_is_killed(crawl, tmp_path):
    with (crawl / "z.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(f'\n{{"text": "第{number}個句子。"}}' for number in range(1500))
    program = (
        "import sys; from shanben.engines import local; local.COMMIT_DOCUMENTS = 50\n"
        "if __name__ == '__main__': local.run([sys.argv[1]], sys.argv[2], workers=2, resume=True)"
    )
    out, deadline = tmp_path / "out", time.monotonic() + 60
    process = subprocess.Popen([sys.executable, "-c", program, str(crawl), str(out)])
    while not (out / "records.jsonl").exists() or (out / "records.jsonl").stat().st_size < 20_000:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not (out / "run.json").exists()
    subprocess.run([sys.executable, "-c", program, str(crawl), str(out)], check=True, timeout=60)
    run([crawl], tmp_path / "unbroken", workers=0)
    assert content(out) == content(tmp_path / "unbroken")


def test_large_documents_are_committed_sooner(crawl, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(local, "COMMIT_BYTES", 2 * PAGE.stat().st_size)
    run([crawl], tmp_path / "out", workers=0, form="parquet")
    assert len(list((tmp_path / "out" / "records").iterdir())) > 2


def test_few_bytes_of_a_failed_document_are_kept(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"{" * FAILED_BYTES + b"\n" + b"{" * (FAILED_BYTES - 1) + b"\n")
    run([tmp_path / "a.jsonl"], tmp_path / "out", workers=0)
    large, small = records(tmp_path / "out" / "failed.jsonl")
    assert (large["data"], large["place"]["row"]) == (None, 0)
    assert len(b64decode(small["data"])) == FAILED_BYTES


def test_what_a_folder_may_hold(crawl, tmp_path, soon):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(RunError, match="is not empty"):
        run([crawl], out, workers=0)
    (out / "mine.txt").unlink()

    def interrupt(state, done):
        if state.read == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([crawl], out, workers=0, told=interrupt)
    with pytest.raises(RunError, match="was interrupted; go on with it"):
        run([crawl], out, workers=0)
    with pytest.raises(RunError, match="begun with other output"):
        run([crawl], out, workers=0, resume=True, form="text")
    (crawl / "0.html").write_text("neu", "utf-8")
    with pytest.raises(RunError, match="the sources have changed"):
        run([crawl], out, workers=0, resume=True)
    (crawl / "0.html").unlink()
    assert run([crawl], out, workers=0, resume=True)["ok"] == 61
    with pytest.raises(RunError, match="is not empty"):
        run([crawl], out, workers=0)
    with pytest.raises(RunError, match="begun with other output"):
        run([crawl], out, workers=0, resume=True, form="text")


@pytest.mark.parametrize("content", ["", "[]", "{}"])
@pytest.mark.parametrize("name", ["run.json", "checkpoint.json"])
def test_files_that_are_not_of_a_run(crawl, tmp_path, name, content):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(RunError, match=name):
        run([crawl], tmp_path, workers=0, resume=True)


def test_a_folder_that_cannot_be_written(crawl, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(RunError, match="Not a directory"):
        run([crawl], tmp_path / "file" / "out", workers=0)


UNWRITABLE = """
import sys
from pathlib import Path
from shanben.engines import local

def told(state, done):
    if state.read == 25:
        Path(sys.argv[2]).chmod(0o500)

local.COMMIT_DOCUMENTS = 10
local.run([sys.argv[1]], sys.argv[2], workers=0, told=told)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_can_no_longer_be_written(crawl, tmp_path):
    command = [sys.executable, "-c", UNWRITABLE, crawl, tmp_path / "broken"]
    if os.geteuid() == 0:  # who may write everywhere, unless without that capability
        if which("setpriv") is None:
            pytest.skip("root can write everywhere")
        command = ["setpriv", "--bounding-set=-dac_override", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "RunError" in done.stderr
    assert "Permission denied" in done.stderr
    (tmp_path / "broken").chmod(0o700)
    account = run([crawl], tmp_path / "broken", workers=0, resume=True)
    assert (account["read"], account["resumed"]) == (64, 1)
    run([crawl], tmp_path / "unbroken", workers=0)
    assert content(tmp_path / "broken") == content(tmp_path / "unbroken")


def test_a_full_disk(crawl, tmp_path, soon, monkeypatch):
    def full(self, rest):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("shanben.io.writers.packed", full)
        with pytest.raises(RunError, match="No space left"):
            run([crawl], tmp_path / "broken", workers=0)
    run([crawl], tmp_path / "broken", workers=0, resume=True)
    run([crawl], tmp_path / "unbroken", workers=0)
    assert content(tmp_path / "broken") == content(tmp_path / "unbroken")


def test_wrong_options(crawl, tmp_path):
    with pytest.raises(ConfigError, match="form='csv' is not known"):
        run([crawl], tmp_path / "out", form="csv")
    with pytest.raises(ConfigError, match="compression='gz' is not known for text"):
        run([crawl], tmp_path / "out", form="text", compression="gz")
    with pytest.raises(SourceError, match="No such file"):
        run([tmp_path / "none"], tmp_path / "out")
