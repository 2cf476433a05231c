"""What comes out: the clean document, and the small values that it is made of. Positions are code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from shanben.edits import Edits

Span = tuple[int, int]


class Flag(NamedTuple):
    """A doubt, not a guess: what was seen in `[start, end)` and left as it is, or changed with less than certainty."""

    name: str
    start: int
    end: int


class Doubt(NamedTuple):
    """A place of a conversion where candidates stay close: `[start, end)` of the result, best candidate first."""

    start: int
    end: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line and its label. `score` is the confidence that the line is kept, from 0 to 1; `reasons` weighed most."""

    start: int
    end: int
    label: str
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def keep(self) -> bool:
        """True for the labels that stay in the text."""
        return self.label in ("body", "title")


@dataclass(frozen=True, slots=True)
class ScriptProfile:
    """Which Chinese script a text is in.

    `script`: "hans", "hant", "mixed", "neutral" (Chinese without a telling character) or "other". `dominant`: "hans",
    "hant" or None. `counts`: characters of each kind. `region`: "CN", "TW", "HK", or None without strong evidence.
    `spans`: (start, end, script) of the passages that disagree with `dominant`.
    """

    script: str
    dominant: str | None
    counts: Mapping[str, int]
    region: str | None = None
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """A text after one room of the house: the new text, the edits that led there, and what stayed in doubt."""

    text: str
    edits: Edits
    flags: tuple[Flag, ...] = ()
    doubtful: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text.

    `encoding`: a Python codec's name; None for a source that was text. `method`: "bom", "declared", "detected" or "given".
    `declared`: what the document or the caller said. `confidence`: 0 to 1. `errors`: byte spans that the codec could not
    read, each one U+FFFD in `text`. `data`: the bytes, from which the bytes of any span of text are found.
    """

    text: str
    encoding: str | None
    method: str
    confidence: float = 1.0
    declared: str | None = None
    errors: tuple[Span, ...] = ()
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself. `spans`: for each field the span of the decoded source that it was read from."""

    title: str | None = None
    author: str | None = None
    editor: str | None = None
    source: str | None = None
    published: str | None = None
    site: str | None = None
    breadcrumb: tuple[str, ...] = ()
    url: str | None = None
    icp: str | None = None
    copyright_holder: str | None = None
    licences: tuple[str, ...] = ()
    language: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
