"""Wrong readings that lost bytes: what fits the bytes that are left, and reads best.

A reader that met bytes which its encoding does not assign wrote U+FFFD, or `?`, for each, or `・` for two. The bytes around
them are known, and UTF-8 says which of them belong to one character: so every lost byte leaves a few dozen characters to
choose from. The language model chooses (`lattice`), and what it chose must, misread again, give the damaged text.
"""

from __future__ import annotations

import math
import re
from codecs import register_error
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, zip_longest
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben import limits
from shanben.edits import Edit
from shanben.language import mean_cost, model
from shanben.scan import ARABIC, BOPOMOFO, CYRILLIC, GREEK, HALF_KANA, HAN_JA, HANGUL, HANS, HANT, HEBREW, KANA, THAI, Scan
from shanben.stages.repair.chains import Link, pieces
from shanben.stages.repair.codepages import byte_ends, bytes_read, text_bytes
from shanben.stages.repair.lattice import Place, ways

_READERS: Final = {
    "gb18030": ("gbk", "gb18030"), "cp932": ("cp932", "shift_jis"), "cp949": ("cp949", "euc_kr"), "cp950": ("big5",)
}  # fmt: skip
"""The readers that lose bytes, with the codecs that may have done it."""
_WRITERS: Final = ("utf-8", "gb18030", "cp950")
_LINKS: Final = tuple(Link(right, wrong) for right in _WRITERS for wrong in _READERS if right != wrong)
_LOST: Final = "\ufffd?"
_WITHOUT_LOST: Final = dict.fromkeys(map(ord, _LOST))
DOT: Final = "・"
"""The mark of Japanese readers for two bytes that they do not know."""
_DOTTED: Final = Link("utf-8", "cp932")
_QUESTION: Final = re.compile(r"(?<=[^\x00-\x7f])\?")
_STRAY: Final = re.compile(rb"(?:[\x00-\x7f]|[\xc0-\xdf].|[\xe0-\xef]..|[\xf0-\xff]...)*[\x80-\xbf]", re.DOTALL)
"""A byte of UTF-8 that follows none which it could belong to."""
_SWALLOW: Final = "shanben-two-for-one"
_ANY: Final = -1
"""Stands for a byte that was swallowed: nothing is known of it."""
_MOST_LOST: Final = 0.9
"""Marks of loss among the characters beyond ASCII, from which on too little is left."""
_MOST_BITS: Final = 3.0
"""What a line lost, in bits for each character, beyond which guesses hardly hold each other up."""
_CANDIDATES: Final = 160
_COMMON: Final = 15.5
"""The cost of a character alone, in nats, beyond which it is not thought of."""
_PLAUSIBLE: Final = 12.0
"""Mean cost of the characters beyond ASCII below which a result is language."""
_KNOWN: Final = 2
"""So many characters' worth of bytes must be known for the others to be guessed."""
_TELLING: Final = HANS | HANT | HAN_JA | KANA | HANGUL | HALF_KANA | BOPOMOFO | CYRILLIC | GREEK | THAI | HEBREW | ARABIC
_ABSENT: Final = 6.0
"""What a character of a script costs that no known character of the text is of."""
_AGAIN: Final = 2.5
"""What a character costs less that is known elsewhere in the text: words come again."""
_NEVER: Final = 1e6
"""The cost of two bytes that the reader would have read."""
_SURE: Final = 0.9
"""A character less sure than this is doubtful."""
_SHOWN: Final = 0.8
"""Where most is guessed, a guess less sure than this is shown as lost: the others that it leans on are guesses, too."""

Bytes = Sequence[int | None]


class Part(NamedTuple):
    """The characters that may stand at a place, and whether its last byte was lost together with the first of the next."""

    chars: str
    open: bool


class _Guess(NamedTuple):
    """What a link's loss comes to: the original, how sure each of its characters is, where those of the damaged text end.

    `known`: the characters' worth of bytes that are left. `bits`: what was lost of each character, on average.
    """

    cost: float
    link: Link
    text: str
    sure: list[float]
    ends: list[int]
    known: int
    bits: float


class Lossy(NamedTuple):
    """A text found again, the edits that lead to it, and the places of the damaged text where it might have been another."""

    text: str
    edits: list[Edit]
    doubtful: list[tuple[int, int]]


def is_torn(text: str) -> bool:
    """Whether some bytes may have been lost, but not too many."""
    lost = text.count("\ufffd") + len(_QUESTION.findall(text))
    return 0 < lost < _MOST_LOST * sum(not char.isascii() for char in text)


