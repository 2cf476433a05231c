"""Where the lines of a text stand, and what their characters are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_FACTOR, _WORD = 0x9E3779B1, 0xFFFFFFFF
_PRIME, _LONG = 0x100000001B3, 0xFFFFFFFFFFFFFFFF  # FNV-1a
_PAIR_BITS = 13
PAIR_BITS = _PAIR_BITS
_ZERO, _NINE, _COLON, _SPACE, _HYPHEN, _SLASH = 0x30, 0x39, 0x3A, 0x20, 0x2D, 0x2F
_A, _G, _O, _YEAR, _MONTH, _BEFORE = 0x61, 0x67, 0x6F, 0x5E74, 0x6708, 0x524D


def line_spans(classes: bytes, members: bytes, start: Any, end: Any) -> int:
    """Fill `start` and `end` with the spans of the lines that are not blank, blanks at their edges left out; how many they are.

    `classes`: that of each character. `members`: for each class 0, 1 if it is blank, 2 if it ends a line.
    """
    count, open_ = 0, False
    for at in range(len(classes)):
        kind = members[classes[at]]
        if kind == 0:
            if not open_:
                start[count] = at
                open_ = True
            end[count] = at + 1
        elif kind == 2 and open_:
            count += 1
            open_ = False
    return count + open_


def count_kinds(
    codes: Sequence[int], table: Sequence[int], start: Sequence[int], end: Sequence[int], counts: Any, edges: Any
) -> None:
    """Count the characters of each kind in each line.

    `table`: the kind of each code point. `counts` (line, kind), all zero, is filled, and `edges` (2, line) with the kinds of each
    line's first and last character.
    """
    for line in range(len(start)):
        for at in range(start[line], end[line]):
            counts[line, table[codes[at]]] += 1
        edges[0, line] = table[codes[start[line]]]
        edges[1, line] = table[codes[end[line] - 1]]


def wordy_lines(
    text: str, codes: Sequence[int], start: Sequence[int], end: Sequence[int], separators: Sequence[int], heads: Sequence[int],
    words: Sequence[int], longest: int,
) -> list[int]:  # fmt: skip
    """The lines, up to a length, that may be made of words: one of them at their head, and nothing else but marks between.

    `codes`: the text as code points. `separators`: for each character below 256 whether it is one. `heads`: for each `pair_hash`
    whether a word begins so; a word of one character, or one before a separator, has 0 for the second. `words`: for each
    `run_hash` whether a word, or a part of one, has it.
    """
    found = []
    for line in range(len(start)):
        at, last = start[line], end[line]
        if last - at > longest:
            continue
        while at < last and codes[at] < 256 and separators[codes[at]]:
            at += 1
        if at == last:
            continue
        second = codes[at + 1] if at + 1 < last else 0
        if second < 256 and separators[second]:
            second = 0
        if heads[pair_hash(codes[at], second)] and _is_made_of(text, codes, at, last, words):
            found.append(line)
    return found


def _is_made_of(text: str, codes: Sequence[int], at: int, last: int, words: Sequence[int]) -> bool:
    """Whether the runs of letters and digits in a span may all be words."""
    while at < last:
        stop = at
        while stop < last and (text[stop].isalnum() or text[stop] == "_"):
            stop += 1
        if stop > at and not words[run_hash(codes, at, stop)]:
            return False
        at = stop + 1
    return True


def run_hash(codes: Sequence[int], start: int, end: int) -> int:
    """A hash of the characters of a span, of `PAIR_BITS` bits."""
    value = 0
    for at in range(start, end):
        value = ((value + codes[at]) * _FACTOR) & _WORD
    return value >> (32 - _PAIR_BITS)


def pair_hash(first: int, second: int) -> int:
    """A hash of two characters, of `PAIR_BITS` bits."""
    return (((first * _FACTOR + second) & _WORD) * _FACTOR & _WORD) >> (32 - _PAIR_BITS)


def dated_lines(codes: Sequence[int], start: Sequence[int], end: Sequence[int]) -> list[int]:
    """The lines that hold what at first sight is a time, a date, a year behind a space or "ago"."""
    found = []
    for line in range(len(start)):
        first, last = start[line], end[line]
        for at in range(first, last):
            code = codes[at]
            if _ZERO <= code <= _NINE:
                dated = _is_dated(codes, first, at, last)
            elif code == _BEFORE:
                before = codes[at - 1] if at > first else 0
                dated = before < 0x80 or before in (ord("钟"), ord("时"), ord("天"), ord("月"), ord("年"), ord("以"))
            else:
                dated = code == _G and first < at < last - 1 and codes[at - 1] == _A and codes[at + 1] == _O
            if dated:
                found.append(line)
                break
    return found


def _is_dated(codes: Sequence[int], first: int, at: int, last: int) -> bool:
    """Whether a digit begins a century behind a space, or stands before the colon of a time or the first mark of a date."""
    mark = codes[at + 1] if at + 1 < last else 0
    if _ZERO <= mark <= _NINE:
        century = (codes[at] == _ZERO + 1 and mark == _NINE) or (codes[at] == _ZERO + 2 and mark == _ZERO)
        return century and at > first and codes[at - 1] == _SPACE
    if mark != _YEAR and not _HYPHEN <= mark <= _SLASH:  # - . /
        return mark == _COLON
    return at + 4 < last and (_parts(codes[at + 3]) or _parts(codes[at + 4]))


def _parts(code: int) -> bool:
    """Whether a character stands between the month and the day."""
    return code == _MONTH or _HYPHEN <= code <= _SLASH


def count_equal(codes: Sequence[int], start: Sequence[int], end: Sequence[int]) -> list[int]:
    """For each line how many lines are the same as it, itself included, by a hash of 64 bits."""
    counts: dict[int, int] = {}
    hashes = []
    for line in range(len(start)):
        value = end[line] - start[line]
        for at in range(start[line], end[line]):
            value = ((value ^ codes[at]) * _PRIME) & _LONG
        hashes.append(value)
        counts[value] = counts.get(value, 0) + 1
    return [counts[value] for value in hashes]
