"""What a run does with one document: it is loaded and cleaned, and becomes what the output of its status takes."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from shanben.cleaner import Cleaner
from shanben.document import RECORD_VERSION, Document
from shanben.engines.duplicates import mark_of
from shanben.io.item import Item, Loaded, Place
from shanben.io.schema import to_row
from shanben.io.writers import line_of
from shanben.limits import FAILED_BYTES
from shanben.sites import Page, site_of

FORMS: Final = ("jsonl", "parquet", "text", "sites")


class Done(NamedTuple):
    """A document that is done: its status, what is written of it, what is counted of it, and by what its copies are known."""

    place: Place
    read: int
    status: str
    payload: Any
    size: int
    counts: dict[tuple[str, str], int]
    mark: bytes = b""


@dataclass(frozen=True)
class Job:
    """The work of a run on each of its documents.

    `form`: what the output is made of, one of `FORMS`. `keep_dropped`: whether the source text of a dropped document is kept.
    `duplicates`: whether documents are marked, so that their copies are known.
    """

    cleaner: Cleaner
    form: str
    keep_dropped: bool = False
    duplicates: bool = False

    def __call__(self, item: Item) -> Done:
        """Load and clean a document. Never raises."""
        try:
            loaded = item.load()
            document = loaded.cleaned(self.cleaner)
            if self.form == "sites" and document.status == "ok" and not _site(document):
                document = replace(document, status="dropped", reason="does not say which site it is of")
            payload = self._payload(document, loaded, item.place)
            mark = mark_of(document, item.place) if self.duplicates and document.status == "ok" else b""
        except Exception as error:  # a fault of ours in one document must not stop a run; it is told
            return self.lost(item, f"{type(error).__name__}: {error}")
        return Done(item.place, item.read, document.status, payload, document.source.size, _counts(document), mark)

    def lost(self, item: Item, reason: str) -> Done:
        """What stands for a document that could not be worked on at all."""
        place = item.place
        source = {"uri": place.file, "record": None, "bytes": None, "sha256": None, "media_type": None, "date": None}
        return Done(place, item.read, "failed", self._failed(source, reason, place, None), 0, {("status", "failed"): 1})

    def _payload(self, document: Document, loaded: Loaded, place: Place) -> Any:
        record = document.to_dict()
        if document.status == "failed":
            # Of what could not be read, it is not known how large it is.
            unknown = {} if loaded.fault is None else {"bytes": None, "sha256": None}
            return self._failed({**record["source"], **unknown}, document.reason or "", place, loaded.source)
        if document.status == "dropped":
            kept = {"source_text": document.source_text} if self.keep_dropped else {}
            return line_of({**record, "place": place._asdict(), **kept})
        if self.form == "sites":
            return _site(document), Page.of(document.text)
        if self.form == "text":
            return f"{document.text}\n".encode()
        return to_row(record) if self.form == "parquet" else line_of(record)

    def _failed(self, source: dict[str, Any], reason: str, place: Place, data: bytes | str | Path | None) -> bytes:
        """The line of a failed document: why, where it stands, and its bytes if they are few (`limits.FAILED_BYTES`)."""
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        kept = b64encode(raw).decode() if isinstance(raw, bytes) and raw and len(raw) <= FAILED_BYTES else None
        told = {"status": "failed", "reason": reason, "source": source, "place": place._asdict(), "data": kept}
        return line_of({**told, "run": self.cleaner.run, "v": RECORD_VERSION})


def _site(document: Document) -> str | None:
    """The host that a page states, or where it was found."""
    return site_of(document.metadata.url) or site_of(document.source.uri)


def _counts(document: Document) -> dict[tuple[str, str], int]:
    """What is counted of a document."""
    counts: Counter[tuple[str, str]] = Counter()
    counts["status", document.status] += 1
    counts["characters", "source"] += len(document.source_text)
    counts["characters", "text"] += len(document.text)
    counts["bytes", "source"] += document.source.size
    if document.status == "dropped":
        counts["dropped", document.reason or ""] += 1
    if document.status != "failed":
        counts["encoding", document.decoded.encoding or "text"] += 1
        counts["script", document.script.script if document.script else "other"] += 1
    counts.update(("flag", flag.name) for flag in document.flags)
    counts.update(("label", line.label) for line in document.lines)
    rules = document.edits.rules
    for number, count in Counter(document.edits.rule.tolist()).items():
        counts["rule", rules[number]] += count
    return dict(counts)
