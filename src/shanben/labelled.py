"""The labelled lines of a text, as columns: most of them nobody asks for one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple, Self, overload

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Edits, Ints
from shanben.spans import Spans

KEPT: Final = frozenset({"body", "title"})
"""The labels of the lines that stay in the text."""


class Line(NamedTuple):
    """One line and its label. `score` is the confidence that the line is kept, from 0 to 1; `reasons` weighed most."""

    start: int
    end: int
    label: str
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def keep(self) -> bool:
        """True for the labels that stay in the text."""
        return self.label in KEPT


class Labelled(Sequence[Line]):
    """Lines in their order. `start`, `end`, `label`, `score` and `reasons` hold for each line what `Line` tells of it.

    >>> lines = Labelled.of([Line(0, 3, "title", 0.9), Line(4, 9, "nav", 0.1)])
    >>> lines[1].label, lines.keep.tolist()
    ('nav', [True, False])
    """

    def __init__(self, spans: Spans, label: Sequence[str], score: Sequence[float], reasons: Sequence[tuple[str, ...]]) -> None:
        self._spans, self.label, self.score, self.reasons = spans, label, score, reasons

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        """The columns of lines."""
        start, end, *told = tuple(zip(*lines, strict=True)) or ((),) * 5
        return cls(Spans(np.array(start, np.int64), np.array(end, np.int64)), *told)

    @property
    def start(self) -> Ints:
        """Where each line begins."""
        return self._spans.start

    @property
    def end(self) -> Ints:
        """Where each line ends."""
        return self._spans.end

    def __len__(self) -> int:
        return len(self.label)

    def __iter__(self) -> Iterator[Line]:
        return map(Line, *self._places, self.label, self.score, self.reasons)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return type(self)(Spans(self.start[at], self.end[at]), self.label[at], self.score[at], self.reasons[at])
        starts, ends = self._places
        return Line(starts[at], ends[at], self.label[at], self.score[at], self.reasons[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Labelled.of({list(self)})"

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        return self.start.tolist(), self.end.tolist()

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels that occur."""
        return frozenset(self.label)

    @cached_property
    def keep(self) -> NDArray[np.bool_]:
        """For each line whether it stays in the text."""
        return np.array([label in KEPT for label in self.label], np.bool_)

    def before(self, edits: Edits) -> Self:
        """The same lines in the text before `edits`."""
        return type(self)(self._spans.before(edits), self.label, self.score, self.reasons)


NO_LINES: Final = Labelled.of(())
