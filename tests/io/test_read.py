"""Documents come out of files of every kind, whole and damaged ones."""

import gzip
import io
import json
import os

import pytest

from shanben import Cleaner, ConfigError, SourceError
from shanben.io import Fields, read
from shanben.io.compressed import packed, unpacked
from shanben.io.readers import check_only, documents

TEXT = "春天來了，萬物生長。"


def loaded(*sources, **fields):
    return [item.load() for item in read(sources, Fields(**fields))]


def places(*sources):
    return [(item.place.file.rpartition("/")[2], item.place.row) for item in read(sources)]


@pytest.fixture
def zstd():
    return pytest.importorskip("zstandard")


def test_a_folder_sorted_and_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.html", "c/z.txt", "c/y.txt", ".hidden", ".git/x", "d.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "a"}\n\n{"text": "b"}\n' if name == "d.jsonl" else TEXT, "utf-8")
    expected = [("a.html", None), ("b.txt", None), ("y.txt", None), ("z.txt", None), ("d.jsonl", 0), ("d.jsonl", 2)]
    assert places(tmp_path) == expected
    assert places(tmp_path / "b.txt", tmp_path / "c") == [("b.txt", None), ("y.txt", None), ("z.txt", None)]
    assert places(tmp_path / "**" / "*.txt") == [("b.txt", None), ("y.txt", None), ("z.txt", None)]


def test_sources_that_do_not_exist(tmp_path):
    for source in (tmp_path / "none.txt", tmp_path / "*.html"):
        with pytest.raises(SourceError, match="No such file"):
            list(read([source]))


@pytest.mark.parametrize("compression", [None, "gz", "zst"])
def test_lines(tmp_path, compression, request):
    if compression == "zst":
        request.getfixturevalue("zstd")
    rows = [{"body": TEXT, "id": 1, "url": "http://e.org", "created": "2024"}, {"body": None}, {"text": "x"}]
    data = "\n".join(json.dumps(row) for row in rows).encode() + b"\n[1]\n{]\n" + b'{"body": "\xff"}'
    path = tmp_path / f"a.jsonl{'.' + compression if compression else ''}"
    path.write_bytes(packed(data[:50], compression) + packed(data[50:], compression))
    found = loaded(path, text="body", date="created")
    assert found[0].source == TEXT
    assert (found[0].url, found[0].record, found[0].date, found[0].uri) == ("http://e.org", "1", "2024", str(path))
    assert [item.fault is None for item in found] == [True, False, False, False, False, False]
    assert "neither text nor bytes but NoneType" in found[1].fault
    assert "is not there" in found[2].fault
    assert "not a JSON object but list" in found[3].fault
    assert found[4].source == b"{]\n"
    document = found[4].cleaned(Cleaner())
    assert (document.status, document.source.uri) == ("failed", str(path))


def test_json_that_is_hostile(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"[" * 100_000 + b"\n" + b'{"text":' + b"9" * 10_000 + b"}\n" + b'{"text": "\\ud800a"}\n')
    found = loaded(path)
    assert [item.fault is None for item in found] == [False, False, True]
    assert found[2].cleaned(Cleaner()).text == "\ufffda"


def test_a_line_that_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr("shanben.io.readers.SOURCE_BYTES", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * 5000 + b'\n{"text": "b"}\n')
    assert [item.fault for item in loaded(path)] == [None, f"{path}, line 2: longer than limits.SOURCE_BYTES, 100", None]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"text": no}', "not JSON: Expecting value at character 10"),
        ('{"text": "春"}'.encode("gbk"), "not UTF-8: byte 11 is 0xb4"),
        (b"null", "not a JSON object but NoneType"),
        (b'{"text": 5}', "the field 'text' holds neither text nor bytes but int"),
        (b'{"txt": "a", "id": 7}', "the field 'text' is not there"),
    ],
)
def test_what_is_wrong_with_a_line_and_where(tmp_path, line, fault):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n\n' + line)
    found = loaded(path)[1]
    assert (found.fault, found.source) == (f"{path}, line 3: {fault}", line)


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_what_stands_before_the_damage_is_read(tmp_path, compression, request):
    if compression == "zst":
        request.getfixturevalue("zstd")
    whole = b"".join(json.dumps({"text": f"{number}"}).encode() + b"\n" for number in range(100))
    path = tmp_path / f"a.jsonl.{compression}"
    for rest, fault in ((b"no member", "are damaged before byte"), (packed(whole, compression)[:-1], "are cut off at byte")):
        path.write_bytes(packed(whole, compression) + rest)
        *found, last = loaded(path)
        assert len(found) >= 100
        assert all(item.fault is None for item in found)
        assert fault in last.fault
    path.write_bytes(packed(whole, compression) + bytes(5000) + packed(whole, compression))
    assert len(loaded(path)) == 200


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.html.gz", "a.warc.gz"])
def test_a_compressed_file_without_a_byte(tmp_path, zstd, name):
    (tmp_path / name).write_bytes(b"")
    (found,) = loaded(tmp_path / name)
    assert "an empty file" in found.fault


