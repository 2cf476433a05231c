"""A run that goes on knows the files it has read, and does not take changed ones for them."""

import json
import os

import pytest

from shanben import RunError
from shanben.engines import local
from shanben.engines.local import run


@pytest.fixture
def crawl(tmp_path, monkeypatch):
    """A page, an empty file of lines, ten lines, and another page."""
    monkeypatch.setattr(local, "COMMIT_DOCUMENTS", 1)
    folder = tmp_path / "crawl"
    folder.mkdir()
    (folder / "a.txt").write_text("第一個文件。", "utf-8")
    (folder / "b.jsonl").write_text("", "utf-8")
    (folder / "c.jsonl").write_text("".join(f'{{"text": "第{number}個句子。"}}\n' for number in range(10)), "utf-8")
    (folder / "d.txt").write_text("最後的文件。", "utf-8")
    return folder


def interrupted(crawl, out, stop=5):
    """The run, interrupted after so many documents."""

    def interrupt(state, done):
        if state.read == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([crawl], out, workers=0, told=interrupt)


def change(path, content):
    """Another content of the same length, a millisecond later."""
    was = path.stat()
    path.write_text(content, "utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1_000_000))
    assert path.stat().st_size == was.st_size


def test_the_file_in_the_middle_of_which_it_was(crawl, tmp_path):
    interrupted(crawl, tmp_path / "out")
    lines = (crawl / "c.jsonl").read_text("utf-8")
    change(crawl / "c.jsonl", lines.replace("第0個", "第x個"))
    with pytest.raises(RunError, match=r"sources have changed: .*c\.jsonl, 290 bytes, modified .* is now .*c\.jsonl, 290 bytes"):
        run([crawl], tmp_path / "out", workers=0, resume=True)
    (crawl / "c.jsonl").unlink()
    with pytest.raises(RunError, match=r"c\.jsonl.* is now .*d\.txt.*begin again in another folder"):
        run([crawl], tmp_path / "out", workers=0, resume=True)


def change_first(crawl):
    change(crawl / "a.txt", "第二個文件。")


def fill_empty(crawl):
    (crawl / "b.jsonl").write_text('{"text": "x"}', "utf-8")


def add(crawl):
    (crawl / "a.html").write_text("new", "utf-8")


def remove(crawl):
    (crawl / "a.txt").unlink()


@pytest.mark.parametrize("what", [change_first, fill_empty, add, remove])
def test_a_file_before_it(crawl, tmp_path, what):
    interrupted(crawl, tmp_path / "out")
    what(crawl)
    with pytest.raises(RunError, match="one of 3, has changed, is new or is gone"):
        run([crawl], tmp_path / "out", workers=0, resume=True)


def test_a_file_that_was_not_read_yet_may_change(crawl, tmp_path):
    interrupted(crawl, tmp_path / "out")
    (crawl / "d.txt").unlink()
    (crawl / "e.jsonl").write_text('{"text": "新的句子。"}\n', "utf-8")
    assert run([crawl], tmp_path / "out", workers=0, resume=True)["read"] == 12


def test_files_behind_are_not_read_again(crawl, tmp_path, monkeypatch):
    interrupted(crawl, tmp_path / "out", stop=7)
    opened = []
    reads = local.Trail.items.__globals__["documents"]
    monkeypatch.setattr("shanben.engines.trail.documents", lambda path, *how: opened.append(path.name) or reads(path, *how))
    run([crawl], tmp_path / "out", workers=0, resume=True)
    assert opened == ["c.jsonl", "d.txt"]


def test_a_source_that_is_named_twice(crawl, tmp_path):
    sources = [crawl / "c.jsonl", crawl / "c.jsonl"]

    def interrupt(state, done):
        if state.read == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(sources, tmp_path / "out", workers=0, told=interrupt)
    account = run(sources, tmp_path / "out", workers=0, resume=True)
    assert (account["read"], account["files"]) == (20, 2)
    lines = (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()
    assert lines[:10] == lines[10:]


def test_a_run_that_has_ended(crawl, tmp_path):
    account = run([crawl], tmp_path / "out", workers=0)
    assert account["files"] == 4
    assert run([crawl], tmp_path / "out", workers=0, resume=True) == account
    add(crawl)
    with pytest.raises(RunError, match="has ended, and its sources have changed since"):
        run([crawl], tmp_path / "out", workers=0, resume=True)


def test_a_checkpoint_of_another_version(crawl, tmp_path):
    interrupted(crawl, tmp_path / "out")
    path = tmp_path / "out" / "checkpoint.json"
    state = json.loads(path.read_bytes())
    del state["reach"]
    path.write_text(json.dumps(state), "utf-8")
    with pytest.raises(RunError, match="not written by this version"):
        run([crawl], tmp_path / "out", workers=0, resume=True)


def test_the_folder_of_the_run_within_its_source(crawl, tmp_path):
    account = run([crawl, crawl / "**" / "*.jsonl"], crawl / "out", workers=0)
    assert (account["files"], account["read"]) == (6, 22)
    assert run([crawl, crawl / "**" / "*.jsonl"], crawl / "out", workers=0, resume=True) == account


@pytest.mark.skipif(os.name != "posix", reason="names of files that are no text")
def test_names_that_are_no_text(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "COMMIT_DOCUMENTS", 1)
    folder = tmp_path / "crawl"
    folder.mkdir()
    for name in ("一", "二"):
        (folder / os.fsdecode(name.encode("gbk") + b".txt")).write_text(f"第{name}個文件。", "utf-8")
    interrupted(folder, tmp_path / "out", stop=1)
    assert run([folder], tmp_path / "out", workers=0, resume=True)["ok"] == 2
    records = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()]
    assert os.fsencode(records[0]["source"]["uri"]).endswith("一".encode("gbk") + b".txt")


def test_what_is_passed_over_is_counted_once_wherever_the_run_was_interrupted(tmp_path, monkeypatch):
    pytest.importorskip("fastwarc")
    monkeypatch.setattr(local, "COMMIT_DOCUMENTS", 1)
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for name in ("a", "b"):
        records = [("warcinfo", 0), *[("request", 0), ("response", 200), ("metadata", 0), ("response", 404)] * 3]
        (crawl / f"{name}.warc").write_bytes(b"".join(warc_record(*record) for record in records))
    (crawl / "c.warc").write_bytes(warc_record("request"))
    expected = {"HTTP status 404": 6, "metadata": 6, "request": 7, "warcinfo": 2}
    for stop in range(1, 7):
        interrupted(crawl, tmp_path / str(stop), stop)
        account = run([crawl], tmp_path / str(stop), workers=0, resume=True)
        assert (account["read"], account["counts"]["passed over"]) == (6, expected)
    assert run([crawl], tmp_path / "two", workers=2)["counts"]["passed over"] == expected


def warc_record(kind, status=0):
    """A record of a WARC file, of an HTTP message if it has a status."""
    body = "第一個句子。".encode()
    block = f"HTTP/1.1 {status} It\r\nContent-Type: text/plain\r\n\r\n".encode() + body if status else body
    media = "application/http; msgtype=response" if status else "text/plain"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
