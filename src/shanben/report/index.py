"""What the review page knows of every document before it reads any: the columns that it filters, counts and sorts by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from shanben.document import Metadata
from shanben.names import why, why_flag

_METADATA: Final = tuple(field.name for field in fields(Metadata) if field.name != "spans")


class Index:
    """The columns of the documents that were added, one entry for each document.

    `rules`, `labels`: pairs of a number of the name and a count, flat. `doubt`: how near its least certain line is to being
    decided the other way, from 0 (sure) to 100.
    """

    def __init__(self) -> None:
        self._names: dict[str, dict[str, int]] = {kind: {} for kind in ("status", "encoding", "script", "rule", "flag", "label")}
        self._columns: dict[str, list[Any]] = {
            name: []
            for name in ("name", "title", "status", "encoding", "script", "rules", "flags", "labels", "metadata", "doubt", "size")
        }
        self._chunks: list[int] = []

    def __len__(self) -> int:
        return len(self._columns["name"])

    def close_chunk(self, documents: int) -> None:
        """Say that the chunk that was filled holds that many documents."""
        self._chunks.append(documents)

    def told(self) -> dict[str, Any]:
        """The index as the page reads it."""
        names = {kind: list(numbers) for kind, numbers in self._names.items()}
        meanings = {"rule": {name: why(name) for name in names["rule"]}, "flag": {name: why_flag(name) for name in names["flag"]}}
        return {"names": names, "why": meanings, "metadataNames": _METADATA, "columns": self._columns, "chunks": self._chunks}

    def add(self, record: Mapping[str, Any], source: str | None) -> dict[str, Any]:
        """Take a record into the columns; what the page's chunk holds of it."""
        edits = record.get("edits") or {"gap": [], "old": [], "new": [], "rule": [], "rules": []}
        rules = [self._number("rule", name) for name in edits["rules"]]
        labels = [[start, end, self._number("label", label), score] for start, end, label, score in record.get("labels") or []]
        metadata = record.get("metadata") or {}
        uri = (record.get("source") or {}).get("uri")
        row = {
            "name": uri or str(record.get("id", "")),
            "title": metadata.get("title"),
            "status": self._number("status", record.get("status", "")),
            "encoding": self._number("encoding", (record.get("decode") or {}).get("encoding") or "text"),
            "script": self._number("script", (record.get("script") or {}).get("source") or "other"),
            "rules": _pairs(Counter(rules[number] for number in edits["rule"])),
            "flags": [self._number("flag", name) for name in record.get("flags") or []],
            "labels": _pairs(Counter(label for _, _, label, _ in labels)),
            "metadata": sum(1 << bit for bit, name in enumerate(_METADATA) if metadata.get(name)),
            "doubt": max((round(200 * min(score, 1 - score)) for *_, score in labels), default=0),
            "size": len(record.get("text") or ""),
        }
        for name, value in row.items():
            self._columns[name].append(value)
        removed = record.get("removed")
        return {
            "id": record.get("id"),
            "reason": record.get("reason"),
            "metadata": {name: metadata[name] for name in _METADATA if metadata.get(name)},
            "source": record.get("source"),
            "decode": record.get("decode"),
            "flagged": record.get("flagged") or [],
            "text": record.get("text") or "",
            "removed": removed if removed is not None or source is None else _removed(source, edits),
            "gap": edits["gap"],
            "old": edits["old"],
            "new": edits["new"],
            "rule": [rules[number] for number in edits["rule"]],
            "labels": labels,
        }

    def _number(self, kind: str, name: str) -> int:
        return self._names[kind].setdefault(name, len(self._names[kind]))


def _pairs(counts: Mapping[int, int]) -> list[int]:
    return [number for pair in counts.items() for number in pair]


def _removed(source: str, edits: Mapping[str, Any]) -> str:
    """All that the edits took out of a source, in order."""
    parts, at = [], 0
    for gap, old in zip(edits["gap"], edits["old"], strict=True):
        parts.append(source[at + gap : at + gap + old])
        at += gap + old
    return "".join(parts)