def best_guess(text: str) -> Lossy | None:
    """The likeliest original of a text that lost bytes; None if none is likely enough.

    >>> bad = "古籍整理出版规划".encode().decode("gbk", "replace")
    >>> best_guess(bad).edits[0].rule
    'repair.lossy.utf-8-as-gbk'
    """
    if len(text) > limits.LOSSY_LINE or mean_cost(text.replace("\ufffd", "")) < _PLAUSIBLE:
        return None  # what stands between the marks is language: they are lost for good
    # Without a mark of loss only UTF-8 can tell that its last character is not whole.
    links = _LINKS if is_torn(text) else [link for link in _LINKS if link.right == "utf-8"]
    # Some readers swallow the byte behind the one that they do not know: often a space, which makes no pair.
    found = [guess for link in links for swallowed in (False, True) if (guess := _guess(text, link, swallowed=swallowed))]
    if DOT in text and (guess := _guess(text.replace(DOT, "\ufffd"), _DOTTED, swallowed=True)):
        found.append(guess)
    best = min(found, default=None)
    return _told(text, best) if best and best.known >= _KNOWN else None


def _told(text: str, guess: _Guess) -> Lossy | None:
    """What a guess changes in the text, and where it is doubtful."""
    here, there = np.array(guess.ends), byte_ends(guess.text, guess.link.right)
    here[-1] = there[-1]  # the last bytes may have gone without a trace
    least = _SHOWN if guess.bits > _MOST_BITS else 0.0
    shown = "".join(char if sure >= least else "\ufffd" for char, sure in zip(guess.text, guess.sure, strict=True))
    edits = pieces(text, here, shown, there, f"repair.lossy.{guess.link.name}")
    ends = np.concatenate(([0], there)).tolist()
    doubtful = [at for at, sure in enumerate(guess.sure) if sure < _SURE]
    spans = [(int(np.searchsorted(here, ends[at], "right")), int(np.searchsorted(here, ends[at + 1]) + 1)) for at in doubtful]
    return Lossy(shown, edits, spans) if edits else None


def _guess(text: str, link: Link, *, swallowed: bool) -> _Guess | None:
    """What a link's loss comes to; None if this cannot be the link, or what it comes to is no language."""
    data: Bytes
    if any(mark in text for mark in _LOST):
        read = bytes_with_gaps(text, link.wrong, swallowed=swallowed) or []
        data, ends = [byte for part in read for byte in part], list(accumulate(map(len, read)))
    else:
        data, ends = bytes_read(text, link.wrong) or b"", []
        if link.right == "utf-8" and _STRAY.match(data):
            return None
    parts: list[Part] = []
    for part in _characters(data, link):
        if not part.chars:
            return None
        parts.append(part)
    if not parts:
        return None
    errors = _SWALLOW if swallowed else "replace"
    way = next((way for way in ways(list(_places(parts, link))) if _misread(way.text, link, text, errors)), None)
    if not way or mean_cost(way.text) > _PLAUSIBLE:
        return None
    known = sum(byte is not None and byte >= 0x80 for byte in data) // (3 if link.right == "utf-8" else 2)
    bits = sum(math.log2(len(part.chars)) for part in parts) / len(parts)
    return _Guess(way.cost, link, way.text, way.sure, ends or byte_ends(text, link.wrong).tolist(), known, bits)


def _misread(result: str, link: Link, text: str, errors: str) -> bool:
    """Whether a codec of the reader makes the damaged text of the result."""
    data, bad = result.encode(link.right, "replace"), text.replace("\ufffd", "?").rstrip("?")
    return any(data.decode(codec, errors).replace("\ufffd", "?").rstrip("?") == bad for codec in _READERS[link.wrong])


