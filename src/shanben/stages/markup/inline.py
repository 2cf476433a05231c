"""What stands in links, bold type, italics or code, told as facts: their spans of the source outlast all later changes.

A fact `inline:KINDS` covers a run of text; its value is the address of the link. It is for the writer of Markdown alone.
"""

from __future__ import annotations

import numpy as np

from shanben.stages.markup import elements as el
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import unescape
from shanben.stages.markup.tokens import attributes
from shanben.view import Fact

_A = el.CODES["a"]
_KINDS = (("link", el.LINK), ("strong", el.BOLD), ("em", el.ITALIC), ("code", el.CODE))


def inline_facts(page: Page, layout: Layout) -> list[Fact]:
    """One fact for each run of text that is marked in the line, in the order of the source."""
    runs = layout.shown.runs
    node = page.node[runs]
    state = page.nodes["state"][node]
    marked = (state & (el.LINK | el.BOLD | el.ITALIC | el.CODE) > 0) & (state & el.PRE == 0)
    address = _addresses(page)
    links = _links(page, address)
    facts = []
    for run, number, bits in zip(runs[marked].tolist(), node[marked].tolist(), state[marked].tolist(), strict=True):
        start = int(page.bounds[2 * run])
        kinds = " ".join(kind for kind, bit in _KINDS if bits & bit)
        facts.append(Fact(f"inline:{kinds}", address.get(links[number], ""), start, start + int(page.size[run])))
    return facts


def _addresses(page: Page) -> dict[int, str]:
    """The address of each link, by node."""
    addresses: dict[int, str] = {}
    which = (page.act >= 0) & (page.nodes["code"][np.maximum(page.act, 0)] == _A)
    for at in np.flatnonzero(which).tolist():
        token = page.parts[2 * at + 1]
        if token[1] != "/":
            address = next((token[start:end] for name, start, end in attributes(token) if name == "href"), "")
            addresses.setdefault(int(page.act[at]), unescape(address).strip())
    return addresses


def _links(page: Page, address: dict[int, str]) -> list[int]:
    """For each node the innermost link around it, -1 for none."""
    links = [-1]
    for number, (parent, *_) in enumerate(page.tree.nodes[1:], 1):
        links.append(number if number in address else links[parent])
    return links
