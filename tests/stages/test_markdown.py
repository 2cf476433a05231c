"""Markdown: what a CommonMark parser reads back is the structure of the page, and its characters."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shanben
from shanben.config import Config
from shanben.stages.markup import read_markup, write_markdown
from shanben.view import View

markdown_it = pytest.importorskip("markdown_it")
READER = markdown_it.MarkdownIt("commonmark").enable("table")
CONFIG = Config(format="markdown", boilerplate="keep", script="keep", punctuation="keep")


def written(source, url=None):
    view = View.of(source, CONFIG, url=url, media_type="text/html")
    view = view.after(read_markup(view))
    marked = view.after(write_markdown(view))
    assert marked.log.invert(marked.log.removed(source)).apply(marked.text) == source
    return marked.text


def rendered(source):
    tight = re.sub(r"\n+(?=</?(?:ul|ol|li|p|pre|h\d|blockquote)\b)", "", READER.render(written(source)))
    return re.sub(r"(?<=[a-z\d]>|/>)\n+", "", tight)


PAGES = {
    "headings": ("<h1>甲</h1><h3>乙 #</h3>丙", "<h1>甲</h1><h3>乙 #</h3><p>丙</p>"),
    "paragraphs": ("<p>甲<p>乙", "<p>甲</p><p>乙</p>"),
    "line breaks": ("<p>甲<br>乙", "<p>甲<br />乙</p>"),
    "two line breaks": ("<p>甲<br><br>乙", "<p>甲</p><p>乙</p>"),
    "lists": ("<ul><li>甲<li>乙</ul>", "<ul><li>甲</li><li>乙</li></ul>"),
    "numbered lists": ("<ol><li>甲<li>乙</ol>", "<ol><li>甲</li><li>乙</li></ol>"),
    "lists in lists": (
        "<ol><li>甲<ul><li>乙<li>丙</ul><li>丁</ol>",
        "<ol><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ol>",
    ),
    "lists beside lists": ("<ul><li>甲</ul><ul><li>乙</ul>", "<ul><li>甲</li></ul><ul><li>乙</li></ul>"),
    "items of paragraphs": ("<ul><li><p>甲<p>乙</ul>丙", "<ul><li><p>甲</p><p>乙</p></li></ul><p>丙</p>"),
    "quotations": ("<blockquote><p>甲<p>乙</blockquote>丙", "<blockquote><p>甲</p><p>乙</p></blockquote><p>丙</p>"),
    "lists in quotations": (
        "<blockquote><ul><li>甲<li>乙</ul></blockquote>",
        "<blockquote><ul><li>甲</li><li>乙</li></ul></blockquote>",
    ),
    "code": ("<pre>a\n\n  *b*\n</pre>甲", "<pre><code>a\n\n  *b*\n</code></pre><p>甲</p>"),
    "code in lists": ("<ul><li>甲<pre>a\n b</pre></ul>", "<ul><li><p>甲</p><pre><code>a\n b\n</code></pre></li></ul>"),
    "code with fences": ("<pre>```\na</pre>", "<pre><code>```\na\n</code></pre>"),
    "code in a line": ("a <code>x*`y</code> b", "<p>a <code>x*`y</code> b</p>"),
    "strong and emphasised": ("天<b>地</b>玄<em>黄</em>", "<p>天<strong>地</strong>玄<em>黄</em></p>"),
    "strong beside punctuation": ("天<b>“地”</b>玄", "<p>天“<strong>地</strong>”玄</p>"),
    "links": ("见<a href=/a>此处</a>。", '<p>见<a href="/a">此处</a>。</p>'),
    "links with spaces": ("<a href='/a b(c'>d</a>", '<p><a href="/a%20b(c">d</a></p>'),
    "links of strong text": ("<a href=/a>b<b>c</b>d</a>", '<p><a href="/a">b<strong>c</strong>d</a></p>'),
    "no links": ("<a href=#x>a</a><a href='javascript:b()'>c</a><a>d</a>", "<p>acd</p>"),
    "what looks like marks": (
        "*a* _b_ [c](d) `e` &lt;f&gt; &amp;amp; \\g",
        "<p>*a* _b_ [c](d) `e` &lt;f&gt; &amp;amp; \\g</p>",
    ),
    "what looks like blocks": ("<p># a<p>- b<p>+ c<p>1. d<p>&gt; e<p>---<p>~~~", None),
    "headings in items": ("<ul><li><h2>甲</h2>乙</ul>", "<ul><li><h2>甲</h2><p>乙</p></li></ul>"),
}


@pytest.mark.parametrize(("source", "expected"), PAGES.values(), ids=PAGES)
def test_read_back(source, expected):
    if expected is None:
        expected = "".join(
            f"<p>{html.escape(text, quote=False)}</p>" for text in ("# a", "- b", "+ c", "1. d", "> e", "---", "~~~")
        )
    result = rendered(source)
    assert result == expected


def test_tables():
    source = "<table><tr><th>甲<th>乙|丙<tr><td>1<td>2</table>"
    assert written(source) == "| 甲 | 乙\\|丙 |\n| --- | --- |\n| 1 | 2 |"
    assert "<td>2</td>" in rendered(source)


def test_addresses_are_those_of_the_page():
    assert written("<a href=../b>c</a>", "https://example.org/a/d") == "[c](https://example.org/b)"


def test_the_whole_way():
    page = "<title>T</title><p>We met him at the <a href=/station>station</a>, and he was <em>late</em>.</p>"
    document = shanben.clean(
        page, media_type="text/html", config=Config(format="markdown", provenance="full", boilerplate="keep")
    )
    assert document.text == "We met him at the [station](/station), and he was *late*."
    assert shanben.restore(document.to_dict()) == page


def test_plain_text_and_plain_output_stay():
    assert shanben.clean("# a *b*\n\nc", media_type="text/plain", config=CONFIG).text == "# a *b*\n\nc"
    assert not write_markdown(View.of("<p>a", Config(), media_type="text/html")).edits


def solid(text):
    return re.sub(r"\s+", "", text)


PIECES = st.sampled_from(
    "<p> </p> <div> <b> </b> <i> </i> <code> </code> <a_href=/x> </a> <ul> <ol> <li> </ul> </ol> <blockquote> </blockquote> "
    "<h2> </h2> <pre> </pre> <br> <table> <tr> <td> </table> * _ ` # - + 1. > [ ] ( ) ! | \\ ~~~ ``` &lt; &amp;amp; &amp; 中 文 。 x y".split(
        " "
    )
) | st.just(" ")


@given(st.lists(PIECES, max_size=20))
def test_no_character_is_read_as_another(pieces):
    """What the reader shows, tables aside (they are no CommonMark), is the text of the page."""
    source = "".join(pieces).replace("_href", " href")
    plain = View.of(source, Config(), media_type="text/html")
    text = plain.after(read_markup(plain)).text
    shown = html.unescape(re.sub(r"<[^>]*>", "", READER.render(written(source))))
    assert solid(shown) == solid(text)
