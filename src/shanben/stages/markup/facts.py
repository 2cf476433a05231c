"""What a page says about itself: title, meta, links, JSON-LD, language, times. Nothing is judged here.

The names: `title`, `meta:NAME` (by name, property, itemprop or http-equiv), `link:REL`, `json-ld`, `lang`, `time`, `h1`;
all in lower case. The span of a fact is that of its value in the source, character references undecoded.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shanben import limits
from shanben.edits import text_of
from shanben.stages.markup import elements as el
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import unescape
from shanben.stages.markup.tokens import attributes, content, name_of
from shanben.view import Fact

_TIME = el.CODES["time"]
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

Values = dict[str, tuple[str, int, int]]


def facts_of(page: Page, layout: Layout) -> list[Fact]:
    """The facts of a page in the order of the source."""
    roles = ~page.act
    times = (page.act >= 0) & (page.nodes["code"][np.maximum(page.act, 0)] == _TIME)
    stating = np.flatnonzero((roles == el.FACT) | (roles == el.SCRIPT) | (roles == el.CONTENT) | times)
    facts: list[Fact] = []
    for at in stating.tolist():
        token, start = page.parts[2 * at + 1], int(page.bounds[2 * at + 1])
        facts += (Fact(name, value, start + a, start + b) for name, value, a, b in _facts_of_token(token))
    return sorted(facts + list(_headings(layout)), key=lambda fact: fact.start)


def _facts_of_token(token: str) -> Iterator[tuple[str, str, int, int]]:
    """Name, value and place in the token."""
    name = name_of(token)
    if name == "title":
        start, end = content(token)
        yield "title", " ".join(unescape(token[start:end]).split()), start, end
    elif name == "script":
        if "ld+json" in token[: limits.MARKUP_TAG]:
            start, end = content(token)
            yield "json-ld", token[start:end], start, end
    elif name in _STATED:
        values = _values(token)
        for key, stated, prefix in _STATED[name]:
            if stated in values and key in values:
                yield prefix + values[key][0].strip().lower() * (key != stated), *values[stated]


def _values(token: str) -> Values:
    """The attributes of a tag, the first of each name: value and place."""
    values: Values = {}
    for name, start, end in attributes(token):
        values.setdefault(name, (unescape(token[start:end]), start, end))
    return values


def _headings(layout: Layout) -> Iterator[Fact]:
    """The text of each `h1` block."""
    at = np.flatnonzero(layout.keep)
    page, shown = layout.page, layout.shown
    box = page.nodes["box"][page.node[shown.runs[shown.run(at[layout.start])]]]
    for block in np.flatnonzero(page.nodes["code"][box] == _H1).tolist():
        start, end = int(layout.start[block]), int(layout.end[block])
        yield Fact("h1", text_of(layout.codes[start:end]), *layout.edits.to_source(start, end))