def test_what_cannot_be_read_of_a_folder_fails_and_the_rest_goes_on(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "hidden from us.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.txt").write_text(TEXT, "utf-8")
    scandir = os.scandir

    def refuse(path):
        if path == tmp_path / "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert places(tmp_path) == [("a", None), ("b.txt", None), ("c.txt", None)]
    reasons = [item.cleaned(Cleaner()).reason for item in loaded(tmp_path)]
    assert reasons == [
        f"{tmp_path / 'a'}: this folder cannot be listed",
        f"{tmp_path / 'b.txt'}: No such file or directory",
        None,
    ]
    with pytest.raises(SourceError, match="Permission denied"):
        list(read([tmp_path / "a"]))


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_compressed_documents(tmp_path, compression, request, monkeypatch):
    if compression == "zst":
        request.getfixturevalue("zstd")
    path = tmp_path / f"a.html.{compression}"
    path.write_bytes(packed(f"<p>{TEXT}</p>".encode(), compression))
    (item,) = loaded(path)
    assert (item.media_type, item.cleaned(Cleaner()).text) == ("text/html", TEXT)
    path.write_bytes(path.read_bytes()[:-9])
    assert loaded(path)[0].fault
    path.write_bytes(b"no such format")
    assert loaded(path)[0].fault
    monkeypatch.setattr("shanben.io.readers.SOURCE_BYTES", 1000)
    monkeypatch.setattr("shanben.source.SOURCE_BYTES", 1000)
    path.write_bytes(packed(bytes(10**7), compression))
    document = loaded(path)[0].cleaned(Cleaner())
    assert (document.status, "SOURCE_BYTES" in document.reason) == ("failed", True)


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_a_file_that_is_cut_off_says_so_behind_its_last_line(tmp_path, compression, request):
    if compression == "zst":
        request.getfixturevalue("zstd")
    whole = b"".join(json.dumps({"text": f"{number} {TEXT}"}).encode() + b"\n" for number in range(20_000))
    path = tmp_path / f"a.jsonl.{compression}"
    data = packed(whole, compression)
    path.write_bytes(data[: len(data) // 2])
    *found, last = loaded(path)
    assert len(found) > 1000
    assert all(item.fault is None for item in found[:-1])
    assert last.fault


def test_zstd_in_small_reads(zstd, tmp_path):
    data = b"".join(number.to_bytes(4, "big") for number in range(100_000))
    path = tmp_path / "a.zst"
    path.write_bytes(packed(data, "zst") * 2 + packed(b"", "zst"))
    with path.open("rb") as raw:
        stream = unpacked(path, raw)
        assert b"".join(iter(lambda: stream.read(777), b"")) == data * 2


def test_parquet(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": range(200), "text": [TEXT] * 199 + [None], "unread": [b"x"] * 200}), path)
    found = loaded(path)
    assert [item.record for item in found] == [str(number) for number in range(200)]
    assert (found[0].source, found[199].fault is None) == (TEXT, False)
    (table,) = loaded(path, text="body")
    assert table.fault == f"{path}: no column 'body'; known: id, text, unread; --field text=NAME says which is the text"
    with pytest.raises(SourceError, match="no column 'body'"):
        check_only([path], Fields(text="body"))
    check_only([path, path], Fields(text="body"))
    check_only([path], Fields())
    path.write_bytes(path.read_bytes()[:-20])
    assert "Parquet" in loaded(path)[0].fault


def test_parquet_with_values_that_python_has_not(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    texts = pa.array([TEXT.encode(), TEXT.encode("gbk")], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"date": pa.array([1, 2**62], pa.timestamp("us")), "text": texts}), path)
    found = loaded(path)
    assert [item.source for item in found] == [TEXT, TEXT.encode("gbk")]
    assert [item.fault for item in found] == [None, None]
    assert found[0].date == "1970-01-01 00:00:00.000001"


def test_a_fault_of_a_reader_is_one_of_its_file(tmp_path, monkeypatch):
    def broken(*_):
        yield from ()
        raise RuntimeError("no")

    monkeypatch.setitem(__import__("shanben.io.readers").io.readers._READERS, ".jsonl", broken)
    for name in ("a.jsonl", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert [item.fault for item in loaded(tmp_path)] == [f"{tmp_path / 'a.jsonl'}: RuntimeError: no", None]


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_parquet_that_is_compressed_as_a_whole(tmp_path, compression, request):
    if compression == "zst":
        request.getfixturevalue("zstd")
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT] * 3}), out)
    path = tmp_path / f"a.parquet.{compression}"
    path.write_bytes(packed(out.getvalue(), compression))
    assert [item.source for item in loaded(path)] == [TEXT] * 3
    path.write_bytes(path.read_bytes()[:-9])
    assert loaded(path)[0].fault


