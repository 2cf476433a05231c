"""What the markup says of each block, and what the head of a page states."""

import re
from pathlib import Path

import numpy as np

from shanben.config import Config
from shanben.stages.markup import elements as el
from shanben.stages.markup import read_markup
from shanben.stages.markup.words import GROUPS, STEM, bits_of_words
from shanben.view import View

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"


def read(source):
    view = View.of(source, Config(), media_type="text/html")
    return view.after(read_markup(view))


def blocks(source):
    """The text of each block, and the columns."""
    view = read(source)
    spans = zip(view.blocks.spans.start.tolist(), view.blocks.spans.end.tolist(), strict=True)
    return [view.text[a:b] for a, b in spans], view.blocks.columns


def column(source, name):
    return blocks(source)[1][name].tolist()


def groups(bits):
    return {name for at, name in enumerate(GROUPS) if bits >> at & 1}


def test_kinds():
    source = """<h2>a</h2><p>b</p><ul><li>c<p>d</p></ul><table><caption>e</caption><td>f</table><pre>g</pre><blockquote><p>h</p>
        </blockquote><div>i</div><dl><dt>j<dd>k</dl><figcaption>l</figcaption><td><p>m"""
    kinds = [el.HEADING, el.PARAGRAPH, el.ITEM, el.ITEM, el.CAPTION, el.CELL, el.LISTING, el.QUOTE, el.OTHER, el.ITEM, el.ITEM]
    assert column(source, "kind") == [*kinds, el.CAPTION, el.PARAGRAPH]
    assert column("<table><td><p>a</p>b</table>", "kind") == [el.PARAGRAPH, el.CELL]


def test_heading_levels():
    assert column("<h1>a</h1>b<h6>c</h6>", "level") == [1, 0, 6]


def test_shares():
    source = "<p>ab<a href=x>cd</a> <b>e<code>f</code></b></p><p><a>x</a>　<a>y</a></p>"
    assert column(source, "size") == [6, 2]
    assert column(source, "link") == [2 / 6, 1.0]
    assert column(source, "bold") == [2 / 6, 0]
    assert column(source, "listed_code") == [1 / 6, 0]
    assert column(source, "links") == [1, 2]


def test_what_parts_blocks():
    assert column("a<br>b<br><br>c<p>d<br><p>e<pre>f\ng</pre>", "breaks") == [0, 1, 2, 3, 3, 3, 0]


def test_cells_of_a_row():
    assert column("<table><tr><td>a\tb<td>c<td>d<tr><td>e</table>", "cells") == [3, 0]


def test_words_of_the_element_and_of_those_around_it():
    source = "<div class='page-footer'><p id=copyright>a</p><p>b</p></div><p>c"
    _, columns = blocks(source)
    assert [groups(bits) for bits in columns["words"].tolist()] == [{"copyright"}, set(), set()]
    assert [groups(bits) for bits in columns["near"].tolist()] == [
        {"footer", "pagination", "copyright"},
        {"footer", "pagination"},
        set(),
    ]


def words(value):
    """The groups that the class of a paragraph speaks for."""
    return groups(column(f"<p class='{value}'>x", "words")[0])


def test_words_in_pinyin_and_in_one():
    assert words("zhengwen") == {"content"}
    assert "nav" in words("daohang2")
    assert "footer" in words("siteFooter")
    assert words("ad") == {"ad"}
    assert words("shadow reading") == set()
    assert words("mod-footNav xiangguan") == {"nav", "footer", "related"}


def test_words_are_those_that_an_expression_finds():
    """The tree of letters finds the longest stem at each place, and goes on after it."""
    bits = bits_of_words()
    stems = sorted((word for word in bits if len(word) >= STEM), key=len, reverse=True)
    for value in (
        "MenuTopbar",
        "sidebarbar",
        "contentitle",
        "newstimeline",
        "aritcleArticlear",
        "FOOTERnav",
        "x1nav2ft-",
        "navft",
    ):
        found = 0
        for word in re.findall("[a-z]+", re.sub("(?<=[a-z])(?=[A-Z])", " ", value).lower()):
            found |= bits.get(word, 0)
            for stem in re.findall("|".join(stems), word):
                found |= bits[stem]
        assert words(value) == groups(found), value


