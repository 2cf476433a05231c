"""Where in a document its title, its text and its end are: there it says who wrote it, and when.

What stands far from them speaks of other documents: lists of headlines, comments, a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from shanben.kernels.stretch import stretch_of
from shanben.labelled import Labelled

_ABOVE: Final = 12
_BELOW: Final = 8
_FAR: Final = 40
_NEAR: Final = 3


class Place(NamedTuple):
    """Indices of lines: the title (None if it is not seen), the first and the last line of the text."""

    title: int | None
    first: int
    last: int

    def head(self, count: int) -> Iterator[int]:
        """Yield the lines around the title and the beginning of the text, the most telling first: those between the two."""
        top = self.first if self.title is None else self.title
        yield from range(top, min(max(self.first, top) + _NEAR, self.last + 1, count))
        yield from range(top - 1, max(top - (_ABOVE if self.title is None else _ABOVE // 2), -1), -1)

    def below_title(self, count: int) -> range:
        """The lines between the title and the text, where a byline may stand without a label."""
        top = max(self.first - _NEAR, 0) if self.title is None else self.title + 1
        return range(top, min(top + _NEAR + 1, count))

    def tail(self, count: int) -> Iterator[int]:
        """Yield the lines around the end of the text, from the last line downwards and then those above it."""
        yield from range(self.last, min(self.last + _BELOW, count))
        yield from range(self.last - 1, max(self.last - _NEAR, self.first, -1), -1)


def place_of(lines: Labelled, folded: str, titles: Sequence[str]) -> Place:
    """The place of a document's text; `titles` are what its head calls it, folded."""
    first, last = stretch_of(lines.start.data, lines.end.data, lines.keep.tobytes(), folded)
    every, labelled = "\n".join(titles), None
    low, high = max(first - _FAR, -1) + 1, min(first + _NEAR, len(lines) - 1) + 1
    spans = zip(lines.start[low:high].tolist(), lines.end[low:high].tolist(), strict=True)
    for at, (start, end) in reversed([*enumerate(spans, low)]):
        text = folded[start:end].strip()
        if len(text) > 4 and text in every and any(title.startswith(text) or len(text) > 7 for title in titles):
            return Place(at, first, last)
        if labelled is None and lines.label[at] == "title":
            labelled = at
    return Place(labelled, first, last)
