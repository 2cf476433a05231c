"""Characters that nobody sees: controls, zero-width spaces, byte order marks, soft hyphens, bidi overrides, tag characters.

What a script or an emoji needs stays: joiners beside Arabic, Indic letters and emoji, zero-width spaces of Thai and its
neighbours, bidi marks of a text that runs right to left, variation selectors, the tags of a flag. A run of variation
selectors is a hidden message, such as a C2PA manifest (C2PA 2.3, A.7): a flag tells it, and it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from shanben import scan
from shanben.document import Flag
from shanben.edits import Edit
from shanben.view import NOTHING, Outcome, View

_NEED_SPACE: Final = scan.THAI | scan.OTHER_LETTER | scan.MARK
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
_NEED_JOINER: Final = scan.ARABIC | scan.OTHER_LETTER | scan.MARK | scan.EMOJI | scan.SYMBOL | scan.VARIATION
_RIGHT_TO_LEFT: Final = scan.ARABIC | scan.HEBREW
# Beside these a soft hyphen is no hyphen, but a byte AD of something that was read in a wrong encoding.
_SOFT_HYPHEN: Final = "\u00ad"
_UNREAD: Final = scan.C1 | scan.LATIN_SIGN | scan.QUOTE
_NOISE_EVERYWHERE: Final = frozenset("\u00ad\ufeff")
_STYLE: Final = re.compile("(?<![\ufe00-\ufe0f])[\ufe0e\ufe0f](?![\ufe00-\ufe0f])")
_STYLELESS: Final = scan.HAN | scan.CJK_MARK | scan.FULL_MARK
_STYLED: Final = frozenset("\u3030\u303d")
_PLAIN: Final = r"[^\u202a-\u202e\u2066-\u2069\n]*"
_OVERRIDDEN: Final = re.compile(rf"[\u202d\u202e]({_PLAIN})\u202c")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_TERMINAL: Final = re.compile(r"\x1b\[[0-9;?]{0,16}[A-Za-z]")
_BLACK_FLAG: Final = "\U0001f3f4"


def join_surrogates(view: View) -> Outcome:
    r"""Join surrogates that stand in pairs, as JSON writes them; a lone one becomes U+FFFD, so that the text can be encoded.

    >>> from shanben.config import Config
    >>> join_surrogates(View.of("\ud83d\ude00", Config())).edits
    [Edit(start=0, end=2, replacement='😀', rule='repair.surrogate')]
    """
    if not view.scan.any(scan.SURROGATE):
        return NOTHING
    lone = view.scan.mask(scan.SURROGATE).copy()
    edits = []
    for match in _PAIR.finditer(view.text):
        joined = match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        edits.append(Edit(*match.span(), joined, "repair.surrogate"))
        lone[match.start() : match.end()] = False
    edits += [Edit(at, at + 1, "\ufffd", "repair.surrogate") for at in np.flatnonzero(lone).tolist()]
    return Outcome(edits)


def drop_controls(view: View) -> Outcome:
    r"""Remove control characters and noncharacters, and whole colour sequences of a terminal.

    >>> from shanben.config import Config
    >>> drop_controls(View.of("標牌\x08\x07、", Config())).edits
    [Edit(start=2, end=4, replacement='', rule='repair.control')]
    """
    if not view.scan.any(scan.CONTROL | scan.NONCHARACTER):
        return NOTHING
    sequences = dict(match.span() for match in _TERMINAL.finditer(view.text))
    spans = _spans(view, scan.CONTROL | scan.NONCHARACTER)
    return Outcome([Edit(start, sequences.get(end - 1, end), "", "repair.control") for start, end in spans])


def undo_overrides(view: View) -> Outcome:
    r"""Turn round what stands between U+202E and U+202C, so that it reads as it was displayed; remove other idle bidi marks.

    Right-to-left text is left alone.

    >>> from shanben.config import Config
    >>> undo_overrides(View.of("最重要\u202e是的\u202c", Config())).edits
    [Edit(start=3, end=7, replacement='的是', rule='repair.bidi')]
    """
    if not view.scan.any(scan.BIDI) or view.scan.any(_RIGHT_TO_LEFT):
        return NOTHING
    edits, alone = [], view.scan.mask(scan.BIDI).copy()
    for match in _OVERRIDDEN.finditer(view.text):
        shown = match[1][::-1] if match[0][0] == "\u202e" else match[1]
        edits.append(Edit(*match.span(), shown, "repair.bidi"))
        alone[match.start() : match.end()] = False
    edits += [Edit(at, at + 1, "", "repair.bidi") for at in np.flatnonzero(alone).tolist()]
    return Outcome(edits)


def drop_invisible(view: View) -> Outcome:
    r"""Remove zero-width characters and tags where nothing needs them; the flag `repair.payload` tells hidden messages.

    >>> from shanben.config import Config
    >>> drop_invisible(View.of("有一个\u200b临时", Config())).edits
    [Edit(start=3, end=4, replacement='', rule='repair.invisible')]
    """
    seen = view.scan.present & (scan.INVISIBLE | scan.JOINER | scan.TAG | scan.VARIATION)
    if not seen:
        return NOTHING
    payloads = [(a, b) for a, b in _spans(view, scan.VARIATION) if b - a > 1]
    edits = [*_zero_width(view, {a for a, _ in payloads}), *_idle_selectors(view)]
    for start, end in _spans(view, scan.TAG):
        if view.text[start - 1 : start] != _BLACK_FLAG:
            edits.append(Edit(start, end, "", "repair.tag"))
    return Outcome(edits, [Flag("repair.payload", a, b) for a, b in payloads])


def _zero_width(view: View, payloads: set[int]) -> Iterator[Edit]:
    """Runs of zero-width characters, without those that their neighbours need."""
    for start, end in _spans(view, scan.INVISIBLE | scan.JOINER):
        beside = _class(view, start - 1) | _class(view, end)
        for at in range(start, end):
            character = view.text[at]
            need = _NEED_JOINER if character in "\u200c\u200d" else scan.HANGUL if character in _FILLERS else _NEED_SPACE
            needed = bool(beside & need) and character not in _NOISE_EVERYWHERE
            needed = needed or (character == _SOFT_HYPHEN and bool(beside & _UNREAD))
            if not needed and at + 1 not in payloads:
                yield Edit(at, at + 1, "", "repair.invisible")


def _idle_selectors(view: View) -> Iterator[Edit]:
    """The selectors of emoji and of text style behind characters that are neither: what is left where a picture was taken out."""
    if view.scan.any(scan.VARIATION):
        for match in _STYLE.finditer(view.text):
            before = match.start() - 1
            while _class(view, before) & (scan.INVISIBLE | scan.TAG):
                before -= 1
            if _class(view, before) & _STYLELESS and view.text[before] not in _STYLED:
                yield Edit(*match.span(), "", "repair.invisible")


def _class(view: View, at: int) -> int:
    """The class of a character, nothing beyond the ends of the text."""
    return 1 << int(view.scan.ids[at]) if 0 <= at < len(view.text) else 0


def _spans(view: View, mask: int) -> Iterator[tuple[int, int]]:
    starts, ends = view.scan.spans(mask)
    return zip(starts.tolist(), ends.tolist(), strict=True)
