import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben.config import Config
from shanben.rules import LABELS
from shanben.stages.lines import drop_lines, label_lines
from shanben.view import View

ARTICLE = [
    "市里的老图书馆昨天重新开放，许多读者一早就在门口排起了队。",
    "馆长说，这次修缮用了两年的时间，书架、灯光和阅览室都换成了新的，古籍部也有了恒温的库房。",
    "一位姓陈的老人告诉我们，他从二十岁起就在这里看书，如今带着孙子来，心里有说不出的高兴。",
    "按照计划，图书馆每天从早上九点开到晚上九点，周一闭馆，读者可以凭身份证进入。",
]
CHROME_HEAD = ["首页", "新闻", "财经", "登录 | 注册", "您现在的位置：首页 > 社会 > 正文"]
CHROME_TAIL = ["责任编辑：王某", "相关阅读", "另一座城市的新书店", "版权所有 某某新闻网 未经授权不得转载", "京ICP备12345678号-1"]
POEM = ["山前一条河", "河上一座桥", "桥头有人家", "灯火到天明", "我在桥这边", "你在桥那头"]
CODE = ["def add(a, b):", "    return a + b", "", "print(add(1, 2))"]
DIALOGUE = ["“你来了。”", "“来了。”", "“吃了吗？”", "“还没有。”"]
MARKDOWN = ["# 安装", "", "- 第一步", "- 第二步", "", "`make install`"]


def run(lines):
    view = View.of("\n".join(lines), Config())
    view = view.after(label_lines(view))
    return view, view.after(drop_lines(view)).text


def test_an_article_comes_out_of_its_page():
    view, text = run([*CHROME_HEAD, *ARTICLE, *CHROME_TAIL])
    assert text == "\n".join(ARTICLE)
    labels = [line.label for line in view.lines]
    assert labels[4] == "breadcrumb"
    assert labels[9] == "byline"
    assert labels[-1] == "icp"
    assert all(line.reasons for line in view.lines if line.label == "icp")


def test_traditional_pages_are_labelled_like_simplified_ones():
    _, text = run(["您現在的位置：首頁 > 新聞", *ARTICLE, "責任編輯：王某", "版權所有 未經授權不得轉載"])
    assert text == "\n".join(ARTICLE)


@pytest.mark.parametrize("lines", [ARTICLE, POEM, CODE, DIALOGUE, MARKDOWN, ["一句话。"], ["x"], [""], []])
def test_clean_text_is_left_alone(lines):
    view, text = run(lines)
    assert text == "\n".join(lines)
    assert all(line.keep for line in view.lines)


def test_a_line_that_is_plainly_boilerplate_goes_even_alone():
    assert run(["京ICP备12345678号-1"])[1] == ""


def test_a_poem_keeps_its_lines_over_a_notice():
    assert run([*POEM, "版权所有 翻版必究"])[1] == "\n".join(POEM)


def test_every_line_that_is_not_blank_has_a_label_and_its_span():
    text = "\n\n  甲乙丙。\r\n\t\n丁\n"
    view = View.of(text, Config())
    lines = label_lines(view).lines
    assert [text[line.start : line.end] for line in lines] == ["甲乙丙。", "丁"]


def test_blank_lines_around_what_goes_become_one_gap():
    _, text = run([ARTICLE[0], "", "【关闭】【打印】 分享到：", "分享到：", "", ARTICLE[1], "", "京ICP备12345678号", ""])
    assert text == f"{ARTICLE[0]}\n\n{ARTICLE[1]}"


def test_boilerplate_can_be_kept():
    view = View.of("京ICP备12345678号-1", Config(boilerplate="keep"))
    view = view.after(label_lines(view))
    assert view.lines[0].label == "icp"
    assert not list(drop_lines(view).edits)


def test_rules_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        "[[rule]]\nid = 'mine'\nlabel = 'nav'\nmatch = '^闲话少说$'\nwhy = 'x'\nyes = ['閒話少說']\nno = ['闲话']\n", "utf-8"
    )
    view = View.of("\n".join([*ARTICLE, "闲话少说"]), Config(rules=(str(path),)))
    assert label_lines(view).lines[-1].reasons == ("mine",)
    assert not label_lines(view).lines[-1].keep


PIECES = st.sampled_from(
    [*CHROME_HEAD, *ARTICLE, *CHROME_TAIL, *POEM, *DIALOGUE, "", "  ", "更多>>", "2020-01-02", "\ufeff", "\ud800"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_cleaning_again_changes_nothing(lines):
    _, text = run(lines)
    assert run(text.split("\n"))[1] == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_labelled(text):
    lines = label_lines(View.of(text, Config())).lines
    assert all(line.label in LABELS for line in lines)
    assert all(a.end <= b.start for a, b in pairwise(lines))


def test_time_grows_with_the_text_and_not_faster():
    import time

    def seconds(text):
        start = time.perf_counter()
        label_lines(View.of(text, Config()))
        return time.perf_counter() - start

    rng = random.Random(1)
    page = "\n".join(rng.choice([*CHROME_HEAD, *ARTICLE, *CHROME_TAIL]) for _ in range(2000))
    seconds(page)
    assert seconds(page * 8) < 8 * 4 * max(seconds(page), 0.005)
    assert seconds("版权所有" * 50_000) < 2
    assert seconds("首页 |" * 50_000) < 2
