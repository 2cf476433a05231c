"""What a page says about itself: title, meta, links, JSON-LD, microdata, language, times. Nothing is judged here.

The names: `title`, `meta:NAME` (by name, property, itemprop or http-equiv), `json-ld`, `lang`, `time`, `h1`; `link:REL` for
canonical, license and author (of a link its address, of `<a rel=author>` its text; a link to a Creative Commons licence is
`link:license` too); `itemprop:NAME` for microdata. All in lower case but the names of microdata. The span of a fact is that of
its value in the source, character references undecoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanben import limits
from shanben.edits import text_of
from shanben.stages.markup import elements as el
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import unescape
from shanben.view import Fact

_H1 = el.CODES["h1"]
# For each tag the attribute that names a fact, the one that states it, and what the name begins with.
_STATED = {
    "meta": [
        ("property", "content", "meta:"), ("name", "content", "meta:"), ("itemprop", "content", "meta:"),
        ("http-equiv", "content", "meta:"), ("charset", "charset", "meta:charset"),
    ],
    "link": [("rel", "href", "link:")],
    "html": [("lang", "lang", "lang")],
    "time": [("datetime", "datetime", "time")],
}  # fmt: skip

_LICENCE = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE)
_STATING = ("content", "datetime", "href", "src")

Values = dict[str, tuple[str, int, int]]


def facts_of(page: Page, layout: Layout) -> list[Fact]:
    """The facts of a page in the order of the source."""
    facts = [fact for at in page.tokens.stating for fact in _facts_of_token(page, at)]
    return sorted([*facts, *_headings(layout)], key=lambda fact: fact.start)


def _facts_of_token(page: Page, at: int) -> Iterator[Fact]:
    """What a tag states by its attributes, a raw-text element by its content, or an element by its text."""
    name = page.tokens.name(at)
    attributes, first = page.tokens.attributes(at)
    if name in {"title", "script"}:
        end = int(page.bounds[2 * at + 2])
        if name == "script":
            yield Fact("json-ld", page.source[first:end], first, end)
        elif page.unseen[page.node[at]] < 0:  # an SVG has titles, too
            yield Fact("title", " ".join(unescape(page.source[first:end]).split()), first, end)
        return
    values: Values = {}
    for key, start, end in attributes:
        if key not in values:
            values[key] = unescape(page.source[start:end]), start, end
    for key, stated, prefix in _STATED.get(name, ()):
        if stated in values and key in values:
            yield Fact(prefix + values[key][0].strip().lower() * (key != stated), *values[stated])
    if name == "a" or "itemprop" in values:
        yield from _facts_of_element(page, at, name, values)


def _facts_of_element(page: Page, at: int, name: str, values: Values) -> Iterator[Fact]:
    """Microdata, and links that name a licence or an author."""
    rel, prop = ((values[key][0].strip() if key in values else "") for key in ("rel", "itemprop"))
    if prop:
        stated = next((values[key] for key in _STATING if key in values), None)
        yield Fact(f"itemprop:{prop}", *(stated or _text(page, at)))
    if name == "a" and "href" in values:
        if "license" in rel.split() or _LICENCE.search(values["href"][0]):
            yield Fact("link:license", *values["href"])
        if "author" in rel.split():
            yield Fact("link:author", *_text(page, at))


def _text(page: Page, at: int) -> tuple[str, int, int]:
    """The text of the element that a token opens, and its span: up to the end tag of its name, if that is near."""
    name = page.tokens.name(at)
    inside = 1
    for end in range(at + 1, min(at + limits.MARKUP_FACT, len(page.act))):
        if page.tokens.name(end) == name:
            inside += -1 if page.source[int(page.bounds[2 * end + 1]) + 1] == "/" else 1
        if not inside:
            break
    else:
        end = at + 1
    text = unescape("".join(page.texts(at + 1, end + 1)))
    return " ".join(text.split()), int(page.bounds[2 * at + 2]), int(page.bounds[2 * end + 1])


def _headings(layout: Layout) -> Iterator[Fact]:
    """The text of each `h1` block."""
    page, lines = layout.page, layout.lines
    which = page.nodes["code"][page.nodes["box"][page.node[lines["first"]]]] == _H1
    for start, end, first, last in zip(*(lines[name][which].tolist() for name in ("start", "end", "from", "to")), strict=True):
        yield Fact("h1", text_of(layout.codes[start:end]), first, last)
