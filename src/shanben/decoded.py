"""`Decoded`: bytes read as text, with the way back from every character to its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np

from shanben.edits import Ints, codes_of
from shanben.reading import errors_of, offsets, read, shown, widths_of

Span = tuple[int, int]


class Passage(NamedTuple):
    """`data[start:end]` is read by the codec `encoding`."""

    start: int
    end: int
    encoding: str


@dataclass(frozen=True)
class Decoded:
    """Bytes read as text.

    `encoding`: a Python codec's name; None for a source that was text. `method`: "bom", "declared", "detected" or "given".
    `declared`: what the document or the caller said. `confidence`: 0 to 1. `errors`: byte spans that the codec could not
    read, each one U+FFFD in `text`. `passages`: what was read by which codec: one, unless the document changes its encoding
    on the way. `data`: the bytes, from which those of any span of text are found.
    """

    text: str
    encoding: str | None
    method: str
    confidence: float = 1.0
    declared: str | None = None
    errors: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()
    data: bytes = field(default=b"", repr=False)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """A source that was text already; its bytes are those of its UTF-8 form."""
        return cls(text, None, "given")

    @classmethod
    def of_passages(cls, data: bytes, passages: Sequence[Passage], method: str, **more: Any) -> Self:
        """`data` read passage by passage, under the name of the codec that reads the longest."""
        texts: list[str] = []
        errors: list[Span] = []
        for passage in passages:
            text, wrong = _read(data, passage)
            texts.append(text)
            errors += wrong
        encoding = max(passages, key=lambda passage: passage.end - passage.start).encoding
        return cls("".join(texts), encoding, method, errors=tuple(errors), passages=tuple(passages), data=data, **more)

    def byte_span(self, start: int, end: int) -> Span:
        """The span of the source's bytes that `[start, end)` of the text was read from. The first call decodes again.

        >>> Decoded.of_passages("善本".encode("gbk"), [Passage(0, 4, "gb18030")], "given").byte_span(1, 2)
        (2, 4)
        """
        return int(self.byte_places[start]), int(self.byte_places[end])

    @cached_property
    def byte_places(self) -> Ints:
        """Where in the bytes each character begins; one more for the end."""
        if self.encoding is None:
            return np.concatenate(([0], np.cumsum(widths_of(codes_of(self.text), "utf-8"), dtype=np.int64)))
        parts = [offsets(self.data[start:end], encoding)[:-1] + start for start, end, encoding in self.passages]
        return np.concatenate((*parts, [len(self.data)]))

    def to_dict(self) -> dict[str, Any]:
        """The record's form."""
        return {
            "encoding": self.encoding,
            "method": self.method,
            "declared": self.declared,
            "confidence": self.confidence,
            "errors": [list(span) for span in self.errors],
        }


def _read(data: bytes, passage: Passage) -> tuple[str, list[Span]]:
    """The text of a passage and the spans of `data` that its codec could not read."""
    part = data[passage.start : passage.end]
    try:
        return part.decode(passage.encoding), []
    except UnicodeDecodeError:
        marked = read(part, passage.encoding)
    return shown(marked), [
        (start + passage.start, end + passage.start) for start, end in errors_of(part, passage.encoding, marked)
    ]
