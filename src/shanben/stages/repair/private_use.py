"""Private-use characters: those whose meaning is known are written out, icons of fonts go, the rest stay and are flagged.

Known are the code points that GBK and GB 18030 lent to characters which Unicode did not have yet, U+E5E5, which is the
ideographic space of a GBK page (A3A0), and, in a page whose private characters turn out to be Cantonese, those of Big5-HKSCS.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from shanben import scan
from shanben.document import Flag
from shanben.edits import Edit
from shanben.view import NOTHING, Outcome, View

# Where GB 18030-2022 puts what GB 18030-2000 had in private use, as far as Python's codec (2000) does not.
_GB18030: Final = dict(
    zip(
        "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"
        "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue7c8",
        "𠂇𠂉𠃌龴龵龶龷𡗗龸𢦏龹龺𤇾龻︐︒︑︓︔︕︖︗︘︙ḿǹ",
        strict=True,
    )
)
_CANTONESE: Final = frozenset("啲咗嚟喺嘢冇乜咁哋嗰唔㗎嘥攞揸嘅佢睇啱嘞喎吖氹咪噃咩啩嗱瞓")
# Where icon fonts put their pictures; a label of navigation is no longer than this and ends no sentence.
_ICONS: Final = re.compile(r"[\ue600-\ue7ff\uf000-\uf8ff]+")
_LABEL_LENGTH: Final = 32
_LABEL: Final = re.compile(rf"[^\n。，；！？,]{{0,{_LABEL_LENGTH}}}?\s*(?:\n|\Z)")


def read_private_use(view: View) -> Outcome:
    r"""Write private-use characters as what they are known to be.

    >>> from shanben.config import Config
    >>> read_private_use(View.of("\ue5e5中国", Config())).edits
    [Edit(start=0, end=1, replacement='\u3000', rule='repair.private_use')]
    """
    if not view.scan.any(scan.PRIVATE):
        return NOTHING
    at = view.scan.at(scan.PRIVATE).tolist()
    hong_kong = _in_cantonese([view.text[position] for position in at])
    read = [_known().get(view.text[position]) or (_hkscs(view.text[position]) if hong_kong else "") for position in at]
    return Outcome([Edit(a, a + 1, to, "repair.private_use") for a, to in zip(at, read, strict=True) if to])


def drop_icons(view: View) -> Outcome:
    r"""Remove the pictures of icon fonts from labels; flag all other private-use characters `repair.private_use`.

    >>> from shanben.config import Config
    >>> drop_icons(View.of("\ue634首页\n\ue64a电影", Config())).edits[0]
    Edit(start=0, end=1, replacement='', rule='repair.icon')
    """
    if not view.scan.any(scan.PRIVATE):
        return NOTHING
    runs = list(zip(*(ends.tolist() for ends in view.scan.spans(scan.PRIVATE)), strict=True))
    icons = [run for run in runs if _ICONS.fullmatch(view.text, *run) and _in_label(view.text, *run)]
    unread = set(runs).difference(icons)
    return Outcome(
        [Edit(start, end, "", "repair.icon") for start, end in icons],
        [Flag("repair.private_use", start, end) for start, end in sorted(unread)],
    )


@cache
def _known() -> dict[str, str]:
    """What GBK and GB 18030 mean by their private-use code points."""
    table = {"\ue5e5": "\u3000"}
    rows = [bytes([0xFE, trail]) for trail in range(0x50, 0xA1) if trail != 0x7F]
    for code, pair in enumerate(rows, 0xE815):
        character = pair.decode("gb18030", "ignore")
        if len(character) == 1 and not "\ue000" <= character <= "\uf8ff":
            table[chr(code)] = character
    return table | _GB18030


def _hkscs(character: str) -> str:
    """What Big5-HKSCS has where code page 950 puts the private-use character, by the arithmetic of its rows; or nothing."""
    code = ord(character)
    for first, lead in ((0xE000, 0xFA), (0xE311, 0x8E), (0xEEB8, 0x81)):
        row, column = divmod(code - first, 157)
        if code >= first and lead + row <= (0xFE if lead == 0xFA else lead + 18):
            trail = column + (0x40 if column < 63 else 0x62)
            return bytes([lead + row, trail]).decode("big5hkscs", "ignore")
    return ""


def _in_cantonese(characters: list[str]) -> bool:
    """Whether private-use characters, read as Hong Kong's, are for the most part those that Cantonese is written with."""
    read = [_hkscs(character) for character in characters if character not in _known()]
    return len(read) >= 2 and 2 * sum(character in _CANTONESE for character in read) >= len(read)


def _in_label(text: str, start: int, end: int) -> bool:
    """Whether a run stands in a short line without punctuation, and at an edge of it or beside a space."""
    opens = text.rfind("\n", max(0, start - _LABEL_LENGTH), start) + 1
    line = _LABEL.match(text, opens) if start - opens < _LABEL_LENGTH else None
    beside = (text[start - 1 : start] or "\n") + (text[end : end + 1] or "\n")
    return line is not None and line.end() >= end and any(map(str.isspace, beside))
