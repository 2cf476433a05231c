"""Entries, and which of them decides a character.

An entry is a word, or a few characters at the seam of two words, and what they become; its length stays. **The longest entry
that covers an ambiguous character decides it**, of equally long ones the leftmost. The rule needs no state from the left:
each place is decided for itself, and what stands far away changes nothing. An entry may leave a character `OPEN`: it only says
that no entry within it decides this character, because what it holds there are parts of other words (制图形: not 制图, but
perhaps 复制 and 图形).

Few ambiguous characters become anything else than usual, and only where an entry says so. A hash of the character and a
neighbour closes nearly all places at the first gate; a second one says which entries may cover those that are left. A few
places are looked up one by one, by exact pairs instead of hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of

LONGEST: Final = 6
"""The longest entry, in characters; of longer words the tables keep the window that decides."""
OPEN: Final = "*"
"""What stands in an entry for a character that it leaves open."""
SINGLY: Final = 100
"""So many places are looked up faster one by one than with arrays."""

# A shape is the length of an entry, and where in it the character stands that is asked for. Of two entries the one with the
# later shape counts: it is longer, or starts further to the left.
_SHAPES: Final = [(size, at) for size in range(2, LONGEST + 1) for at in range(size)]
_SIZES, _PLACES = np.array(_SHAPES).T.copy()
_BITS = np.uint32(1) << np.arange(len(_SHAPES), dtype=np.uint32)
# For each shape the shapes of the entries that lie within it.
_WITHIN: Final = [
    sum(1 << bit for bit, (short, left) in enumerate(_SHAPES) if short < size and 0 <= at - left <= size - short)
    for size, at in _SHAPES
]
_CHANGING: Final = 1 << len(_SHAPES)  # beside the bits of shapes: one of the entries writes something else than usual
_FIRST_BITS: Final = 19
_SECOND_BITS: Final = 18
_INDEX_BITS: Final = 16
_REST: Final = np.uint64(64 - _INDEX_BITS)

_Hashes = NDArray[np.uint64]
_Words = Mapping[int, Codes]
_Masks = Mapping[int, NDArray[np.bool_]]
_Numbering = Callable[[tuple[int, int]], int]
_Gates = tuple[NDArray[Any], NDArray[Any]]
Columns = Mapping[int, tuple[str, str]]
"""For each length all words of it in one string, and what they become in another one."""


class Entries:
    """The words of a table. `usual` is what a character becomes where no entry covers it."""

    def __init__(self, columns: Columns, usual: Codes) -> None:
        self._columns = columns
        keys, values = ({size: codes_of(pair[side]).reshape(-1, size) for size, pair in columns.items()} for side in (0, 1))
        changing = {size: (usual[key] != values[size]) & (values[size] != ord(OPEN)) for size, key in keys.items()}
        known = np.zeros(len(usual), np.bool_)
        for size, key in keys.items():
            known[key[changing[size]]] = True
        self.ambiguous = known.nonzero()[0]
        """The characters that an entry changes to something else than usual."""
        covering = {size: known[key] for size, key in keys.items()}
        self._keys, self._changing, self._covering = keys, changing, covering
        self._first = _gates(keys, changing, _FIRST_BITS, np.uint8, _group)
        self._second = _gates(keys, covering, _SECOND_BITS, np.uint32, _SHAPES.index)
        hashes, self._values = _sorted_entries(keys, values)
        begun = np.bincount((hashes >> _REST).astype(np.int64), minlength=1 << _INDEX_BITS).cumsum()
        self._index = np.concatenate(([0], begun[:-1]))
        self._hashes = np.append(hashes, ~np.uint64(0))  # the end, so that no search goes beyond it

    @cached_property
    def all(self) -> dict[str, str]:
        """Every entry and what it becomes."""
        found: dict[str, str] = {}
        for size, columns in self._columns.items():
            found |= zip(*(_split(codes_of(column), size) for column in columns), strict=True)
        return found

    def decide(self, text: str, codes: Codes, places: Ints, out: Codes) -> None:
        """Write into `out` what the ambiguous characters at `places` become, but for what is usual."""
        if len(places) > SINGLY:
            pairs = [_mixed(codes.take(places), codes.take(places + 1, mode="clip"))]
            pairs += [_mixed(codes.take(places - 1, mode="clip"), codes.take(places))]
            open_ = (_through(self._first, pairs, _FIRST_BITS) != 0).nonzero()[0]
            places, pairs = places.take(open_), [pair.take(open_) for pair in pairs]
            if len(places) > SINGLY:
                self._look_up(codes, places, _through(self._second, pairs, _SECOND_BITS), out)
                return
        self._look_up_singly(text, places.tolist(), out)

    def _look_up(self, codes: Codes, places: Ints, shapes: NDArray[np.uint32], out: Codes) -> None:
        # In the order of shapes: what is written later stays.
        row, shape = ((shapes[:, None] & _BITS) != 0).nonzero()
        places, size, at = places.take(row), _SIZES.take(shape), _PLACES.take(shape)
        starts = places - at
        slots, found = self._find(_hash([codes.take(starts + k, mode="clip") for k in range(LONGEST)], size))
        found = (found & (starts >= 0) & (starts + size <= len(codes))).nonzero()[0]
        row, shape, places, new = row[found], shape[found], places[found], self._values[slots[found], at[found]]
        open_ = new == ord(OPEN)
        within = np.zeros(len(shapes), np.uint32)
        np.bitwise_or.at(within, row[open_], np.array(_WITHIN, np.uint32).take(shape[open_]))
        counts = ~open_ & ((within.take(row) & _BITS.take(shape)) == 0)
        out[places[counts]] = new[counts]

    def _find(self, hashes: _Hashes) -> tuple[Ints, NDArray[np.bool_]]:
        """For each hash where it stands in the sorted ones, and whether it does: from the first that begins as it does."""
        slots = self._index.take((hashes >> _REST).astype(np.int64))
        there = self._hashes.take(slots)
        behind = (there < hashes).nonzero()[0]
        while len(behind):
            slots[behind] += 1
            there[behind] = self._hashes.take(slots[behind])
            behind = behind[there[behind] < hashes[behind]]
        return slots, there == hashes

    def _look_up_singly(self, text: str, places: list[int], out: Codes) -> None:
        follows, ends = self._pairs
        for place in places:
            shapes = follows.get(text[place : place + 2], 0) | ends.get(text[place - 1 : place + 1], 0)
            if shapes & _CHANGING and (new := self._deciding(text, place, shapes)):
                out[place] = ord(new)

    def _deciding(self, text: str, place: int, shapes: int) -> str:
        """What the entry that decides makes of the character at `place`; "" if there is none."""
        within = 0
        for bit in _ordered(shapes):
            size, at = _SHAPES[bit]
            if place >= at and not within >> bit & 1 and (new := self.all.get(text[place - at : place - at + size])):
                if new[at] != OPEN:
                    return new[at]
                within |= _WITHIN[bit]
        return ""

    @cached_property
    def _pairs(self) -> tuple[dict[str, int], dict[str, int]]:
        """The shapes of the entries that cover an ambiguous character, by it and the one after it; if it ends them, before."""
        found: tuple[list[tuple[Codes, Ints]], list[tuple[Codes, Ints]]] = ([], [])
        for size, at in _SHAPES:
            if size in self._keys:
                rows = self._covering[size][:, at]
                pairs = self._keys[size][rows, min(at, size - 2) :][:, :2]
                shapes = np.where(self._changing[size][rows, at], _CHANGING, 0) | _bit(size, at)
                found[at == size - 1].append((pairs, shapes))
        return _united(found[0]), _united(found[1])


# ---------------------------------------------------------------- pairs and gates


def _gates(keys: _Words, masks: _Masks, bits: int, kind: type[np.unsignedinteger[Any]], number: _Numbering) -> _Gates:
    """For a hash of two neighbours the shapes of the entries that cover the first of them there, and the second.

    The character is one that the mask names. An entry that ends with it admits anything after it, one that begins with it
    anything before.
    """
    gates = np.zeros(1 << bits, kind), np.zeros(1 << bits, kind)
    shift = np.uint32(32 - bits)
    for size, at in _SHAPES:
        shape = kind(1 << number((size, at)))
        rows = keys[size][masks[size][:, at]] if size in keys else np.empty((0, size), np.uint32)
        gates[0][_mixed(rows[:, at], rows[:, at + 1]) >> shift if at + 1 < size else slice(None)] |= shape
        gates[1][_mixed(rows[:, at - 1], rows[:, at]) >> shift if at else slice(None)] |= shape
    return gates


def _through(gates: _Gates, pairs: Sequence[Codes], bits: int) -> NDArray[Any]:
    """For each place what both gates admit."""
    shift = np.uint32(32 - bits)
    both: NDArray[Any] = gates[0].take(pairs[0] >> shift) & gates[1].take(pairs[1] >> shift)
    return both


def _group(shape: tuple[int, int]) -> int:
    """Shapes in eight groups: where the character stands, and how long the entry is."""
    size, at = shape
    return min(size - 2, 2) + 3 * (at == size - 1) if at in (0, size - 1) else 6 + (size > 3)


def _bit(size: int, at: int) -> int:
    return 1 << _SHAPES.index((size, at))


@cache
def _ordered(shapes: int) -> list[int]:
    """The shapes of a set, those first that count."""
    return [bit for bit in reversed(range(len(_SHAPES))) if shapes >> bit & 1]


def _mixed(first: Codes, second: Codes) -> Codes:
    """A hash of two neighbours, of which the highest bits count."""
    return first * np.uint32(0x9E3779B1) ^ second * np.uint32(0x85EBCA77)


def _united(some: list[tuple[Codes, Ints]]) -> dict[str, int]:
    """For each pair all shapes that it comes with."""
    if not sum(len(pairs) for pairs, _ in some):
        return {}
    pairs, shapes = (np.concatenate(column) for column in zip(*some, strict=True))
    numbers = np.ascontiguousarray(pairs).view(np.uint64).reshape(-1)
    order = numbers.argsort()
    begins = np.flatnonzero(np.append(True, np.diff(numbers[order]) != 0))
    both = _split(pairs[order[begins]].reshape(-1), 2), np.bitwise_or.reduceat(shapes[order], begins).tolist()
    return dict(zip(*both, strict=True))


# ---------------------------------------------------------------- the entries


def _split(codes: Codes, size: int) -> list[str]:
    """The texts of so many characters each that codes hold in a row."""
    texts: list[str] = codes.view(f"U{size}").tolist()
    return texts


def _hash(columns: list[Codes], size: Ints) -> _Hashes:
    """A hash of words given as columns of characters, of which the first ones count, so many as each word has.

    With 64 bits different words do not collide in practice.
    """
    hashes = size.astype(np.uint64)
    for at, column in enumerate(columns):
        mixed = (hashes ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        hashes = mixed if at < 2 else np.where(at < size, mixed, hashes)
    return hashes


def _sorted_entries(keys: _Words, values: _Words) -> tuple[_Hashes, Codes]:
    """The hashes of all entries in order, and a row with what each becomes."""
    if not keys:
        return np.empty(0, np.uint64), np.empty((0, LONGEST), np.uint32)
    keys_, values_ = (
        np.concatenate([np.pad(some, ((0, 0), (0, LONGEST - size))) for size, some in words.items()]) for words in (keys, values)
    )
    hashes = _hash(list(keys_.T), np.repeat(list(keys), [len(key) for key in keys.values()]))
    order = np.argsort(hashes)
    return hashes[order], values_[order]