def test_the_order_of_groups_is_a_contract():
    assert list(GROUPS)[:8] == ["nav", "footer", "header", "comment", "share", "related", "ad", "article"]
    assert len(GROUPS) == 30


def test_paths_are_alike_where_structure_is():
    path = column("<ul><li>a<li>b</ul><p>c", "path")
    assert path[0] == path[1] != path[2]


def test_the_tree():
    texts, columns = blocks("a<div><p>b<p>c</div><div><div><p>d</div></div>")
    assert texts == list("abcd")
    assert columns["tree.parent"].tolist() == [-1, 0, 1, 1, 0, 4, 5]
    assert columns["tree.first"].tolist() == [0, 1, 1, 2, 3, 3, 3]
    assert columns["tree.end"].tolist() == [4, 3, 2, 3, 4, 4, 4]
    assert [el.NAMES[code] for code in columns["tree.code"].tolist()] == ["", "div", "p", "p", "div", "div", "p"]
    assert columns["box"].tolist() == [0, 2, 3, 6]


def test_a_page_without_text():
    texts, columns = blocks("<div><img></div>")
    assert texts == []
    assert columns["tree.parent"].tolist() == [-1]
    assert len(columns["kind"]) == 0


def test_facts_of_a_page():
    source = (PAGES / "article-2024.html").read_text("utf-8")
    facts = {fact.name: fact for fact in read(source).facts}
    told = {name: fact.value for name, fact in facts.items()}
    assert told == {
        "lang": "zh-Hant",
        "meta:charset": "utf-8",
        "title": "怎樣保存一本舊書 & 它的書衣 | 閣樓筆記",
        "link:canonical": "https://attic.example/old-books?from=list&id=7",
        "meta:og:title": "怎樣保存一本舊書",
        "json-ld": '{"@type": "Article", "headline": "怎樣保存一本舊書"}',
        "h1": "怎樣保存一本舊書",
        "itemprop:author": "周閣",
        "time": "2024-03-09",
        "link:license": "https://creativecommons.org/licenses/by/4.0/",
    }
    places = {name: source[fact.start : fact.end] for name, fact in facts.items()}
    assert places["title"] == "怎樣保存一本舊書 &amp; 它的書衣 | 閣樓筆記"
    assert places["itemprop:author"] == "周<b>閣</b>"
    assert places["time"] == "2024-03-09"


def test_microdata():
    source = """<meta itemprop=url content=u><b itemprop=name>x <b>y</b> z</b><a itemprop=sameAs href=v>w</a>
        <time itemprop=datePublished datetime=2020-05-06>May</time><i itemprop>n</i><a rel="me author" href=/me>Me &amp; you</a>"""
    facts = [(fact.name, fact.value) for fact in read(source).facts if fact.name.startswith(("itemprop", "link"))]
    assert facts == [
        ("itemprop:url", "u"),
        ("itemprop:name", "x y z"),
        ("itemprop:sameAs", "v"),
        ("itemprop:datePublished", "2020-05-06"),
        ("link:author", "Me & you"),
    ]


def test_a_fact_reaches_no_further_than_its_cap():
    """Beyond MARKUP_FACT tags the end of an element is not looked for."""
    source = "<p itemprop=name>a<b>b</b>" + "<br>" * 200 + "</p>"
    assert [fact.value for fact in read(source).facts] == ["a"]


def test_attributes_of_facts_are_read_as_browsers_do():
    facts = read("<meta name=a content='&copy=1&amp;&copy;'><META NAME=A CONTENT=2><meta name=b><title>a</b>&lt;</title>").facts
    assert [(fact.name, fact.value) for fact in facts] == [("meta:a", "&copy=1&©"), ("meta:a", "2"), ("title", "a</b><")]


def test_columns_are_plain_arrays():
    view = read((PAGES / "news-2004.html").read_text("utf-8"))
    assert all(isinstance(values, np.ndarray) and values.ndim == 1 for values in view.blocks.columns.values())
    assert "首页\n本地\n体育\n河堤加固工程提前完工\n2004年" in view.text
    assert "河段\t长度\n上游\t1.2公里" in view.text
    assert "藏着" not in view.text
    assert view.text.endswith("青石新闻网 版权所有 © 2004")
