"""A document is made from bytes, text, a path or a parsed page; and a page is known from plain text."""

import json

import pytest

import shanben
from shanben import limits
from shanben.source import binary_kind, media_type_of

PAGE = "<!DOCTYPE html><html><head><title>古籍</title></head><body><p>藏书楼里的旧书，每年晒一次。</p></body></html>"
QUOTED = [
    "<quux> <html> <body> are elements",
    "<quux> is written before <html><head></head>",
    "<html5> wants <!doctype html>",
    "<quux>" * 30 + "<html><head></head>",
    "<quux <html><head></head>",
]
"""Plain texts that tell of tags."""


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype HTML>",
        "\ufeff  <html lang=zh>",
        "<p>x",
        "<div class=a>",
        '<?xml version="1.0"?><html>',
        "<!-- c --><b>",
        "</p>x",
        "<x-root><html><head></head>",
        "<quux a='b'>\n<quux2/>\n<!DOCTYPE html><title>x</title>",
        "<app:top><body class=a>\n<p>x</body>",
    ],
)
def test_html_is_known_by_its_start(text):
    assert media_type_of(text) == "text/html"


@pytest.mark.parametrize(
    "text", ["", "a < b", "<pre", "<3 <3", "<name@example.org> wrote", "# Title\n<p>x", "<quux>", "《书名》<p>", *QUOTED]
)
def test_plain_text_is_not(text):
    assert media_type_of(text) == "text/plain"


def test_all_kinds_of_source_give_the_same_text(tmp_path):
    from bs4 import BeautifulSoup

    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gb18030"))
    texts = [
        shanben.clean(PAGE).text,
        shanben.clean(PAGE.encode()).text,
        shanben.clean(bytearray(PAGE.encode())).text,
        shanben.clean(memoryview(PAGE.encode("gbk"))).text,
        shanben.clean(path).text,
        shanben.clean(BeautifulSoup(PAGE, "html.parser")).text,
    ]
    assert texts == ["藏书楼里的旧书，每年晒一次。"] * len(texts)
    assert shanben.clean(path).source.uri == str(path)
    assert shanben.clean(path).metadata.url is None
    assert shanben.clean(path, url="https://example.org/a").metadata.url == "https://example.org/a"


def test_the_media_type_decides():
    text = "<p>一个标签</p>"
    assert shanben.clean(text, media_type="text/plain").source.media_type == "text/plain"
    assert shanben.clean("a<b>c", media_type="text/html; charset=utf-8").text == "ac"


def test_a_given_encoding_is_taken():
    data = "古籍".encode("big5")
    document = shanben.clean(data, encoding="big5")
    assert document.text == "古籍"
    assert document.decoded.method == "given"


def test_what_is_no_source_is_refused():
    with pytest.raises(shanben.SourceError, match="not from int"):
        shanben.clean(3)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(shanben.SourceError, match=r"none\.txt: No such file"):
        shanben.clean(tmp_path / "none.txt")
    with pytest.raises(shanben.SourceError, match="Is a directory"):
        shanben.clean(tmp_path)


def test_binary_files_are_told_apart():
    assert binary_kind(b"\x89PNG\r\n\x1a\n....") == "PNG image"
    assert binary_kind("文字".encode()) is None
    document = shanben.clean(b"%PDF-1.7 ...")
    assert (document.status, document.reason, document.text) == ("failed", "binary data: PDF document", "")
    noise = bytes(range(1, 9)) * 100
    assert shanben.clean(noise).status == "failed"
    few = b"\x01" * int(100 * limits.CONTROL_SHARE)
    assert shanben.clean(few + b"a" * 90).status == "ok"
    assert shanben.clean(few + b"\x01" + b"a" * 89).status == "failed"


def test_a_source_over_the_cap_fails_by_name(monkeypatch, tmp_path):
    monkeypatch.setattr("shanben.source.SOURCE_BYTES", 10)
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 11)
    for source in (b"x" * 11, "x" * 11, path):
        document = shanben.clean(source)
        assert document.status == "failed"
        assert "limits.SOURCE_BYTES" in document.reason
    assert shanben.clean(b"x" * 10).status == "ok"
    assert limits.SOURCE_BYTES > 10**8


def test_a_cap_reached_on_the_way_is_a_failed_document():
    from shanben.cleaner import Cleaner

    def refuse(view):
        raise shanben.LimitError("limits.SOMETHING is 3")

    document = Cleaner(stages=(refuse,)).clean("x")
    assert (document.status, document.reason) == ("failed", "limits.SOMETHING is 3")


def test_pairs_of_surrogates_are_one_character_before_anything_is_recorded():
    document = shanben.clean("甲\ud840\udc00乙\ud840", config=shanben.Config(provenance="full"))
    assert document.source_text == "甲𠀀乙\ud840"
    assert shanben.restore(json.loads(document.to_json())) == document.source_text
