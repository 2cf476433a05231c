"""Which blocks the elements of a page hold: those that stand in them, and in the elements within them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shanben.kernels.tree import FIELDS

_PARENT, _BOX = map(FIELDS.index, ("parent", "box"))
_FIELDS = len(FIELDS)


def extents(box: Sequence[int], nodes: Sequence[int], first: Any, end: Any) -> None:
    """Write for each element that breaks lines its first block and the end of its last one; `end` stays 0 where it holds none.

    `box`: for each block the innermost such element. `nodes`: as of `Tree`. `first`, `end`: zeros, one for each node.
    """
    for block in range(len(box)):
        node = box[block]
        if not end[node]:
            first[node] = block
        end[node] = block + 1
    for node in range(len(end) - 1, 0, -1):  # what is within an element has a higher number
        if end[node]:
            around = nodes[nodes[node * _FIELDS + _PARENT] * _FIELDS + _BOX]
            if not end[around] or first[node] < first[around]:
                first[around] = first[node]
            end[around] = max(end[around], end[node])
