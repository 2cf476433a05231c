"""Characters that an encoder did not know and wrote as `?`, put back where the context leaves one reading only.

GBK has no © and no no-break space, so that `Copyright © 2001` became `Copyright ? 2001`, and the space after a dateline or
at the start of a paragraph became `?`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.scan import QUESTION
from shanben.view import Outcome, View

_RULE: Final = "repair.lost"
_MARKS: Final = re.compile(r"\?+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_OWNER: Final = re.compile(r"(?:(?<![A-Za-z])(?:Copyright|COPYRIGHT|CopyRight|copyright)|[版著][权權]所有)([ \xa0]{0,3})\Z")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_RIGHTS: Final = re.compile(r"[ \xa0]?(?:19|20)\d\d\b.{0,80}?(?:all rights reserved|[版著][权權]所有)", re.IGNORECASE)
_DATELINE: Final = re.compile(r"\d日[电電讯訊]\Z")
_LONGEST_INDENT: Final = 8


def restore_symbols(view: View) -> Outcome:
    """Put back ©, the space of a dateline and the indents of paragraphs; flag `repair.lost` between ideographs.

    >>> from shanben.config import Config
    >>> restore_symbols(View.of("Copyright ? 2001-2024", Config())).edits
    [Edit(start=10, end=11, replacement='©', rule='repair.lost')]
    """
    if not view.scan.any(QUESTION):
        return Outcome()
    text = view.text
    edits: list[Edit] = []
    indents: list[tuple[int, int]] = []
    doubts: list[Flag] = []
    for start, end in (match.span() for match in _MARKS.finditer(text)):
        before, han_after = text[max(0, start - 16) : start], _HAN.match(text, end) is not None
        opens = before == "" or before[-1] == "\n"
        if end - start == 1 and (_is_owner(before, text, end) or (opens and _RIGHTS.match(text, end))):
            edits.append(Edit(start, end, "©", _RULE))
        elif han_after and _DATELINE.search(before):
            edits.append(Edit(start, end, " ", _RULE))
        elif han_after and opens and 2 <= end - start <= _LONGEST_INDENT:
            indents.append((start, end))
        elif han_after and end - start == 1 and _HAN.match(before[-1:]):
            doubts.append(Flag(_RULE, start, end))
    edits += _restored(indents)
    # A text that writes its own question marks in full width has none of the other kind.
    return Outcome(edits, doubts if "？" in text else ())


def _is_owner(before: str, text: str, end: int) -> bool:
    """Whether a mark follows a notice of copyright; a question would have no space before its mark, and one after it."""
    match = _OWNER.search(before)
    return match is not None and (bool(match[1]) or _YEAR.match(text, end) is not None)


def _restored(indents: list[tuple[int, int]]) -> Iterator[Edit]:
    """Marks that open paragraphs, where as many open two or more."""
    lengths = Counter(end - start for start, end in indents)
    for start, end in indents:
        if lengths[end - start] > 1:
            yield Edit(start, end, "\u3000" * (end - start), _RULE)
