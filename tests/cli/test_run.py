"""`clean-text run`: what it says, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shanben.cli import main

PAGE = Path(__file__).parent.parent.parent / "fixtures" / "pages" / "bookstall.html"


@pytest.fixture
def ct(monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["clean-text", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run


def test_a_run(ct, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"body": "漢字。"}\n{"body": "京ICP备00000000号-1"}\n', "utf-8")
    how = ("run", rows, "-o", tmp_path / "out", "--field", "text=body", "--script", "hans", "--workers", 1)
    assert ct(*how) == (0, "", "read 2 = ok 1 + dropped 1 + failed 0\n")
    assert json.loads((tmp_path / "out" / "records.jsonl").read_bytes())["text"] == "汉字。"
    code, out, err = ct(*how, "--resume", "--json", "-q")
    assert (code, json.loads(out)["read"], err) == (0, 2, "")
    code, _, err = ct(*how)
    assert (code, "is not empty, and holds a run that has ended" in err) == (2, True)
    code, _, err = ct(*how[:-4], "--script", "hant", "--resume")
    assert (code, "begun with other options of cleaning or version of Shanben" in err) == (2, True)


def test_failed_documents_are_told_by_the_exit_code(ct, tmp_path):
    (tmp_path / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, _, err = ct("run", tmp_path / "p.png", "-o", tmp_path / "out", "--workers", 1)
    why = tmp_path / "out" / "failed.jsonl"
    assert (code, err) == (3, f"read 1 = ok 0 + dropped 0 + failed 1; {why} says why\n")


def test_a_table_without_the_text(ct, tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    for name in ("text", "body"):
        pq.write_table(pa.table({name: ["漢字。"] * 2}), tmp_path / f"{name}.parquet")
    out = tmp_path / "out"
    code, _, err = ct("run", tmp_path / "body.parquet", "-o", out)
    fault = f"{tmp_path / 'body.parquet'}: no column 'text'; known: body; --field text=NAME says which is the text"
    assert (code, fault in err, out.exists()) == (2, True, False)
    code, _, err = ct("run", tmp_path / "body.parquet", tmp_path / "text.parquet", "-o", out, "--workers", 1)
    assert (code, err) == (3, f"read 3 = ok 2 + dropped 0 + failed 1; {out / 'failed.jsonl'} says why\n")
    assert json.loads((out / "failed.jsonl").read_bytes())["reason"] == fault


def test_a_source_that_is_not_there_leaves_no_folder(ct, tmp_path):
    code, _, err = ct("run", PAGE, tmp_path / "none.txt", "-o", tmp_path / "out")
    assert (code, "none.txt: No such file or directory" in err, (tmp_path / "out").exists()) == (2, True, False)


def test_records_that_are_no_documents_are_told(ct, tmp_path):
    pytest.importorskip("fastwarc")
    records = [f"WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: 2\r\n\r\nno\r\n\r\n" for kind in ("request", "metadata")]
    (tmp_path / "a.warc").write_text("".join(records), newline="")
    _, _, err = ct("run", tmp_path / "a.warc", "-o", tmp_path / "out", "--workers", 1)
    told = "besides, 2 records of WARC files are no documents: 1 metadata, 1 request"
    assert err == f"read 0 = ok 0 + dropped 0 + failed 0; {told}\n"
    account = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert account["counts"]["passed over"] == {"metadata": 1, "request": 1}


def test_an_interrupted_run_says_how_it_goes_on(ct, tmp_path, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("shanben.engines.local.run", interrupt)
    code, _, err = ct("run", PAGE, "-o", tmp_path / "out")
    assert (code, err.strip()) == (130, f"{tmp_path / 'out'}: interrupted; --resume goes on with it")


def test_without_a_terminal_a_line_a_minute_tells_how_far_it_is(monkeypatch):
    from types import SimpleNamespace

    from shanben.cli.running import Log

    now, lines = [1000.0], []
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    log = Log(lambda: iter([("a", 100), ("b", 300)]), lines.append)
    for passed, read, file, behind in [(30, 100, "a", 50), (60, 200, "a", 80), (90, 300, "b", 20), (120, 400, "b", 60)]:
        now[0] = 1000.0 + passed
        log(SimpleNamespace(read=read), SimpleNamespace(place=SimpleNamespace(file=file), read=behind))
    assert lines == ["200 documents, 0 a second, 20%", "400 documents, 0 a second, 40%, 0:03:00 left"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.txt"], "none.txt: No such file or directory"),
        ([PAGE, "--field", "body=text"], "WHAT is one of text, id, url, date, media_type"),
        ([PAGE, "--field", "text"], "WHAT=NAME"),
        ([PAGE, "--form", "csv"], "'csv' is not one of"),
        ([PAGE, "--form", "text", "--compress", "gz"], "compression='gz' is not known for text"),
        ([PAGE, "--address", "x"], "--address is for --engine ray and spark"),
        ([PAGE, "--engine", "ray", "--workers", 2], "--workers is for --engine local"),
        ([PAGE, "--rules", "none.toml"], "none.toml"),
    ],
)
def test_wrong_command_lines(ct, tmp_path, arguments, message):
    code, out, err = ct("run", "-o", tmp_path / "out", *arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_progress_shows_on_a_terminal(tmp_path):
    import pty

    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "漢字。"}\n' * 100, "utf-8")
    ours, theirs = pty.openpty()
    program = "from shanben.cli import main\nif __name__ == '__main__': main()"
    command = [sys.executable, "-c", program, "run", PAGE, rows, "-o", tmp_path / "out"]
    with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    assert "documents" in shown.decode(errors="replace")


def test_the_bar_knows_bytes_and_rate_and_survives_new_files():
    from types import SimpleNamespace

    from shanben.cli.running import Bar

    shown = {}
    bar = SimpleNamespace(tasks=[SimpleNamespace(elapsed=2.0)], add_task=lambda _, total: shown.update(total=total))
    bar.update = lambda _, **told: shown.update(told)
    move = Bar(bar, lambda: iter([("a", 100), ("empty", 10), ("b", 50)]))
    for read, file, behind in [(510, "a", 30), (520, "b", 20), (530, "new", 5)]:
        done = SimpleNamespace(place=SimpleNamespace(file=file), read=behind)
        move(SimpleNamespace(read=read), done)
        if file == "a":
            assert shown == {"total": 160, "completed": 30, "description": "510 documents, 0 a second"}
        if file == "b":
            assert (shown["completed"], shown["description"]) == (130, "520 documents, 1 a second")
    assert shown["completed"] == 165


def read_terminal(end):
    """What a program wrote to its terminal; nothing when it has gone, which Linux tells as an error."""
    try:
        return os.read(end, 4096)
    except OSError:
        return b""
