"""A page cut into text and tokens, with what the tree tells of each piece, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from struct import pack
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben import limits
from shanben.edits import Ints
from shanben.errors import LimitError
from shanben.stages.markup import elements as el
from shanben.stages.markup.tokens import split
from shanben.stages.markup.tree import FIELDS, Tree

Bools = NDArray[np.bool_]

RULES: Final = (
    "markup.tag", "markup.hidden", "markup.script", "markup.comment", "markup.ruby",
    "markup.entity", "markup.space", "markup.block", "markup.cell",
)  # fmt: skip
TAG, HIDDEN, SCRIPT, COMMENT, RUBY, ENTITY, SPACE, BLOCK, CELL = range(len(RULES))

_BREAKS: Final = np.array([code in el.BREAKING for code in range(len(el.NAMES))])
_ROLE_BREAKS: Final = np.zeros(el.CONTENT + 1, np.bool_)
_ROLE_BREAKS[[el.BREAK, el.RULE, el.EMPTY, el.PLAINTEXT]] = True
_ROLE_RULES: Final = np.full(el.CONTENT + 1, TAG)
_ROLE_RULES[[el.SCRIPT, el.COMMENT, el.CONTENT]] = SCRIPT, COMMENT, HIDDEN


class Page:
    """A page in parts: text and tokens in turn, text first and last.

    `bounds`: where each part begins, and the end. `size`: the length of each text. `nodes`: the tree's elements, by `FIELDS`.
    `node`: for each text the element that holds it. `unseen`: for each text the rule that takes it out, -1 where it is shown.
    `act`: as the tree's `acts`. `breaks`, `rules`: for each token whether it breaks the line, and the rule that takes it out.
    """

    def __init__(self, source: str) -> None:
        parts = split(source)
        if len(parts) // 2 > limits.MARKUP_TOKENS:
            raise LimitError(f"{len(parts) // 2} tags, more than MARKUP_TOKENS ({limits.MARKUP_TOKENS})")
        self.tree = tree = Tree(parts[1::2])
        after = 2 * len(tree.after)
        if after + 1 < len(parts):  # a <plaintext> tag: the rest is text
            parts = [*parts[:after], "".join(parts[after:])]
        self.parts = parts
        size = _array(map(len, parts), len(parts))
        self.bounds = np.concatenate(([0], size.cumsum()))
        self.size = size[::2]
        nodes = _array(chain.from_iterable(tree.nodes), len(tree.nodes) * len(FIELDS))
        self.nodes = dict(zip(FIELDS, nodes.reshape(-1, len(FIELDS)).T.copy(), strict=True))
        self.node = np.concatenate(([0], np.frombuffer(tree.after, np.int64)))
        self.act = np.frombuffer(tree.acts, np.int64)
        unseen = self._unseen_nodes()
        self.unseen = unseen[self.node]
        role = np.maximum(~self.act, 0)
        node = np.where(self.act < 0, self.node[1:], self.act)
        breaks = np.where(self.act < 0, _ROLE_BREAKS[role], _BREAKS[self.nodes["code"][node]])
        self.breaks = breaks & (unseen[node] < 0)
        rules = np.where(self.act < 0, _ROLE_RULES[role], TAG)
        self.rules = np.maximum(rules, np.maximum(self.unseen[:-1], self.unseen[1:]))

    def _unseen_nodes(self) -> Ints:
        """For each element the rule that takes out its text.

        A page that conceals more than it shows waits for a script that nobody runs; then nothing counts as concealed.
        """
        state = self.nodes["state"]
        hidden = state & el.HIDDEN > 0
        concealed = (state & el.CONCEALED > 0) & ~hidden
        if concealed.any():
            size = np.bincount(self.node, self.size, minlength=len(state))
            if size[concealed].sum() <= size[~hidden & ~concealed].sum():
                hidden |= concealed
        return np.where(hidden, HIDDEN, np.where(state & el.READING, RUBY, -1))


def _array(numbers: Iterable[int], count: int) -> Ints:
    """So many numbers as an array: half the time of `np.fromiter`."""
    return np.frombuffer(pack(f"{count}q", *numbers), np.int64)
