"""The tree is that of a browser's parser: texts, and the blocks, links and bold type they stand in, beside lexbor.

Text in a table but in no cell is the one difference that is meant: lexbor moves it before the table, as the standard says;
here it stays where the source has it.
"""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from shanben.scan import Scan
from shanben.stages.decode import decode as decode_page
from shanben.stages.markup import elements as el
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import REFERENCE, decode

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "pages").glob("*.html"))
UNREAD = {"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "template"}
NOT_ASKED = {"body", "tbody", "thead", "tfoot"}  # lexbor makes those that the source leaves out
BLOCKS = {el.NAMES[code] for code in el.BREAKING} - NOT_ASKED


def described(texts):
    """The characters that are no white space, each with the blocks around it, and whether it is in a link or in bold type."""
    characters, paths = [], []
    for text, path in texts:
        solid = "".join(text.replace("\0", "").split())
        characters.append(solid)
        around = (tuple(name for name in path if name in BLOCKS), "a" in path, "b" in path)
        paths += [around] * len(solid)
    return "".join(characters), paths


def by_lexbor(source):
    texts, waiting = [], [(LexborHTMLParser(source).root, ())]
    while waiting:
        node, path = waiting.pop()
        if node.tag == "-text":
            texts.append((node.text_content or "", path))
        elif node.tag not in UNREAD and not (node.tag or "-").startswith(("-", "_", "!")):
            children, child = [], node.child
            while child is not None:
                children.append((child, (*path, node.tag)))
                child = child.next
            waiting += reversed(children)
    return described(texts)


def by_us(source):
    page, paths = Page(Scan(source)), [()]
    for parent, code in zip(page.nodes["parent"][1:].tolist(), page.nodes["code"][1:].tolist(), strict=True):
        paths.append((*paths[parent], el.NAMES[code]))

    def replace(match):
        text, size = decode(match[0])
        return text + match[0][size:]

    texts = [
        (REFERENCE.sub(replace, text), paths[node]) for text, node in zip(page.texts(0, len(page.size)), page.node, strict=True)
    ]
    return described((text, path) for text, path in texts if "template" not in path)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page(path):
    source = decode_page(path.read_bytes()).text
    assert by_us(source) == by_lexbor(source)


def soup(names):
    """Start and end tags and letters in any order."""
    tags = [f"<{slash}{name}>" for name in names.split() for slash in ("", "/")]
    return st.lists(st.sampled_from(tags) | st.sampled_from("xyz"), max_size=10).map("".join)


@settings(max_examples=400, derandomize=True)
@given(soup("p div span a b ul li dl dt dd pre br hr em section blockquote"))
def test_tags_in_any_order(body):
    source = f"<!DOCTYPE html><body>{body}"
    assert by_us(source) == by_lexbor(source)


@settings(derandomize=True)
@given(soup("p div a b li h2"), soup("p div a b li h2"))
def test_tags_in_a_cell(body, more):
    source = f"<!DOCTYPE html><table><tr><td>a<td>{body}<td>{more}</table>c"
    assert by_us(source) == by_lexbor(source)


@given(soup("p div table"), soup("table tr td tbody"))
def test_text_around_tables_is_never_lost(body, rows):
    source = f"{body}{rows}"
    assert sorted(by_us(source)[0]) == sorted(by_lexbor(source)[0])


@given(st.text(alphabet="<>!-/?= \"'apz[&;#x1", max_size=30))
@example("<?a>")  # to lexbor a node without a name
def test_tokens_of_any_text(source):
    assert by_us(f"<div>{source}")[0] == by_lexbor(f"<div>{source}")[0]


@given(st.text(alphabet="&#x;1a9fltgnopy0 ", max_size=12))
def test_references(source):
    assert by_us(source)[0] == by_lexbor(source)[0]


@given(st.lists(st.sampled_from(["<script>", "</script>", "<!--", "-->", "x", "<", "-", "/", "</script "]), max_size=10))
def test_scripts_that_write_scripts(pieces):
    source = "a<script>" + "".join(pieces) + "</script>b"
    assert by_us(source)[0] == by_lexbor(source)[0]
