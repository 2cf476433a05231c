"""Spans that follow the edits of their text when somebody asks for them: most are carried along and never looked at."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from shanben.edits import Edits, Ints


class Spans:
    """Spans of a text, `[start, end)` each.

    >>> import numpy as np
    >>> from shanben.edits import Edit
    >>> moved = Spans(np.array([0, 4]), np.array([2, 6])).after(Edits.of("ab--cd", [Edit(2, 4, "", "r")]))
    >>> moved.start.tolist(), moved.end.tolist()
    ([0, 2], [2, 4])
    """

    def __init__(self, start: Ints, end: Ints, carried: tuple[tuple[Edits, bool], ...] = ()) -> None:
        """Take spans as they were before they were `carried` along edits, in whose target they are (True: in their source)."""
        self._known, self._carried = (start, end), carried

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._placed

    @property
    def start(self) -> Ints:
        """Where each begins."""
        return self._placed[0]

    @property
    def end(self) -> Ints:
        """Where each ends."""
        return self._placed[1]

    def after(self, edits: Edits) -> Spans:
        """The same spans in the text after `edits`."""
        return Spans(*self._known, (*self._carried, (edits, False)))

    def before(self, edits: Edits) -> Spans:
        """The same spans in the text before `edits`."""
        return Spans(*self._known, (*self._carried, (edits, True)))

    @cached_property
    def _placed(self) -> tuple[Ints, Ints]:
        start, end = self._known
        for edits, back in self._carried:
            start, end = edits.to_source(start, end) if back else edits.from_source(start, end)
        return start, end
