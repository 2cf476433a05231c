"""Words without which a text says nothing of its terms: what is asked first, so that ordinary text costs nothing.

They are sought in folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

NAMES: Final = (
    "licen", "warrant", " liab", "this notice", "permission", "redistribution", "lizenz", "cc by", "cc-by", "cc0", "cc 4",
    "cc 3", "cc 2", "ccby", "gpl", "gnu", "apache", "bsd", "mpl-", "epl-", "/mpl", "datacommons", "spdx", "psl", "odbl",
    "wtfpl", "creative commons", "creativecommons", "public domain", "under mit", "the mit", ": mit", ":mit", "ofl", "mpl ",
    "gfdl", "artistic", "gutenberg", "by-nc", "by-sa", "by-nd", "asl 2", "eupl", "cddl", "attribution-", "mulan",
    "dl-de", "pdm", "-1.", "-2.", "-3.", "cc 协", "mit许", "mit协", "mit 许", "mit 协", "非商用", "公共许可", "知识共享",
    "ogl ", "ogl-", "ogl)", "ogl.", "ogl:", "ogl,", "ogl3", "neighbouring rights", "neighboring rights", "free of known",
    "木兰", "署名", "姓名标示", "公有领域", "公共领域", "公众领域", "资料开放", "开放字", "证 mit", "议 mit", "可 mit",
)  # fmt: skip
"""A text that names a licence has one of these."""

_TERM_WORDS: Final = (
    "reserved", "reproduc", "republi", "repost", "reprint", "redistribut", "copying", "copy ", "re-use", "reupload",
    "re-upload", "reuse", "consent", "cite ", "permission", "acknowledg", "credit", "mention", "licensing", "link back",
    "links back", "linking back", "link to", "linked", "tell people", "no use", "prohibited", " asking", "ask before",
    "ask first", "anyone anywhere", "ask me", "ask us", "not use ", "gutenberg", "copyright", "hotlink", "scrap", "syndicat",
    "freely", "my name", "notice", "转载", "转贴", "转帖", "引用", "出处", "复制", "摘编", "镜像", "刊载", "重制", "版权",
    "著作权", "注明", "权利", "必究", "搬运", "盗用", "盗图", "抄袭", "擅自", "私自", "未经", "未获", "未得", "未取得",
    "未征得", "非经", "请勿", "谢绝", "标明", "标注", "先问", "商用", "商业用途", "商业目的", "选载", "取用", "说一声",
    "打招呼", "翻印", "翻拍", "授权", "附上", "附原", "二传", "带上", "外传", "复印", "影印", "转发本", "原链", "转发请",
)  # fmt: skip
# What one is asked to do before reprinting: each of these words alone is as common as any.
_ASKS_HAN: Final = r"请[^。\n]{0,10}(?:申请|联[系络]|洽|致电|来[信函电]|保留|附上?|署名?|标[明注示出])|先(?:[向与和跟征问联申])"
_ASKS: Final = ("please credit", "with link", "with a link")


def _one_of(words: Iterable[str]) -> str:
    """An expression for one of these words; those of one first letter together, so that fewer are tried at a place."""
    groups = groupby(sorted(words), key=lambda word: word[0])
    ways = ((head, "|".join(re.escape(word[1:]) for word in group)) for head, group in groups)
    return "|".join(f"{re.escape(head)}(?:{rest})" for head, rest in ways)


# Latin and Han words apart: the first letters of each fit one small table.
def _apart(words: Sequence[str], more: str = "") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two expressions, for those words that are Latin and for the others."""
    latin, han = (_one_of(word for word in words if word.isascii() is ascii_) for ascii_ in (True, False))
    return re.compile(latin), re.compile(han + more)


_NAMED: Final = _apart(NAMES)
_STATED: Final = _apart((*_TERM_WORDS, *_ASKS), f"|{_ASKS_HAN}")
_SPOKEN: Final = _apart((*NAMES, *_TERM_WORDS, *_ASKS), f"|{_ASKS_HAN}")


def may_speak(folded: str) -> bool:
    """Whether a folded text may name a licence or state terms.

    >>> may_speak("an ordinary sentence"), may_speak("some rights reserved")
    (False, True)
    """
    return any(pattern.search(folded) for pattern in _SPOKEN)


def lines_with_terms(folded: str) -> list[tuple[int, int]]:
    """The spans of the lines that may state terms of reprinting."""
    return sorted({line for pattern in _STATED for line in _lines_with(folded, pattern)})


def near_names(folded: str) -> list[tuple[int, int]]:
    r"""The spans of the lines that may name a licence, each with the line before and behind it, those joined that touch.

    >>> near_names("one\ntwo\nlicence\nthree\nfour")
    [(4, 21)]
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted(line for pattern in _NAMED for line in _lines_with(folded, pattern)):
        first, after = folded.rfind("\n", 0, max(start - 1, 0)) + 1, folded.find("\n", end + 1)
        after = len(folded) if after < 0 else after
        if spans and first <= spans[-1][1] + 1:
            first = spans.pop()[0]
        spans.append((first, after))
    return spans


def _lines_with(folded: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the span of each line in which an expression matches."""
    end = 0
    while found := pattern.search(folded, end):
        start = folded.rfind("\n", 0, found.start()) + 1
        end = folded.find("\n", found.end())
        end = end if end >= 0 else len(folded)
        yield start, end
