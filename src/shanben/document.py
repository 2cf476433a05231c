"""What comes out: the clean document, and the small values that it is made of. Positions are code points."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple

from shanben.decoded import Decoded, Span
from shanben.edits import Edits
from shanben.errors import EditError, RecordError
from shanben.labelled import Labelled

RECORD_VERSION: Final = 1
"""The version of the record's form, its `v`."""


class Change(NamedTuple):
    """One edit as `Document.explain` tells it: `before` at `[start, end)` of the source became `after` at `at` of the text."""

    rule: str
    start: int
    end: int
    at: int
    before: str
    after: str


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

    def to_dict(self) -> dict[str, Any]:
        """The profile as the record holds it."""
        return {
            "source": self.script,
            "dominant": self.dominant,
            "counts": dict(self.counts),
            "region": self.region,
            "mixed": [list(span) for span in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Revision:
    """A text after one room of the house: the new text, the edits that led there, and what stayed in doubt."""

    text: str
    edits: Edits
    flags: tuple[Flag, ...] = ()
    doubtful: tuple[Doubt, ...] = ()


class Notice(NamedTuple):
    """What `[start, end)` of the decoded source says of the terms of use.

    `licence` is an SPDX identifier, or a `LicenseRef-` for terms that are no licence of the list. `form`: "notice" (it names
    the licence), "link", "tag" (`SPDX-License-Identifier`), "header", "text" (of the licence itself), or "terms".
    """

    licence: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself.

    `published` and `modified` are ISO 8601, as exact as the document is. `author` is the byline as it stands, `authors` the
    names in it. `icp` and `public_security` are the numbers that China registers a site under. `licences` are SPDX
    identifiers, `licence_notices` where each was read, and the terms of reprinting. `spans` tells for each field the span of
    the decoded source that it was read from; a field that was derived (the language, the URL given) has none.
    """

    title: str | None = None
    author: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    source: str | None = None
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    section: str | None = None
    breadcrumb: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    url: str | None = None
    icp: str | None = None
    public_security: str | None = None
    copyright_holder: str | None = None
    copyright_years: str | None = None
    licences: tuple[str, ...] = ()
    licence_notices: tuple[Notice, ...] = ()
    language: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON values, in the order above."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. `size` and `sha256` are those of its bytes (of text: of its UTF-8)."""

    uri: str | None = None
    record: str | None = None
    date: str | None = None
    media_type: str | None = None
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, eq=False)
class Document:
    r"""A cleaned document.

    `text` is the clean text. `edits` lead from `source_text` (the decoded source, for HTML with its tags) to it.
    `lines`, a sequence of `Line`, tell every line of the source that was looked at, and `flags` every doubt, in positions of the
    source.
    `status` is "ok", "dropped" (nothing worth keeping) or "failed"; then `reason` says why.

    >>> import shanben
    >>> document = shanben.clean("版權所有 © 某某網\n\n春天來了,萬物生長。")
    >>> document.text
    '春天來了,萬物生長。'
    >>> start, end = document.source_span(0, 2)
    >>> document.source_text[start:end]
    '春天'
    """

    text: str
    metadata: Metadata
    lines: Labelled
    edits: Edits
    decoded: Decoded
    script: ScriptProfile | None
    flags: tuple[Flag, ...]
    status: str
    reason: str | None
    source: Source
    provenance: str
    run: str

    @property
    def source_text(self) -> str:
        """The source as text: what the bytes decode to."""
        return self.decoded.text

    def source_span(self, start: int, end: int) -> Span:
        """The span of `source_text` that the span `[start, end)` of `text` came from, in code points."""
        low, high = self.edits.to_source(start, end)
        return low, high

    def source_bytes(self, start: int, end: int) -> Span:
        """The span of the source's bytes that the span `[start, end)` of `text` came from."""
        return self.decoded.byte_span(*self.source_span(start, end))

    def restore(self) -> str:
        """The source text, built again from `text`, the edits and what they removed: equal to `source_text`."""
        return self.edits.invert(self.edits.removed(self.source_text)).apply(self.text)

    def explain(self) -> list[Change]:
        """Every change in order, each with the slices of source and text, its rule, and where it was."""
        after = self.edits.target_start.tolist()
        return [
            Change(edit.rule, edit.start, edit.end, at, self.source_text[edit.start : edit.end], edit.replacement)
            for at, edit in zip(after, self.edits, strict=True)
        ]

    def to_dict(self) -> dict[str, Any]:
        """The record: what is stored of a document, as JSON values."""
        edits = self.edits.merged()
        kept = self.provenance != "none"
        return {
            "id": self.source.sha256[:16],
            "text": self.text,
            "status": self.status,
            "reason": self.reason,
            "metadata": self.metadata.to_dict(),
            "source": {
                "uri": self.source.uri,
                "record": self.source.record,
                "bytes": self.source.size,
                "sha256": self.source.sha256,
                "media_type": self.source.media_type,
                "date": self.source.date,
            },
            "decode": self.decoded.to_dict(),
            "script": self.script and self.script.to_dict(),
            "flags": sorted({flag.name for flag in self.flags}),
            "flagged": [list(flag) for flag in self.flags],
            "edits": {**edits.columns(), "rules": list(edits.rules)} if kept else None,
            "removed": edits.removed(self.source_text) if self.provenance == "full" else None,
            "labels": [[start, end, label, round(score, 4)] for start, end, label, score, _ in self.lines],
            "run": self.run,
            "v": RECORD_VERSION,
        }

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return json_line(self.to_dict())


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON. Escapes all beyond ASCII where a lone surrogate would not be valid UTF-8."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"))
    return line


def restore(record: Mapping[str, Any]) -> str:
    """The source text of a record that was made with `provenance="full"`.

    Raises:
        RecordError: the record does not hold what was removed, or its parts do not fit each other.

    >>> import shanben
    >>> document = shanben.clean("一\u200b二。", config=shanben.Config(provenance="full"))
    >>> restore(document.to_dict()) == "一\u200b二。"
    True
    """
    try:
        text, columns, removed = record["text"], record["edits"], record["removed"]
        rules = tuple(columns["rules"]) if columns is not None else ()
    except (KeyError, TypeError) as error:
        raise RecordError(f"this is not a record of Shanben: {error!r} is missing") from error
    if columns is None or removed is None:
        raise RecordError('this record does not hold what was removed; make it with provenance="full"')
    try:
        return Edits.of_columns(text, columns, rules).invert(removed).apply(text)
    except EditError as error:
        raise RecordError(f"the parts of this record do not fit each other: {error}") from error


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
