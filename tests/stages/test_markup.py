"""What a page says in lines: what a browser shows, and how it parts it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben import limits
from shanben.config import Config
from shanben.errors import LimitError
from shanben.stages.markup import read_markup
from shanben.view import View


def read(source):
    """The text of a page, after checking that its edits fit and lead back."""
    outcome = read_markup(View.of(source, Config(), media_type="text/html"))
    text = outcome.edits.apply(source)
    assert outcome.edits.invert(outcome.edits.removed(source)).apply(text) == source
    return text


def rules(source):
    """For each edit the source that it changed, what for, and by which rule."""
    edits = read_markup(View.of(source, Config(), media_type="text/html")).edits
    return [(source[edit.start : edit.end], edit.replacement, edit.rule.removeprefix("markup.")) for edit in edits]


PAGES = {
    "blocks break lines": ("<p>一<p>二<div>三</div>四", "一\n二\n三\n四"),
    "inline elements do not": ("一<b>二</b><span>三</span><a>四</a>", "一二三四"),
    "br breaks lines": ("一<br>二<br/><br />三</br>四", "一\n二\n三\n四"),
    "hr breaks lines": ("a<hr>b", "a\nb"),
    "white space collapses": ("<p>  a \n\t b <b> c</b> </p>", "a b c"),
    "no space where a source line ends between wide characters": ("<p>春江\n  潮水\r\n连海平 \n x", "春江潮水连海平 x"),
    "but Hangul has spaces": ("<p>가을\n하늘", "가을 하늘"),
    "a space that is meant stays": ("<p>春江 潮水", "春江 潮水"),
    "no-break spaces stay in a line": ("<p>a&nbsp; b", "a\xa0 b"),
    "lines of nothing but no-break spaces fall": ("<p>a<p>&nbsp;<p>　<p>b", "a\nb"),
    "indents stay": ("<p>　　一", "　　一"),
    "references": ("&lt;&amp;&#65;&#x4E2D;&copy2024&hellip;&nope;&", "<&A中©2024…&nope;&"),
    "references of Windows bytes": ("&#147;a&#148; &#0; &#xD800; &#x110000;", "“a” � � �"),
    "a reference does not reach over a tag": ("&am<b>p;</b>", "&amp;"),
    "a reference to a space collapses": ("a &#32;&#10; b", "a b"),
    "preformatted text": ("x<pre>\n a\n\n  b\t\n</pre>y", "x\n a\n\n  b\t\ny"),
    "preformatted text of Windows": ("<pre>a\r\nb\rc</pre>", "a\nb\nc"),
    "preformatted by style": ("<div style='white-space: pre-wrap'>a\n b</div>", "a\n b"),
    "rows are lines": ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
    "rows of paragraphs too": ("<table><tr><td><p>a</p><td><p>b</p></table>", "a\tb"),
    "tables for layout are not": ("<table><tr><td>a<br>b<td>c</table>", "a\nb\nc"),
    "nor those with prose": (f"<table><tr><td>a<td>{'b' * 130}</table>", f"a\n{'b' * 130}"),
    "tables in tables": ("<table><tr><td>a<td><table><tr><td>b<td>c</table><td>d</table>", "a\nb\tc\nd"),
    "text between cells": ("<table>a<tr>b<td>c</table>d", "a\nb\nc\nd"),
    "cells without a table": ("a<td>b</td>c", "abc"),
    "nested lists": ("<ul><li>a<ul><li>b</ul><li>c</ul>", "a\nb\nc"),
    "scripts and styles": ("a<script>b</script><style>c</style>d", "ad"),
    "scripts that write scripts": ("a<script><!--\nw('<script>b</script>')\n//--></script>c", "ac"),
    "comments": ("a<!-- b -->c<!-->d<!--e--!>f<!doctype x>g<?php h?>i</ j>k", "acdfgik"),
    "a comment that does not end": ("a<!-- b", "a"),
    "a tag that does not end": ("a<p title='b>c", "a"),
    "quotes in tags": ("<p title='>'>a<p title=\">\">b<p title=a'b>c", "a\nb\nc"),
    "no tags": ("1 < 2 <3 a<", "1 < 2 <3 a<"),
    "the head": ("<head><title>t</title><meta content=m><body>a", "a"),
    "hidden": ("a<p hidden>b<i>c</i></p>d", "ad"),
    "a dialog is hidden until it is opened": (
        '<dialog>a</dialog><dialog class="b">c</dialog><dialog open class=d>shown</dialog>',
        "shown",
    ),
    "hidden blocks break nothing": ("a<div hidden>b</div>c", "ac"),
    "the end of a block that holds something hidden": ("<div>a<span hidden>b</div>c", "a\nc"),
    "templates": ("a<template><p>b</template>c", "ac"),
    "forms": ("a<select><option>b<option>c</select><textarea><p>d</textarea><button>e</button>", "a\ne"),
    "an open select hides no block": ("<select><option>a<p>b", "b"),
    "frames": ("<iframe><p>a</iframe><noframes><p>b</noframes>c", "c"),
    "noscript": ("<noscript><p>a</noscript>", "a"),
    "SVG": ("a<svg><title>b</title><text>c</text><path/></svg>d", "ad"),
    "an SVG left open": ("a<svg><path><p>b", "a\nb"),
    "MathML": ("<math><mi>x</mi><mo>=</mo><mspace/><mn>1</mn><annotation>\\x</annotation></math>y", "x=1y"),
    "video": ("<video>Your browser is old</video>a", "a"),
    "ruby": ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>。", "漢字。"),
    "plain text": ("a<plaintext>b<p>c</plaintext>", "a\nb<p>c</plaintext>"),
    "NUL": ("a\0b<\0p>c<p\0>d", "ab<p>cd"),
    "after the end": ("<body>a</body></html>b", "ab"),
    "nothing": ("", ""),
    "nothing but space": (" \n\t", ""),
    "an empty paragraph": ("a</p>b", "a\nb"),
}


@pytest.mark.parametrize(("source", "text"), PAGES.values(), ids=PAGES)
def test_text_of_a_page(source, text):
    assert read(source) == text


CONCEALED = [
    "display:none",
    "DISPLAY : NONE !important",
    "color:red;visibility: hidden",
    "position:absolute;left:-9999px",
    "text-indent:-999em",
    "font-size:0",
    "font-size: 0px; color: red",
    "width:1px;height:1px;overflow:hidden",
    "overflow:hidden;max-height:0",
    "display/**/:none",
]
SHOWN = [
    "display:block",
    "left:-10px",
    "font-size:0.9em",
    "line-height:0;overflow:hidden",
    "width:100px;overflow:hidden",
    "min-height:1px",
    "border-width:1px;overflow:hidden",
    "overflow:hidden",
]


@pytest.mark.parametrize("style", CONCEALED)
def test_concealed_by_style(style):
    assert read(f'the text of a page<p style="{style}">x<b>y</b></p>') == "the text of a page"


@pytest.mark.parametrize("style", SHOWN)
def test_shown_in_spite_of_style(style):
    assert read(f'the text of a page<p style="{style}">xy</p>') == "the text of a page\nxy"


def test_a_page_that_conceals_its_text_is_waiting_for_a_script():
    assert read("<body style='visibility:hidden'><p>The whole text of the page.") == "The whole text of the page."
    assert read("<p>Menu<div style='display:none'>The whole text of the page.</div>") == "Menu\nThe whole text of the page."


def test_every_change_has_its_rule():
    assert rules("<p>a<!--c--><script>s</script><i hidden>h</i><br>&lt;&gt;  <rt>r</rt>\n<table><td>x<td>y") == [
        ("<p>", "", "tag"),
        ("<!--c-->", "", "comment"),
        ("<script>s", "", "script"),
        ("</script>", "", "tag"),
        ("<i hidden>", "", "hidden"),
        ("h", "", "hidden"),
        ("</i>", "", "hidden"),
        ("<br>", "\n", "block"),
        ("&lt;", "<", "entity"),
        ("&gt;", ">", "entity"),
        ("  ", "", "space"),
        ("<rt>", "", "ruby"),
        ("r", "", "ruby"),
        ("</rt>", "", "ruby"),
        ("\n", "", "space"),
        ("<table>", "\n", "block"),
        ("<td>", "", "tag"),
        ("<td>", "\t", "cell"),
    ]


def test_each_character_stands_where_it_came_from():
    source = "<p>天天<b>天</b>&#22825;</p><!--天--><p title=天>天</p>"
    edits = read_markup(View.of(source, Config(), media_type="text/html")).edits
    spans = [edits.to_source(at, at + 1) for at in range(6)]
    assert [source[a:b] for a, b in spans] == ["天", "天", "天", "&#22825;", "</p>", "天"]
    assert spans[-1] == (44, 45)


def test_text_of_another_kind_passes():
    outcome = read_markup(View.of("<p>a", Config()))
    assert not outcome.edits
    assert outcome.blocks is None


def test_blocks_are_the_lines_of_the_view_that_follows():
    view = View.of("<p> 一 <p>二<pre>x\n\ny</pre>", Config(), media_type="text/html")
    after = view.after(read_markup(view))
    spans = zip(after.blocks.spans.start.tolist(), after.blocks.spans.end.tolist(), strict=True)
    assert [after.text[a:b] for a, b in spans] == ["一", "二", "x", "y"]


PIECES = st.sampled_from(
    "<p> </p> <div> </div> <b> </b> <a> </a> <i hidden> </i> <ul> <li> </ul> <table> <tr> <td> </table> <pre> </pre> <br> "
    "<script> </script> <!-- --> <svg> </svg> <select> <option> <rt> <plaintext> <p_style='display:none'> &amp; &#10; &nbsp "
    "中 文 x < > & \0 \r \ud800 \u3000 \xa0".replace("_", "\v").split(" ")
) | st.sampled_from([" ", "\n"])


@given(st.lists(PIECES, max_size=40))
def test_any_markup_leads_back(pieces):
    text = read("".join(pieces).replace("\v", " "))
    assert "\0" not in text
    assert not text.startswith("\n")


@given(st.text(alphabet="<>/!-abp &;#='\" \n\0中", max_size=60))
def test_any_text_leads_back(source):
    read(source)


@given(st.lists(PIECES, max_size=40))
def test_columns_fit_the_blocks(pieces):
    source = "".join(pieces).replace("\v", " ")
    blocks = read_markup(View.of(source, Config(), media_type="text/html")).blocks
    count, boxes = len(blocks.spans.start), len(blocks.columns["tree.parent"])
    for name, column in blocks.columns.items():
        assert len(column) == (boxes if name.startswith("tree.") else count), name
    assert np.all(blocks.spans.start < blocks.spans.end)
    parent, first, end = (blocks.columns[f"tree.{name}"] for name in ("parent", "first", "end"))
    assert np.all(parent[1:] < np.arange(1, boxes))
    assert np.all(first[parent[1:]] <= first[1:])
    assert np.all(end[parent[1:]] >= end[1:])
    box = blocks.columns["box"]
    assert np.all((first[box] <= np.arange(count)) & (np.arange(count) < end[box]))


def test_markup_depth_is_told():
    deep = limits.MARKUP_DEPTH + 100  # MARKUP_DEPTH
    view = View.of("<div>" * deep + "<p>x" + "</div>" * deep + "<p>y", Config(), media_type="text/html")
    outcome = read_markup(view)
    assert [flag.name for flag in outcome.flags] == ["markup.depth"]
    assert outcome.edits.apply(view.text) == "x\ny"
    assert outcome.blocks.columns["depth"].max() <= limits.MARKUP_DEPTH + 1


def test_markup_tokens_are_capped(monkeypatch):
    monkeypatch.setattr(limits, "MARKUP_TOKENS", 10)
    assert read("<b>x</b>" * 5) == "xxxxx"
    with pytest.raises(LimitError, match="MARKUP_TOKENS"):
        read("<b>x</b>" * 6)


def test_markup_reopened_is_capped():
    few, many = limits.MARKUP_REOPENED - 1, limits.MARKUP_REOPENED + 1  # MARKUP_REOPENED
    view = [View.of("<b>" + "<div>" * n + "x</b>yz", Config(), media_type="text/html") for n in (few, many)]
    assert [read_markup(page).blocks.columns["bold"].tolist() for page in view] == [[1 / 3], [1.0]]


def test_markup_class_is_capped():
    """Words beyond MARKUP_CLASS characters are not looked at."""
    source = f"<p class='{'x' * limits.MARKUP_CLASS} footer'>a<p class='x footer'>b"
    words = read_markup(View.of(source, Config(), media_type="text/html")).blocks.columns["words"]
    assert (words[0] == 0, words[1] == 0) == (True, False)


def test_styles_beyond_the_memory_are_read_all_the_same():
    """MARKUP_STYLES bounds what is remembered, not what is understood."""
    source = "".join(f"<p style='font-weight:bold;z-index:{at}'>x" for at in range(limits.MARKUP_STYLES + 9))
    bold = read_markup(View.of(source, Config(), media_type="text/html")).blocks.columns["bold"]
    assert set(bold.tolist()) == {1.0}


def test_markup_type_is_looked_for_in_a_start_tag_only():
    """The type of a script stands within MARKUP_TYPE characters."""
    far = f"<script class={'x' * limits.MARKUP_TYPE} type=application/ld+json>{{}}</script>"
    near = "<script type=application/ld+json>{}</script>"
    view = View.of(far + near, Config(), media_type="text/html")
    assert [fact.start for fact in read_markup(view).facts] == [len(far) + near.index("{")]
