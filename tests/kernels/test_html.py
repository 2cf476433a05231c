"""The kernels of HTML: the same compiled and not, whatever the markup. What they find is tested beside a browser's parser."""

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from interpreted import interpreted
from shanben import limits
from shanben.config import Config
from shanben.stages.markup import columns, layout, page, read_markup
from shanben.view import View

TAGS = st.sampled_from(
    "p div span a b i li ul dl dd dt td th tr table tbody caption h1 h2 select option pre br hr svg math rt ruby button body "
    "form script style title textarea nobr code template dialog plaintext html meta link foo annotation-xml".split()
)
ATTRIBUTES = st.sampled_from(
    ['class="nav foot"', "id=content", "hidden", "style='display:none'", "STYLE='white-space:pre'", "rel=license", "rel", "=a",
     "href='http://creativecommons.org/by'", "itemprop = name", "title='style'", "open", "role=\"x>\"", "/", "datetime", "author"]
)  # fmt: skip
STARTS = st.builds(
    lambda name, more, end: " ".join([f"<{name}", *more]) + end,
    TAGS,
    st.lists(ATTRIBUTES, max_size=3),
    st.sampled_from([">", "/>", ""]),
)
PIECES = STARTS | TAGS.map("</{}>".format) | st.sampled_from(
    ["a", "中", " ", "\n", "\r", "\xa0", "&amp;", "&#10;", "<", "</", "<!--", "-->", "--!>", "<!", "<?x>", ">", "\0", "-", "<!doctype html>",
     "</SCRIPT", "<script ", "</Title>", "ld+json"]
)  # fmt: skip


def read(source):
    """All that a page tells."""
    outcome = read_markup(View.of(source, Config(), media_type="text/html"))
    edits = (outcome.edits.start, outcome.edits.end, outcome.edits.size, outcome.edits.rule)
    columns = {name: column.tolist() for name, column in outcome.blocks.columns.items()}
    return [column.tolist() for column in edits], outcome.edits.inserted, columns, outcome.facts, outcome.flags


def read_interpreted(source):
    with (
        mock.patch.multiple(
            page,
            Tokens=interpreted("tokens").Tokens,
            Tree=interpreted("tree").Tree,
            unseen_nodes=interpreted("boxes").unseen_nodes,
        ),
        mock.patch.object(layout, "Lines", interpreted("lines").Lines),
        mock.patch.object(columns, "extents", interpreted("boxes").extents),
    ):
        return read(source)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_markup_is_read_alike(source):
    assert read(source) == read_interpreted(source)


@given(st.text(alphabet="<>!-/?= \"'apz[&;#x1", max_size=30))
def test_any_text_is_read_alike(source):
    assert read(source) == read_interpreted(source)


def test_a_page_of_many_levels_and_of_more_nodes_than_tags():
    deep = "<div class=a>" * (limits.MARKUP_DEPTH + 9) + "x"
    many = ("<b>" * 9 + "<div>" * 9 + "x</b>" * 9 + "</div>" * 9) * 9
    for source in (deep, many):
        assert read(source) == read_interpreted(source)


def test_rows_are_joined_alike():
    source = "<table><tr><td>a<td>b<tr><td>c<br>d<td>e<tr>f<td>g<table><tr><td>h<td>i</table><tr><td>j<td>" + "k" * 130
    assert read(source) == read_interpreted(source)
