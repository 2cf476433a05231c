"""Spans that follow the edits of their text when somebody asks for them: most are carried along and never looked at."""

from __future__ import annotations

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
        self._known = start, end, carried

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.start, self.end)

    @property
    def start(self) -> Ints:
        """Where each begins."""
        return self._placed()[0]

    @property
    def end(self) -> Ints:
        """Where each ends."""
        return self._placed()[1]

    def after(self, edits: Edits) -> Spans:
        """The same spans in the text after `edits`."""
        return self._moved(edits, back=False)

    def before(self, edits: Edits) -> Spans:
        """The same spans in the text before `edits`."""
        return self._moved(edits, back=True)

    def _moved(self, edits: Edits, *, back: bool) -> Spans:
        start, end, carried = self._known
        return Spans(start, end, (*carried, (edits, back)))

    def _placed(self) -> tuple[Ints, Ints]:
        """Where they are; the edits that they were carried along are not kept after that."""
        start, end, carried = self._known
        for edits, back in carried:
            start, end = edits.to_source(start, end) if back else edits.from_source(start, end)
        if carried:
            self._known = start, end, ()
        return start, end
