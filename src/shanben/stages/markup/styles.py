"""What an inline style says of the text within, as bits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from shanben import limits
from shanben.kernels import html

_CONCEALED: Final = re.compile(
    r"""display:none | visibility:(?:hidden|collapse) | font-size:0(?:px|pt|em|%)?(?:[;!]|$)
    | (?:left|top|text-indent|margin-left|margin-top|right):-\d{3,}
    | (?<![a-z-])(?:max-)?(?:width|height):[01](?:px)?(?:[;!]|$) .*? overflow:(?:hidden|auto|scroll)
    | overflow:(?:hidden|auto|scroll) .*? (?<![a-z-])(?:max-)?(?:width|height):[01](?:px)?(?:[;!]|$)
    | (?<![a-z-])clip:rect\((?:0|1px)""",
    re.VERBOSE,
)
_TELLING: Final = re.compile(r":(?:none|hidden|collapse|[01]|-\d|rect)")
"""Without any of these a style conceals nothing."""
_COMMENT: Final = re.compile(r"\\|/\*.*?\*/", re.DOTALL)


@lru_cache(limits.MARKUP_STYLES)
def state_of_style(style: str) -> int:
    """The state of the text within an element of some style: concealed, preformatted, bold.

    >>> state_of_style("display: none") == html.CONCEALED
    True
    """
    if "\\" in style or "/*" in style:
        style = _COMMENT.sub("", style)
    plain = "".join(style.split()).lower()
    state = html.CONCEALED if _TELLING.search(plain) and _CONCEALED.search(plain) else 0
    if "white-space:pre" in plain and "white-space:pre-line" not in plain:
        state |= html.PRE
    if "font-weight:bold" in plain or "font-weight:7" in plain:
        state |= html.BOLD
    return state
