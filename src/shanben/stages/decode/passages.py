"""The passages of a document: spans of bytes, each read by one codec; and the way back from text to bytes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from shanben.document import Decoded, Span
from shanben.edits import Ints
from shanben.stages.decode.reading import marks_of, offsets, read, shown


class Passage(NamedTuple):
    """`data[start:end]` is read by the codec `encoding`."""

    start: int
    end: int
    encoding: str


def text_of_passages(data: bytes, passages: tuple[Passage, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text of `data`, and the spans of bytes that could not be read: each is one U+FFFD of the text."""
    texts: list[str] = []
    errors: list[Span] = []
    for start, end, encoding in passages:
        part = data[start:end]
        try:
            texts.append(part.decode(encoding))
        except UnicodeDecodeError:
            marked = read(part, encoding)
            texts.append(shown(marked))
            errors += _errors(part, marked, start, encoding)
    return "".join(texts), tuple(errors)


def _errors(part: bytes, marked: str, start: int, encoding: str) -> list[Span]:
    at = np.flatnonzero(marks_of(marked))
    places = offsets(part, encoding) + start
    return list(zip(places[at].tolist(), places[at + 1].tolist(), strict=True))


class ByteMap:
    """Leads from a decoded text to its bytes. Making one costs a second decoding of the document.

    `place`: where in the bytes each character begins, and at last where the text ends.

    >>> from shanben.stages.decode import decode
    >>> ByteMap(decode("善本".encode("gbk"), declared="gbk")).span(1, 2)
    (2, 4)
    """

    def __init__(self, decoded: Decoded) -> None:
        parts = [offsets(decoded.data[start:end], encoding)[:-1] + start for start, end, encoding in decoded.passages]
        self.place: Ints = np.concatenate((*parts, [len(decoded.data)]))

    def span(self, start: Any, end: Any) -> tuple[Any, Any]:
        """The span of bytes that `[start, end)` of the text was read from; ints, or arrays of them."""
        first, last = self.place[start], self.place[end]
        return (first, last) if np.ndim(start) else (int(first), int(last))
