r"""Escapes that a page shows instead of characters: entities, once or often escaped, `\u4e2d`, `%u4e2d`, `%E4%B8%AD`, bare hex.

Bytes of UTF-8 stand as programs and mails write them, too: `\xe4\xb8\xad`, `\344\270\255`, `=E4=B8=AD`.

An escape that the text speaks of stays: one in quotes, in code, in a tag or an address, or in a text about escapes. `&lt;` and
`&gt;` stay where they write a tag, because then the tag is what the text shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final
from urllib.parse import unquote_to_bytes

from shanben.edits import Edit
from shanben.scan import (
    AMPERSAND,
    BREAK,
    CJK_MARK,
    FULL_MARK,
    HAN,
    HANGUL,
    HIDDEN,
    KANA,
    Scan,
)
from shanben.stages.repair.overlap import apart
from shanben.stages.repair.signs import sign, signs
from shanben.view import NOTHING, Outcome, View

_RULE: Final = "repair.escape"
_AGAIN: Final = r"(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)*"
_ENTITY: Final = re.compile(rf"&{_AGAIN}(#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,24}})[;；]")
# The names that stand in text without their semicolon; browsers know most of them so.
_UNENDED: Final = re.compile(
    r"&(nbsp|copy|reg|times|middot|quot|[lr][ds]?quo|hellip|[mn]dash|bull|#[0-9]{4,5}|#[xX][0-9a-fA-F]{4})(?![A-Za-z0-9;；=#])"
)
_TAG: Final = re.compile(rf"&{_AGAIN}lt;/?[A-Za-z!][^\n<>]{{0,200}}?&{_AGAIN}gt;")
# The `&` of an entity that a lossy encoder replaced.
_LOST: Final = re.compile(
    r"\?(?<![A-Za-z0-9/.=]\?)(lt|gt|nbsp|quot|[lr][ds]quo|mdash|hellip|middot|bull|#[0-9]{2,5}|#x[0-9a-fA-F]{2,4});"
)
_HEX: Final = re.compile(r"(?<![0-9a-fA-F&#x])(?<![0-9a-fA-F];)(?:&?#?x?[0-9a-fA-F]{4};){2,}")
_DECIMAL: Final = re.compile(r"(?<![&0-9A-Za-z])#[0-9]{5};(?:&?#[0-9]{5};)+")
_ENOUGH: Final = 3
_HEX_GROUP: Final = re.compile(r"[0-9a-fA-F]{4}(?=;)")
# Each begins with its own sign, so that text without it is passed over at once; two characters of UTF-8 are six bytes.
_UNITS: Final = tuple(re.compile(rf"{lead}u[0-9a-fA-F]{{4}}(?:{lead}u[0-9a-fA-F]{{4}})+") for lead in (r"\\", "%"))
_PERCENT: Final = re.compile(r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}){5,}")
# Bytes of UTF-8 as programs write them, in digits of base 16 and 8, and as mails do.
_BYTES: Final = (
    (16, re.compile(r"\\x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2}){5,}")),
    (8, re.compile(r"\\3[0-7]{2}(?:\\[23][0-7]{2}){5,}")),
)
_MAIL: Final = re.compile(r"=E[0-9A-F](?:=[89A-F][0-9A-F]){5,}")
_BYTE: Final = re.compile(r"[\\=]x?([0-9a-fA-F]{2,3})")
_HEX_DIGITS: Final = "0-9a-fA-F"
_REFERENCE: Final = sign("&", "#A-Za-z", "0-9A-Za-z")
_REPLACED: Final = sign("?", "lgnqrmhb#", "tbudseix0-9")
_GROUPS: Final = sign(";", f"&#x{_HEX_DIGITS}", f"#x{_HEX_DIGITS}")
_NUMBERED: Final = sign("#", "0-9", "0-9")
_UNIT: Final = sign("\\%", "u", _HEX_DIGITS)
_PERCENTS: Final = sign("%", _HEX_DIGITS, _HEX_DIGITS)
_BACKSLASHED: Final = sign("\\", "x3", _HEX_DIGITS)
_MAILED: Final = sign("=", "E", "0-9A-F")
_ANY_ESCAPE: Final = _REFERENCE | _REPLACED | _GROUPS | _NUMBERED | _UNIT | _PERCENTS | _BACKSLASHED | _MAILED
_EAST_ASIAN: Final = HAN | KANA | HANGUL | CJK_MARK | FULL_MARK
_QUOTING: Final = frozenset("\"'`“”‘’「」『』=\\")
_IN_ADDRESS: Final = re.compile(r"[/=@.][!-~]{0,200}\Z")
_IN_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]{0,300}\Z")
_SUBJECT: Final = re.compile(
    r"字符实体|实体(?:编码|字符|引用)|[转轉跳][义義脫]|HTML entit|escape (?:sequence|character)|(?:percent|url)-?encod",
    re.IGNORECASE,
)


def decode_escapes(view: View) -> Outcome:
    """Write escapes as what they stand for.

    >>> from shanben.config import Config
    >>> decode_escapes(View.of("中国&amp;#8226;人民", Config())).edits
    [Edit(start=2, end=13, replacement='•', rule='repair.escape')]
    """
    if not signs(view) & _ANY_ESCAPE:
        return NOTHING
    edits = apart(edit for pattern, read in _kinds(view) for edit in _decoded(view.text, pattern, read))
    return Outcome(() if edits and _SUBJECT.search(view.text) else edits)


def _kinds(view: View) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]]:
    """The kinds of escapes that the text may hold, each with what reads it."""
    seen = signs(view)
    if seen & _REFERENCE:
        yield _ENTITY, _entity
        yield _UNENDED, _unended
    if seen & _REPLACED:
        yield _LOST, _entity
    if seen & _GROUPS:
        yield _HEX, _hexadecimal
    if seen & _NUMBERED:
        yield _DECIMAL, _decimal
    if seen & _UNIT:
        yield from ((pattern, _code_units) for pattern in _UNITS)
    if seen & _PERCENTS:
        yield _PERCENT, _percent
    if seen & _BACKSLASHED:
        yield from ((pattern, partial(_bytes, base)) for base, pattern in _BYTES)
    if seen & _MAILED:
        yield _MAIL, partial(_bytes, 16)


def _decoded(text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None]) -> Iterator[Edit]:
    """An edit for each escape that can be read and that the text does not merely speak of."""
    tag_end = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        tag = _TAG.match(text, start)
        tag_end = tag.end() if tag else tag_end
        if start >= tag_end and not _is_mentioned(text, start, end):
            replacement = read(match)
            if replacement is not None:
                yield Edit(start, end, replacement, _RULE)


def _is_mentioned(text: str, start: int, end: int) -> bool:
    """Whether an escape stands in quotes, in code between backticks, or inside a tag."""
    if text[start - 1 : start] in _QUOTING and text[end : end + 1] in _QUOTING:
        return True
    before = text[max(0, start - 300, text.rfind("\n", 0, start) + 1) : start]
    return before.count("`") % 2 == 1 or _IN_TAG.search(before) is not None


def _entity(match: re.Match[str]) -> str | None:
    """What an entity stands for; nothing for what is unseen, None for none, and for what would make new escapes."""
    character = html.unescape(f"&{match[1]};")
    if len(character) > 2 or (character.isascii() and (character.isalnum() or character in "#;")):
        return None
    return "" if Scan(character).any(HIDDEN) else character


def _unended(match: re.Match[str]) -> str | None:
    """The same without its semicolon, beside what is written in ideographs."""
    beside = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    return _unless_in_address(match, _entity(match)) if Scan(beside).any(_EAST_ASIAN | AMPERSAND | BREAK) else None


def _decimal(match: re.Match[str]) -> str | None:
    """A run of decimal references that lost their `&`: four of them, or fewer beside one that kept it."""
    characters = _east_asian(html.unescape(match[0].replace("&", "").replace("#", "&#")))
    return characters if len(characters or "") > _ENOUGH or "&" in match[0] else None


def _hexadecimal(match: re.Match[str]) -> str | None:
    """A run of hexadecimal groups that lost their prefixes: four of them, or fewer beside one that kept it."""
    groups = _HEX_GROUP.findall(match[0])
    return _east_asian("".join(chr(int(group, 16)) for group in groups)) if len(groups) > _ENOUGH or "&#x" in match[0] else None


def _code_units(match: re.Match[str]) -> str | None:
    units = bytes.fromhex(match[0].replace("\\u", "").replace("%u", ""))
    return _unless_in_address(match, _east_asian(units.decode("utf-16-be", "replace")))


def _percent(match: re.Match[str]) -> str | None:
    return _unless_in_address(match, _east_asian(unquote_to_bytes(match[0]).decode("utf-8", "replace")))


def _bytes(base: int, match: re.Match[str]) -> str | None:
    data = bytes(int(digits, base) for digits in _BYTE.findall(match[0]))
    return _unless_in_address(match, _east_asian(data.decode("utf-8", "replace")))


def _unless_in_address(match: re.Match[str], characters: str | None) -> str | None:
    before = match.string[max(0, match.start() - 200) : match.start()]
    quoted = before[-1:] in _QUOTING
    return None if quoted or _IN_ADDRESS.search(before) else characters


def _east_asian(characters: str) -> str | None:
    """The characters, if all are East Asian."""
    return characters if Scan(characters).count(_EAST_ASIAN) == len(characters) else None
