"""What a document, or whoever handed it over, says its encoding is: evidence, not proof."""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = 16384
_XML_HEAD: Final = 1024
"""Bytes of the head of a page, and of an XML document, in which a declaration is looked for."""
_XML: Final = re.compile(rb"""\s*<\?[^>]*?\bencoding\s*=\s*["']([^"'>]+)""")
_META: Final = re.compile(rb"""<\s*meta\b[^<>]*?charset\s*=\s*["']?([^\s"'/;<>]+)""")
"""In lower case: the head is searched so."""
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)


def declarations(data: bytes, declared: str | None = None, media_type: str | None = None) -> list[str]:
    """The labels that speak of `data`, the strongest first: of the caller, of the media type, of the document.

    >>> declarations(b'<?xml version="1.0" encoding="Big5"?>', "utf-8")
    ['utf-8', 'big5']
    """
    found = [declared] if declared else []
    kind, _, parameters = (media_type or "").partition(";")
    found += _CHARSET.findall(parameters)
    head = data[:_HEAD]
    if b"<" in head and kind.strip().lower() != "text/plain":
        small = head.lower()
        if b"charset" in small or b"encoding" in small[:_XML_HEAD]:
            found += _inside(head, small)
    return found


def _inside(head: bytes, small: bytes) -> list[str]:
    """The label in an XML declaration, or else in a meta element; `small` is the head in lower case."""
    found = _XML.match(head, 0, _XML_HEAD) or _META.search(small)
    return [found[1].decode("ascii", "replace").lower()] if found else []
