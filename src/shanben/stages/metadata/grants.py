"""Whether a sentence grants: says of this very work under which licence it is, or on what terms it may be reprinted.

Texts speak of licences, and of the works of others. So the sentence must name the work that it stands in (`this page`, 本站),
or have no subject but its reader or its author; and nothing in it may tell of the past, of others or of a choice.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_REUSE: Final = r"[^。\n]{0,12}?(?:转载|转贴|复制|摘编|抄袭|使用|镜像|刊[登载]|重制|散布)"
_LABELLED: Final = re.compile(
    r"\W{0,6}(?:licen[sc]e|许可证?|授权(?:方式|协议|条款)?|(?:版权)?(?:许可)?协议|使用许可|版权(?:声明|许可)?|"
    r"(?:code|text|content|samples?|images?|photos?|data|docs|documentation|datensatz|代码|文字|图片|照片|数据|文档)"
    r"[^.。:\n]{0,24}) ?: ?\W{0,3}$"
)
_END: Final = re.compile(r"[。!?;]|\.(?=\s|$)|\n(?=\s*\n|[^a-z\n]*[\u3400-\u9fff])")
_BEFORE: Final = 140
_AFTER: Final = 120


class Words(NamedTuple):
    """The expressions of the table `terms.toml`, compiled; `terms` by the name of the terms that they state."""

    work: re.Pattern[str]
    under: re.Pattern[str]
    own: re.Pattern[str]
    about: re.Pattern[str]
    terms: dict[str, re.Pattern[str]]


@cache
def words() -> Words:
    """The expressions that grants are made of."""
    table = tomllib.loads(files("shanben.tables").joinpath("terms.toml").read_text("utf-8"))
    work, under, own, about = ("|".join(table[name]) for name in ("work", "under", "own", "about"))
    terms = {name: "|".join(ways).replace("REUSE", _REUSE) for name, ways in table["terms"].items()}
    return Words(
        re.compile(work),
        re.compile(under),
        re.compile(rf"\W*(?:{own})"),
        re.compile(about),
        {name: re.compile(way) for name, way in terms.items()},
    )


def grants(folded: str, start: int, end: int) -> bool:
    """Whether the licence named in `[start, end)` of a folded text is granted there.

    >>> text = "this page is under cc by 4.0. the kernel was released under gpl-2.0."
    >>> [grants(text, text.index(name), text.index(name) + 6) for name in ("cc by", "gpl")]
    [True, False]
    """
    before, after = _around(folded, start, end)
    if _LABELLED.search(before):
        return True
    if speaks(folded, start, end):
        return False
    named = words().work.search(before) or words().own.match(before) or (not before.strip() and words().work.search(after))
    return bool(named) and bool(words().under.search(before + folded[start:end] + after))


def sets_terms(folded: str, start: int, end: int) -> bool:
    """Whether the terms in `[start, end)` of a folded text are those of this work, and not what others demand or a law says."""
    before, _ = _around(folded, start, end)
    own = not before.strip() or bool(words().work.search(before) or words().own.match(before))
    return own and not speaks(folded, start, end)


def speaks(folded: str, start: int, end: int) -> bool:
    """Whether the sentence of a span tells of others, of the past or of a choice."""
    return any(words().about.search(side) for side in _around(folded, start, end))


def _around(folded: str, start: int, end: int) -> tuple[str, str]:
    """What the sentence of a span has before and after it."""
    before = _END.split(folded[max(start - _BEFORE, 0) : start])[-1]
    return before, _END.split(folded[end : end + _AFTER], maxsplit=1)[0]
