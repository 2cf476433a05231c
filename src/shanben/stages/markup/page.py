"""A page cut into text and tokens, with what the tree tells of each piece, as arrays."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

import numpy as np

from shanben import limits
from shanben.edits import Ints
from shanben.errors import LimitError
from shanben.kernels.boxes import unseen_nodes
from shanben.kernels.tokens import Tokens, group_tables, most_tokens, name_tables
from shanben.kernels.tree import FIELDS, Tree
from shanben.scan import Scan
from shanben.stages.markup import elements as el
from shanben.stages.markup.styles import state_of_style
from shanben.stages.markup.words import STEM, bits_of_words

_NAMES: Final = name_tables(el.NAMES)
_GROUPS: Final = group_tables(bits_of_words(), STEM)
_HEAD: Final = 20
"""So many tokens may stand before the document type."""
_STRICT: Final = re.compile(
    r"""<!doctype \s+ html (?: \s*> | \s+system\s | \s+public\s* ["']
        (?! -//(?:ietf|netscape|microsoft|w3c//dtd\ html\ (?:[23]|4\.0\ ))
          | -//w3c//dtd\ html\ 4\.01\ (?:transitional|frameset)//[^"']*["']\s*> ) )""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


class Page:
    """A page in parts: text and tokens in turn, text first and last.

    `bounds`: where each part begins, and the end. `nodes`: the tree's elements, by `FIELDS`; `rows`: the same, one after the
    other. `node`: for each text the element that holds it. `unseen`: for each element the rule that takes out its text, -1 where
    it is shown; `shown`: how much is. `act`: as the tree's `acts`. `too_deep`: the cap on depth was reached.
    """

    def __init__(self, scan: Scan) -> None:
        self.source = source = scan.text
        self.codes = scan.codes
        elements = (el.TRAITS, el.ROLES, el.STATES)
        caps = (limits.MARKUP_CLASS, limits.MARKUP_TYPE)
        most = most_tokens(len(source))
        bounds, said = np.empty(2 * most + 2, np.int64), np.empty((4, most), np.int32)
        self.tokens = tokens = Tokens(
            source, self.codes.data, _NAMES, elements, _GROUPS, state_of_style, caps, (bounds.data, said.data)
        )
        count = tokens.count
        if count > limits.MARKUP_TOKENS:
            raise LimitError(f"{count} tags, more than MARKUP_TOKENS ({limits.MARKUP_TOKENS})")
        self.bounds = bounds[: 2 * count + 2]
        nesting = (el.TRAITS, el.BARRIERS, el.KINDS)
        caps = (limits.MARKUP_DEPTH, limits.MARKUP_REOPENED)
        tree = Tree(said.data, count, nesting, (el.CODES["p"], el.CODES["tr"]), self._in_quirks(), caps)
        self.too_deep = tree.too_deep
        self.rows = np.frombuffer(tree.nodes, np.int64)[: tree.count * len(FIELDS)]
        self.nodes = dict(zip(FIELDS, self.rows.reshape(-1, len(FIELDS)).T.copy(), strict=True))
        self.act = np.frombuffer(tree.acts, np.int64)
        self.node = np.concatenate(([0], np.frombuffer(tree.after, np.int64)))
        self.unseen = np.empty(tree.count, np.int8)
        self.shown = unseen_nodes(tree.nodes, self.node.data, self.bounds.data, self.unseen.data)

    @cached_property
    def size(self) -> Ints:
        """The length of each text."""
        return self.bounds[1::2] - self.bounds[::2]

    def texts(self, first: int, last: int) -> list[str]:
        """The source of some texts."""
        bounds = self.bounds[2 * first : 2 * last].tolist()
        return [self.source[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]

    def _in_quirks(self) -> bool:
        """Whether browsers read the page as those of the nineties did: it declares no document type, or one of that time."""
        bounds = self.bounds[1 : 2 * _HEAD + 1].tolist()
        for start, end in zip(bounds[::2], bounds[1::2], strict=False):
            if self.source.startswith("<!", start) and not self.source.startswith("-", start + 2):
                return not _STRICT.match(self.source, start, end)
        return True
