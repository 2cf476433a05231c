"""The review page holds what the records hold, and lets no text of theirs be anything but text."""

import base64
import hashlib
import json
import re
import zlib
from io import StringIO

import pytest

import shanben
from shanben.report import write_report

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>{{script}}{{index}}&amp;\u2028-->"


def records(*texts, **options):
    config = shanben.Config(**{"provenance": "full", "boilerplate": "keep", **options})
    return [shanben.clean(text, url="https://example.org/", media_type="text/plain", config=config).to_dict() for text in texts]


def page(records, **more):
    out = StringIO()
    assert write_report(records, out, **{"title": "Review", **more}) == len(records)
    return out.getvalue()


def packed(page, name):
    content = re.search(rf'<script type="text/plain" id="{name}">([A-Za-z0-9+/=]*)</script>', page)[1]
    return json.loads(zlib.decompress(base64.b64decode(content)))


def test_what_it_holds():
    made = records("春\u200b天來了。\n", "第二篇。\n")
    html = page(made)
    index, documents = packed(html, "index"), packed(html, "chunk-0")
    assert index["columns"]["status"] == [0, 0]
    assert index["chunks"] == [2]
    assert index["names"]["rule"] == ["repair.invisible"]
    assert index["why"]["rule"]["repair.invisible"]
    assert [(document["text"], document["removed"]) for document in documents] == [("春天來了。\n", "\u200b"), ("第二篇。\n", "")]


def test_the_removed_text_comes_from_the_source_where_the_record_lacks_it():
    made = records("春\u200b天來了。", provenance="map")
    assert packed(page(made), "chunk-0")[0]["removed"] is None
    assert packed(page(made, source=lambda _: "春\u200b天來了。"), "chunk-0")[0]["removed"] == "\u200b"
    assert packed(page(records("春\u200b天。", provenance="none")), "chunk-0")[0]["text"] == "春天。"


def test_failed_and_empty():
    failed = shanben.clean(b"\x89PNG\r\n\x1a\n").to_dict()
    bare = {"status": "failed", "reason": "no such file", "source": {"uri": "a.html"}}
    index = packed(page([failed, bare]), "index")
    assert index["names"]["status"] == ["failed"]
    assert index["columns"]["name"][1] == "a.html"
    assert packed(page([]), "index")["chunks"] == []


def test_many_documents_are_many_chunks():
    index = packed(page(records("春天來了。" * 10_000, *["第二篇。"] * 5)[:1] * 7), "index")
    assert sum(index["chunks"]) == 7
    assert len(index["chunks"]) > 1


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 3, "\ud800", "\x00\x1b[31m"])
def test_text_is_data(text):
    html = page([{**record, "metadata": {"title": text}} for record in records(text)], title=text)
    assert "alert(1)</script>" not in html
    assert (
        "onerror" not in html.replace("&", "")[: html.index("<style>")].replace("onerror=alert(1)&gt;", "") or "<img" not in html
    )
    assert len(re.findall(r"<script[ >]", html)) == 3
    assert packed(html, "index")["columns"]["title"] == [text]


def test_the_policy_allows_its_own_script_and_style_alone():
    html = page(records("文。"))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    for name in ("script", "style"):
        content = re.search(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)=\"(?!#)", html)


def test_the_script_writes_no_html():
    from importlib.resources import files

    pages = files("shanben.report").joinpath("page").iterdir()
    script = "".join(page.read_text("utf-8") for page in pages if page.name.endswith(".js"))
    assert "textContent" in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)


def mark(rule, before, verdict="wrong", **more):
    return {"verdict": verdict, "rule": rule, "before": before, "after": "", "media_type": "text/plain", **more}


def test_marks_become_rules(tmp_path):
    from shanben.report.marks import rules_of
    from shanben.rules import load

    path = tmp_path / "my.toml"
    marks = [
        mark("label.body", "用心做好每一篇（報道）\x7f"),
        mark("lines.nav", '<a href="/">首頁</a> | <b>我們的一天</b>\n', media_type="text/html"),
        mark("lines.icp", "京ICP备00000000号-1", "right"),
        mark("repair.reading", "(kāi)"),
    ]
    path.write_text(rules_of(marks), "utf-8")
    made = load(path)
    assert [(rule.id, rule.label) for rule in made] == [("my.drop.1", "other"), ("my.keep.2", "body")]
    assert made[1].yes == ("首頁 | 我們的一天",)
    assert made[0].no == ("京ICP备00000000号-1",)
    text = "用心做好每一篇（報道）\n\n" + "春天來了,萬物生長。街坊都說今年的花開得早,巷口的老樹也發了新芽。\n" * 3
    assert "用心做好" in shanben.clean(text).text
    assert "用心做好" not in shanben.clean(text, config=shanben.Config(rules=(str(path),))).text


@pytest.mark.parametrize("marks", [[], [mark("lines.icp", "x", "right")], [{}], [7], [mark("lines.icp", "")]])
def test_marks_of_which_no_rule_can_be_made(marks):
    from shanben.report.marks import rules_of

    with pytest.raises(shanben.RuleError):
        rules_of(marks)


def test_a_rule_of_ones_own_brings_a_line_back(tmp_path):
    from shanben.report.marks import rules_of

    line = "返回首頁 | 關於我們 | 聯繫我們"
    text = f"{line}\n\n" + "春天來了,萬物生長。街坊都說今年的花開得早,巷口的老樹也發了新芽。\n" * 3
    document = shanben.clean(text)
    assert line not in document.text
    path = tmp_path / "my.toml"
    path.write_text(rules_of([mark(f"lines.{document.lines[0].label}", f"{line}\n")]), "utf-8")
    config = shanben.Config(rules=(str(path),))
    assert line in shanben.clean(text, config=config).text
    page = f"<div>{line}</div>" + "".join(f"<p>{row}</p>" for row in text.splitlines()[2:])
    assert line not in shanben.clean(page, media_type="text/html").text
    assert line in shanben.clean(page, media_type="text/html", config=config).text
