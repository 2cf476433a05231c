"""List pages: pages whose text is links to other pages."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.stages.lines import text as kind
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

_LINKED: Final = 0.5
_ITEMS: Final = 10
_SHARE: Final = 0.6
_ITEM: Final = 4
_DATED: Final = [kind.DIGIT, kind.COLON, kind.SEPARATOR, kind.BRACKET]
"""What the dates beside the links are made of: it is no text."""


def is_list(lines: Lines, blocks: Blocks, stays: NDArray[np.bool_]) -> bool:
    """Whether a page has many lines of links, and most of what stays of it are such, or of the page where nothing stays."""
    size = lines.size
    words = size - sum(lines.counts[:, dated] for dated in _DATED)
    inside = blocks.columns["link"][lines.within(blocks)] * size
    linked = (inside > _LINKED * words) & (inside > 0) & (size >= _ITEM) & (lines.sentence == 0)
    if np.count_nonzero(linked) < _ITEMS:
        return False
    text = stays if stays.any() else np.ones(len(lines), np.bool_)
    return float(size @ (linked & text)) > _SHARE * max(float(size @ text), 1)
