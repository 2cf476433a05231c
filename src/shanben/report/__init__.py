"""The review page: one HTML file that shows what a run did, document by document and change by change.

The page holds everything and asks no network. Documents lie in it in chunks, compressed, and are read when they are looked at;
the index, with all that is filtered by, stands before them, so that the page can be used while a browser still reads the rest.
Text enters the page only as compressed data, and the page's script writes it only as text; a policy forbids any other script.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from tempfile import TemporaryFile
from typing import IO, Any, Final
from zlib import compress

from shanben.names import LABELS
from shanben.report.index import Index
from shanben.version import __version__

_CHUNK: Final = 2**17
"""Characters of JSON that are compressed together: a hundredth of a second to read, large enough to compress well."""

_SCRIPTS: Final = ("base", "list", "overview", "document", "marks", "start")

Record = Mapping[str, Any]


def write_report(
    records: Iterable[Record], out: IO[str], *, title: str, source: Callable[[Record], str | None] = lambda _: None
) -> int:
    """Write the review page of `records` and return how many there are. Memory holds their index, not their texts.

    `source` finds the decoded source of a record that does not hold what was removed, or None where it cannot.
    """
    index = Index()
    with TemporaryFile("w+", encoding="ascii") as chunks:
        for number, part in enumerate(_chunked(index.add(record, source(record)) for record in records)):
            index.close_chunk(len(part))
            chunks.write(f'<script type="text/plain" id="chunk-{number}">{_packed(part)}</script>\n')
        chunks.seek(0)
        out.write(_head(title, index.told()))
        while piece := chunks.read(2**20):
            out.write(piece)
    out.write("</body>\n</html>\n")
    return len(index)


def _chunked(documents: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The documents in lists that are about as long as a chunk."""
    part: list[dict[str, Any]] = []
    size = 0
    for document in documents:
        part.append(document)
        size += len(document["text"]) + len(document["removed"] or "") + 16 * len(document["old"])
        if size >= _CHUNK:
            yield part
            part, size = [], 0
    if part:
        yield part


def _packed(value: Any) -> str:
    """JSON, compressed, in letters and digits: what the page reads again by `DecompressionStream`."""
    try:
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a lone surrogate
        data = json.dumps(value, separators=(",", ":")).encode()
    return b64encode(compress(data, 6)).decode()


def _head(title: str, told: dict[str, Any]) -> str:
    """The page up to its chunks: its policy, style, frame, index and script."""
    frame, style = _page("frame.html"), _page("style.css")
    script = "\n".join(_page(f"{name}.js") for name in _SCRIPTS)
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    parts = {
        "policy": policy,
        "title": escape(title),
        "version": escape(__version__),
        "style": style,
        "index": _packed({**told, "title": title, "labelNames": LABELS}),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], frame)


def _page(name: str) -> str:
    return files("shanben.report").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
