"""Which documents of a run repeat earlier ones: each is marked where it is cleaned, and the marks are compared at the end.

So the work that costs time is shared by all workers, and the result does not depend on which of them was faster.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from shanben.document import Document
from shanben.duplicates import Duplicates, Fingerprint, fingerprint
from shanben.io.item import Place
from shanben.io.writers import line_of, write_whole

MARKS: Final = "marks.jsonl"
DUPLICATES: Final = "duplicates.jsonl"


def mark_of(document: Document, place: Place) -> bytes:
    """The line by which a document is known; empty for a text without a letter."""
    known = fingerprint(document.text)
    if known is None:
        return b""
    mark = {
        "id": document.source.sha256[:16],
        "place": place._asdict(),
        "exact": known.exact.hex(),
        "sketch": b64encode(known.sketch.astype("<u4").tobytes()).decode(),
    }
    return line_of(mark)


def write_duplicates(folder: Path, parts: Iterable[Path]) -> int:
    """Write which documents of these parts, in their order, repeat an earlier one into duplicates.jsonl; how many do."""
    rows = list(_repeated(parts))
    write_whole(folder / DUPLICATES, b"".join(map(line_of, rows)))
    return len(rows)


def _repeated(parts: Iterable[Path]) -> Iterator[dict[str, Any]]:
    seen = Duplicates()
    firsts: dict[str, dict[str, Any]] = {}
    for number, mark in enumerate(mark for part in parts for mark in _marks(part / MARKS)):
        known = Fingerprint(bytes.fromhex(mark["exact"]), np.frombuffer(b64decode(mark["sketch"]), "<u4").astype(np.uint32))
        name, at = str(number), {"id": mark["id"], "place": mark["place"]}
        first = seen.add(name, known)
        if first is None:
            firsts[name] = at
        else:
            yield {**at, "duplicate_of": firsts[first]["id"], "first": firsts[first]["place"]}


def _marks(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(json.loads, lines)
