"""What flows between the stages: a `View` goes in, an `Outcome` comes out.

A stage is any callable `stage(view) -> Outcome`. It looks at the text and says what should change; it changes nothing.
All positions, going in and coming out, are code points of `view.text`. The view that follows applies the edits,
composes the logs, and carries every span along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from shanben.config import Config
from shanben.document import Flag, Metadata, ScriptProfile
from shanben.edits import Edit, Edits, Ints
from shanben.labelled import KEPT, NO_LINES, Labelled, Line
from shanben.scan import Scan
from shanben.spans import Spans


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """The blocks of an HTML page: spans of the view's text, and for each block what its markup tells (`columns`)."""

    spans: Spans
    columns: Mapping[str, NDArray[Any]]

    def at(self, places: Ints) -> Ints:
        """The block that each place stands in."""
        return np.maximum(self.spans.start.searchsorted(places, "right") - 1, 0)

    def after(self, edits: Edits) -> Blocks:
        """The same blocks in the text after `edits`."""
        return Blocks(self.spans.after(edits), self.columns)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the head of a page says: `value` under `name`, read from a span of the decoded source."""

    name: str
    value: str
    start: int
    end: int


class Outcome(NamedTuple):
    """What a stage found. Only `edits` change the text; the rest is told to the stages after it and to the document.

    `blocks` have positions of the text after the edits, `facts` and the spans of `metadata` positions of the decoded source,
    all else positions of the text that the stage saw. `scan` is that of the text after the edits, where the stage has made it.
    """

    edits: Edits | Sequence[Edit] = ()
    flags: Sequence[Flag] = ()
    blocks: Blocks | None = None
    facts: Sequence[Fact] = ()
    lines: Sequence[Line] | None = None
    metadata: Metadata | None = None
    script: ScriptProfile | None = None
    scan: Scan | None = None


NOTHING: Final = Outcome()
_NO_METADATA: Final = Metadata()


@dataclass(frozen=True, eq=False)
class View:
    """A text on its way through the stages.

    `log` leads from the decoded source to `text`. `flags`, `facts`, `metadata`, `script` and `source_lines` tell positions of
    the source, so that they hold whatever comes later; `blocks` tell positions of `text`, `lines` those of the text that was
    labelled.
    """

    text: str
    config: Config
    url: str | None = None
    media_type: str = "text/plain"
    log: Edits = field(default_factory=lambda: Edits.none(0))
    flags: tuple[Flag, ...] = ()
    blocks: Blocks | None = None
    facts: tuple[Fact, ...] = ()
    lines: Labelled = NO_LINES
    source_lines: Labelled = NO_LINES
    metadata: Metadata = _NO_METADATA
    script: ScriptProfile | None = None

    @classmethod
    def of(cls, text: str, config: Config, **more: Any) -> Self:
        """The view of a text that nothing has changed yet."""
        return cls(text, config, log=Edits.none(len(text)), **more)

    @cached_property
    def scan(self) -> Scan:
        """The classes of the text's characters, found when first asked for."""
        return Scan(self.text)

    @property
    def kept_whole(self) -> bool:
        """Whether every labelled line stays: then there is nothing to take out, and nothing beside the text to read."""
        return KEPT.issuperset(self.lines.labels)

    def after(self, outcome: Outcome) -> View:
        """The view that the next stage sees."""
        if not any(outcome):
            return self
        told = self._told(outcome)
        if not len(outcome.edits):
            return told
        edits = outcome.edits if isinstance(outcome.edits, Edits) else Edits.of(self.text, outcome.edits)
        blocks = told.blocks if told.blocks is None or outcome.blocks is not None else told.blocks.after(edits)
        scan = outcome.scan or Scan.of(edits.apply_to(self.scan.codes))
        return told._with(text=scan.text, scan=scan, log=self.log.compose(edits), blocks=blocks)

    def afresh(self) -> View:
        """The same text with a log of its own that nothing is in: for stages that run stages, which see no blocks."""
        return self._with(log=Edits.none(len(self.text)), flags=(), blocks=None)

    def _with(self, **changed: Any) -> View:
        """A copy with some fields changed, which knows what this one knows of the text; a new text comes with its `scan`."""
        copy = object.__new__(View)
        vars(copy).update(vars(self), **{"scan": self.scan, **changed})
        return copy

    def _told(self, outcome: Outcome) -> View:
        """This view, with all that the outcome says besides its edits."""
        more: dict[str, Any] = {}
        if outcome.flags:
            flags = [Flag(flag.name, *self.source_span(flag.start, flag.end)) for flag in outcome.flags]
            more["flags"] = tuple(dict.fromkeys((*self.flags, *flags)))
        if outcome.facts:
            more["facts"] = self.facts + tuple(outcome.facts)
        if outcome.lines is not None:
            lines = outcome.lines if isinstance(outcome.lines, Labelled) else Labelled.of(outcome.lines)
            more.update(lines=lines, source_lines=lines.before(self.log) if len(self.log) else lines)
        if outcome.script is not None:
            passages = tuple((*self.source_span(start, end), script) for start, end, script in outcome.script.spans)
            more["script"] = replace(outcome.script, spans=passages)
        if outcome.blocks is not None:
            more["blocks"] = outcome.blocks
        if outcome.metadata is not None:
            more["metadata"] = outcome.metadata
        return self._with(**more) if more else self

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the decoded source that a span of `text` came from."""
        if not len(self.log):
            return start, end
        low, high = self.log.to_source(start, end)
        return low, high


Stage = Callable[[View], Outcome]
