"""What a document, or whoever handed it over, says its encoding is: evidence, not proof."""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = 16384
_XML_HEAD: Final = 1024
"""Bytes of the head of a page, and of an XML document, in which a declaration is looked for."""
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
            found += _inside(head)
    return found


def _inside(head: bytes) -> list[str]:
    """The label in an XML declaration or a meta tag."""
    from bs4.dammit import EncodingDetector  # noqa: PLC0415  takes 40 ms, and few documents need it

    label = EncodingDetector.find_declared_encoding(head, is_html=True)
    return [label] if label else []
