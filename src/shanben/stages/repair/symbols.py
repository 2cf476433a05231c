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
from shanben.scan import FULL_MARK, HAN, QUESTION
from shanben.view import Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
# `Copyright ? 2001`, `Copyright?2001`, `版权所有 ? 2001`: a question would have no space before its mark and one after it.
_COPYRIGHT: Final = re.compile(
    r"(?:\b(?:Copyright|COPYRIGHT|CopyRight|copyright)|[版著][权權]所有)(?:[ \xa0]{1,3}(\?)(?![?\w]*\?)|(\?)(?=(?:19|20)\d\d))"
    r"|^[ \u3000\xa0]*(\?)[ \xa0]?(?=(?:19|20)\d\d\b.{0,80}(?i:all rights reserved|[版著][权權]所有))",
    re.MULTILINE,
)
_DATELINE: Final = re.compile(rf"\d[日][电電讯訊](\?)(?={_HAN})")
_INDENT: Final = re.compile(rf"^(\?{{2,8}})(?={_HAN})", re.MULTILINE)
_BETWEEN: Final = re.compile(rf"(?<={_HAN})\?(?={_HAN})")


def restore_symbols(view: View) -> Outcome:
    """Put back ©, the space of a dateline and the indents of paragraphs; flag `repair.lost` between ideographs.

    >>> from shanben.config import Config
    >>> restore_symbols(View.of("Copyright ? 2001-2024", Config())).edits
    [Edit(start=10, end=11, replacement='©', rule='repair.lost')]
    """
    if not view.scan.any(QUESTION):
        return Outcome()
    edits = [_edit(match, "©") for match in _COPYRIGHT.finditer(view.text)]
    if view.scan.any(HAN):
        edits += [_edit(match, " ") for match in _DATELINE.finditer(view.text)]
        edits += _indents(view.text)
    return Outcome(edits, list(_doubts(view, {edit.start for edit in edits})))


def _edit(match: re.Match[str], replacement: str) -> Edit:
    """The one group that matched, replaced."""
    return Edit(*match.span(match.lastindex or 0), replacement, "repair.lost")


def _indents(text: str) -> list[Edit]:
    """Runs of `?` that open paragraphs, where at least two of one length do."""
    found = list(_INDENT.finditer(text))
    lengths = Counter(len(match[1]) for match in found)
    return [_edit(match, "\u3000" * len(match[1])) for match in found if lengths[len(match[1])] > 1]


def _doubts(view: View, known: set[int]) -> Iterator[Flag]:
    """`?` between ideographs, in a text that writes its own question marks in full width."""
    if view.scan.any(FULL_MARK) and "？" in view.text:
        for match in _BETWEEN.finditer(view.text):
            if match.start() not in known:
                yield Flag("repair.lost", *match.span())
