"""Edits: how one text became another, exactly, and back.

An `Edits` holds spans of a source text and what replaced them, as columns of integers. The model is that of
ICU's `Edits`: what lies between two edits is unchanged, and a position inside a change maps to the whole change.
All positions are code points. Logs of successive steps compose into one, and every log can be inverted, so a
character of a cleaned text leads back to its source, and the source can be restored.

>>> log = Edits.of("關(guān)係", [Edit(1, 7, "", "repair.reading")])
>>> log.apply("關(guān)係")
'關係'
>>> log.to_source(1, 2)
(7, 8)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from shanben.errors import EditError, RecordError
from shanben.kernels import edits as kernel

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]
_Side = tuple[memoryview, memoryview]


def codes_of(text: str) -> Codes:
    """The code points of `text` as an array; lone surrogates pass."""
    # NumPy reads and makes strings several times as fast as codecs do, but no empty ones, and none that end with NUL.
    return np.array([text]).view(np.uint32) if text else np.empty(0, np.uint32)


def text_of(codes: Codes) -> str:
    """The text of an array of code points: the inverse of `codes_of`."""
    if len(codes) and codes[-1]:
        return str(np.ascontiguousarray(codes, np.uint32).view(f"U{len(codes)}").item())
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


class Edit(NamedTuple):
    """One change: `source[start:end]` became `replacement`, by `rule`. Positions are code points."""

    start: int
    end: int
    replacement: str
    rule: str


class Edits:
    """An immutable log of edits of one text, ordered, not overlapping.

    `start`, `end`: the spans in the source. `size`: the length of each replacement. `inserted`: all replacements
    joined. `rule`: for each edit an index into `rules`. `length`: the source's length.
    """

    def __init__(
        self, length: int, start: Ints, end: Ints, size: Ints, inserted: str, rule: Ints, rules: tuple[str, ...]
    ) -> None:
        """Take columns as they are; `of`, `of_columns` and `at` are the ways in that check or derive them."""
        self.length, self.inserted, self.rules = length, inserted, rules
        self.start, self.end, self.size, self.rule = (
            np.ascontiguousarray(column, np.int64) for column in (start, end, size, rule)
        )

    def __reduce__(self) -> tuple[Any, ...]:
        columns = (self.start, self.end, self.size, self.inserted, self.rule)
        return type(self), (self.length, *columns, self.rules)

    # ------------------------------------------------------------------ ways in

    @classmethod
    def none(cls, length: int) -> Self:
        """The log of a text of that length that nothing changed."""
        empty = np.empty(0, np.int64)
        return cls(length, empty, empty, empty, "", empty, ())

    @classmethod
    def of(cls, source: str | int, edits: Iterable[Edit]) -> Self:
        """The log of `edits`, in any order, of a source text (or of a text of that length).

        Raises:
            EditError: two edits overlap, one runs backwards or reaches beyond the text.
        """
        rows = sorted(edits, key=lambda edit: (edit[0], edit[1]))
        length = source if isinstance(source, int) else len(source)
        if not rows:
            return cls.none(length)
        names: dict[str, int] = {}
        rule = [names.setdefault(row[3], len(names)) for row in rows]
        return cls.at(
            length,
            np.array([row[0] for row in rows], np.int64),
            np.array([row[1] for row in rows], np.int64),
            np.array([len(row[2]) for row in rows], np.int64),
            "".join(row[2] for row in rows),
            np.array(rule, np.int64),
            tuple(names),
        )

    @classmethod
    def at(cls, length: int, start: Ints, end: Ints, size: Ints, inserted: str, rule: Ints, rules: tuple[str, ...]) -> Self:
        """The log of ordered columns, checked: the way in for a stage that works with arrays.

        Raises:
            EditError: as `of`; also where columns differ in length, or `inserted` is not as long as `size` says.
        """
        edits = cls(length, start, end, size, inserted, rule, rules)
        if not len(start) == len(end) == len(size) == len(rule):
            raise EditError(f"columns of edits differ in length: {len(start)}, {len(end)}, {len(size)}, {len(rule)}")
        if len(inserted) != int(size.sum()):
            raise EditError(f"edits insert {len(inserted)} characters, their sizes say {int(size.sum())}")
        at = kernel.first_wrong(edits.start.data, edits.end.data, edits.size.data, edits.rule.data, length, len(rules))
        if at >= 0:
            raise EditError(
                f"edit {at} at [{start[at]}, {end[at]}) overlaps the next, runs backwards, has no rule, "
                f"or leaves its text of {length} characters"
            )
        return edits

    @classmethod
    def of_columns(cls, target: str, columns: dict[str, Any], rules: tuple[str, ...]) -> Self:
        """The log that `columns` wrote into a record whose text is `target`.

        Raises:
            RecordError: the columns do not fit the text or each other.
        """
        try:
            gap, old, size, rule = (np.array(columns[key], np.int64) for key in ("gap", "old", "new", "rule"))
            start = np.cumsum(gap + old) - old
            out = start + np.cumsum(size - old) - (size - old)
            length = len(target) + int(old.sum() - size.sum())
            inserted = "".join([target[a : a + n] for a, n in zip(out.tolist(), size.tolist(), strict=True)])
            return cls.at(length, start, start + old, size, inserted, rule, rules)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise RecordError(f"the edits of the record do not fit its text: {error}") from error

    # ------------------------------------------------------------------ what it holds

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Edit]:
        ends = np.cumsum(self.size)
        columns = (self.start, self.end, ends - self.size, ends, self.rule)
        for start, end, a, b, rule in zip(*(column.tolist() for column in columns), strict=True):
            yield Edit(start, end, self.inserted[a:b], self.rules[rule])

    def __repr__(self) -> str:
        return f"<Edits: {len(self)} of a text of {self.length} characters, by {', '.join(self.rules) or 'nothing'}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edits) and self.length == other.length and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # columns are arrays; nobody needs logs as keys

    @property
    def target_length(self) -> int:
        """The length of the text after the edits."""
        return self.length + len(self.inserted) - kernel.total(self.start.data, self.end.data)

    @property
    def target_start(self) -> Ints:
        """Where each replacement begins in the text after the edits."""
        start = np.empty_like(self.start)
        kernel.shift(self.start.data, self.end.data, self.size.data, start.data)
        return start

    def columns(self) -> dict[str, Any]:
        """The record's form: skip `gap` unchanged code points, then `old` are replaced by `new`; `rule` indexes `rules`.

        >>> Edits.of("a?b", [Edit(1, 2, "©", "r")]).columns()
        {'unit': 'codepoint', 'gap': [1], 'old': [1], 'new': [1], 'rule': [0]}
        """
        gap = self.start - np.concatenate(([0], self.end[:-1])) if len(self) else self.start
        return {
            "unit": "codepoint",
            "gap": gap.tolist(),
            "old": (self.end - self.start).tolist(),
            "new": self.size.tolist(),
            "rule": self.rule.tolist(),
        }

    # ------------------------------------------------------------------ what it does

    def apply(self, source: str) -> str:
        """The text after the edits.

        Raises:
            EditError: `source` has not the length that the edits were made for.
        """
        return text_of(self.apply_to(codes_of(source)))

    def apply_to(self, codes: Codes) -> Codes:
        """The same for a text that is given, and wanted, as code points."""
        if len(codes) != self.length:
            raise EditError(f"edits of a text of {self.length} characters given one of {len(codes)}")
        target = np.empty(self.target_length, np.uint32)
        new = codes_of(self.inserted)
        kernel.apply(codes.data, self.start.data, self.end.data, self.size.data, new.data, target.data)
        return target

    def removed(self, source: str) -> str:
        """All that the edits took out of `source`, in order: with it and the target the source can be restored."""
        return "".join([source[a:b] for a, b in zip(self.start.tolist(), self.end.tolist(), strict=True)])

    def invert(self, removed: str) -> Edits:
        """The log from the target back to the source, given all that was `removed`.

        >>> log = Edits.of("a b", [Edit(1, 2, "", "r")])
        >>> log.invert(log.removed("a b")).apply("ab")
        'a b'
        """
        start = self.target_start
        return Edits.at(self.target_length, start, start + self.size, self.end - self.start, removed, self.rule, self.rules)

    def merged(self) -> Edits:
        """The same log with touching edits of one rule made one: what a record stores."""
        if len(self) < 2:
            return self
        first = np.append(True, (self.start[1:] > self.end[:-1]) | (self.rule[1:] != self.rule[:-1]))
        at = np.flatnonzero(first)
        last = np.append(at[1:], len(self)) - 1
        size = np.add.reduceat(self.size, at)
        return Edits(self.length, self.start[at], self.end[last], size, self.inserted, self.rule[at], self.rules)

    def compose(self, later: Edits) -> Edits:
        """One log for `self` and then `later`.

        Edits that share characters become one, under the rule of the later log: it decided what stands there.

        Raises:
            EditError: `later` was made for a text of another length.
        """
        if later.length != self.target_length:
            raise EditError(f"edits leave {self.target_length} characters, the later ones take {later.length}")
        if not len(self) or not len(later):
            return later if len(later) else self
        return _compose(self, later)

    def to_source(self, start: Any, end: Any) -> tuple[Any, Any]:
        """The span of the source that `[start, end)` of the target came from; ints, or arrays of them.

        A deletion at the edge of a span is left out of it; an empty span stays empty where nothing changed.
        """
        there, here = self._sides
        return _carried(here, there, start, end)

    def from_source(self, start: Any, end: Any) -> tuple[Any, Any]:
        """The span of the target that `[start, end)` of the source became; ints, or arrays of them."""
        there, here = self._sides
        return _carried(there, here, start, end)

    @cached_property
    def _sides(self) -> tuple[_Side, _Side]:
        """Where the edits start and how long they are, in the source and in the target."""
        return (self.start.data, (self.end - self.start).data), (self.target_start.data, self.size.data)

    def _columns(self) -> Ints:
        return np.array((self.start, self.end, self.size, self.rule), np.int64)


def _carried(here: _Side, there: _Side, start: Any, end: Any) -> tuple[Any, Any]:
    """Spans of one side of a log on the other; ints, or arrays of them."""
    first, last = np.ascontiguousarray(start, np.int64), np.ascontiguousarray(end, np.int64)
    low, high = np.empty((2, len(first)), np.int64)
    kernel.carry(*here, *there, first.data, last.data, low.data, high.data)
    return (low, high) if np.ndim(start) else (int(low[0]), int(high[0]))


def ranges(start: Ints, size: Ints) -> Ints:
    """Every position of the spans, in order."""
    ends = size.cumsum()
    places: Ints = (start - ends + size).repeat(size) + np.arange(ends[-1] if len(ends) else 0)
    return places


def _compose(first: Edits, later: Edits) -> Edits:
    """`first` from a source to a middle text, then `later` from there to a target, as one log."""
    names: dict[str, int] = {}
    one, two = first._columns(), later._columns()
    for columns, log in ((one, first), (two, later)):
        columns[3] = np.array([names.setdefault(rule, len(names)) for rule in log.rules], np.int64)[log.rule]
    out = np.empty((4, len(first) + len(later)), np.int64)
    start, end, size, rule = out[:, : kernel.compose(one.data, two.data, out.data)].copy()
    codes, more = codes_of(first.inserted), codes_of(later.inserted)
    inserted = np.empty(len(codes) + len(more), np.uint32)
    count = kernel.join(one.data, two.data, codes.data, more.data, inserted.data)
    return Edits(first.length, start, end, size, text_of(inserted[:count]), rule, tuple(names))
