"""What the elements of a page hold: which blocks, in them and in the elements within them, and which text that is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shanben.kernels.html import BY_HIDDEN, BY_RUBY, CONCEALED, HIDDEN, READING
from shanben.kernels.tree import FIELDS

_PARENT, _BOX, _STATE = map(FIELDS.index, ("parent", "box", "state"))
_HIDDEN, _CONCEALED, _READING = HIDDEN, CONCEALED, READING
_BY_HIDDEN, _BY_RUBY = BY_HIDDEN, BY_RUBY
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


def unseen_nodes(nodes: Sequence[int], node: Sequence[int], bounds: Sequence[int], unseen: Any) -> int:
    """Fill `unseen` with the rule that takes out an element's text, -1 where it is shown; how much text is shown.

    `nodes`: as of `Tree`. `node`, `bounds`: for each text its element, and where it begins and ends. A page that conceals more
    than it shows waits for a script that nobody runs; then nothing counts as concealed.
    """
    concealed, shown = 0, 0
    for text in range(len(node)):
        state, size = nodes[node[text] * _FIELDS + _STATE], bounds[2 * text + 1] - bounds[2 * text]
        if not state & _HIDDEN:
            if state & _CONCEALED:
                concealed += size
            else:
                shown += size
    conceals = concealed <= shown
    seen = 0
    for at in range(len(unseen)):
        state = nodes[at * _FIELDS + _STATE]
        if state & _HIDDEN or (conceals and state & _CONCEALED):
            unseen[at] = _BY_HIDDEN
        else:
            unseen[at] = _BY_RUBY if state & _READING else -1
    for text in range(len(node)):
        if unseen[node[text]] < 0:
            seen += bounds[2 * text + 1] - bounds[2 * text]
    return seen
