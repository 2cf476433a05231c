"""Metadata: from heads and from lines, with the span of each value."""

import pytest

from shanben.config import Config
from shanben.labelled import Line
from shanben.stages.metadata import read_metadata
from shanben.stages.metadata.dates import iso_date
from shanben.view import Fact, Outcome, View


def read(*labelled, facts=(), url=None):
    text = "\n".join(line for line, _ in labelled)
    lines, at = [], 0
    for line, label in labelled:
        lines.append(Line(at, at + len(line), label, 1.0))
        at += len(line) + 1
    view = View.of(text, Config(), url=url).after(Outcome(lines=lines, facts=facts))
    return text, read_metadata(view).metadata


@pytest.mark.parametrize(
    ("line", "label", "field", "value"),
    [
        ("作者：王小明", "byline", "author", "王小明"),
        ("作者:王小明  编辑:李华", "byline", "author", "王小明"),
        ("文/王小明 李 华", "byline", "author", "王小明 李 华"),
        ("本報記者 王小明", "byline", "author", "王小明"),
        ("责任编辑：王小明（实习）", "byline", "editor", "王小明"),
        ("責編:王小明", "byline", "editor", "王小明"),
        ("來源：《某某日報》 2020年1月2日", "source", "source", "某某日報"),
        ("2020-01-02 03:04 来源: 某某网 点击：12", "source", "source", "某某网"),
        ("《 某某晚报 》（2020年01月02日 03 版）", "source", "source", "某某晚报"),
        ("发布时间：2020年1月2日 03:04:05", "date", "published", "2020-01-02T03:04:05"),
        ("2020.01.0203:04", "date", "published", "2020-01-02T03:04"),
        ("沪ICP备12345678号-9", "icp", "icp", "沪ICP备12345678号-9"),
        ("版权所有 粤ICP备 12345678号", "icp", "icp", "粤ICP备 12345678号"),
        ("Copyright © 2001-2020 某某网络有限公司 版权所有", "copyright", "copyright_holder", "某某网络有限公司"),
        ("版權為 某某網 www.example.org 所有", "copyright", "site", "某某網"),
        ("欢迎访问某某网！", "nav", "site", "某某网"),
    ],
)
def test_lines(line, label, field, value):
    text, meta = read(("正文。", "body"), (line, label))
    assert getattr(meta, field) == value
    start, end = meta.spans[field]
    if field != "published":
        assert text[start:end] == value


@pytest.mark.parametrize("line", ["（作者为某大学教授）", "作者很年轻", "编辑部的故事", "文字清晰"])
def test_lines_that_name_nobody(line):
    _, meta = read((line, "byline"))
    assert (meta.author, meta.editor) == (None, None)


def test_body_is_not_read():
    _, meta = read(("作者：王小明", "body"), ("京ICP备12345678号", "body"))
    assert (meta.author, meta.icp) == (None, None)


def test_breadcrumbs():
    _, meta = read(("您现在的位置：首页 >> 文化 > 正文", "breadcrumb"))
    assert meta.breadcrumb == ("首页", "文化", "正文")
    assert meta.site is None
    _, meta = read(("當前位置：某某網 › 文化", "breadcrumb"))
    assert (meta.breadcrumb, meta.site) == (("某某網", "文化"), "某某網")


def test_the_bare_title_wins_over_that_of_the_page():
    _, meta = read(("藏书楼 - 某某网", "title"), ("藏书楼", "title"))
    assert meta.title == "藏书楼"


def test_heads_come_before_lines_and_exact_before_vague():
    facts = [
        Fact("title", "藏书楼_某某网", 0, 7),
        Fact("meta:og:title", "藏书楼", 10, 13),
        Fact("meta:author", "https://example.org/me", 20, 21),
        Fact("meta:article:published_time", "2020-01-02T03:04:05+08:00", 30, 55),
        Fact("meta:og:site_name", "某某网", 60, 63),
        Fact("lang", "zh-CN", 70, 75),
    ]
    _, meta = read(("别的标题", "title"), ("作者：王小明", "byline"), facts=facts, url="https://example.org/")
    assert meta.title == "藏书楼"
    assert meta.spans["title"] == (10, 13)
    assert meta.author == "王小明"
    assert meta.published == "2020-01-02T03:04:05+08:00"
    assert (meta.site, meta.language, meta.url) == ("某某网", "zh-CN", "https://example.org/")


def test_json_ld():
    value = """[{"@graph": [{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle"], "headline": "藏书楼", "datePublished": "2020-01-02",
        "author": [{"name": "甲"}, {"name": "乙"}], "publisher": {"name": "某某网"}, "license": "https://creativecommons.org/licenses/by/4.0/"}]}]"""
    _, meta = read(facts=[Fact("json-ld", value, 5, 9)])
    assert (meta.title, meta.author, meta.published, meta.site) == ("藏书楼", "甲、乙", "2020-01-02", "某某网")
    assert meta.licences == ("CC-BY-4.0",)
    assert meta.spans["author"] == (5, 9)


@pytest.mark.parametrize(
    "value", ["", "{", "[" * 10_000, '"text"', "[1, null]", '{"@type": "Article", "author": 3, "headline": []}']
)
def test_broken_json_ld_says_nothing(value):
    _, meta = read(facts=[Fact("json-ld", value, 0, 1)])
    assert (meta.title, meta.author) == (None, None)


def test_long_json_ld_is_passed_over(monkeypatch):
    monkeypatch.setattr("shanben.stages.metadata.head.JSON_LD_CHARACTERS", 10)
    _, meta = read(facts=[Fact("json-ld", '{"@type": "Article", "headline": "x"}', 0, 1)])
    assert meta.title is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-13-45", None), ("yesterday", None), ("", None), ("2020-01-02", "2020-01-02"), ("2020/1/2 3:04", "2020-01-02T03:04"),
        ("20200102", "2020-01-02"), ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05+00:00"), ("二〇二〇年", None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_dates(value, expected):
    assert iso_date(value) == expected
