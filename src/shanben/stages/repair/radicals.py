"""Pictures of radicals where ideographs are meant: `⽂件` is `文件`.

PDF files that map a glyph back to the lowest code point that shares it give radicals for common characters. The target is
Unicode's Equivalent_Unified_Ideograph (UAX #44); NFKC knows it for the Kangxi radicals only. Text that speaks of radicals, or
has more of them than of ideographs, stays.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from shanben.edits import Edit
from shanben.scan import HAN, RADICAL
from shanben.view import NOTHING, Outcome, View

# Equivalent_Unified_Ideograph of U+2E80 to U+2EF3, Unicode 14.0; two have none.
_SUPPLEMENT: Final = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_SUBJECT: Final = re.compile(r"部首|偏旁|部件|笔画|筆畫|笔顺|字根|康熙字典|U\+2[EF]|radical", re.IGNORECASE)


def unify_radicals(view: View) -> Outcome:
    """Write radicals as the ideographs that they look like, in running text.

    >>> from shanben.config import Config
    >>> unify_radicals(View.of("方便用户使用⽂件", Config())).edits
    [Edit(start=6, end=7, replacement='文', rule='repair.radical')]
    """
    radicals = view.scan.count(RADICAL)
    if not radicals or view.scan.count(HAN) <= radicals or _SUBJECT.search(view.text):
        return NOTHING
    at = view.scan.at(RADICAL).tolist()
    read = [(position, _ideograph(view.text[position])) for position in at]
    return Outcome([Edit(a, a + 1, to, "repair.radical") for a, to in read if to != view.text[a]])


def _ideograph(radical: str) -> str:
    at = ord(radical) - 0x2E80
    return _SUPPLEMENT[at] if at < len(_SUPPLEMENT) else unicodedata.normalize("NFKC", radical)
