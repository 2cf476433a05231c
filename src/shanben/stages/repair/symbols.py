"""Characters that an encoder did not know and wrote as `?`, put back where the context leaves one reading only.

GBK has no © and no no-break space, so that `Copyright © 2001` became `Copyright ? 2001`, and the space after a dateline or
at the start of a paragraph became `?`; it has one of the many dots that part foreign names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.stages.repair.signs import ANY, IDEOGRAPHS, sign, signs
from shanben.view import NOTHING, Outcome, View

_RULE: Final = "repair.lost"
_HAN: Final = re.compile(f"[{IDEOGRAPHS}]")
_OWNER: Final = re.compile(r"(?:(?<![A-Za-z])(?:Copyright|COPYRIGHT|CopyRight|copyright)|[版著][权權]所有)([ \xa0]{0,3})\Z")
_BEFORE: Final = "tT有 \t\xa0\u3000\n\r\x0b\x0c\x85\u2028\u2029"
"""What stands before the mark of an owner, or ends a line: after it a mark may be more than a question, whatever follows."""
_MARKS: Final = re.compile(r"\?\?*")  # a literal first is sought several times as fast
_LOOKED_AT: Final = sign(ANY, "?", IDEOGRAPHS) | sign(_BEFORE.lstrip("tT有"), "?") | sign("hH所", "tT有", "?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_RIGHTS: Final = re.compile(r"[ \xa0]?(?:19|20)\d\d\b.{0,80}?(?:all rights reserved|[版著][权權]所有)", re.IGNORECASE)
_COMPANY: Final = re.compile(r"[ \xa0]?(?:19|20)\d\d-(?:19|20)\d\d [A-Z][^\n?]{0,40}? Inc\b")
_DATELINE: Final = re.compile(r"(?:\d日|[报報台网網社刊])[电電讯訊]\Z")
# The characters that foreign names are written with.
_NAME: Final = (
    r"[阿埃艾安奥奧巴贝貝比伯博布查茨达達德登迪蒂杜顿頓多厄恩尔爾法费費芬弗福夫戈格哈海汉漢赫霍基吉加杰傑卡凯凱康科克库庫"
    r"拉莱萊兰蘭朗劳勞雷里莉利林鲁魯伦倫罗羅洛马馬玛瑪曼麦麥米莫姆穆纳納内內尼诺諾帕佩皮普乔喬奇切萨薩塞瑟森沙莎舍圣聖施什"
    r"史斯苏蘇索塔泰坦特提托瓦威韦韋维維沃乌烏西希夏谢謝休雅亚亞扬揚伊因约約泽澤詹珍朱兹茲佐繆缪翰]"
)
_NAME_BEFORE: Final = re.compile(rf"{_NAME}{{2}}\Z")
_NAME_AFTER: Final = re.compile(rf"{_NAME}{{2}}")
_LONGEST_INDENT: Final = 8
# What makes a sentence a question, so that a mark behind it was typed.
_ASKS: Final = re.compile(
    r"[吗嗎呢么麼吧乎谁誰哪几幾何孰岂豈啊呀]|什|怎|多少|[是能可应應当當]否|否\Z|难道|難道|([\u3400-\u9fff])[不没沒]\1"
)
_SENTENCE_END: Final = re.compile(r"[。！？!?；;\n]")
_SENTENCE: Final = 60
"""How far back from a mark its sentence is looked at, in characters."""


def restore_symbols(view: View) -> Outcome:
    """Put back ©, the space of a dateline or behind a colon, indents, the dot in a name; flag `repair.lost` between ideographs.

    >>> from shanben.config import Config
    >>> restore_symbols(View.of("Copyright ? 2001-2024", Config())).edits
    [Edit(start=10, end=11, replacement='©', rule='repair.lost')]
    """
    if not signs(view) & _LOOKED_AT:
        return NOTHING
    text = view.text
    edits: list[Edit] = []
    indents: list[tuple[int, int]] = []
    doubts: list[Flag] = []
    marks_in_full_width = "？" in text
    for start, end in _worth_a_look(view):
        before, han_after = text[max(0, start - 16) : start], _HAN.match(text, end) is not None
        opens, alone = before[-1:] in ("", "\n"), end - start == 1
        if alone and _is_sign(before, text, end):
            edits.append(Edit(start, end, "©", _RULE))
        elif han_after and (_DATELINE.search(before) or (alone and before[-1:] == "：")):
            edits.append(Edit(start, end, " ", _RULE))
        elif han_after and opens and 2 <= end - start <= _LONGEST_INDENT:
            indents.append((start, end))
        elif marks_in_full_width and han_after and alone and _HAN.match(before[-1:]):
            # A text that writes its question marks in full width has none of the other kind.
            if _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, end):
                edits.append(Edit(start, end, "·", _RULE))
            elif not _ASKS.search(_SENTENCE_END.split(text[max(0, start - _SENTENCE) : start])[-1]):
                doubts.append(Flag(_RULE, start, end))
    return Outcome([*edits, *_restored(indents)], doubts)


def _worth_a_look(view: View) -> Iterator[tuple[int, int]]:
    """The runs of marks that may be more than questions: before an ideograph, at the head of a line, or of an owner."""
    for match in _MARKS.finditer(view.text):
        start, end = match.span()
        if start == 0 or view.text[start - 1] in _BEFORE or _HAN.match(view.text, end):
            yield start, end


def _is_sign(before: str, text: str, end: int) -> bool:
    """Whether a mark was the sign of copyright: by what stands before it, or by the owner and the years behind it."""
    if _is_owner(before, text, end):
        return True
    # Behind a question its mark would not stand alone.
    opens = before[-1:] in ("", "\n")
    return bool((opens and _RIGHTS.match(text, end)) or ((opens or before[-1].isspace()) and _COMPANY.match(text, end)))


def _is_owner(before: str, text: str, end: int) -> bool:
    """Whether a mark follows a notice of copyright; a question would have no space before its mark, and one after it."""
    match = _OWNER.search(before)
    if match is None:
        return False
    alone = not before[: match.start()].strip(" \t\u3000\xa0") or not before[match.start() - 1].isascii()
    return bool(match[1]) or _YEAR.match(text, end + (alone and text[end : end + 1] == " ")) is not None


def _restored(indents: list[tuple[int, int]]) -> Iterator[Edit]:
    """Marks that open paragraphs, where as many open two or more."""
    lengths = Counter(end - start for start, end in indents)
    for start, end in indents:
        if lengths[end - start] > 1:
            yield Edit(start, end, "\u3000" * (end - start), _RULE)
