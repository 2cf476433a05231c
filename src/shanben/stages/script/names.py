"""Names of persons, kept the same through a document.

A few surnames are common words too, with another traditional form: 于 "at" is 於, 余 "remaining" is 餘. Where a title follows the
full name (于志远先生) it is a name; then it is one wherever it stands in the document.

>>> names("于志远先生来了，关于张先生没有消息。")
{'于志远'}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

SURNAMES: Final = "于余郁"
"""Surnames that stay as they are, unlike the words."""

_TITLES: Final = ("先生", "女士", "小姐", "教授")
# What makes a word with the surname's character after it, and so speaks against a name.
_BEFORE: Final = {
    "于": "对由关属位基等至鉴在终处便善敢甘勇急乐易难利归源优高低大小多少不忠苦限介居致濒出见服助益有归始生死用取立寄处陷惯",
    "余": "其剩业多富盈残空年月日岁元人里米个一二三四五六七八九十百千万亿0123456789",
    "郁": "浓忧馥抑葱苍阴沉",
}
# What does not begin a given name: other surnames (于张先生), and words that stand before a title.
_NOT_GIVEN: Final = frozenset(
    "张王李赵刘陈杨黄吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "的了在是下一些这那个位名年老知两三几各其他她我你上中大小该本此某资著同"
)


def names(text: str) -> set[str]:
    """The full names in a Simplified text that a title follows, of surnames that may be taken for words."""
    return {text[start:end] for start, end in titled(text)}


def titled(text: str) -> Iterator[tuple[int, int]]:
    """Where each of them starts and ends before its title."""
    for first, last in _TITLES:
        # A single character is found several times as fast as two.
        for at in _found(last, text):
            if text[at - 1 : at] == first:
                yield from _before(text, at - 1)


def places_of(names: Iterable[str], text: str) -> Iterator[int]:
    """Where names begin in a text, or a part of it."""
    for name in names:
        yield from _found(name, text)


def _found(what: str, text: str) -> Iterator[int]:
    at = text.find(what)
    while at >= 0:
        yield at
        at = text.find(what, at + 1)


def _before(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The span of the name that ends there, if one does."""
    for start in (end - 3, end - 2):
        if start >= 0 and text[start] in SURNAMES and _NOT_GIVEN.isdisjoint(text[start + 1 : end]):
            if not start or text[start - 1] not in _BEFORE[text[start]]:
                yield start, end
            return
