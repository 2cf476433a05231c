"""What a document is made from: bytes, text, a path, or a parsed page; and what kind of document it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Final

from shanben.document import Source
from shanben.errors import LimitError, SourceError
from shanben.limits import CONTROL_SHARE, SOURCE_BYTES
from shanben.scan import CONTROL, NONCHARACTER, Scan, classes_of

HTML: Final = "text/html"
PLAIN: Final = "text/plain"

SUFFIXES: Final = {".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".md": PLAIN}
# The first bytes of what is no text (WHATWG MIME Sniffing, and the formats that crawls bring home besides).
_MAGIC: Final = {
    b"\x89PNG\r\n\x1a\n": "PNG image", b"\xff\xd8\xff": "JPEG image", b"GIF8": "GIF image", b"%PDF-": "PDF document",
    b"PK\x03\x04": "ZIP archive or Office document", b"\x1f\x8b\x08": "gzip archive", b"\x28\xb5\x2f\xfd": "zstd archive",
    b"BZh": "bzip2 archive", b"\xfd7zXZ\x00": "xz archive", b"7z\xbc\xaf\x27\x1c": "7-Zip archive",
    b"Rar!\x1a\x07": "RAR archive",
    b"\x7fELF": "ELF program", b"MZ\x90\x00": "Windows program", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Office document",
    b"OggS\x00": "Ogg media", b"ID3": "MP3 audio", b"SQLite format 3\x00": "SQLite database", b"\x00\x00\x01\x00": "icon",
    b"\x00asm": "WebAssembly", b"PAR1": "Parquet file",
}  # fmt: skip
_SURROGATE_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HEAD: Final = 1 << 13
"""Characters of a source by which it is told from binary data."""
_BINARY: Final = tuple(mask.bit_length() - 1 for mask in (CONTROL, NONCHARACTER))
"""The classes of those that speak for binary data."""
# A document is HTML if the first thing in it is a tag of these (after WHATWG MIME Sniffing, section 7.1).
_HTML_START: Final = re.compile(
    r"[\ufeff\s]*(?:<\?xml[^>]{0,200}\?>\s*)?"
    r"<(?:!doctype\s+html|!--|/?(?:html|head|body|title|meta|link|script|style|iframe|table|div|article|section|main"
    r"|h1|h2|h3|p|ul|ol|font|center|span|br|a|b)[\s/>])",
    re.IGNORECASE,
)
# Or if elements that HTML does not know, and no text, stand before the tags that a page begins with, one of which ends.
_PAGE_BEHIND: Final = re.compile(
    r"""[\ufeff\s]*+ (?: < (?! (?:html|head|body)[\s>] ) [a-z] [^<>]{0,400}+ > \s*+ ){1,20}+
    < (?: !doctype \s html | (?:html|head|body) (?:\s[^<>]{0,400}+)? > \s*+ (?: < | \Z ) )""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_ENDS: Final = re.compile(r"</(?:title|head|body|html)>", re.IGNORECASE)
_START_CHARACTERS: Final = 4096


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that was opened: its bytes or its text, and what is known of it."""

    data: bytes | None
    text: str | None
    url: str | None = None
    path: str | None = None
    media_type: str | None = None

    def told(self, text: str, media_type: str) -> Source:
        """What the record says of the source, which decodes to `text`."""
        data = self.data if self.data is not None else text.encode("utf-8", "surrogatepass")
        return Source(self.url or self.path, media_type=media_type, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def open_source(source: Any, url: str | None, media_type: str | None) -> Opened:
    """Open bytes, text, a path (an `os.PathLike`) or a `BeautifulSoup`.

    Raises:
        SourceError: the file cannot be read, or the object is none of these.
        LimitError: it is larger than `limits.SOURCE_BYTES`.
    """
    if isinstance(source, PathLike):
        path = Path(fspath(source))
        media_type = media_type or SUFFIXES.get(path.suffix.lower())
        return _checked(Opened(_read(path), None, url, str(path), media_type))
    if isinstance(source, bytes | bytearray | memoryview):
        return _checked(Opened(bytes(source), None, url, None, media_type))
    if isinstance(source, str):
        return _checked(Opened(None, _joined(source), url, None, media_type))
    if type(source).__module__.startswith("bs4"):
        return _checked(Opened(None, str(source), url, None, media_type or HTML))
    raise SourceError(f"a document is made from bytes, str, a path or a BeautifulSoup, not from {type(source).__name__}")


def _joined(text: str) -> str:
    """`text` with pairs of surrogates as the characters that they are: JSON, and so a record, cannot tell them apart."""
    if _SURROGATE_PAIR.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def media_type_of(text: str) -> str:
    """Whether a text is an HTML page or plain text, by how it begins.

    >>> media_type_of("<!DOCTYPE html><title>善本</title>"), media_type_of("a < b")
    ('text/html', 'text/plain')
    """
    start = text[:_START_CHARACTERS]
    behind = _PAGE_BEHIND.match(start) and _PAGE_ENDS.search(text)
    return HTML if behind or _HTML_START.match(start) else PLAIN


def binary_kind(data: bytes | None) -> str | None:
    """What kind of binary file these bytes begin; None if they may be text."""
    if not data or not data.startswith(tuple(_MAGIC)):
        return None
    return next(kind for magic, kind in _MAGIC.items() if data.startswith(magic))


def looks_binary(scan: Scan) -> bool:
    """Whether the head of a decoded source has more control characters than text could have."""
    head = classes_of(scan.codes[:_HEAD])
    return sum(head.count(kind) for kind in _BINARY) > CONTROL_SHARE * len(head)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > SOURCE_BYTES:
            raise LimitError(f"{path} has {path.stat().st_size} bytes; limits.SOURCE_BYTES is {SOURCE_BYTES}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def _checked(opened: Opened) -> Opened:
    size = len(opened.data) if opened.data is not None else len(opened.text or "")
    if size > SOURCE_BYTES:
        raise LimitError(f"the source has {size} bytes; limits.SOURCE_BYTES is {SOURCE_BYTES}")
    return opened
