"""Years, months and days in Chinese numerals, and the eras that years are counted in."""

from __future__ import annotations

from typing import Final

ERAS: Final = {"公元": 0, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
"""For each name of an era, in folded text, the year before its first."""

NUMERAL: Final = "[〇零·o一二两三四五六七八九十廿卅百]"
"""A pattern of one character of a numeral, in folded text: there a circle for zero is a middle dot."""

_DIGITS: Final = str.maketrans("〇零·o一二两三四五六七八九", "00001223456789")
_TENS: Final = {"十": "1十", "廿": "2十", "卅": "3十"}


def number(text: str) -> int:
    """The number that a folded text of Chinese numerals or of digits writes; 1 for 元, the first year of an era.

    >>> [number(text) for text in ("二〇二四", "一百一十三", "一一三", "十", "二十", "廿三", "05", "元")]
    [2024, 113, 113, 10, 20, 23, 5, 1]
    """
    if text == "元":
        return 1
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = _spelled(rest).rpartition("十")
    if not hundreds and not ten:
        return _digits(ones)
    return 100 * _digits(hundreds) + 10 * _digits(tens) + _digits(ones)


def _spelled(text: str) -> str:
    """Tens with their count: 十三 as 一十三, 廿三 as 二十三."""
    head = _TENS.get(text[:1])
    return text if head is None else head + text[1:]


def _digits(text: str) -> int:
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isdecimal() else 0
