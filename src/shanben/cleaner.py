"""The main path: a source goes through the stages, in order, and comes out as a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from os import PathLike
from typing import Any, Final

from shanben.config import Config
from shanben.decoded import Decoded
from shanben.document import Document, Flag, Revision, Source
from shanben.errors import LimitError, ShanbenError
from shanben.labelled import Line
from shanben.source import Opened, binary_kind, looks_binary, media_type_of, open_source
from shanben.stages.decode import decode, decode_as
from shanben.stages.lines import drop_lines, label_lines
from shanben.stages.markup import read_markup, write_markdown
from shanben.stages.metadata import read_metadata
from shanben.stages.repair import repair_text
from shanben.stages.script import unify_script
from shanben.stages.sites import recall_site
from shanben.stages.typography import restore_marks
from shanben.version import __version__
from shanben.view import Outcome, Stage, View

STAGES: Final[tuple[Stage, ...]] = (
    read_markup,  # HTML to text
    repair_text,  # what was done to characters undone
    label_lines,  # what each line is
    recall_site,  # what the site repeats
    read_metadata,  # what page and lines say of the document
    drop_lines,  # what is not the text taken out
    unify_script,  # one script
    restore_marks,  # CJK punctuation
    write_markdown,  # marks of structure, where they are asked for
)


class Cleaner:
    """Cleans documents by one configuration. Make it once and use it for many; it may be shared and pickled.

    >>> cleaner = Cleaner(Config(script="hans", punctuation="cjk"))
    >>> cleaner.clean("這是一個例子。".encode("big5"), encoding="big5").text
    '这是一个例子。'
    """

    def __init__(self, config: Config | None = None, *, stages: Sequence[Stage] = STAGES) -> None:
        self.config = config or Config()
        self.stages = tuple(stages)

    def clean(
        self, source: Any, *, url: str | None = None, media_type: str | None = None, encoding: str | None = None
    ) -> Document:
        """Clean one document.

        Args:
            source: bytes, text, a path (`pathlib.Path`), or a `BeautifulSoup`.
            url: where it was found.
            media_type: "text/html" or "text/plain", with or without a charset parameter; found out if not given.
            encoding: the encoding, where it is known. What HTTP declares belongs into `media_type`: it is evidence, not proof.

        Raises:
            SourceError: the path cannot be read, the source is of another kind, or `encoding` is no encoding.

        A document that cannot be cleaned does not raise: its `status` is "failed" and its `reason` says why.
        """
        media_type, _, parameters = (media_type or "").partition(";")
        opened = Opened(None, "", url)
        try:
            opened = open_source(source, url, media_type.strip().lower() or None)
            if kind := binary_kind(opened.data):
                return self._failed(opened, f"binary data: {kind}")
            decoded = _decoded(opened, encoding, charset_of(parameters))
            media_type = opened.media_type or media_type_of(decoded.text)
            view = View.of(decoded.text, self.config, url=opened.url, media_type=media_type)
            if opened.data is not None and looks_binary(view.scan):
                return self._failed(opened, "binary data: more control characters than text has")
            return self._cleaned(opened, decoded, view)
        except LimitError as error:
            return self._failed(opened, str(error))

    def clean_many(self, sources: Iterable[Any], *, workers: int | None = None) -> Iterator[Document]:
        r"""Clean documents one after the other, in their order, in bounded memory.

        Each item is a source as `clean` takes it, or a mapping of the arguments of `clean`. A document on which the cleaner
        itself fails comes out with `status` "failed" and does not stop the others. With `workers` of two or more, that
        many processes share the work; they end with the iterator. The process that they are forked from (Python's fork server,
        where there is one) waits for more until this process ends, for there is no public way to end it.

        >>> [document.text for document in Cleaner().clean_many(["一\u200b二。", {"source": b"<p>Hi</p>", "url": "https://example.org"}])]
        ['一二。', 'Hi']
        """
        if workers is not None and workers > 1:
            from shanben.engines.pool import in_processes  # noqa: PLC0415  (multiprocessing costs 20 ms of import)

            return in_processes(self.clean_safely, sources, workers, lost=self.lost)
        return map(self.clean_safely, sources)

    def clean_safely(self, item: Any) -> Document:
        """As `clean`, for runs: whatever goes wrong with a document becomes a failed document."""
        arguments = item if isinstance(item, Mapping) else {"source": item}
        try:
            return self.clean(**arguments)
        except Exception as error:  # a fault of ours in one document must not stop a run; it is told
            reason = str(error) if isinstance(error, ShanbenError) else f"{type(error).__name__}: {error}"
            return self.lost(arguments, reason)

    def lost(self, item: Any, reason: str) -> Document:
        """The failed document of an item, as `clean_safely` takes it, that could not be cleaned for this reason."""
        arguments = item if isinstance(item, Mapping) else {"source": item}
        source = arguments.get("source")
        path = str(source) if isinstance(source, PathLike) else None
        data = source if isinstance(source, bytes) else None
        return self._failed(Opened(data, "", arguments.get("url"), path), reason)

    def repair(self, text: str) -> Revision:
        """Undo damage alone: the repair room, and nothing else."""
        view = self._through(View.of(text, self.config), (repair_text,))
        return Revision(view.text, view.log, view.flags)

    def label_lines(self, text: str) -> list[Line]:
        """Label the lines of a text, and leave it as it is."""
        return list(self._through(View.of(text, self.config), (label_lines,)).lines)

    @cached_property
    def run(self) -> str:
        """Sixteen hexadecimal digits that are the same for the same version and configuration."""
        return hashlib.sha256(f"{__version__} {self.config.digest}".encode()).hexdigest()[:16]

    @staticmethod
    def _through(view: View, stages: Iterable[Stage]) -> View:
        """The one loop: each stage looks at what the stages before it made."""
        for stage in stages:
            view = view.after(stage(view))
        return view

    def _cleaned(self, opened: Opened, decoded: Decoded, view: View) -> Document:
        if decoded.errors:
            view = view.after(Outcome(flags=[Flag("decode.errors", 0, len(decoded.text))]))
        view = self._through(view, self.stages)
        reason = _why_empty(view, decoded.text) if not view.text.strip() else self._why_spam(view)
        return self._document(view, decoded, opened.told(decoded.text, view.media_type), "dropped" if reason else "ok", reason)

    def _why_spam(self, view: View) -> str | None:
        """Why a page is to be dropped that still has text: by the option, if it holds more spam than text."""
        if self.config.spam == "lines":
            return None
        spam = sum(line.end - line.start for line in view.source_lines if line.label == "spam")
        text = sum(line.end - line.start for line in view.source_lines if line.keep)
        return "more spam than text" if spam > text else None

    def _failed(self, opened: Opened, reason: str) -> Document:
        """The document of a source that could not be cleaned: no text, and the reason."""
        decoded = Decoded.of_text("")
        source = opened.told(opened.text or "", opened.media_type or "application/octet-stream")
        return self._document(View.of("", self.config), decoded, source, "failed", reason)

    def _document(self, view: View, decoded: Decoded, source: Source, status: str, reason: str | None) -> Document:
        return Document(
            text=view.text,
            metadata=view.metadata,
            lines=view.source_lines,
            edits=view.log,
            decoded=decoded,
            script=view.script,
            flags=view.flags,
            status=status,
            reason=reason,
            source=source,
            provenance=self.config.provenance,
            run=self.run,
        )


def charset_of(parameters: str) -> str | None:
    """The charset that the parameters of a media type declare.

    >>> charset_of(' charset="gb2312"; boundary=x')
    'gb2312'
    """
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return found[1] if found else None


def _decoded(opened: Opened, encoding: str | None, declared: str | None) -> Decoded:
    if opened.data is None:
        return Decoded.of_text(opened.text or "")
    if encoding:
        return decode_as(opened.data, encoding)
    return decode(opened.data, declared=declared, media_type=opened.media_type)


def _why_empty(view: View, source: str) -> str:
    """Why nothing is left of a source."""
    if not source.strip():
        return "empty source"
    if any(flag.name == "page.list" for flag in view.flags):
        return "no main text: a list of links"
    if view.blocks is not None and not view.lines:
        return "no main text: nothing that is shown without scripts"
    return "no main text"
