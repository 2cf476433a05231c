"""What the head of a page says of its text: its title, and words that the text begins with or that are all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.kernels.quotes import edges_of, quoted
from shanben.limits import PAGE_HEAD
from shanben.rules.fold import fold
from shanben.stages.lines.text import Lines
from shanben.view import Fact

Bools = NDArray[np.bool_]
_DESCRIPTIONS: Final = frozenset({"meta:description", "meta:og:description", "meta:twitter:description", "itemprop:description"})
_BODY: Final = re.compile(r'"articleBody"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.)*+")')
_ENDS: Final = 12
"""Characters of a line's beginning and of its end that are looked for."""
_SPACE: Final = re.compile(r"\s+")


class Head(NamedTuple):
    """All of it folded; `description`, and `body`, which a page may give as its whole text, without space."""

    title: str = ""
    description: str = ""
    body: str = ""

    def told(self, lines: Lines) -> Bools:
        """For each line, a column, whether description and body hold its beginning or its end, and whether they hold any."""
        if not self.description and not self.body:
            return np.zeros((4, len(lines)), np.bool_)
        long, wanted = edges_of(lines.codes.data, lines.start.data, lines.end.data, _ENDS)
        found = np.zeros((2, len(lines)), np.bool_)
        for held, text in zip(found, (self.description, self.body), strict=True):
            if text:
                held[long] = np.array(quoted(codes_of(text).data, wanted, 2 * len(long), _ENDS)).reshape(-1, 2).any(axis=1)
        return np.concatenate((found, found.any(axis=1).repeat(len(lines)).reshape(2, -1)))


NO_HEAD: Final = Head()


def head_of(facts: Iterable[Fact]) -> Head:
    """What the facts of a page say of its text."""
    title, descriptions, bodies = "", [], []
    for fact in facts:
        if fact.name == "title":
            title = title or fold(fact.value)
        elif fact.name in _DESCRIPTIONS:
            descriptions.append(fact.value)
        elif fact.name == "json-ld":
            bodies += [_unescaped(found[1]) for found in _BODY.finditer(fact.value)]
    return Head(title, _bare(descriptions), _bare(bodies))


def _unescaped(string: str) -> str:
    """The value of a JSON string; as it is if it is none."""
    try:
        return str(json.loads(string, strict=False))
    except ValueError:
        return string[1:-1]


def _bare(texts: Iterable[str]) -> str:
    """Texts folded, without space, one to a line."""
    return "\n".join(_SPACE.sub("", fold(text[:PAGE_HEAD])) for text in texts)[:PAGE_HEAD]
