"""Line ends and spaces of many kinds made the two that text needs: the line feed and the space.

The ideographic space U+3000 stays: it indents and separates. A no-break space stays in languages whose typography asks for
it (`k\N{NO-BREAK SPACE}nám`); pages in East Asian scripts have it only from HTML.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from shanben import scan
from shanben.edits import Edits
from shanben.view import NOTHING, Outcome, View

_EAST_ASIAN: Final = scan.HAN | scan.KANA | scan.HANGUL
_ALPHABETS: Final = scan.LATIN | scan.GREEK | scan.CYRILLIC | scan.HEBREW | scan.ARABIC | scan.THAI | scan.OTHER_LETTER


def unify_breaks(view: View) -> Outcome:
    r"""Write every line end as a line feed: CR LF, CR, VT, FF, NEL, U+2028, U+2029.

    >>> from shanben.config import Config
    >>> list(unify_breaks(View.of("a\r\nb\u2028c", Config())).edits)[0]
    Edit(start=1, end=2, replacement='', rule='repair.break')
    """
    if not view.scan.any(scan.RETURN | scan.SEPARATOR):
        return NOTHING
    at = view.scan.at(scan.RETURN | scan.SEPARATOR)
    codes = np.append(view.scan.codes, 0)
    doubled = (codes[at] == ord("\r")) & (codes[at + 1] == ord("\n"))
    return Outcome(_replaced(len(view.text), at, (~doubled).astype(np.int64), "\n", "repair.break"))


def unify_spaces(view: View) -> Outcome:
    r"""Write no-break spaces and spaces of fixed width as plain spaces, in East Asian pages.

    >>> from shanben.config import Config
    >>> list(unify_spaces(View.of("版权所有\xa02014", Config())).edits)
    [Edit(start=4, end=5, replacement=' ', rule='repair.space')]
    """
    if not view.scan.any(scan.NBSP) or view.scan.count(_EAST_ASIAN) <= view.scan.count(_ALPHABETS):
        return NOTHING
    at = view.scan.at(scan.NBSP)
    return Outcome(_replaced(len(view.text), at, np.ones(len(at), np.int64), " ", "repair.space"))


def _replaced(length: int, at: np.ndarray, size: np.ndarray, by: str, rule: str) -> Edits:
    """The single characters at `at` replaced, each by `by` or, where `size` is 0, by nothing."""
    return Edits.at(length, at, at + 1, size, by * int(size.sum()), np.zeros(len(at), np.int64), (rule,))