def _two_for_one(error: UnicodeError) -> tuple[str, int]:
    """The error handler of a reader that writes one mark for a byte that it does not know and the one behind it."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", min(error.start + 2, len(error.object))


register_error(_SWALLOW, _two_for_one)


def bytes_with_gaps(text: str, reader: str, *, swallowed: bool = False) -> list[Sequence[int | None]] | None:
    """For each character the bytes that the reader read, None for those it did not know; None if it cannot have read this.

    `swallowed`: a mark stands for two bytes, of which the second was a space if ASCII follows, and else may be `_ANY`.
    """
    if bytes_read(text.translate(_WITHOUT_LOST), reader) is None:
        return None
    known = {char: None if char in _LOST else text_bytes(char, reader) for char in set(text)}
    found: list[Sequence[int | None]] = []
    for char, after in zip_longest(text, text[1:], fillvalue=""):
        data = known[char]
        behind = (0x20 if "!" <= after <= "~" else _ANY,) if swallowed and after else ()
        found.append(data or (None, *behind))
    return found


def _characters(data: Bytes, link: Link) -> Iterator[Part]:
    """For each character of the original those that fit its bytes and what was lost of them; none where none does."""
    at = 0
    while at < len(data):
        size = _size(data, at, link.right)
        after = data[at + size] if at + size < len(data) and data[at + size] != _ANY else None
        part = (*data[at : at + size], *[None] * (at + size - len(data)))
        at += size
        is_open = at < len(data) and part[-1] is None and after is None
        yield Part(_fitting(part, after, link, is_open=is_open), is_open)


def _size(data: Bytes, at: int, right: str) -> int:
    """How many bytes the character at a place has; a lost first byte is the question mark it shows, or begins the usual form."""
    first, rest = data[at], data[at + 1 : at + 3]
    if right != "utf-8":
        return 1 if (first is not None and first < 0x80) or at + 1 == len(data) else 2
    if first is None or first == _ANY:
        return 3 if len(rest) == 2 and all(byte is None or byte == _ANY or 0x80 <= byte < 0xC0 for byte in rest) else 1
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


@cache
def _fitting(part: tuple[int | None, ...], after: int | None, link: Link, *, is_open: bool) -> str:
    """The characters that fit the bytes of one character, the common ones first where there is a choice."""
    if None not in part and _ANY not in part:
        return bytes(byte for byte in part if byte is not None).decode(link.right, "ignore")
    if len(part) == 1:
        return "?"
    (chars, forms), rejected = _common(len(part), link.right), _rejected(_READERS[link.wrong][0])
    fits = np.ones(len(chars), np.bool_)
    for at, byte in enumerate(part):
        if byte == _ANY:
            continue
        if byte is not None:
            fits &= forms[:, at] == byte
        elif at + 1 < len(part):
            fits &= rejected[forms[:, at], forms[:, at + 1]]
        elif after is not None:
            fits &= rejected[forms[:, at], after]
        elif is_open:
            fits &= rejected[:, np.unique(forms[:, 0])].sum(axis=1)[forms[:, at]] > 0
    return "".join(chars[at] for at in np.flatnonzero(fits)[:_CANDIDATES].tolist())


@cache
def _rejected(codec: str) -> NDArray[np.bool_]:
    """Which pairs of bytes `codec` cannot read the first of."""
    table = np.zeros((256, 256), np.bool_)
    for first in range(0x80, 0x100):
        for second in range(0x100):
            table[first, second] = bytes((first, second)).decode(codec, "replace")[0] == "\ufffd"
    return table


@cache
def _common(size: int, right: str) -> tuple[str, NDArray[np.uint8]]:
    """The common characters of so many bytes in `right`, the commonest first, and their bytes."""
    codes = np.concatenate((np.arange(0x80, 0xD800), np.arange(0xF900, 0xFFF0)))
    costs = model().alone(codes)
    costs[model().folded(codes) < 0x80] = np.inf  # digits and spaces of every script, which the model takes for common ones
    order = np.argsort(costs, kind="stable")[: int((costs < _COMMON).sum())]
    forms = [(char, char.encode(right, "ignore")) for char in map(chr, codes[order].tolist())]
    fitting = [(char, form) for char, form in forms if len(form) == size]
    chars = "".join(char for char, _ in fitting)
    return chars, np.frombuffer(b"".join(form for _, form in fitting), np.uint8).reshape(-1, size)


def _places(parts: Sequence[Part], link: Link) -> Iterator[Place]:
    """The characters that may stand at each place, and what speaks against them."""
    known = "".join(part.chars for part in parts if len(part.chars) == 1)
    absent = _TELLING & ~Scan(known).present
    rejected = _rejected(_READERS[link.wrong][0])
    before = Part("", open=False)
    for part in parts:
        apart = None
        if before.open:
            lasts, firsts = _edge_bytes(before.chars, link.right, -1), _edge_bytes(part.chars, link.right, 0)
            apart = np.where(rejected[lasts[:, None], firsts[None, :]], 0.0, _NEVER)
        again = np.array([char in known for char in part.chars])
        yield Place(part.chars, np.where(Scan(part.chars).mask(absent), _ABSENT, 0.0) - _AGAIN * again, apart)
        before = part


def _edge_bytes(chars: str, right: str, at: int) -> NDArray[np.uint8]:
    """The first or the last byte of each character."""
    return np.array([char.encode(right)[at] for char in chars], np.uint8)