def warc_of(*bodies, kind="response", status=b"200 OK"):
    """A WARC file with these bodies."""
    out = io.BytesIO()
    for number, (head, body) in enumerate(bodies):
        block = b"HTTP/1.1 " + status + b"\r\n" + head + b"\r\n\r\n" + body if kind == "response" else body
        named = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: http://e.org/{number}\r\n"
        )
        media = "application/http; msgtype=response" if kind == "response" else "text/plain"
        named += f"WARC-Date: 2024-05-12T08:30:00Z\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
        out.write(gzip.compress(named.encode() + block + b"\r\n\r\n"))
    return out.getvalue()


def test_warc(tmp_path):
    pytest.importorskip("fastwarc")
    html = b"Content-Type: text/html; charset=gbk"
    packed_body = (html + b"\r\nContent-Encoding: gzip", gzip.compress(f"<p>{TEXT}</p>".encode("gbk")))
    data = warc_of((html, f"<p>{TEXT}</p>".encode("gbk")), (b"Content-Type: image/png", b"\x89PNG"), packed_body)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    found = loaded(path)
    assert [(item.url, item.record) for item in found] == [
        ("http://e.org/0", "<urn:uuid:0>"), ("http://e.org/2", "<urn:uuid:2>"),
    ]  # fmt: skip
    document = found[1].cleaned(Cleaner())
    assert (document.text, document.source.uri, document.source.date) == (TEXT, "http://e.org/2", "2024-05-12T08:30:00Z")
    assert document.source.record == "<urn:uuid:2>"
    path.write_bytes(data[:-60])
    assert [item.fault is None for item in loaded(path)] == [True, False, False]
    assert all("cut off" in item.fault for item in loaded(path)[1:])  # the record, and the file
    path.write_bytes(data[: len(data) // 2] + b"\0" * 40 + data[len(data) // 2 :])
    assert loaded(path)[-1].fault
    path.write_bytes(data + data[:30])
    assert [item.fault is None for item in loaded(path)] == [True, True, False]
    path.write_bytes(b"x")
    assert loaded(path)[0].fault == f"{path}: not a WARC file"
    path.with_suffix("").write_bytes(b"no archive\n" * 9)
    assert "WARC" in loaded(path.with_suffix(""))[0].fault


def test_records_that_are_no_documents_are_told(tmp_path):
    pytest.importorskip("fastwarc")
    html, image = (b"Content-Type: text/html", TEXT.encode()), (b"Content-Type: image/png", b"\x89PNG")
    others = [warc_of(html, kind=kind) for kind in ("warcinfo", "request", "metadata", "revisit", "a-new-kind")]
    answers = [warc_of(html, status=status) for status in (b"301 Moved", b"404 None", b"999 Odd", b"206 Part", b"without")]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*others, warc_of(html, image, html), *answers]))
    told = []
    assert [item.place.row for item in documents(path, passed=told.append)] == [0, 1, 2, 3]
    assert told == [
        "warcinfo", "request", "metadata", "revisit", "unknown", "not text", "HTTP status 301", "HTTP status 404", "HTTP status",
    ]  # fmt: skip


@pytest.mark.parametrize("compression", [None, "gz", "zst"])
@pytest.mark.parametrize("kind", ["response", "conversion"])
def test_warc_and_wet_of_every_compression(tmp_path, kind, compression, request):
    pytest.importorskip("fastwarc")
    if compression == "zst":
        request.getfixturevalue("zstd")
    suffix = ".warc" if kind == "response" else ".warc.wet"
    path = tmp_path / f"a{suffix}{'.' + compression if compression else ''}"
    bodies = [gzip.decompress(warc_of((b"Content-Type: text/plain", f"{n} {TEXT}".encode()), kind=kind)) for n in range(2)]
    path.write_bytes(b"".join(packed(body, compression) for body in bodies))
    documents = [item.cleaned(Cleaner()) for item in loaded(path)]
    assert [document.text for document in documents] == [f"0 {TEXT}", f"1 {TEXT}"]
    assert {document.source.record for document in documents} == {"<urn:uuid:0>"}


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    path = tmp_path / "a.warc"
    path.write_bytes(b"")
    with pytest.raises(ConfigError, match=r"needs fastwarc: pip install 'shanben\[warc\]'"):
        list(read([path]))
