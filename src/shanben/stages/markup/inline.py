"""What stands in links, bold type, italics or code, told as facts: their spans of the source outlast all later changes.

A fact `inline:KINDS` covers a run of text; its value is the address of the link. It is for the writer of Markdown alone.
"""

from __future__ import annotations

import numpy as np

from shanben.kernels import html
from shanben.stages.markup import elements as el
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import unescape
from shanben.view import Fact

_A = el.CODES["a"]
_KINDS = (("link", html.LINK), ("strong", html.BOLD), ("em", html.ITALIC), ("code", html.CODE))


def inline_facts(page: Page) -> list[Fact]:
    """One fact for each run of text that is marked in the line, in the order of the source."""
    runs = np.flatnonzero((page.size > 0) & (page.unseen[page.node] < 0))
    node = page.node[runs]
    state = page.nodes["state"][node]
    marked = (state & (html.LINK | html.BOLD | html.ITALIC | html.CODE) > 0) & (state & html.PRE == 0)
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
        if page.source[page.bounds[2 * at + 1] + 1] != "/":
            attributes, _ = page.tokens.attributes(at)
            address = next((page.source[start:end] for name, start, end in attributes if name == "href"), "")
            addresses.setdefault(int(page.act[at]), unescape(address).strip())
    return addresses


def _links(page: Page, address: dict[int, str]) -> list[int]:
    """For each node the innermost link around it, -1 for none."""
    links = [-1]
    for number, parent in enumerate(page.nodes["parent"][1:].tolist(), 1):
        links.append(number if number in address else links[parent])
    return links
