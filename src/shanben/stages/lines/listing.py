"""List pages: pages whose text is links to other pages."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.stages.lines.text import Lines
from shanben.view import Blocks

_LINKED: Final = 0.5
_ITEMS: Final = 10
_SHARE: Final = 0.6
_ITEM: Final = 4


def is_list(lines: Lines, blocks: Blocks, stays: NDArray[np.bool_]) -> bool:
    """Whether most of what stays of a page, and of the page where nothing stays, are lines of links, and many of them."""
    linked = (blocks.columns["link"][blocks.at(lines.start)] > _LINKED) & (lines.size >= _ITEM)
    text = stays if stays.any() else np.ones(len(lines), np.bool_)
    share = float(lines.size[linked & text].sum() / max(lines.size[text].sum(), 1))
    return int((linked & text).sum()) >= _ITEMS and share > _SHARE
